"""The names that every template is given: a contract with the templates of users (docs/templates.md)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from gatekeeper.documents.answers import not_good
from gatekeeper.documents.headline import headline
from gatekeeper.documents.report.view import Report
from gatekeeper.documents.views.actions import actions
from gatekeeper.documents.views.badge import badge
from gatekeeper.documents.views.bounds import ACTIONS, WAIVERS, bounded
from gatekeeper.documents.views.categories import category_lines
from gatekeeper.documents.views.causes import causes
from gatekeeper.documents.views.changes import ChangesView
from gatekeeper.documents.views.criteria import criteria_view
from gatekeeper.documents.views.evidence import evidence
from gatekeeper.documents.views.history import history
from gatekeeper.documents.views.plan import plan
from gatekeeper.documents.views.ready import ready
from gatekeeper.documents.views.required import required
from gatekeeper.documents.views.runs import lost, ran
from gatekeeper.documents.views.seen import seen, seen_record
from gatekeeper.documents.views.stated import stated

if TYPE_CHECKING:
    from gatekeeper.config.document import Document, Release
    from gatekeeper.documents.cut import Shown
    from gatekeeper.documents.story import Story
    from gatekeeper.documents.views.causes import Causes
    from gatekeeper.documents.views.criteria import CriteriaView
    from gatekeeper.documents.views.history import HistoryView
    from gatekeeper.documents.views.plan import Plan
    from gatekeeper.documents.views.runs import Lost, Ran
    from gatekeeper.documents.views.seen import Seen


class Cycle:
    """One turn of a deploy-and-test loop. Inventories are read when a template asks for tests."""

    def __init__(self, story: Story) -> None:
        self._story = story

    @property
    def number(self) -> int:
        """Return which record of its line this is, counting from 1."""
        return self._story.cycle

    @cached_property
    def latest(self) -> Seen:
        """Return this record."""
        return seen_record(self._story.record, self._story.digest)

    @cached_property
    def previous(self) -> Seen | None:
        """Return the one before it."""
        return seen(self._story.previous) if self._story.previous else None

    @cached_property
    def categories(self) -> Shown:
        """Return the categories, with what they were in the record before."""
        return category_lines(self._story.record, self._story.previous)

    @cached_property
    def plan(self) -> Plan:
        """Return what was planned and what of it ran."""
        return plan(self._story)

    @cached_property
    def ran(self) -> Ran:
        """Return the tests that ran."""
        return ran(self._story)

    @cached_property
    def lost(self) -> Lost:
        """Return the tests that did not run now."""
        return lost(self._story)


class Past:
    """What only the ledger knows; read when a template asks."""

    def __init__(self, story: Story) -> None:
        self._story = story

    @cached_property
    def causes(self) -> Causes:
        """Return the failures by cause."""
        return causes(self._story)

    @cached_property
    def history(self) -> HistoryView:
        """Return the records of this line."""
        return history(self._story)


def context(document: Document, story: Story, release: Release | None = None) -> dict[str, Any]:
    """Return everything that a template may print, beside ``record``."""
    record = story.record
    criteria = _criteria(document, story, release)
    return {
        "digest": story.digest,
        "headline": headline(record),
        "categories": category_lines(record, story.accepted),
        "answers": bounded(not_good(record), ACTIONS),
        "changes": ChangesView(story, story.accepted),
        "since_previous": ChangesView(story, story.previous),
        "past": Past(story),
        "cycle": Cycle(story),
        "criteria": criteria,
        "required": required(release, record),
        "ready": ready(criteria, release, record),
        "waivers": _waivers(story),
        "actions": actions(record),
        "stated": stated(document),
        "badge": badge(record),
        "evidence": evidence(record, story.digest),
        "report": Report(story),
    }


def _criteria(document: Document, story: Story, release: Release | None) -> CriteriaView:
    """Return the document's criteria, else those of the release."""
    return criteria_view(document.criteria or (release.criteria if release else ()), story)


def _waivers(story: Story) -> Shown:
    return bounded(story.record.waivers, WAIVERS, urgent=lambda waiver: waiver.applied)
