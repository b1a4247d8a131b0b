"""Taking back: notices that say what is no longer so, without any number that could be mistaken for a result."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from gatekeeper.documents.answers import not_good
from gatekeeper.documents.comment import ROOM
from gatekeeper.documents.cut import Part, fit
from gatekeeper.documents.headline import headline
from gatekeeper.documents.templates import render
from gatekeeper.evidence.ids import SHORT_COMMIT, named_run
from gatekeeper.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gatekeeper.evidence.record import Record, RuleRow

_FIRST_LINE = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*(?P<line>[^\r\n]*)")
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_ABOUT = re.compile(r"run [0-9]{1,20}|(?:run [0-9]{1,20}|a run) of (?:commit [0-9a-f]{7,64}|an unknown commit)")


def superseded(text: str, record: Record, described: str) -> str:
    """Return the text below a marker with a notice as its first visible line; every other byte stays.

    ``described`` is what the text was written about, as ``about`` says it; anything else is shown as an earlier run.
    """
    found = _FIRST_LINE.match(text)
    start, end = found.span("line") if found else (0, 0)
    earlier = described if _ABOUT.fullmatch(described) else "an earlier run"
    notice = f"**Superseded: {about_record(record)} was {record.verdict}; the text below describes {earlier}.**"
    return text[:start] + notice + text[end:]


def about(run: str | None, commit: str | None) -> str:
    """Return for example ``run 815 of commit abc1234``; nothing but digits and hexadecimal digits is taken over."""
    named = named_run(run, "a run")
    return f"{named} of commit {commit[:SHORT_COMMIT]}" if commit and _COMMIT.fullmatch(commit) else f"{named} of an unknown commit"


def about_record(record: Record) -> Markup:
    """Return what a record is about, as ``about`` says it."""
    return Markup(about(record.run.id if record.run else None, record.subject.commit))  # noqa: S704 - words of ours and digits


def refusal(record: Record, room: int = ROOM) -> str:
    """Return the text for a record without usable evidence: which rules refused it, and what to do; no count, no rate."""
    part = Part(name="answers", rows=refusals(record), enough=1000)
    more: dict[str, Any] = {"headline": headline(record), "about": about_record(record)}
    made = fit([part], room, lambda shown: render("refusal.md.j2", record, **more, answers=shown["answers"]))
    return made or f"## {record.verdict}\n"


def refusals(record: Record) -> list[dict[str, str | None]]:
    """Return the answers that refused the evidence, in the rules' own words."""
    return [_refused(row) for row in not_good(record) if row.verdict is record.verdict]


def bare(record: Record, on: Sequence[str]) -> str:
    """Return the text of a comment that only remembers labels: status text is written for the verdicts in ``on`` alone."""
    return render("bare.md.j2", record, about=about_record(record), on=on)


def _refused(row: RuleRow) -> dict[str, str | None]:
    """Return an answer in the rule's own words; the reason in the record may hold counts."""
    rule = all_rules().get(row.rule)
    return {
        "rule": row.rule,
        "category": row.category,
        "title": rule.title() if rule else "",
        "remedy": rule.remedy if rule else "",
    }
