from __future__ import annotations

import pytest

from gatekeeper.evidence.trace import is_vague, thrown
from gatekeeper.model import Case, CaseOutcome


def _thrown(text: str = "", message: str = "", kind: str = "") -> tuple[str, str]:
    found = thrown(Case(id="c::test_a", outcome=CaseOutcome.FAILED, text=text, message=message, type=kind))
    return found.type, found.message


_COLLECTION = """\
ImportError while importing test module '/tmp/x/tests/test_a.py'.
Hint: make sure your test modules/packages have valid Python names.
Traceback:
tests/test_a.py:1: in <module>
    import orders
E   ModuleNotFoundError: No module named 'orders'
"""
_DIRECT = """\
E   ConnectionRefusedError: [Errno 111] Connection refused

The above exception was the direct cause of the following exception:

E   shop.StoreError: the store is down
"""
_DURING = _DIRECT.replace(
    "The above exception was the direct cause of the following exception",
    "During handling of the above exception, another exception occurred",
)
_SYNTAX = '    E\nE     File "/tmp/test_a.py", line 3\nE       def f(:\nE             ^\nE   SyntaxError: invalid syntax'
_NATIVE = """\
Traceback (most recent call last):
  File "/app/a.py", line 3, in test_a
    raise DoesNotExist("no order")
shop.models.DoesNotExist: no order
-------------------- >> begin captured logging << --------------------
"""
_JAVA = """\
com.acme.StoreException: the store is down
\tat com.acme.Store.open(Store.java:9)
Caused by: java.io.IOException: no route
\tat com.acme.Net.open(Net.java:9)
Caused by: java.net.ConnectException: Connection refused
\tat java.base/java.net.Socket.connect(Socket.java:9)
\t... 23 more
"""


@pytest.mark.parametrize(
    ("text", "type_", "message"),
    [
        (_COLLECTION, "ModuleNotFoundError", "No module named 'orders'"),
        (_DIRECT, "ConnectionRefusedError", "[Errno 111] Connection refused"),
        (_DURING, "StoreError", "the store is down"),
        (_SYNTAX, "SyntaxError", "invalid syntax"),
        ("    assert f() == 2\nE       assert 1 == 2\nE        +  where 1 = f()", "AssertionError", "assert 1 == 2"),
        ("E       AssertionError: a status\nE       assert 1 == 2", "AssertionError", "a status"),
        ("E   ValidationError: wrong:\nE     name is missing", "ValidationError", "wrong: name is missing"),
        ("E       fixture 'db' not found\n>       available fixtures: cache", "", "fixture 'db' not found"),
        ("E   KeyboardInterrupt", "KeyboardInterrupt", ""),
        (_NATIVE, "DoesNotExist", "no order"),
        (_JAVA, "ConnectException", "Connection refused"),
        ("java.lang.AssertionError: \nExpecting:\n <[]>\n\tat a.b.C.d(C.java:1)", "AssertionError", "Expecting: <[]>"),
        ("java.lang.NullPointerException\n\tat a.b.C.d(C.java:1)", "NullPointerException", ""),
        ("System.InvalidOperationException : not now\n   at A.B.C()", "InvalidOperationException", "not now"),
        ("Outer.WrapException : a\n  ----> Inner.SocketException : refused\n   at A.B()", "SocketException", "refused"),
        ("TypeError: x is undefined\n    at f (a.js:1:2)", "TypeError", "x is undefined"),
        ("  ● Test suite failed to run\n\n    Cannot find module './a' from 'b.js'", "", "Cannot find module './a' from 'b.js'"),
        ("Error: outer\n    at f (a.js:1:2) {\n  [cause]: Error: inner\n      at g (a.js:2:2)", "Error", "inner"),
        ("panic: runtime error: index out of range [5]\n\ngoroutine 7 [running]:", "panic", "runtime error: index out of range [5]"),
        ("thread 'a' panicked at src/lib.rs:5:9:\nassertion failed: x\nnote: run", "panic", "assertion failed: x"),
        ("=== RUN   TestA\n    a_test.go:7: no such order\n--- FAIL: TestA (0.00s)", "", "no such order"),
        ("\tError Trace:\t/a_test.go:12\n\tError:      \tReceived unexpected error:\n", "", "Received unexpected error:"),
    ],
)
def test_the_text_names_the_exception(text: str, type_: str, message: str) -> None:
    for vague in ("", "Failed", "collection failure"):
        assert _thrown(text, vague) == (type_, message)


@pytest.mark.parametrize(
    ("message", "kind", "found"),
    [
        ("ValueError: bad", "", ("ValueError", "bad")),
        ("expected 1", "org.junit.ComparisonFailure", ("ComparisonFailure", "expected 1")),
        ('failed on setup with "ValueError: bad"', "", ("ValueError", "bad")),
        ("", "java.lang.Error", ("Error", "")),
        ("Failed", "", ("Failed", "")),
    ],
)
def test_without_a_text_the_runners_words_count(message: str, kind: str, found: tuple[str, str]) -> None:
    assert _thrown("", message, kind) == found


def test_what_a_runner_says_goes_before_lines_that_name_nothing() -> None:
    assert _thrown("some output\nmore of it", "no such order") == ("", "no such order")


def test_only_so_many_lines_are_read() -> None:
    assert _thrown("x\n" * 700 + "E   ValueError: bad", "what it says") == ("", "what it says")


def test_words_of_a_runner_are_vague() -> None:
    assert all(map(is_vague, ["", "Failed", "collection failure", "● Test suite failed to run", "Assertion failed."]))
    assert not is_vague("no such order")
