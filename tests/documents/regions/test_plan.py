from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import ledgers
import pytest
from records import category, counts, rule
from sheets import EVERY, README, planned, put, region_of, rendered, there, whole

from gatekeeper.documents.regions.errors import MissingError
from gatekeeper.documents.regions.plan import Act
from gatekeeper.documents.templates import RenderError
from gatekeeper.evidence import record as rows
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.record import Record

_ALL = region_of(on=EVERY)


def _record(minutes: float, verdict: Verdict = Verdict.PASSED, letter: str = "a") -> Record:
    refused = verdict in {Verdict.NO_EVIDENCE, Verdict.INVALID}
    numbers = counts() if refused else counts(passed=36, failed=int(verdict is not Verdict.PASSED))
    return ledgers.made(
        minutes,
        verdict,
        subject=ledgers.about(letter),
        run=ledgers.run(812 + int(minutes)),
        categories=[category(verdict=verdict, counts=numbers)],
        rules=[rule("tests-executed" if refused else "pass-rate", verdict=verdict)],
    )


@pytest.fixture
def base(tmp_path: Path) -> Path:
    put(tmp_path / "README.md", README)
    return tmp_path


def _text(base: Path, path: str = "README.md") -> str:
    return (base / path).read_bytes().decode()


def test_a_text_is_written_with_where_it_comes_from(base: Path) -> None:
    record = _record(0)
    assert rendered(base, record, region_of()) == [Act.WRITTEN]
    found = there(base)
    assert (found.begin.evidence, found.begin.commit) == (ledgers.accepted(record).digest, "a" * 40)
    assert found.inner == "\n## PASSED\n\n* <code>unit</code>: 100.0%\n\n"


@pytest.mark.parametrize("path", ["README.md", "STATUS.md", "page.html", "badge.json"])
@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("on", [("passed",), EVERY])
def test_twice_changes_nothing(base: Path, path: str, verdict: Verdict, on: tuple[str, ...]) -> None:
    template = {"html": "refusal.html.j2", "json": "badge.json.j2"}.get(path.rpartition(".")[2], "own.md.j2")
    document = whole(path, on=on, template=template) if path != "README.md" else region_of(on=on)
    if template == "refusal.html.j2":
        put(base / "own.html.j2", "<!doctype html>\n<p>{{ record.verdict }}</p>\n")
        document = replace(document, template="own.html.j2")
    for record in (_record(0), _record(1, verdict, "b")):
        rendered(base, record, document)
        before = {each: each.stat().st_mtime_ns for each in base.iterdir()}
        assert rendered(base, record, document) == [Act.UNCHANGED]
        assert {each: each.stat().st_mtime_ns for each in base.iterdir()} == before


def test_a_formatted_region_is_not_written_again(base: Path) -> None:
    rendered(base, _record(0), region_of())
    formatted = _text(base).replace("* <code>", "- <code>").replace("\n", "\r\n")
    put(base / "README.md", formatted)
    assert rendered(base, _record(0), region_of()) == [Act.UNCHANGED]
    assert _text(base) == formatted
    assert rendered(base, _record(1, letter="b"), region_of()) == [Act.WRITTEN]
    assert "\n" not in _text(base).replace("\r\n", "")


def test_an_edited_region_is_written_again(base: Path) -> None:
    rendered(base, _record(0), region_of())
    written = _text(base)
    put(base / "README.md", written.replace("100.0%", "100.1%"))
    assert rendered(base, _record(0), region_of()) == [Act.WRITTEN]
    assert _text(base) == written


def test_a_verdict_that_may_not_speak_replaces_the_first_line_and_nothing_else(base: Path) -> None:
    rendered(base, _record(0), region_of())
    green = there(base)
    for minutes, verdict in ((1, Verdict.FAILED), (2, Verdict.NO_EVIDENCE), (3, Verdict.INCOMPLETE)):
        record = _record(minutes, verdict, "b")
        assert rendered(base, record, region_of()) == [Act.SUPERSEDED]
        found = there(base)
        notice = f"**Superseded: run {812 + minutes} of commit bbbbbbb was {verdict}; the text below describes run 812 of commit aaaaaaa.**"
        assert found.inner == green.inner.replace("## PASSED", notice)
        assert found.begin == replace(green.begin, superseded=ledgers.accepted(record).digest)
        assert rendered(base, record, region_of()) == [Act.UNCHANGED]
    assert _text(base).startswith(README.partition("<!--")[0])
    assert _text(base).endswith("\n\nPeople's *own* text\n")
    assert rendered(base, _record(4), region_of()) == [Act.WRITTEN]
    assert there(base).inner == green.inner


def test_line_ends_stay_under_a_notice(base: Path) -> None:
    put(base / "README.md", README.replace("\n", "\r\n"))
    rendered(base, _record(0), region_of())
    rendered(base, _record(1, Verdict.FAILED), region_of())
    assert "\n" not in _text(base).replace("\r\n", "")
    assert "Superseded" in _text(base)


def test_a_notice_never_stands_above_what_somebody_edited(base: Path) -> None:
    rendered(base, _record(0), region_of())
    put(base / "README.md", _text(base).replace("100.0%", "all of them"))
    assert rendered(base, _record(1, Verdict.FAILED), region_of()) == [Act.WITHDRAWN]
    assert "all of them" not in _text(base)
    assert "The verdict about run 813 of commit aaaaaaa: FAILED." in _text(base)


def test_a_first_line_that_cannot_be_replaced_alone(base: Path) -> None:
    put(base / "own.md.j2", "```\n{{ record.verdict }}\n```\n")
    rendered(base, _record(0), region_of())
    assert rendered(base, _record(1, Verdict.FAILED), region_of()) == [Act.WITHDRAWN]
    assert "```" not in _text(base)


@pytest.mark.parametrize("path", ["page.html", "badge.json"])
def test_pages_and_badges_are_replaced_as_a_whole(base: Path, path: str) -> None:
    put(base / "own.html.j2", "<!doctype html>\n{% for each in record.categories %}<p>{{ each.pass_rate.text }}</p>{% endfor %}\n")
    document = whole(path, template="badge.json.j2" if path.endswith("json") else "own.html.j2")
    assert rendered(base, _record(0), document) == [Act.WRITTEN]
    assert "100.0%" in _text(base, path)
    assert rendered(base, _record(1, Verdict.FAILED), document) == [Act.WITHDRAWN]
    assert ("100" in _text(base, path), "green" in _text(base, path), "FAILED" in _text(base, path)) == (False, False, True)
    if path.endswith("json"):
        assert set(json.loads(_text(base, path))) == {"schemaVersion", "label", "message", "color", "isError"}


def test_where_nothing_was_said_nothing_is_taken_back(base: Path) -> None:
    for verdict in (Verdict.FAILED, Verdict.NO_EVIDENCE):
        assert rendered(base, _record(0, verdict), region_of(), whole(name="other")) == [Act.SILENT] * 2
    assert _text(base) == README
    assert not (base / "STATUS.md").exists()


def test_keep_leaves_everything(base: Path) -> None:
    rendered(base, _record(0), region_of())
    before = _text(base)
    assert rendered(base, _record(1, Verdict.FAILED), region_of(keep=True)) == [Act.KEPT]
    assert _text(base) == before


def test_an_older_record_never_speaks_after_a_newer_one(base: Path) -> None:
    rendered(base, _record(5), _ALL)
    before = _text(base)
    assert rendered(base, _record(4, letter="b"), _ALL) == [Act.OLDER]
    assert rendered(base, _record(-6, Verdict.FAILED), region_of()) == [Act.OLDER]
    rendered(base, _record(6, Verdict.FAILED), region_of())
    assert rendered(base, _record(5), region_of()) == [Act.OLDER]
    assert _text(base) != before


@pytest.mark.parametrize(("minutes", "letter", "act"), [(9, "a", Act.WRITTEN), (11, "a", Act.OLDER), (9, "b", Act.OLDER)])
def test_a_clock_that_is_ahead_does_not_keep_a_better_verdict(base: Path, minutes: int, letter: str, act: Act) -> None:
    rendered(base, _record(minutes), _ALL)
    assert rendered(base, _record(0, Verdict.FAILED, letter), _ALL) == [act]
    assert ("## FAILED" in _text(base)) is (act is Act.WRITTEN)
    rendered(base, _record(20, Verdict.FAILED), _ALL)
    assert rendered(base, _record(19), _ALL) == [Act.OLDER]


@pytest.mark.parametrize(("paths", "act"), [(("STATUS.md",), Act.WRITTEN), (("STATUS.md", "code.py"), Act.OLDER), (None, Act.OLDER)])
def test_a_tree_that_differs_in_pages_alone_is_the_same(
    base: Path, paths: tuple[str, ...] | None, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gatekeeper.documents.regions.plan.changed", lambda *_: paths)
    rendered(base, _record(9), _ALL)
    assert rendered(base, _record(0, Verdict.FAILED, "b"), _ALL) == [act]


def test_a_record_of_the_same_moment_speaks(base: Path) -> None:
    rendered(base, _record(0), region_of())
    for letter in "bcd":
        assert rendered(base, _record(0, Verdict.FAILED, letter), region_of()) == [Act.SUPERSEDED]


def test_of_an_unknown_record_nobody_knows_that_it_is_newer(base: Path) -> None:
    rendered(base, _record(5), region_of())
    for path in (base / ".gatekeeper/ledger").rglob("*.json"):
        path.unlink()
    assert rendered(base, _record(4, Verdict.FAILED, "b"), region_of()) == [Act.SUPERSEDED]
    assert "the text below describes a run of commit aaaaaaa.**" in _text(base)


def test_a_refusal_brings_no_number(base: Path) -> None:
    for verdict in (Verdict.PASSED, Verdict.FAILED, Verdict.NO_EVIDENCE):
        rendered(base, _record(1, verdict), region_of(on=("passed", "failed", "refused")))
    inner = re.sub("run 813|813|a{7,40}|h2|8?12", "", there(base).inner)
    assert "NO_EVIDENCE" in inner
    assert not re.search(r"\d+(\.\d+)?%|\d+ of \d+|PASSED", inner)


def test_a_template_that_fails_takes_back_what_stood_there(base: Path) -> None:
    rendered(base, _record(0), _ALL)
    put(base / "own.md.j2", "{{ record.nothing }}")
    _, (plan,) = planned(base, _record(1, letter="b"), _ALL)
    assert (plan.act, type(plan.error)) == (Act.SUPERSEDED, RenderError)
    _, (plan,) = planned(base, _record(0), _ALL)
    assert (plan.act, type(plan.error)) == (Act.UNCHANGED, RenderError)
    put(base / "README.md", _text(base).replace("100.0%", "x"))
    files, (plan,) = planned(base, _record(0), _ALL)
    assert (plan.act, type(plan.error)) == (Act.WITHDRAWN, RenderError)
    assert "could not be written" in next(text for _, _, text in files.changed())


def test_one_that_fails_does_not_stop_the_others(base: Path) -> None:
    put(base / "OTHER.md", "people's\n")
    put(base / "bad.md.j2", "```\n")
    documents = (whole("OTHER.md", name="other"), whole("BAD.md", name="bad", template="bad.md.j2"), region_of())
    files, plans = planned(base, _record(0), *documents)
    assert [(each.act, type(each.error)) for each in plans] == [
        (Act.FAILED, MissingError),
        (Act.SILENT, RenderError),
        (Act.WRITTEN, type(None)),
    ]
    assert [place.name for place, _, _ in files.changed()] == ["README.md"]


def test_a_text_that_was_written_when_on_was_wider_is_withdrawn(base: Path) -> None:
    record = _record(0, Verdict.FAILED)
    rendered(base, record, _ALL)
    assert rendered(base, record, region_of()) == [Act.WITHDRAWN]
    assert "%" not in there(base).inner


def test_a_record_without_a_commit(base: Path) -> None:
    record = ledgers.made(0, subject=rows.Subject(commit=None, tree=None, dirty=None, ref=None))
    rendered(base, record, region_of())
    assert there(base).begin.commit == "unknown"
    rendered(base, ledgers.made(1, Verdict.FAILED), region_of())
    assert "the text below describes a run of an unknown commit.**" in _text(base)
