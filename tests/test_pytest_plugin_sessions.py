"""The plugin in real sessions of pytest."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from gatekeeper.model.witness import Session
from gatekeeper.witness.sessions import read_sessions

if TYPE_CHECKING:
    from pathlib import Path

SUITE = "import pytest\n@pytest.mark.parametrize('n', range(4))\ndef test_it(n):\n    {}\n"
PLAIN = ("-p", "no:cacheprovider", "-p", "no:pytest_cov", "-p", "no:hypothesispytest", "-p", "no:rerunfailures")


@dataclass(frozen=True)
class Place:
    """A suite, and the folder that a witness would read."""

    folder: Path
    out: Path

    def run(self, *arguments: str, argv: tuple[str, ...] = ("-m", "pytest"), **environ: str) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "GATEKEEPER_", "COVERAGE_"))}
        command = [sys.executable, *argv, *(PLAIN if argv[0] == "-m" else ()), *arguments]
        env = {**clean, "GATEKEEPER_OUT": str(self.out), **environ}
        return subprocess.run(command, cwd=self.folder, env=env, capture_output=True, text=True, check=False, timeout=120)

    def session(self) -> Session:
        """Return the one session there is."""
        (session,) = read_sessions(self.out)
        return session


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / "work").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "work" / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "work" / "test_a.py").write_text(SUITE.format("assert n != 2"))
    return Place(tmp_path / "work", tmp_path / "out")


def test_says_how_a_session_ended_and_changes_nothing(place: Place) -> None:
    seen = place.run("-v", "--junitxml=../seen.xml", "-k", "not 3", "-p", "no:xdist")
    assert place.session() == Session(runner="pytest", finished=True, collected=4, deselected=1, executed=3, exit_status=1)
    assert [each.name for each in place.out.iterdir()] == [f"gatekeeper-session-{_pid(place)}.json"]
    plain = place.run("-v", "--junitxml=../plain.xml", "-k", "not 3", "-p", "no:xdist", "-p", "no:gatekeeper")
    assert len(read_sessions(place.out)) == 1
    assert (seen.returncode, _told(seen.stdout)) == (plain.returncode, _told(plain.stdout))
    with_ours, without = (ET.parse(place.out.parent / name).getroot() for name in ("seen.xml", "plain.xml"))
    assert {each.get("name"): each.get("value") for each in with_ours.iter("property")} == {
        "gatekeeper.collected": "4",
        "gatekeeper.deselected": "1",
        "gatekeeper.executed": "3",
        "gatekeeper.exit_status": "1",
    }
    assert _cases(with_ours) == _cases(without)
    assert without.find(".//property") is None


def _pid(place: Place) -> str:
    return next(place.out.iterdir()).stem.rpartition("-")[2]


def _told(text: str) -> list[str]:
    """Return what pytest printed, without how long it took, which plugins there are and where the report is."""
    return [line.partition(" in ")[0] for line in text.splitlines() if not line.startswith(("plugins: ", "- generated xml"))]


def _cases(root: ET.Element) -> list[tuple[str | None, list[str]]]:
    return [(each.get("name"), [child.tag for child in each]) for each in root.iter("testcase")]


def test_one_controller_speaks_for_its_workers(place: Place) -> None:
    place.run("-n2", "-k", "not 3")
    assert place.session() == Session(runner="pytest", finished=True, collected=4, deselected=1, executed=3, exit_status=1)


def test_workers_that_stop_early(place: Place) -> None:
    (place.folder / "test_a.py").write_text(SUITE.replace("range(4)", "range(40)").format("assert False"))
    assert place.run("-n2", "-x").returncode in {1, 2}
    session = place.session()
    assert session.collected == 40
    assert session.executed is not None
    assert 0 < session.executed < 40
    assert "stopping after 1 failures" in session.stopped


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("nowhere.py",), Session(runner="pytest", finished=True, exit_status=4, collected=0, deselected=0, executed=0)),
        (("--setup-plan",), Session(runner="pytest", finished=True, exit_status=0, collected=4, deselected=0, executed=0)),
    ],
)
def test_sessions_in_which_nothing_ran(place: Place, arguments: tuple[str, ...], expected: Session) -> None:
    place.run("-p", "no:xdist", *arguments)
    assert place.session() == expected


def test_tests_that_cannot_be_collected(place: Place) -> None:
    (place.folder / "test_b.py").write_text("import nowhere_at_all\n")
    assert place.run("-p", "no:xdist").returncode == 2
    assert place.session().stopped == "1 error during collection"


def test_an_end_without_an_end(place: Place) -> None:
    (place.folder / "test_a.py").write_text(SUITE.format("import os; os._exit(0)"))
    assert place.run("-p", "no:xdist").returncode == 0
    assert place.session() == Session(runner="pytest")


def test_sessions_inside_a_session_say_nothing(place: Place) -> None:
    """Tests of plugins run pytest with failing tests, in the same process and in others."""
    inside = "import pytest, subprocess, sys; a = ['-x', '-p', 'no:xdist', 'inner.py']; pytest.main(a); {}"
    (place.folder / "inner.py").write_text(SUITE.format("assert False"))
    (place.folder / "test_a.py").write_text(SUITE.format(inside.format("subprocess.call([sys.executable, '-m', 'pytest', *a])")))
    assert place.run("-p", "no:xdist", "-k", "it and 0").returncode == 0
    assert place.session() == Session(runner="pytest", finished=True, collected=4, deselected=3, executed=1, exit_status=0)


def test_sessions_after_one_another_are_all_told(place: Place) -> None:
    twice = "import pytest; [pytest.main(['-q', '-k', name, *{!r}]) for name in ('0', '2')]".format([*PLAIN, "-p", "no:xdist"])
    place.run(argv=("-c", twice))
    assert [(each.finished, each.executed, each.exit_status) for each in read_sessions(place.out)] == [(True, 1, 0), (True, 1, 1)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows does not fork")
def test_a_forked_child_that_gets_away_finishes_nothing(place: Place) -> None:
    body = "import os, signal\n    if n == 1 and os.fork() == 0: pytest.exit('child')\n    elif n == 1: os.wait(); os._exit(0)"
    (place.folder / "test_a.py").write_text(SUITE.format(body))
    place.run("-p", "no:xdist")
    assert place.session() == Session(runner="pytest")


def test_a_folder_that_is_not_there_fails_no_test(place: Place) -> None:
    place.out.rmdir()
    done = place.run("-p", "no:xdist", "-k", "not 2")
    assert (done.returncode, done.stderr) == (0, "")
    assert not place.out.exists()
