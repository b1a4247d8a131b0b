from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from clones import bare_configuration, git, repository
from ledgers import about, accepted, kept, ledger, made

from gatekeeper.cli import gatekeeper as group
from gatekeeper.cli._compare import show_comparison
from gatekeeper.errors import RecordError
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Ran

    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.ledger.store import Ledger

OPTIONS: dict[str, Any] = {"old": None, "new": None, "style": "text", "config": None, "ledger": None}
GREEN, RED = [("unit", "c::a", "passed"), ("unit", "c::b", "passed")], [("unit", "c::a", "passed"), ("unit", "c::b", "failed")]


@pytest.fixture
def now(folder: Path) -> Accepted:
    """Return the record that check has written."""
    return kept(folder / ".gatekeeper", made(9, Verdict.FAILED), RED)


@pytest.fixture
def there(folder: Path) -> Ledger:
    """Return a ledger in which main passed, then passed with one test more, then failed."""
    records = (made(1), GREEN[:1]), (made(2), GREEN), (made(3, Verdict.FAILED), RED)
    return ledger(folder, *(kept(folder / str(number), *each) for number, each in enumerate(records)))


def said(capsys: pytest.CaptureFixture[str], **options: Any) -> str:
    assert show_comparison({**OPTIONS, **options}) == 0
    return capsys.readouterr().out


def last(capsys: pytest.CaptureFixture[str], **options: Any) -> str:
    return said(capsys, **options).splitlines()[-1]


def refused(**options: Any) -> str:
    with pytest.raises(RecordError) as caught:
        show_comparison({**OPTIONS, **options})
    assert (caught.value.exit_code, bool(caught.value.remedy)) == (3, True)
    return caught.value.message


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize("side", ["old", "new"])
def test_a_branch_is_that_of_the_gate_at_hand(folder: Path, side: str) -> None:
    (folder / "gatekeeper.toml").write_text('[gate]\nname = "b"\n[categories.unit]\nreports = ["*.xml"]\n', encoding="utf-8")
    kept(folder / ".gatekeeper", made(9), GREEN)
    assert "no branch with a record there" in refused(**{side: "main"})


@pytest.mark.usefixtures("there", "now")
def test_the_record_at_hand_is_compared_with_the_newest_that_passed(capsys: pytest.CaptureFixture[str]) -> None:
    shown = said(capsys).splitlines()
    assert "2026-01-02 03:06 UTC  PASSED" in shown[0]
    assert shown[2:] == ["newly failing: 1", "  - unit c::b: passed, now failed", "1 newly failing"]


@pytest.mark.usefixtures("now")
def test_records_by_digest_path_and_branch(folder: Path, there: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    first, second, _ = (each.digest for each in there.entries())
    assert last(capsys, old=first[:12], new=second[:12]) == "1 new"
    assert last(capsys, old=f"sha256:{first}") == "1 new"
    assert last(capsys, old="main") == "no changes"
    assert last(capsys, old=str(folder / "0" / "record.json"), new="refs/heads/main") == "1 new"


@pytest.mark.usefixtures("there", "now")
def test_a_comparison_as_a_value_and_as_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    value = json.loads(said(capsys, style="json"))
    assert (value["newly_failing"]["count"], value["newly_failing"]["first"][0]["id"], value["newer"]["verdict"]) == (1, "c::b", "FAILED")
    assert "<td><code>c::b</code></td>" in said(capsys, style="markdown")


def test_without_an_accepted_record_before_there_is_no_baseline(folder: Path, now: Accepted) -> None:
    wanted = f"NO BASELINE: the ledger has no accepted record of main before {now.digest[:12]}"
    assert refused() == wanted
    ledger(folder, made(10), made(1, Verdict.FAILED), made(2, subject=about("b", "refs/heads/x")), made(3, partial=True), now)
    assert refused() == wanted


@pytest.mark.usefixtures("now")
def test_without_its_inventory_a_record_is_no_baseline(folder: Path) -> None:
    one = accepted(made())
    ledger(folder, one)
    assert refused() == f"NO BASELINE: the inventory of the older record {one.digest[:12]}: the record has none"


@pytest.mark.usefixtures("there")
def test_a_record_without_evidence_says_to_name_two(folder: Path) -> None:
    kept(folder / ".gatekeeper", made(9, Verdict.NO_EVIDENCE), [])
    with pytest.raises(RecordError, match="is NO_EVIDENCE: it says nothing about any test") as caught:
        show_comparison(OPTIONS)
    assert caught.value.remedy.endswith("gatekeeper compare OLD NEW")


@pytest.mark.usefixtures("there", "now")
@pytest.mark.parametrize("name", ["HEAD", "HEAD~2", "@", "a" * 40])
def test_a_commit_is_no_record(name: str) -> None:
    with pytest.raises(RecordError, match="is a commit, and compare takes none") as caught:
        show_comparison({**OPTIONS, "old": name})
    assert caught.value.remedy.startswith("name a branch, a digest or a path")


@pytest.mark.usefixtures("there", "now")
def test_the_beginning_of_a_commit_is_told_from_that_of_a_digest(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare_configuration(monkeypatch)
    commit = git(repository(folder), "rev-parse", "--short=10", "HEAD")
    assert refused(old=commit) == f"{commit} is a commit, and compare takes none"
    assert refused(old="0" * 10).startswith("0000000000 is no record: no digest in the ledger")


@pytest.mark.usefixtures("there")
def test_there_has_to_be_a_record_at_hand() -> None:
    assert refused() == "there is no record .gatekeeper/record.json"
    assert refused(old="topic", new="main").startswith("topic is no record: ")


def test_the_options_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr("gatekeeper.cli._compare.show_comparison", lambda options: (given.update(options), 3)[1])
    invoke = CliRunner().invoke
    assert invoke(group, ["compare"], standalone_mode=False).return_value == 3
    assert given == OPTIONS
    invoke(group, ["compare", "a", "b", "--format", "markdown", "--config", "c", "--ledger", "d"])
    assert given == {"old": "a", "new": "b", "style": "markdown", "config": Path("c"), "ledger": Path("d")}


@pytest.mark.usefixtures("now")
def test_the_command(gatekeeper: Callable[..., Ran]) -> None:
    ran = gatekeeper("compare")
    assert (ran.code, ran.out, ran.err.startswith("error: NO BASELINE: ")) == (3, "", True)
