from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatekeeper.evidence.cause import cause, headline
from gatekeeper.model import Case, CaseKind, CaseOutcome

_SMALL = settings(max_examples=40, deadline=None)
_NAMES = st.from_regex(r"[a-z][a-z_]{3,12}", fullmatch=True)


def _case(name: str = "shop.test_cart::test_a", **more: str) -> Case:
    return Case(id=name, outcome=CaseOutcome.FAILED, **more)  # type: ignore[arg-type]


def _collection(module: str, file: str) -> Case:
    text = (
        f"ImportError while importing test module '/tmp/ci-8f3/{file}.py'.\nTraceback:\n/usr/lib/python3.12/importlib/__init__.py:90: in"
        f" import_module\n    return _gcd_import()\n{file}.py:3: in <module>\n    import {module}\nE   ModuleNotFoundError: No module named"
        f" '{module}'\n"
    )
    return Case(id=f"::{file}", outcome=CaseOutcome.ERRORED, kind=CaseKind.COLLECTION, message="collection failure", text=text)


def _pytest(test: str, error: str, function: str = "", line: int = 7) -> Case:
    helper = f"shop/{function}.py:{line + 1}: in {function}\n    raise\n" if function else ""
    text = f"tests/{test}.py:{line}: in {test}\n    go()\n{helper}E   {error}\n"
    return _case(f"tests.{test}::{test}", message=error, text=text)


def test_a_module_that_is_missing_in_twenty_files_is_one_cause() -> None:
    causes = {cause(_collection("orders", f"tests/test_{number}")) for number in range(20)}
    assert len(causes) == 1
    assert re.fullmatch("[0-9a-f]{16}", causes.pop())


def test_two_missing_modules_are_two() -> None:
    assert cause(_collection("orders", "tests/test_a")) != cause(_collection("users", "tests/test_a"))


def test_a_module_that_is_missing_in_a_test_is_the_same_as_in_its_file() -> None:
    inside = _pytest("test_b", "ModuleNotFoundError: No module named 'orders'", function="load")
    native = _case(
        message="failed on setup with \"ModuleNotFoundError: No module named 'orders'\"",
    )
    assert cause(inside) == cause(native) == cause(_collection("orders", "tests/test_a"))


def test_what_is_missing_is_one_cause_whoever_asks_for_it() -> None:
    for error in ("ModuleNotFoundError: No module named 'orders'", "ImportError: cannot import name 'Order' from 'shop'"):
        assert cause(_pytest("test_a", error, "load")) == cause(_pytest("test_b", error, "connect"))
    jest = "Cannot find module './orders' from '{0}.test.js'\n    at Object.{0} (/app/src/{0}.js:3:1)"
    assert cause(_case(text=jest.format("cart"))) == cause(_case(text=jest.format("user")))


def test_the_own_function_parts_causes_and_the_test_does_not() -> None:
    error = "TimeoutError: no answer after 30s"
    assert cause(_pytest("test_a", error, "connect")) == cause(_pytest("test_b", error, "connect", 99))
    assert cause(_pytest("test_a", error, "connect")) != cause(_pytest("test_a", error, "close"))
    assert cause(_pytest("test_a", error)) == cause(_pytest("test_b", error))


def test_a_bare_comparison_is_a_cause_of_its_own_in_every_test() -> None:
    assert cause(_pytest("test_a", "assert 1 == 2")) != cause(_pytest("test_b", "assert 1 == 2"))
    assert cause(_case(message="expect(received).toBe(expected)")) != cause(_case("c::other", message="expect(received).toBe(expected)"))
    assert cause(_case(message="")) != cause(_case("c::other", message=""))
    assert cause(_pytest("test_a", "assert 500 == 200", "get")) == cause(_pytest("test_b", "assert 404 == 200", "get"))
    assert cause(_case("c::test_a[1]", message="assert 1 == 2")) == cause(_case("c::test_a[2]", message="assert 3 == 4"))


def test_an_assertion_that_says_something_is_one_cause_in_many_tests() -> None:
    error = "AssertionError: the sandbox of payments is down"
    assert cause(_pytest("test_a", error)) == cause(_pytest("test_b", error))


def test_the_innermost_cause_counts() -> None:
    outer = "com.acme.{0}: {0} of order {1}\n\tat com.acme.{0}Test.opens({0}Test.java:{1})\n"
    inner = "Caused by: java.net.ConnectException: Connection refused\n\tat java.base/java.net.Socket.connect(Socket.java:9)\n"
    texts = [outer.format(*each) + inner for each in (("Store", 3), ("Cache", 81))]
    assert len({cause(_case(f"com.acme.Test{index}::opens", text=text, type="x")) for index, text in enumerate(texts)}) == 1


@_SMALL
@given(_NAMES, st.integers(0, 10**9), st.integers(0, 10**9), st.lists(st.uuids(), min_size=2, max_size=2), _NAMES, _NAMES)
def test_numbers_ids_and_paths_make_no_difference(function: str, one: int, other: int, ids: list[object], folder: str, file: str) -> None:
    words = "LookupError: no order {} in '/srv/{}/{}.db' at {:#x} after {}ms, request {}"
    first = _pytest("test_a", words.format(one, folder, file, one, other, ids[0]), f"do_{function}", line=3)
    again = _pytest("test_b", words.format(other, file, folder, other, one, ids[1]), f"do_{function}", line=88)
    assert cause(first) == cause(again)


@_SMALL
@given(st.text(max_size=400), st.text(max_size=200), st.text(max_size=50), st.text(max_size=50))
def test_any_case_has_a_cause(text: str, message: str, kind: str, name: str) -> None:
    case = _case(name, text=text, message=message, type=kind)
    assert re.fullmatch("[0-9a-f]{16}", cause(case))
    assert cause(case) == cause(case)
    headline(case)


@pytest.mark.parametrize(
    "pieces",
    [
        [
            "a",
            "E   ",
            "E   a.",
            "at a.b(",
            "\tat a.b.c(",
            'File "',
            "Caused by: ",
            "\n",
            "::",
            "a: ",
            "--> ",
            "[cause]:",
            "\\",
            "'",
            "0",
            "=== ",
            "[",
        ],
        [
            "thread '",
            "Error",
            "aError: ",
            "a.b: ",
            "E \n",
            "panic: ",
            "\n\n",
            "a/b.py:1: in ",
            "assert ",
            "\ud800",
            ". ",
            "\tError: \ta:\n",
            ":\n",
        ],
    ],
)
def test_hostile_text_takes_no_time(pieces: list[str]) -> None:
    for piece in pieces:
        long = (piece * 8000)[:8000]
        begin = time.process_time()
        for case in (_case(text=long, message=long[:2000]), _case(text=f"E   {long}"), _case(text=f"{long}\n{long}", type=long)):
            cause(case)
            headline(case)
        assert time.process_time() - begin < 0.5


def test_a_runners_word_gives_way_to_the_exception() -> None:
    assert headline(_collection("orders", "tests/test_a")) == "ModuleNotFoundError: No module named 'orders'"
    assert headline(_case(message="collection failure")) == "collection failure"
    assert headline(_case(message="Failed", text="    a_test.go:7: no such order")) == "no such order"
    assert headline(_case(message="assert 1 == 2", text="E   ValueError: bad")) == "assert 1 == 2"
