"""Status documents: what anybody may write into them stays text, and every number is the record's."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import attacks
import pytest
from hypothesis import given, settings
from ledgers import about, accepted, kept, ledger
from ledgers import made as ledger_record
from pages import OURS
from pages import page as read
from records import category, failure, rule
from reports import case, failed, passed, report, result
from stories import MARKDOWN, document, every, hostile_criteria, hostile_document, hostile_story, told
from views import hostile_record, made, waiver

from gatekeeper.cli import gatekeeper
from gatekeeper.config.document import Phase, Release
from gatekeeper.documents.page import page, refused
from gatekeeper.documents.story import tell
from gatekeeper.documents.templates import RenderError
from gatekeeper.documents.views.context import context
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

_DOCS = Path(__file__).parents[2] / "docs" / "templates.md"


def _unimported(name: str) -> str:
    return case(name, result("error", "collection failure", "ModuleNotFoundError: No module named 'pay'"), classname="")


@cache
def _stating(text: str) -> str:
    """Return what prints text of the configuration, which may stand outside of code."""
    story = tell(accepted(made()), None)
    return "".join(page(hostile_document(text, template), story) for template in ("remediation.md.j2", "root_cause.md.j2", "release.md.j2"))


@cache
def _hostile(text: str) -> str:
    """Return all documents with a text of somebody else's in every place."""
    with TemporaryDirectory() as folder:
        story = hostile_story(text, Path(folder))
        shown = every(lambda template: page(hostile_criteria(text, template), story, (), Release(require=("unit",))))
    for each in (story.digest, *(each.digest for each in story.past)):
        shown = shown.replace(each, "d").replace(f"<code>{each[:12]}</code>", "d").replace(each[:12], "d")
    return shown


@pytest.mark.parametrize("text", attacks.TEXTS)
def test_a_hostile_text_stays_in_code(text: str) -> None:
    attacks.contained(_hostile, text)


@settings(max_examples=25, deadline=None)
@given(attacks.foreign)
def test_any_text_stays_in_code(text: str) -> None:
    attacks.contained(_hostile, text or "x")


@pytest.mark.parametrize("text", attacks.TEXTS)
def test_what_the_configuration_states_does_nothing(text: str) -> None:
    stating = _stating(text)
    shown, quiet = read(stating), read(_stating("quiet"))
    assert attacks.acting(stating) == []
    assert (shown.tags - quiet.tags - {"wbr"}, shown.attributes, shown.links) == (set(), quiet.attributes, quiet.links)
    assert not re.search(r"@\w|#\d|\bGH-\d|://|www\.", shown.prose)


@settings(max_examples=40, deadline=None)
@given(attacks.texts)
def test_a_badge_is_json_whatever_is_in_the_names(text: str) -> None:
    record = hostile_record(text)
    shown = page(document("badge.json.j2"), tell(accepted(record), None))
    badge = json.loads(shown)
    assert {key: type(value) for key, value in badge.items()} == {
        "schemaVersion": int, "label": str, "message": str, "color": str, "isError": bool
    }  # fmt: skip
    assert (shown.isascii(), re.search(r"[<>&\x00-\x09\x0b-\x1f]|##\[", shown), badge["color"]) == (True, None, "red")


@pytest.mark.parametrize(("ending", "whole"), [("md", "## INVALID"), ("html", "<h1>INVALID"), ("json", '"message": "INVALID"')])
def test_refused_evidence_asks_no_template_of_theirs(ending: str, whole: str, write: Callable[[str, str], Path]) -> None:
    base = write(f"own.{ending}.j2", "{{ categories.rows[0].counts.passed }}").parent
    for name in ("badge.json.j2", "refusal.md.j2", "refusal.html.j2", "refusal.json.j2"):
        write(name, "theirs 41")
    story = tell(accepted(made(Verdict.INVALID, rules=[rule("evidence-readable", verdict=Verdict.INVALID, reason="41 bytes")])), None)
    shown = page(document(f"own.{ending}.j2"), story, (base,))
    assert (whole in shown, "41" in shown, shown) == (True, False, refused(document(f"own.{ending}.j2"), story.record))


@pytest.mark.parametrize("text", attacks.TEXTS)
def test_a_refusal_in_html_holds_no_markup_of_theirs(text: str) -> None:
    shown = refused(document("x.html.j2"), hostile_record(text, Verdict.INVALID))
    assert len(re.findall(r"<", shown)) == len(re.findall("<", refused(document("x.html.j2"), hostile_record("quiet", Verdict.INVALID))))


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("own.json.j2", '{"a": {{ headline }}', "gives no JSON"),
        ("own.json.j2", '{"a": "{{ headline }}"}', "gives no JSON"),
        ("own.md.j2", "{# nothing #}\n\n", "gives an empty document"),
        ("own.md.j2", "{{ nothing }}", "'nothing' is undefined"),
        ("own.md.j2", "{{ cycle._story }}", "cannot be rendered"),
        ("gone.md.j2", "x", "there is no such template"),
    ],
)
def test_a_template_that_gives_no_document_is_an_error(name: str, text: str, problem: str, write: Callable[[str, str], Path]) -> None:
    base = write(name.replace("gone", "other"), text).parent
    with pytest.raises(RenderError, match=re.escape(problem)):
        page(document(name), tell(accepted(made()), None), (base,))


def test_a_template_of_theirs_is_given_what_is_documented(write: Callable[[str, str], Path], tmp_path: Path) -> None:
    story, _ = told("failed", tmp_path)
    documented = set(re.findall(r"^\| `(\w+)` \|", _DOCS.read_text(encoding="utf-8").partition("## Filters")[0], re.MULTILINE))
    assert documented == {"record", "advisory", *context(document("x.md.j2"), story)}
    base = write("own/x.md.j2", "{% for each in categories.rows %}{{ each.name | code }}, {% endfor %}all: {{ actions.all }}\n\n\n").parent
    assert page(document("x.md.j2"), story, (base,)) == "<code>unit</code>, <code>e2e</code>, <code>docs</code>, all: 3\n"


def test_the_example_in_the_documentation_renders(write: Callable[[str, str], Path], tmp_path: Path) -> None:
    example = re.search(r"```jinja\n(.*?)```", _DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    base = write("nightly.md.j2", example[1]).parent
    shown = page(document("nightly.md.j2"), told("failed", tmp_path)[0], (base,))
    assert (shown.startswith("## FAILED"), read(shown).tags <= OURS | {"a", "ol"}) == (True, True)


def _quiet(text: str) -> str:
    """Return a document without its markers, moments and digests, which may hold any digits."""
    return re.sub(r"<!--.*?-->|<code>(?:[0-9a-f]{12}|[\d-]{10}[T ][^<]*)</code>", "", text.partition("Evidence:")[0])


def test_the_counts_of_a_red_project_are_told_as_they_are(write: Callable[[str, str], Path], capsys: pytest.CaptureFixture[str]) -> None:
    def reports(name: str, *parts: str) -> None:
        write(f"{name}.xml", report(*parts, name=name))

    reports("unit", passed(17), *(failed(f"u{n}") for n in range(20)))
    reports("integration", passed(5), *(failed(f"i{n}") for n in range(12)), *(_unimported(f"lost{n}") for n in range(4)))
    reports("e2e", *(failed(f"e{n}") for n in range(7)))
    tables = "".join(f'[categories.{name}]\nreports = ["{name}.xml"]\npass_rate = "> 90%"\n' for name in ("unit", "integration", "e2e"))
    pages = "".join(f'[[documents]]\npath = "{name}.md"\ntemplate = "{name}.md.j2"\non = ["failed"]\n' for name in MARKDOWN)
    base = write("gatekeeper.toml", f'[gate]\nname = "Payments"\n{tables}{pages}').parent
    assert [gatekeeper.main([command], standalone_mode=False) for command in ("check", "render")] == [1, 0]
    capsys.readouterr()
    texts = {name: (base / f"{name}.md").read_text(encoding="utf-8") for name in MARKDOWN}
    shown = texts["status"]
    assert "<td>17 of 37</td><td>20</td><td>0</td><td>0</td><td>45.9%</td>" in shown
    assert "<td>5 of 21</td><td>12</td><td>4</td><td>0</td><td>29.4% of those that ran, 23.8% with the import errors (judged)</td>" in shown
    assert "<td>0 of 7</td><td>7</td><td>0</td><td>0</td><td>0.0%</td>" in shown
    assert [name for name, text in texts.items() if "54" in _quiet(text)] == []
    apart = texts["test_cycle"].partition("### Could not be collected")[2].partition("###")[0]
    listed = texts["test_cycle"].partition("### Tests that ran")[2].partition("###")[0]
    assert ([f"lost{n}" in apart for n in range(4)], "lost" in listed, "<td>1ms</td>" in listed) == ([True] * 4, False, True)


@pytest.mark.parametrize(("region", "whole"), [(None, True), ("why", False)])
def test_the_whys_belong_below_a_region_and_never_into_a_file_of_ours(region: str | None, whole: bool, tmp_path: Path) -> None:
    shown = page(document("root_cause.md.j2", region=region), told("failed", tmp_path)[0])
    assert ("This whole file is written anew" in shown, "below this region" in shown) == (whole, not whole)


def test_the_commits_between_two_records_are_named_where_there_are_any(tmp_path: Path) -> None:
    old, other = (kept(tmp_path / each, ledger_record(0, subject=about(each)), [("unit", "a", "passed")]) for each in "ab")
    now = kept(tmp_path / "now", ledger_record(5), [("unit", "a", "passed")])
    same, apart = (page(document("root_cause.md.j2"), tell(now, ledger(tmp_path / each.digest, each))) for each in (old, other))
    assert ("git log" in same, f"git log {'b' * 12}..{'a' * 12}" in apart) == (False, True)


def test_an_unknown_run_is_named_with_its_article(tmp_path: Path) -> None:
    old = kept(tmp_path / "old", ledger_record(0), [("unit", "a", "passed")])
    now = kept(tmp_path / "now", ledger_record(5), [("unit", "a", "passed")])
    shown = page(document("status.md.j2"), tell(now, ledger(tmp_path / "l", old)))
    assert "<p>Compared with a run outside CI of commit" in shown


@pytest.mark.parametrize("template", MARKDOWN)
def test_every_document_names_gate_date_and_commit_below_its_headline(template: str, tmp_path: Path) -> None:
    lines = page(document(f"{template}.md.j2", criteria=()), told("passed", tmp_path)[0]).splitlines()
    line = "<p>Gate <code>Payments</code>, made <code>2026-01-02 03:24 UTC</code>, commit <code>aaaaaaa</code> on <code>main</code></p>"
    assert lines[2] == line


def test_every_list_is_bounded() -> None:
    many = range(2000)
    record = made(
        Verdict.FAILED,
        categories=[category(f"c{n}", Verdict.FAILED) for n in many],
        rules=[rule(category=f"c{n}", remedy=f"r {n}", reason="x" * 5000) for n in many],
        failures=[failure(f"c::{n}", message="m" * 1000, cause=f"{n:016}") for n in many],
        waivers=[waiver(reason=f"#{n}") for n in many],
    )
    config = document(
        "x", stated={f"t{n}": "x" for n in many}, phases=tuple(Phase(title="p", steps=("s",) * 2000) for _ in many)
    )  # fmt: skip
    story = tell(accepted(record), None)
    for name in MARKDOWN:
        shown = page(
            document(f"{name}.md.j2", stated=config.stated, phases=config.phases, criteria=()), story, (), Release(require=("c",) * 2000)
        )
        assert len(shown) < 150_000
        assert "of 2000 categories are shown." in shown or name == "history"
