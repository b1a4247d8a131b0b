from __future__ import annotations

import re

import attacks
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pages import page
from records import record, rule
from views import RUN, SUBJECT, hostile_record, made

from gatekeeper.documents.notice import about, about_record, bare, refusal, superseded
from gatekeeper.evidence.record import RunRow
from gatekeeper.model import Verdict
from gatekeeper.rules import all_rules

_RED = made(Verdict.FAILED)
_NOTICE = "**Superseded: run 815 of commit abc1234 was FAILED; the text below describes run 812.**"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## PASSED: 3 of 3\n\nx", f"{_NOTICE}\n\nx"),
        ("## PASSED: 3 of 3\r\n\r\nx\r\n", f"{_NOTICE}\r\n\r\nx\r\n"),
        ("## PASSED\rx", f"{_NOTICE}\rx"),
        ("\n \t\r\n## PASSED\nx", f"\n \t\r\n{_NOTICE}\nx"),
        ("## PASSED", _NOTICE),
        ("", _NOTICE),
        ("\n\n", f"\n\n{_NOTICE}"),
        (f"{_NOTICE.replace('815', '814')}\nx", f"{_NOTICE}\nx"),
    ],
)
def test_only_the_first_visible_line_is_replaced(before: str, after: str) -> None:
    assert superseded(before, _RED, "run 812") == after
    assert superseded(after, _RED, "run 812") == after


@given(st.text())
def test_every_other_byte_stays(text: str) -> None:
    assert superseded(f"## PASSED\r\n{text}", _RED, "run 812") == f"{_NOTICE}\r\n{text}"


@pytest.mark.parametrize("described", ["", "run 812 @everyone", "[x](https://evil.example)", "run 812\n/close", "run x", "36 of 37"])
def test_what_is_no_description_is_an_earlier_run(described: str) -> None:
    assert superseded("x", _RED, described) == _NOTICE.replace("run 812", "an earlier run")


@pytest.mark.parametrize("described", ["run 812", about("812", "a" * 40), about(None, "a" * 40), about("812", None), about(None, None)])
def test_what_is_known_is_said(described: str) -> None:
    assert superseded("x", _RED, described).endswith(f"describes {described}.**")


@pytest.mark.parametrize(
    ("run", "commit", "said"),
    [
        ("815", "abc1234def", "run 815 of commit abc1234"),
        ("815", None, "run 815 of an unknown commit"),
        (None, "abc1234def", "a run of commit abc1234"),
        (None, None, "a run of an unknown commit"),
        ("@x", "main", "a run of an unknown commit"),
        ("8\n1", "abc1234\n", "a run of an unknown commit"),
        ("٨", "ABC1234", "a run of an unknown commit"),
    ],
)
def test_about(run: str | None, commit: str | None, said: str) -> None:
    assert about(run, commit) == said
    assert about_record(record(run=RunRow(url=None, id=run, attempt=None), subject=replace(SUBJECT, commit=commit))) == said


@given(attacks.texts)
def test_a_notice_does_nothing(text: str) -> None:
    attacks.harmless(superseded("x", hostile_record(text), text))


_RULES = [rule(name, verdict=Verdict.NO_EVIDENCE, reason="17 of 37", remedy="run 37 tests") for name in all_rules()]


def test_a_refusal_has_no_numbers() -> None:
    refused = made(Verdict.NO_EVIDENCE, rules=[*_RULES, rule("of another version", verdict=Verdict.NO_EVIDENCE)])
    text = page(refusal(refused))
    shown = f"{text.prose} {text.code}"
    for each in ("815", SUBJECT.commit or "", SUBJECT.tree or "", "abc1234"):
        shown = shown.replace(each, "")
    assert not re.search(r"\d", shown)
    assert [each.title() for each in all_rules().values() if each.title() not in text.prose] == []


def test_a_refusal_names_the_rules_behind_the_verdict_and_what_to_do() -> None:
    refused = made(Verdict.INVALID, rules=[rule("evidence-readable", verdict=Verdict.INVALID), rule("pass-rate")])
    text = refusal(refused)
    assert text.startswith("## INVALID: evidence-readable [unit]\n")
    assert all_rules()["evidence-readable"].title() in page(text).prose
    assert "pass-rate" not in text


def test_a_refusal_without_any_rule() -> None:
    assert refusal(made(Verdict.INVALID, rules=[])).startswith("## INVALID: no rule was evaluated\n")


@pytest.mark.parametrize("text", attacks.TEXTS)
def test_hostile_text_stays_in_code(text: str) -> None:
    rules = [rule(text, text, Verdict.INVALID, reason=text, remedy=text)]
    forged = replace(hostile_record(text, Verdict.INVALID), rules=rules, categories=[])
    attacks.harmless(refusal(forged))
    attacks.harmless(bare(forged, ("passed",)))


def test_a_refusal_fits() -> None:
    text = refusal(made(Verdict.INVALID, rules=[rule("evidence-readable", str(n), Verdict.INVALID) for n in range(3000)]))
    assert (len(text) <= 49_535, "More rules refused it" in text) == (True, True)
    assert page(text).prose.split()[0] == "INVALID:"
    assert refusal(made(Verdict.INVALID), room=20) == "## INVALID\n"


def test_a_bare_text_has_no_numbers() -> None:
    text = page(bare(_RED, ("passed", "stale")))
    assert "FAILED" in text.prose
    assert "only for a verdict of passed or stale" in text.prose
    assert re.findall(r"\d+", text.prose.replace("abc1234", "")) == [RUN.id, RUN.id]
