"""The page in a real browser: what it shows, how it is searched, and that nothing of a report becomes part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import hostile
import pytest
import showcase
from browser.chromium import Seen, axe, opened
from stories import hostile_story, told

from gatekeeper.documents.report.deliver import deliver
from gatekeeper.documents.report.folder import Folder
from gatekeeper.documents.story import tell

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from gatekeeper.documents.story import Story

_WIDE = {"width": 1200, "height": 900}
_NARROW = {"width": 400, "height": 800}
_LOUD = "".join(hostile.NAMES.values())[:4000]
_MARKUP = (
    "</script><script>alert(1)</script><!-- --></style><svg onload=alert(2)>\"' onmouseover='alert(3)' {{ 7 * 7 }}\u202egnp.exe\x9b31m"
)


def _made(folder: Path, story: Story) -> Path:
    deliver(story, showcase.config(folder), Folder(folder / "out", folder))
    return folder / "out" / "index.html"


@pytest.fixture(scope="module")
def red(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("red")
    return _made(folder, showcase.red(folder / "work"))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    return _made(folder, tell(showcase.many(folder / "work", 12_000), None))


def _shown(seen: Seen, rows: str = "#tests tbody tr") -> int:
    return seen.page.locator(f"{rows}:visible").count()


def _quiet(seen: Seen) -> None:
    """Check that nothing was complained about and nothing but the page and its own icon was asked for."""
    assert seen.complaints == []
    assert [each for each in seen.requests if not each.startswith(("file:", "data:image/svg+xml,"))] == []


def test_it_shows_itself_without_an_error_or_a_request(browser: Browser, red: Path) -> None:
    seen = opened(browser, red, viewport=_WIDE)
    _quiet(seen)
    assert len(seen.requests) <= 2
    assert seen.page.inner_text("h1") == "FAILED"
    assert seen.page.locator("#failing .cause:visible").count() == 3
    assert "third run in a row" in seen.page.inner_text("#failing .cause >> nth=0")
    assert seen.page.locator("#history svg[role=img]:visible").count() == 2


def test_tests_are_searched_and_filtered(browser: Browser, red: Path) -> None:
    seen = opened(browser, red)
    seen.page.get_by_label("Search tests").fill("test_shop REFUND")
    assert (_shown(seen), seen.page.inner_text("#tests [role=status]")) == (2, "2 of 259 listed tests match")
    seen.page.get_by_label("Search tests").fill("")
    seen.page.get_by_role("radio", name="errored 1").check()
    assert _shown(seen) == 1
    seen.page.get_by_role("radio", name="failed 10").check()
    seen.page.get_by_label("Category").select_option("e2e")
    assert _shown(seen) == 2
    seen.page.get_by_label("Search tests").fill("nothing is called so")
    assert (_shown(seen), seen.page.inner_text("#tests [role=status]")) == (0, "0 of 259 listed tests match")
    _quiet(seen)


def test_failing_tests_are_searched_by_cause_and_by_name(browser: Browser, red: Path) -> None:
    seen = opened(browser, red)
    field, status = seen.page.get_by_label("Search failing tests"), seen.page.locator("#failing [role=status]")
    field.fill("decimal")
    assert (seen.page.locator("#failing .cause:visible").count(), status.inner_text()) == (1, "3 of 11 failing tests match")
    field.fill("refund_twice")
    assert (_shown(seen, "#failing .item"), status.inner_text()) == (1, "1 of 11 failing tests match")


def test_it_works_with_the_keyboard_alone(browser: Browser, red: Path) -> None:
    seen = opened(browser, red)
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert seen.page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("document.activeElement.id") == "content"
    seen.page.get_by_label("Search tests").focus()
    seen.page.keyboard.type("facets")
    for _ in range(2):
        seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("ArrowRight")
    assert seen.page.evaluate("document.activeElement.value") == "errored"
    assert _shown(seen) == 1
    outline = "getComputedStyle(document.activeElement.nextElementSibling).outlineStyle"
    assert seen.page.evaluate(outline) == "solid"


def test_ten_thousand_tests_are_listed_and_a_search_changes_few_rows(browser: Browser, many: Path) -> None:
    assert many.stat().st_size < 3_000_000
    seen = opened(browser, many)
    assert seen.page.locator("#tests tbody tr").count() == 10_000
    assert "2000 more are in the inventory" in seen.page.locator("#tests caption").inner_text()
    assert _shown(seen) == 200
    watch = "new MutationObserver(each => { window.changed = (window.changed || 0) + each.length })"
    seen.page.evaluate(f"{watch}.observe(document.querySelector('#tests tbody'), {{ attributes: true, childList: true, subtree: true }})")
    seen.page.get_by_label("Search tests").fill("number[99")
    assert (_shown(seen), seen.page.inner_text("#tests [role=status]")) == (109, "109 of 10000 listed tests match")
    assert seen.page.evaluate("window.changed") <= 400
    seen.page.get_by_label("Search tests").fill("")
    seen.page.get_by_role("button", name="Show 500 more").click()
    assert (_shown(seen), seen.page.evaluate("document.activeElement.sectionRowIndex")) == (700, 200)
    _quiet(seen)


def test_without_a_script_everything_is_there_to_read(browser: Browser, red: Path) -> None:
    seen = opened(browser, red, java_script_enabled=False)
    assert _shown(seen) == 259
    assert seen.page.locator("[role=search]:visible").count() == 0
    assert seen.page.locator("#rules details").count() == 1


@pytest.mark.parametrize(("scheme", "light"), [("light", True), ("dark", False)])
def test_it_follows_the_reader_s_light(browser: Browser, red: Path, scheme: str, light: bool) -> None:
    seen = opened(browser, red, color_scheme=scheme)
    shade = seen.page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (min(shade) > 200, max(shade) < 60) == (light, not light)


def test_paper_has_everything_open_and_nothing_to_press(browser: Browser, red: Path) -> None:
    seen = opened(browser, red)
    seen.page.get_by_label("Search tests").fill("refund")
    seen.page.emulate_media(media="print")
    assert _shown(seen) == 259
    assert seen.page.locator("#rules details table").is_visible()
    assert seen.page.locator("nav:visible, [role=search]:visible, button:visible").count() == 0
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("scheme", "size"), [("light", _WIDE), ("dark", _NARROW)], ids=["light and wide", "dark and narrow"])
def test_nothing_keeps_people_out(browser: Browser, red: Path, size: dict[str, int], scheme: str) -> None:
    script = axe()
    seen = opened(browser, red, viewport=size, color_scheme=scheme)
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    seen.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    seen.page.get_by_label("Search tests").fill("refund")  # fewer rows, of every kind
    seen.page.evaluate(script)
    told = "each => [each.id, each.nodes.slice(0, 3).map(node => node.html)]"
    found = seen.page.evaluate(f"axe.run({{ resultTypes: ['violations'] }}).then(found => found.violations.map({told}))")
    assert found == []


@pytest.mark.parametrize("text", [_MARKUP, _LOUD], ids=["markup", "everything"])
def test_hostile_names_become_no_markup(browser: Browser, tmp_path: Path, text: str) -> None:
    seen = opened(browser, _made(tmp_path, hostile_story(text, tmp_path / "work")))
    _quiet(seen)
    assert seen.page.locator("script").count() == 1
    assert seen.page.locator("style").count() == 1
    assert seen.page.locator("img, iframe, object, form, svg[onload], [onmouseover], [style]").count() == 0
    assert seen.page.inner_text("h1") == "FAILED"
    assert not set("\u202e\x9b\u200b") & set(seen.page.content())


def test_evidence_that_was_refused_brings_no_number(browser: Browser, tmp_path: Path) -> None:
    for name in ("invalid", "no_evidence"):
        story, _ = told(name, tmp_path / name)
        seen = opened(browser, _made(tmp_path / name, story))
        _quiet(seen)
        assert not any(each.isdigit() for each in seen.page.inner_text("main"))
        assert seen.page.locator("main td").count() == 3
        assert seen.page.locator("#history, #tests, #categories, .figures, nav").count() == 0
