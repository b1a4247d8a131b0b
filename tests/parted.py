"""Parts of witnessed runs, as `gatekeeper run` leaves them, without running anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import reports
import runs

from gatekeeper import gate
from gatekeeper.config.find import open_file
from gatekeeper.config.load import load
from gatekeeper.config.override import narrow
from gatekeeper.evidence.parts.part import decode
from gatekeeper.evidence.parts.part import encode as as_bytes
from gatekeeper.evidence.parts.places import place_of
from gatekeeper.evidence.parts.write import write
from gatekeeper.evidence.record import encode
from gatekeeper.gate import Request
from gatekeeper.model import Subject

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.parts.part import Part
    from gatekeeper.evidence.record import Record

UNIT = '[gate]\nname = "Widgets"\n[categories.unit]\nreports = ["reports/*.xml"]\npass_rate = "> 80%"\n'
HERE = Subject(commit="a" * 40, tree="b" * 40, dirty=False, ref="refs/heads/main")


def configured(folder: Path, text: str = "", monkeypatch: pytest.MonkeyPatch | None = None) -> Config:
    """Write the configuration, which has the category unit, and return it; the subject is the commit of ``HERE``."""
    path = folder / "gatekeeper.toml"
    path.write_text(UNIT + text, encoding="utf-8")
    if monkeypatch:
        monkeypatch.setattr(gate, "subject_asked", lambda *_: HERE)
    return loaded(folder)


def loaded(folder: Path) -> Config:
    """Return the configuration that stands in a folder."""
    return load(open_file(folder / "gatekeeper.toml"), datetime.now(UTC).date())


def written(config: Config, shard: str, files: dict[str, str]) -> Path:
    """Write the part of a shard that left its reports elsewhere."""
    seen = runs.witness(shard, before=HERE, after=HERE)
    return write(config, config.categories[0], seen, files, place_of(Path(), "unit", seen.shard))


def part(config: Config, shard: str | None = None, tests: int = 3, xml: str | None = None, **more: Any) -> Path:
    """Write the part of a shard whose report holds so many tests that passed, or this report."""
    of = more.pop("category", config.categories[0].name)
    witness = runs.witness(shard, **{"category": of, "before": HERE, "after": HERE, **more})
    path = place_of(Path(), of, witness.shard)
    report = path.with_suffix("") / "junit.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    text = reports.report(reports.passed(tests, f"s{shard or ''}t")) if xml is None else xml
    files = {}
    if text:
        report.write_text(text, encoding="utf-8")
        files[str(report)] = "junit.xml"
    category = next(each for each in config.categories if each.name == of)
    return write(config, category, witness, files, path)


def edited(path: Path, change: Callable[[Part], Part]) -> None:
    """Write a part anew with a change, as somebody would who knows how."""
    path.write_bytes(as_bytes(change(decode(path.read_bytes()))))


def judged(config: Config, *names: str, only: str = "", **more: Any) -> Record:
    """Return the record of a judgement."""
    chosen = narrow(config, (only,)) if only else config
    others = tuple({each.name for each in config.categories} - {each.name for each in chosen.categories})
    return gate.check(Request(config=chosen, reports=names, partial=bool(only), others=others, **more)).record


def said(record: Record, rule: str) -> str:
    """Return the reason that a rule gives about a category."""
    return next(each.reason for each in record.rules if each.rule == rule and each.category)


__all__ = ["HERE", "UNIT", "configured", "edited", "encode", "judged", "loaded", "part", "replace", "said", "written"]
