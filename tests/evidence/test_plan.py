"""Lists of tests beside what ran, most of it with what pytest really prints and writes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import configs
import pytest
import runs
from ledgers import kept, made
from msgspec import structs

from gatekeeper.evidence.expected import Expected, collect
from gatekeeper.evidence.expected_lines import pack
from gatekeeper.evidence.inventory import join, path_beside
from gatekeeper.evidence.plan import with_plans
from gatekeeper.evidence.plan_lists import Listed
from gatekeeper.junit.pool import Task, read_all
from gatekeeper.junit.want import Want
from gatekeeper.model import Plan, Sample
from gatekeeper.model.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gatekeeper.evidence.inventory import Inventory
    from gatekeeper.evidence.plan_compared import Now

_COMMAND = 'inventory = ["list"]\n'
_SEEN = Witness(category="unit", argv=("x",), code=0, started=datetime(2026, 1, 1, tzinfo=UTC), ended=datetime(2026, 1, 1, tzinfo=UTC))
_TESTS = """
import pytest

def test_x(): pass

class TestX:
    def test_y(self): pass

    @pytest.mark.parametrize("value", ["a::b", "ü", "a[b]", "x y", "a/b.py", "\\n", "", "@g", "\\0"])
    def test_p(self, value): pass

    class TestIn:
        def test_z(self): pass

@pytest.mark.skip
def test_s(): pass

def test_ü(): pass
"""


class Project(NamedTuple):
    """A folder with tests of pytest."""

    folder: Path

    def run(self, *arguments: str, code: int = 0) -> Now:
        """Run the tests, and return the inventory of what they report."""
        done = subprocess.run(
            self.command(*arguments, "--junitxml=report.xml"), cwd=self.folder, env=_environ(), capture_output=True, check=False
        )
        assert done.returncode == code, done.stdout
        return _read(self.folder)

    def command(self, *arguments: str) -> list[str]:
        """Return pytest's command, with what makes it faster."""
        return [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]

    def list(self, *arguments: str) -> Expected:
        """Return what pytest collects."""
        return collect(self.command("--collect-only", *arguments), self.folder, self.folder / "unit-1.json")


def _environ() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")} | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def _read(folder: Path) -> Now:
    task = Task(path=str(folder / "report.xml"), shown="report.xml", want=Want(category="unit"), part=str(folder / "rows"))
    path = folder / "inventory"
    with open(path, "wb") as file:
        return path, join(read_all([task], None), file, path.name)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("project")
    (folder / "tests" / "sub").mkdir(parents=True)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --doctest-modules --doctest-glob=*.rst\n")
    (folder / "tests" / "test_a.py").write_text(_TESTS, "utf-8")
    case = "import unittest, warnings\nwarnings.warn('a::b')\nclass T(unittest.TestCase):\n    def test_u(self): pass\n"
    (folder / "tests" / "sub" / "test_b.py").write_text(case)
    (folder / "mod.py").write_text('def f():\n    """\n    >>> 1\n    1\n    """\n')
    (folder / "readme.rst").write_text(">>> 1\n1\n")
    return Project(folder)


@pytest.fixture(autouse=True)
def _without_this_pytest(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in os.environ if each.startswith("PYTEST_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def _plan(folder: Path, listed: Sequence[Expected | None], now: Sequence[Now], text: str = _COMMAND, seen: Witness | None = _SEEN) -> Plan:
    config = configs.settle(folder, configs.UNIT + text)
    run = runs.run(runs.category(witnesses=(seen,) if seen else ()))
    parts = [Listed(category="unit", part=folder / f"unit-{number}.json", expected=each) for number, each in enumerate(listed, 1)]
    plan = with_plans(run, config, parts, now).categories[0].plan
    assert plan
    return plan


def _listed(folder: Path, *ids: str, number: int = 1) -> Expected:
    path = folder / f"unit-{number}.expected.txt.gz"
    digest, tests = pack(path, ids)
    return Expected(path=path.name, sha256=digest, tests=tests)


def _ran(folder: Path, *ids: str, name: str = "record.json", category: str = "unit") -> Now:
    record = kept(folder, made(), [(category, each, "passed") for each in ids], name).record
    assert record.inventory
    return path_beside(folder / name), record.inventory


def test_everything_that_pytest_collects_turns_up(project: Project) -> None:
    expected = project.list()
    assert expected.tests == 17
    assert _plan(project.folder, [expected], [project.run()]) == Plan(about="list", total=17)
    less = project.run("--deselect", "tests/test_a.py::TestX::test_p[x y]", "-k", "not test_z and not readme")
    assert _plan(project.folder, [expected], [less]).absent == Sample(
        count=3, first=("readme.rst::readme.rst", "tests/test_a.py::TestX::test_p[x y]", "tests/test_a.py::TestX::TestIn::test_z")
    )


@pytest.mark.parametrize("arguments", [("--junitprefix=unit", "-o", "junit_family=xunit1"), ("--rootdir=tests", "--import-mode=importlib")])
def test_ids_that_all_begin_otherwise_are_the_same_tests(project: Project, arguments: tuple[str, ...]) -> None:
    expected = project.list("tests")
    plan = _plan(project.folder, [expected], [project.run("tests", *arguments)])
    assert (plan.total, plan.absent, plan.missing) == (15, Sample(), "")


def test_a_run_that_stops_early_has_not_shown_all(project: Project) -> None:
    expected = project.list("tests/test_a.py")
    (project.folder / "tests" / "test_a.py").write_text(_TESTS.replace("def test_x(): pass", "def test_x(): assert 0"), "utf-8")
    plan = _plan(project.folder, [expected], [project.run("tests/test_a.py", "-x", code=1)])
    (project.folder / "tests" / "test_a.py").write_text(_TESTS, "utf-8")
    assert (plan.total, plan.absent.count) == (14, 13)


def test_what_pytest_cannot_import_makes_no_list(project: Project) -> None:
    (project.folder / "tests" / "test_bad.py").write_text("import no_such_module\n")
    expected = project.list()
    (project.folder / "tests" / "test_bad.py").unlink()
    assert expected.missing.startswith("it ended with exit code 2: E   ModuleNotFoundError: No module named 'no_such_module'")
    assert _plan(project.folder, [expected], [_ran(project.folder, "a::b")]).missing == f"list: {expected.missing}"


def test_counts_instead_of_ids_are_no_list(project: Project) -> None:
    assert project.list("-q").missing == "pytest did not say how many tests it collected"


def test_lists_and_runs_of_all_shards_are_one(tmp_path: Path) -> None:
    listed = [_listed(tmp_path, "a.py::x", "a.py::y"), _listed(tmp_path, "a.py::y", "a.py::z", number=2)]
    ran = [_ran(tmp_path, "a::x", name="1.json"), _ran(tmp_path, "a::y", name="2.json")]
    assert _plan(tmp_path, listed, ran) == Plan(about="list", total=3, absent=Sample(count=1, first=("a.py::z",)))
    assert _plan(tmp_path, listed, [*ran, _ran(tmp_path, "a::z", name="3.json", category="e2e")]).absent.count == 1
    assert _plan(tmp_path, listed, [*ran, _ran(tmp_path, "a::z", name="4.json")]).absent.count == 0


def test_the_same_list_of_every_shard_is_read_once(tmp_path: Path) -> None:
    listed = [_listed(tmp_path, "a.py::x"), _listed(tmp_path, "a.py::x", number=2)]
    (tmp_path / "unit-2.expected.txt.gz").unlink()
    assert _plan(tmp_path, listed, [_ran(tmp_path, "a::x")]) == Plan(about="list", total=1)


def test_other_ids_are_taken_literally(tmp_path: Path) -> None:
    listed = [_listed(tmp_path, "src/cart.py::adds", "shop.Cart::adds", "shop.Cart::adds two\x07numbers", "Cart::adds 2")]
    plan = _plan(tmp_path, listed, [_ran(tmp_path, "src/cart.py::adds", "shop.Cart::adds", "shop.Cart::adds two numbers", "other")])
    assert plan.absent == Sample(count=1, first=("Cart::adds 2",))


def test_a_group_of_xdist_is_no_other_test(tmp_path: Path) -> None:
    plan = _plan(tmp_path, [_listed(tmp_path, "a.py::x", "a.py::y")], [_ran(tmp_path, "a::x@db", "a::z")])
    assert plan.absent == Sample(count=1, first=("a.py::y",))


def test_a_beginning_that_is_not_the_only_one_is_none(tmp_path: Path) -> None:
    listed = [_listed(tmp_path, "test_a.py::x", "test_a.py::y")]
    assert _plan(tmp_path, listed, [_ran(tmp_path, "one.test_a::x", "one.test_a::y")]).absent.count == 0
    assert _plan(tmp_path, listed, [_ran(tmp_path, "one.test_a::x", "two.test_a::y")]).absent.count == 2
    assert _plan(tmp_path, listed, [_ran(tmp_path, "one.test_a::x")]).absent.count == 1
    listed = [_listed(tmp_path, "one/test_a.py::x")]
    assert _plan(tmp_path, listed, [_ran(tmp_path, "test_a::x")]).absent.count == 0


def test_a_category_is_asked_for_its_own_tests_alone(tmp_path: Path) -> None:
    listed = [_listed(tmp_path, "a.py::x", "b.py::x", "c.py::x")]
    ran = [_ran(tmp_path, "a::x")]
    assert _plan(tmp_path, listed, ran, f'{_COMMAND}tests = ["a::*", "b::*"]\n') == Plan(
        about="list", total=2, absent=Sample(count=1, first=("b.py::x",))
    )
    none = _plan(tmp_path, listed, ran, f'{_COMMAND}tests = ["other::*"]\n')
    assert none.missing == "list lists no test of this category"


def test_a_test_that_must_fail_is_in_no_inventory(tmp_path: Path) -> None:
    listed = [_listed(tmp_path, "a.py::x", "a.py::canary[1]")]
    plan = _plan(tmp_path, listed, [_ran(tmp_path, "a::x")], f'{_COMMAND}canary = ["a::canary*"]\n')
    assert plan == Plan(about="list", total=1)


def test_what_was_listed_for_another_category_says_nothing(tmp_path: Path) -> None:
    config = configs.settle(tmp_path, configs.UNIT + _COMMAND)
    parts = [
        Listed(category="unit", part=tmp_path / "unit-1.json", expected=_listed(tmp_path, "a.py::x")),
        Listed(category="e2e", part=tmp_path / "e2e-1.json", expected=None),
    ]
    run = with_plans(runs.run(runs.category(witnesses=(_SEEN,))), config, parts, [_ran(tmp_path, "a::x")])
    assert run.categories[0].plan == Plan(about="list", total=1)


@pytest.mark.parametrize(
    ("listed", "seen", "missing"),
    [
        ([], _SEEN, "no run of unit was seen, so nothing was listed before"),
        ([Expected(path="x", sha256="0" * 64)], None, "no run of unit was seen, so nothing was listed before"),
        ([None], _SEEN, "unit-1.json was made without a list of tests"),
        ([Expected(missing="it ended with exit code 1: no")], _SEEN, "list: it ended with exit code 1: no"),
        ([Expected()], _SEEN, "list: it was not kept"),
        ([Expected(path="x", sha256="0" * 64)], _SEEN, "unit-1.expected.txt.gz cannot be read: No such file or directory"),
    ],
)
def test_without_a_list_of_every_run_there_is_no_plan(tmp_path: Path, listed: list[Expected], seen: Witness | None, missing: str) -> None:
    plan = _plan(tmp_path, listed, [_ran(tmp_path, "a::b")], seen=seen)
    assert (plan.missing, plan.total) == (missing, 0)


def test_a_list_that_is_not_the_one_of_its_part_is_none(tmp_path: Path) -> None:
    expected, ran = _listed(tmp_path, "a.py::x"), _ran(tmp_path, "a::x")
    plan = _plan(tmp_path, [structs.replace(expected, tests=2)], [ran])
    assert plan.missing == "unit-1.expected.txt.gz lists 1 tests, unit-1.json says 2"
    path = tmp_path / "unit-1.expected.txt.gz"
    path.write_bytes(path.read_bytes() + b"x")
    assert _plan(tmp_path, [expected], [ran]).missing == "the SHA-256 of unit-1.expected.txt.gz is not the one in unit-1.json"
    path.unlink()
    path.symlink_to(tmp_path / "else")
    assert "cannot be read" in _plan(tmp_path, [expected], [ran]).missing
    path.unlink()
    path.mkdir()
    assert _plan(tmp_path, [expected], [ran]).missing.startswith("unit-1.expected.txt.gz ")


def test_without_an_inventory_of_this_run_there_is_no_plan(tmp_path: Path) -> None:
    plan = _plan(tmp_path, [_listed(tmp_path, "a.py::x")], [])
    assert (plan.missing, bool(plan.remedy)) == ("this run keeps no inventory", True)
    path, inventory = _ran(tmp_path, "a::x")
    damaged: Inventory = structs.replace(inventory, sha256="0" * 64)
    plan = _plan(tmp_path, [_listed(tmp_path, "a.py::x")], [(path, damaged)])
    assert plan.missing.startswith("the inventory of this run cannot be read: ")


@pytest.mark.parametrize("text", ["a.py::x\n\nb.py::y\n", "a.py::x\nb.py::y\n\n2 tests collected in 0.01s\n"])
def test_a_file_may_be_the_list(tmp_path: Path, text: str) -> None:
    (tmp_path / "all.txt").write_text(text)
    plan = _plan(tmp_path, [], [_ran(tmp_path, "a::x")], 'inventory = "all.txt"\n', None)
    assert plan == Plan(about="all.txt", total=2, absent=Sample(count=1, first=("b.py::y",)))


@pytest.mark.parametrize("name", ["none.txt", ".", "link.txt", "pipe", "empty.txt"])
def test_a_file_that_is_none_is_no_list(tmp_path: Path, name: str) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "gatekeeper.toml")
    (tmp_path / "empty.txt").touch()
    os.mkfifo(tmp_path / "pipe")
    plan = _plan(tmp_path, [], [_ran(tmp_path, "a::x")], f'inventory = "{name}"\n', None)
    says = {"pipe": "pipe is no list of tests", "empty.txt": "it lists no test"}
    assert plan.missing.startswith(says.get(name, f"{name} cannot be read: ")), plan.missing


def test_other_categories_have_no_plan(tmp_path: Path) -> None:
    for text in ("", 'inventory = "base"\n'):
        config = configs.settle(tmp_path, configs.UNIT + text)
        assert with_plans(runs.run(runs.category()), config, [], []).categories[0].plan is None
    config = configs.settle(tmp_path, configs.UNIT + _COMMAND)
    absent = replace(runs.category(), absent="not today")
    assert with_plans(runs.run(absent), config, [], []).categories[0].plan is None
