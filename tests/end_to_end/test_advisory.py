"""A category that decides nothing is called advisory wherever it is named: by `blocking = false` a red category must not look accepted."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from deliveries import delivery
from ledgers import about, kept, ledger, made, moment, run
from records import category, counts, failure, rule
from sites import config, site
from stories import TEMPLATES, document

from gatekeeper.cli._history import show_history
from gatekeeper.cli._release_text import _says
from gatekeeper.config.document import Release
from gatekeeper.documents.comment import View, comment
from gatekeeper.documents.headline import headline
from gatekeeper.documents.page import page
from gatekeeper.documents.story import Story, tell
from gatekeeper.documents.summary import summary
from gatekeeper.evidence.ledger.reading import instant
from gatekeeper.evidence.release import Decision
from gatekeeper.model import Verdict
from gatekeeper.publishers.annotations import Annotations
from gatekeeper.publishers.status import CommitStatus
from gatekeeper.publishers.step_summary import VARIABLE, StepSummary
from gatekeeper.publishers.terminal import show

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.accept import Accepted

NAME = "zlint"
TEST = ("zlint", "style::bad", "failed", 0.5)
_TAGS = re.compile(r"(?=<tr>|<li>|<p>|<h\d)|\n")


def _made(minutes: float = 0, **more: Any) -> Any:
    """Return a record that passed, with a red category that is advisory and a green one that is not."""
    red = category(NAME, Verdict.FAILED, blocking=False, counts=counts(passed=1, failed=1))
    absent = category("zdocs", None, blocking=False, absent="weekly", counts=counts())
    return made(
        minutes,
        **{
            "categories": [category(), red, absent],
            "rules": [rule(verdict=Verdict.PASSED), rule(category=NAME, reason="50.0% is not >= 100%", remedy="mend the style")],
            "failures": [failure("style::bad", category=NAME)],
            "run": run(),
            **more,
        },
    )


@pytest.fixture
def now(folder: Path) -> Accepted:
    return kept(folder / "now", _made(5), [("unit", "a::b", "passed", 0.1), TEST])


@pytest.fixture
def story(folder: Path, now: Accepted) -> Story:
    return tell(now, ledger(folder, kept(folder / "then", _made(0, subject=about("b")), [("unit", "a::b", "passed", 0.1), TEST])))


def _check(text: str, *, least: int = 1) -> None:
    """Check that each line or row that names the category calls it advisory, and that there are some."""
    named = [line for line in _TAGS.split(text) if NAME in line]
    assert len(named) >= least, text
    assert [line for line in named if "advisory" not in line] == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_document_of_ours(template: str, story: Story) -> None:
    _check(page(document(template), story, release=Release(require=("unit", NAME))))


def test_the_page(story: Story) -> None:
    text = page(document("report.html.j2"), story)
    rows = [each for each in re.findall(r"<tr>.*?</tr>", text, re.DOTALL) if NAME in each and "style::bad" not in each]
    assert len(rows) >= 2
    assert [each for each in rows if "advisory" not in each] == []
    assert f"advisory {NAME} not passed" in text


def test_summary_and_comment(now: Accepted) -> None:
    _check(summary(now.record), least=3)
    _check(comment(View(record=now.record, digest=now.digest)), least=3)
    for text in (summary(now.record), comment(View(record=now.record, digest=now.digest))):
        assert [line for line in _TAGS.split(text) if "zdocs" in line and "advisory" not in line and line.startswith("<tr")] == []


@pytest.mark.parametrize("verbose", [False, True])
def test_the_terminal(now: Accepted, capsys: pytest.CaptureFixture[str], *, verbose: bool) -> None:
    show(now.record, color=False, verbose=verbose)
    text = capsys.readouterr().out
    _check(text, least=3)
    assert "failed, advisory style::bad" in text
    assert "zdocs (advisory): absent" in text
    show(now.record, color=False, quiet=True)
    _check(capsys.readouterr().out)


def test_the_history_of_documents(story: Story) -> None:
    rows = re.findall(r"<tr>.*?</tr>", page(document("history.md.j2"), story))[1:]
    assert [f"advisory <code>{NAME}</code> not passed" in each for each in rows] == [True, True]


def test_annotations(now: Accepted) -> None:
    lines: list[str] = []
    Annotations().deliver(delivery(now.record, {}, lines.append))
    assert [line.startswith("::warning") and "advisory" in line for line in lines] == [True, True]


def test_the_job_summary(now: Accepted, folder: Path) -> None:
    StepSummary().deliver(delivery(now.record, {VARIABLE: str(folder / "summary.md")}))
    _check((folder / "summary.md").read_text(encoding="utf-8"), least=3)


def test_the_status_of_the_commit(now: Accepted) -> None:
    said: list[str] = []
    shelf = SimpleNamespace(status_history=lambda *_: (), create_status=lambda *call: said.append(" ".join(call)))
    CommitStatus().deliver(replace(delivery(now.record), site=site(shelf, config=config(status="widgets"))))
    assert "success" in said[0]
    _check(said[0])


def test_the_history(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger(folder, _made())
    options: dict[str, Any] = {"category": None, "ref": None, "limit": 20, "style": "text", "config": None, "ledger": None}
    show_history(options)
    _check(capsys.readouterr().out)
    show_history({**options, "category": NAME})
    assert ", advisory" in capsys.readouterr().out.splitlines()[0]
    show_history({**options, "style": "json"})
    assert f'"advisory":["{NAME}"]' in capsys.readouterr().out.replace(" ", "").replace("\n", "")
    show_history({**options, "category": "unit"})
    assert "advisory" not in capsys.readouterr().out


def test_the_release(now: Accepted) -> None:
    answer: Any = type("Answer", (), {"now": instant(moment(60))})
    assert "advisory" in _says(Decision(category=NAME, verdict=Verdict.FAILED, why="pass-rate", by=now), answer)
    assert "advisory" not in _says(Decision(category="unit", verdict=Verdict.PASSED, why="", by=now), answer)


def test_the_headline_that_every_place_begins_with(now: Accepted) -> None:
    assert headline(now.record).startswith(f"PASSED, advisory {NAME} not passed, ")
