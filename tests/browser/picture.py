"""Makes the picture of a page for the documentation: .venv/bin/python tests/browser/picture.py docs/images/report.png."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from browser.chromium import launch, opened
from playwright.sync_api import sync_playwright
from showcase import config, red

from gatekeeper.documents.report.deliver import deliver
from gatekeeper.documents.report.folder import Folder


def main(target: Path) -> None:
    """Write the picture of the example that went wrong, in the light."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        deliver(red(folder / "work"), config(folder), Folder(folder / "out", folder))
        browser = launch(playwright)
        seen = opened(browser, folder / "out" / "index.html", color_scheme="light", viewport={"width": 1200, "height": 1100})
        target.parent.mkdir(parents=True, exist_ok=True)
        seen.page.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
