from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import configs
import pytest
import runs
from ledgers import about, ledger, made, run
from msgspec import structs
from records import file

from gatekeeper.evidence.known import with_known
from gatekeeper.evidence.ledger.store import ledger_folder
from gatekeeper.evidence.record import RunRow
from gatekeeper.model import File, FileStatus, Known, Sample, Subject

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.record import Record

_OWN: Any = {"GITHUB_RUN_ID": "815", "GITHUB_RUN_ATTEMPT": "2"}


def _digest(name: str) -> str:
    return sha256(name.encode()).hexdigest()


def _record(name: str = "a", minutes: float = 0, **more: Any) -> Record:
    return made(minutes, files=[structs.replace(file("old.xml"), sha256=_digest(name))], **more)


def _known(
    folder: Path,
    *records: Record,
    subject: Subject | None = None,
    names: tuple[str, ...] = ("a",),
    text: str = "fresh = true\n",
    **environ: str,
) -> Known | None:
    ledger(folder, *records)
    files = tuple(File(path=f"{name}.xml", status=FileStatus.COUNTED, sha256=_digest(name)) for name in names)
    subject = subject or Subject(commit="a" * 40, tree="a" * 40, dirty=False)
    asked = replace(runs.run(runs.category(files=files)), subject=subject)
    return with_known(asked, configs.settle(folder, configs.UNIT + text), environ).categories[0].known


def test_what_the_ledger_does_not_know_is_no_copy(tmp_path: Path) -> None:
    assert _known(tmp_path) == Known()
    assert _known(tmp_path, _record("b")) == Known()


def test_a_file_of_another_tree_is_named_with_its_record(tmp_path: Path) -> None:
    found = _known(tmp_path, _record(subject=about("b")), names=("a", "c"))
    assert found
    digest = next(ledger(tmp_path).paths()).stem
    assert found.elsewhere == Sample(count=1, first=(f"a.xml: record {digest[:12]} of commit bbbbbbb, 2026-01-02",))
    assert (found.reused, found.missing) == (Sample(), "")


def test_a_file_of_this_tree_is_reused_whatever_the_commit(tmp_path: Path) -> None:
    subject = Subject(commit="c" * 40, tree="a" * 40, dirty=False)
    found = _known(tmp_path, _record(run=run(811)), subject=subject, **_OWN)
    assert found
    assert (found.reused.count, found.elsewhere.count) == (1, 0)


@pytest.mark.parametrize(("number", "attempt", "reused"), [(815, 2, 0), (815, 1, 1), (814, 2, 1)])
def test_the_same_run_may_record_a_file_twice(tmp_path: Path, number: int, attempt: int, reused: int) -> None:
    found = _known(tmp_path, _record(run=run(number, attempt)), **_OWN)
    assert found
    assert found.reused.count == reused


def test_outside_of_ci_no_run_is_the_same(tmp_path: Path) -> None:
    for number, none in enumerate((None, RunRow(url=None, id=None, attempt=None))):
        found = _known(tmp_path / str(number), _record(run=none))
        assert found
        assert found.reused.count == 1


def test_the_oldest_record_says_what_a_file_was_made_for(tmp_path: Path) -> None:
    found = _known(tmp_path, _record(minutes=1), _record(minutes=2, subject=about("b")))
    assert found
    assert (found.reused.count, found.elsewhere.count) == (1, 0), "a copy elsewhere takes nothing from the original"
    found = _known(tmp_path / "x", _record(minutes=1, subject=about("b")), _record(minutes=2))
    assert found
    assert (found.reused.count, found.elsewhere.count) == (0, 1), "a copy that was recorded here too stays a copy"


@pytest.mark.parametrize(("there", "here"), [(True, False), (False, True), (True, True)])
def test_with_local_changes_no_tree_is_the_same(tmp_path: Path, *, there: bool, here: bool) -> None:
    found = _known(tmp_path, _record(subject=about(dirty=there)), subject=Subject(commit="a" * 40, tree="a" * 40, dirty=here))
    assert found
    assert (found.reused.count, found.elsewhere.count) == (0, 1)


def test_where_the_trees_are_not_known_the_commits_must_do(tmp_path: Path) -> None:
    bare = Subject(commit="a" * 40)
    found = [_known(tmp_path / name, _record(subject=about(name)), subject=bare) for name in "ab"]
    assert [each and (each.reused.count, each.elsewhere.count) for each in found] == [(1, 0), (0, 1)]
    unknown = _known(tmp_path, _record(), subject=Subject())
    assert unknown
    assert (unknown.reused.count, unknown.elsewhere.count) == (0, 0)
    assert unknown.missing.startswith("of which tree they are is not known: a.xml: record ")
    assert unknown.remedy


@pytest.mark.parametrize("what", ["changed", "link", "foreign"])
def test_a_damaged_record_could_be_the_one_that_knows_it(tmp_path: Path, what: str) -> None:
    base = ledger(tmp_path, _record("b"))
    path = next(base.paths())
    if what == "changed":
        path.write_bytes(path.read_bytes() + b" ")
    elif what == "link":
        path.with_name(f"{'0' * 64}.json").symlink_to(path)
    else:
        data = b'{"subject": 1}'
        path.with_name(f"{sha256(data).hexdigest()}.json").write_bytes(data)
    found = _known(tmp_path)
    assert found
    assert found.missing.startswith("the ledger cannot be read whole: 2026/01/")
    assert "gatekeeper ledger pull" in found.remedy


def test_a_ledger_that_is_reached_through_a_link_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    ledger_folder(tmp_path).parent.mkdir()
    ledger_folder(tmp_path).symlink_to(tmp_path / "else")
    config = configs.settle(tmp_path, f"{configs.UNIT}fresh = true\n")
    found = with_known(runs.run(runs.category()), config, {}).categories[0].known
    assert found
    assert found.missing.endswith("is a link")


def test_only_files_that_count_are_asked_for(tmp_path: Path) -> None:
    ledger(tmp_path, _record(subject=about("b")))
    files = (File(path="a.xml", status=FileStatus.REFUSED, sha256=_digest("a")), File(path="b.xml", status=FileStatus.COUNTED))
    config = configs.settle(tmp_path, f"{configs.UNIT}fresh = true\n")
    assert with_known(runs.run(runs.category(files=files)), config, {}).categories[0].known == Known()


def test_a_category_without_the_rule_asks_nothing(tmp_path: Path) -> None:
    assert _known(tmp_path, _record(subject=about("b")), text="fresh = false\n") is None
