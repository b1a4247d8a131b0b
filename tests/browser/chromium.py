"""A real browser for the tests of pages: found on this machine, started without any service of its own."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OFF = ("background-networking", "component-update", "dev-shm-usage", "gpu", "sync")
_AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


def launch(playwright: Playwright) -> Browser:
    """Start the browser of this machine; without one a test is skipped, and fails in CI."""
    program = next(filter(None, map(shutil.which, (os.environ.get("GATEKEEPER_CHROMIUM", ""), *_NAMES))), None)
    if program is None:
        missing("there is no Chromium: install chromium, or name one with GATEKEEPER_CHROMIUM")
    return playwright.chromium.launch(
        executable_path=program, args=["--no-sandbox", "--no-first-run", *(f"--disable-{each}" for each in _OFF)]
    )


def axe() -> str:
    """Return the script that looks for what keeps people out."""
    if not _AXE.is_file():
        missing("axe-core is not installed: run .ci/install dev")
    return _AXE.read_text(encoding="utf-8")


def missing(what: str) -> NoReturn:
    """Skip a test, but never in CI: what is not tested there is tested nowhere."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@dataclass
class Seen:
    """A page that was opened, and everything that the browser complained about or asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


def opened(browser: Browser, path: Path, **more: Any) -> Seen:
    """Open a file in a context of its own; no request leaves the machine."""
    seen = Seen(browser.new_context(offline=True, **more).new_page())
    seen.page.set_default_timeout(10_000)
    seen.page.on("console", lambda message: seen.complaints.append(message.text))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.on("dialog", lambda dialog: seen.complaints.append(dialog.message))
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    seen.page.goto(path.as_uri())
    return seen
