"""Every escape is needed: with any one of them switched off, some attack gets through."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attacks
import pytest
from markupsafe import Markup, escape
from msgspec.structs import replace
from views import forged_view, hostile_record, hostile_view

from gatekeeper.documents import escapes, filters, notice, templates
from gatekeeper.documents.comment import comment
from gatekeeper.documents.guard_comment import Course, GuardView, guard_comment
from gatekeeper.documents.notice import bare, refusal, superseded
from gatekeeper.evidence import ids
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NOTHING = re.compile(r"(?!)")
_ANYTHING = re.compile(r".*", re.DOTALL)


def _as_it_is(text: object, most: int = 0) -> str:  # noqa: ARG001 - stands for escapes that cut
    return str(text)


def _guard(text: str) -> str:
    return guard_comment(
        GuardView(course=Course.REOPENED, standings=hostile_view(text).standings, record=hostile_record(text), digest=text)
    )


def _inline(text: str) -> str:
    return f"{filters.words(text)}\n\n- {filters.words(text)}\n"


def _in_code(text: str) -> str:
    return f"x {filters.code(text)} y {filters.code(text)} z\n"


def _attack(text: str) -> None:
    """Assert that one text does nothing in any document, wherever it is written."""
    record = hostile_record(text)
    attacks.contained(lambda each: comment(hostile_view(each)), text)
    attacks.contained(_guard, text)
    attacks.harmless(comment(forged_view(text)))
    attacks.harmless(refusal(replace(record, verdict=Verdict.INVALID)))
    attacks.harmless(bare(record, ("passed",)))
    attacks.harmless(superseded("x", record, text))
    attacks.harmless(_inline(text))
    attacks.contained(_in_code, text)
    attacks.fenced(filters.fence(text))


def _got_through() -> Iterator[str]:
    for text in attacks.TEXTS:
        try:
            _attack(text)
        except (AssertionError, IndexError):
            yield text


def _without(pattern: re.Pattern[str], alternative: str) -> re.Pattern[str]:
    assert alternative in pattern.pattern
    return re.compile(pattern.pattern.replace(alternative, "", 1), pattern.flags)


_MUTANTS: dict[str, Callable[[pytest.MonkeyPatch], object]] = {
    "invisible and line breaks": lambda patch: patch.setattr(escapes, "plain", _as_it_is),
    "line breaks": lambda patch: patch.setattr(escapes, "_LINE_BREAKS", r"(?!)") or patch.setattr(escapes, "_UNSEEN", "[\u200b]"),
    "invisible": lambda patch: patch.setattr(escapes, "_UNSEEN", r"(?!)"),
    "html": lambda patch: patch.setattr(filters, "escape", Markup),
    "markdown in code": lambda patch: patch.setattr(filters, "_READ", _NOTHING),
    "code": lambda patch: patch.setitem(filters.FILTERS, "code", lambda text, most=300: escape(escapes.plain(str(text), most))),
    "what no filter was asked for": lambda patch: patch.setattr(templates, "printed", lambda value: value),
    "words": lambda patch: patch.setattr(filters, "_SIMPLE", _ANYTHING),
    "the start of a line": lambda patch: patch.setattr(filters, "_OPENS", _NOTHING),
    "the address of a run": lambda patch: patch.setattr(filters, "_LINK", _ANYTHING),
    "the number of a run": lambda patch: patch.setattr(ids, "_RUN", _ANYTHING),
    "the name of a commit": lambda patch: patch.setattr(notice, "_COMMIT", _ANYTHING),
    "what a text describes": lambda patch: patch.setattr(notice, "_ABOUT", _ANYTHING),
    "commands of the runner": lambda patch: patch.setattr(escapes, "break_command", _as_it_is),
    "lines of a fence": lambda patch: patch.setattr(escapes, "plain_lines", _as_it_is),
    "a fence": lambda patch: patch.setattr(escapes, "fence", lambda text: f"```\n{escapes.plain_lines(text)}\n```"),
    "the indent of a fence": lambda patch: patch.setattr(
        escapes, "fence", lambda text: f"``````````\n{escapes.plain_lines(text)}\n``````````"
    ),
} | {
    f"markdown in code: {part}": lambda patch, part=part: patch.setattr(filters, "_READ", _without(filters._READ, part))
    for part in (
        r"`",
        r"*",
        r"~",
        r"(?<=_)(?![^\W_])|",
        r"(?<=\])(?=[(\[])|",
        r"(?<=:)(?=//)|",
        r"(?<=www\.)|",
        r"(?<=##\[)|",
        r"|(?<=[\w.+-]@)",
    )
}


@pytest.fixture(autouse=True)
def _own_environment() -> Iterator[None]:
    templates._environment.cache_clear()
    yield
    templates._environment.cache_clear()


def test_no_attack_gets_through() -> None:
    assert list(_got_through()) == []


@pytest.mark.parametrize("mutant", _MUTANTS)
def test_with_an_escape_switched_off_some_attack_gets_through(mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _MUTANTS[mutant](monkeypatch)
    assert any(_got_through())
