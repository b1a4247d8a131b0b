"""The plan: which tests a category's inventory lists, and which of them did not turn up in what ran."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from gatekeeper.evidence.expected_ids import forms
from gatekeeper.evidence.expected_lines import UnlistedError
from gatekeeper.evidence.plan_compared import Compared, Ran, moved
from gatekeeper.evidence.plan_lists import lists_of, of_file
from gatekeeper.junit.identity import matcher
from gatekeeper.model import Plan
from gatekeeper.rules.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gatekeeper.config.settings import CategoryConfig, Config
    from gatekeeper.evidence.plan_compared import Concerned, Now
    from gatekeeper.evidence.plan_lists import Lines, Listed
    from gatekeeper.model import Category, Run

_TRIED = 20
_KEEP = "let gatekeeper check write its record: without the inventory beside it nobody knows what ran"


def with_plans(run: Run, config: Config, listed: Sequence[Listed], now: Sequence[Now]) -> Run:
    """Return the run with a plan in every category whose inventory is a command or a file.

    ``listed`` are the parts that were merged, ``now`` the inventories that together hold what ran.
    """
    sources = {each.name: (each, source) for each in config.categories if isinstance(source := each.setting("inventory"), Source)}
    made = {
        each.name: _plan(*sources[each.name], config.base, [one for one in listed if one.category == each.name], each, now)
        for each in run.categories
        if each.name in sources and not sources[each.name][1].base and each.absent is None
    }
    return replace(run, categories=tuple(replace(each, plan=made.get(each.name)) for each in run.categories))


def _plan(config: CategoryConfig, source: Source, base: Path, listed: Sequence[Listed], category: Category, now: Sequence[Now]) -> Plan:
    if not now:
        return Plan(about=source.words, missing="this run keeps no inventory", remedy=_KEEP)
    try:
        lists = [partial(of_file, base, source.file)] if source.file else lists_of(source, listed, category)
        found = _compared(Ran(category.name, now), lists, _concerned(config))
    except UnlistedError as error:
        return Plan(about=source.words, missing=str(error), remedy=error.remedy)
    if not found.total:
        return Plan(about=source.words, missing=f"{source.words} lists no test of this category")
    return Plan(about=source.words, total=found.total, absent=found.absent.sample())


def _compared(ran: Ran, lists: Sequence[Lines], concerned: Concerned | None) -> Compared:
    """Compare every list with what ran; where nothing of them turned up the ids may differ by how they begin, and it is tried again."""
    found = Compared(ran, concerned)
    for each in lists:
        found.add(each())
    if found.turned_up or not found.total:
        return found
    first = [names for each in lists for names in islice(filter(concerned, map(forms, each())), _TRIED)]
    again = Compared(ran, concerned, *moved(ran, first))
    for each in lists:
        again.add(each())
    return again


def _concerned(config: CategoryConfig) -> Concerned | None:
    """Return what says whether a listed test is one of the category's, or None where all are.

    A category may select its tests, and one that must fail is in no inventory.
    """
    canary = config.setting("canary")
    canaries = tuple(map(str, canary)) if isinstance(canary, tuple) else ()
    if not (config.tests or canaries):
        return None
    selected, spared = matcher(config.tests or ("*",)), matcher(canaries) if canaries else None
    return lambda names: any(map(selected, names)) and not (spared and any(map(spared, names)))
