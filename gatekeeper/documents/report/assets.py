"""What a page carries within itself: its style, its script, its icon, and the policy that lets the browser run nothing else."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from gatekeeper.documents.templates import folder
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path

_GREEN, _RED, _AMBER = "#1a7f37", "#b42318", "#8a5a00"
_COLOURS = {Verdict.PASSED: _GREEN, Verdict.FAILED: _RED, Verdict.INVALID: _RED, Verdict.NO_EVIDENCE: _RED}
_TICK, _CROSS = "M4 8.5l3 3 5-7", "M5 5l6 6m0-6l-6 6"


@dataclass(frozen=True, kw_only=True, slots=True)
class Assets:
    """Text of ours that stands in the page as it is. ``policy`` is the page's Content-Security-Policy."""

    style: Markup
    script: Markup
    policy: Markup


@lru_cache(maxsize=2)
def assets(place: Path | None = None) -> Assets:
    """Return the style and the script of the folder of templates, and the policy that names them by their digests."""
    style, script = (_read((place or folder()) / name) for name in ("report.css", "report.js"))
    policy = (
        f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return Assets(style=Markup(style), script=Markup(script), policy=Markup(policy))  # noqa: S704 - all of it is ours


def icon(verdict: Verdict) -> Markup:
    """Return the address of a picture that tells verdicts apart by shape and by colour."""
    colour, shape = _COLOURS.get(verdict, _AMBER), _TICK if verdict is Verdict.PASSED else _CROSS
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="{colour}"/>'
        f'<path d="{shape}" fill="none" stroke="#fff" stroke-width="2"/></svg>'
    )
    return Markup(f"data:image/svg+xml,{quote(drawn)}")  # noqa: S704 - nothing in it is from a report


def _read(path: Path) -> str:
    """Return a file's text with the line ends that a browser digests."""
    text = path.read_text(encoding="utf-8")
    if "</" in text:
        raise ValueError(f"{path.name} could end the element that it stands in")
    return text


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
