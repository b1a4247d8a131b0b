"""Everything that only the page shows, beside what every template is given; what costs is computed when the template asks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gatekeeper.documents.headline import headline
from gatekeeper.documents.notice import refusals
from gatekeeper.documents.report import shown
from gatekeeper.documents.report.assets import Assets, assets, icon
from gatekeeper.documents.report.failing import Failing, failing
from gatekeeper.documents.report.listing import Listing, list_tests
from gatekeeper.documents.report.trend import Trend, trend
from gatekeeper.documents.views.bounds import bounded
from gatekeeper.documents.views.categories import category_lines
from gatekeeper.evidence.cases import Missing
from gatekeeper.model import REFUSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from gatekeeper.documents.cut import Shown
    from gatekeeper.documents.report.shown import Figure, Rules, TestLine
    from gatekeeper.documents.story import Story
    from gatekeeper.documents.views.categories import CategoryLine
    from gatekeeper.model import CaseOutcome

_FILES = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Download:
    """A file that stands beside the page, what it is, and the SHA-256 of its bytes."""

    name: str
    what: str
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Tests:
    """The tests that are listed; ``reason`` says why there are none."""

    __test__ = False  # its name is no reason for pytest to collect it

    shown: Shown
    outcomes: tuple[tuple[CaseOutcome, int], ...]
    categories: tuple[str, ...]
    slowest: tuple[TestLine, ...]
    reason: str


class Report:
    """What one page shows. ``downloads`` are the files that stand beside it."""

    def __init__(self, story: Story, downloads: Sequence[Download] = ()) -> None:
        self._story = story
        self.downloads = tuple(downloads)
        self.refused = story.record.verdict in REFUSED

    @property
    def assets(self) -> Assets:
        """Return the style, the script, and the policy that names both."""
        return assets()

    @property
    def icon(self) -> Markup:
        """Return the address of the page's icon."""
        return icon(self._story.record.verdict)

    @property
    def said(self) -> str:
        """Return what the headline says behind the verdict."""
        return headline(self._story.record).removeprefix(str(self._story.record.verdict)).lstrip(":, ")

    @property
    def refusals(self) -> list[dict[str, str | None]]:
        """Return the rules that refused the evidence, in their own words."""
        return refusals(self._story.record)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return the numbers that a reader looks for first."""
        return shown.figures(self._story.record)

    @property
    def categories(self) -> tuple[tuple[CategoryLine, Markup], ...]:
        """Return the categories, each with the bar of its counts."""
        lines = category_lines(self._story.record, self._story.accepted).rows
        return tuple((each, shown.bar(each)) for each in lines)

    @property
    def rules(self) -> Rules:
        """Return the answers of the rules."""
        return shown.rules(self._story.record)

    @cached_property
    def failing(self) -> Failing:
        """Return the failing tests by cause."""
        return failing(self._story)

    @cached_property
    def tests(self) -> Tests:
        """Return the tests of the inventory."""
        return _tests(list_tests(self._story.path, self._story.record.inventory))

    @cached_property
    def trend(self) -> Trend:
        """Return the records of the line that this one stands in."""
        return trend(self._story)

    @property
    def files(self) -> Shown:
        """Return the report files, those that were not counted first where not all are shown."""
        return bounded(self._story.record.files, _FILES, urgent=lambda row: row.status != "counted")


def _tests(found: Listing | Missing) -> Tests:
    if isinstance(found, Missing):
        return Tests(shown=bounded((), 0), outcomes=(), categories=(), slowest=(), reason=found.reason)
    rows = shown.listed(found.rows)
    return Tests(
        shown=bounded(rows, len(rows), all=found.all),
        outcomes=shown.outcomes(found),
        categories=tuple(dict.fromkeys(row.category for row in rows)),
        slowest=shown.slowest(found.slowest),
        reason="",
    )
