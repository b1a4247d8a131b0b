"""Issues: one, those of a search, those that were closed, those that carry a label."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from gatekeeper.errors import UsageError
from gatekeeper.github.errors import GitHubError
from gatekeeper.github.exchange import Asked
from gatekeeper.github.part import Part
from gatekeeper.github.shapes import IssueShape, LabelShape, Moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gatekeeper.github.answers import Issue

_READ, _WRITE = "issues: read", "issues: write"
_ELSEWHERE = re.compile(r"(?:^|[^a-z0-9_])(?:repo|org|user|owner|enterprise)\s*:", re.IGNORECASE)
_MOST_FOUND = 1000


class Found(Struct, frozen=True):
    """A page of a search."""

    total_count: int
    incomplete_results: bool
    items: tuple[IssueShape, ...]


class EventShape(Struct, frozen=True):
    """Something that happened to an issue."""

    event: str
    created_at: Moment | None = None
    label: LabelShape | None = None


class Issues(Part):
    """What is asked about issues."""

    def issue(self, number: int) -> Issue:
        """Return an issue or a pull request of this repository; GitHub answers for one that was moved with what it is now."""
        asked = Asked(method="GET", target=self.path("issues", number), doing=f"read #{number}", need=_READ)
        found = self.session.read(asked, IssueShape)
        if found.number != number or not self._is_here(found):
            remedy = f"take #{number} out of what is published, or name the issue that is meant"
            raise GitHubError(f"#{number} was moved to another place: nothing is done there", remedy)
        return found.answer()

    def edit_issue(self, number: int, *, body: str | None = None, state: str | None = None) -> Issue:
        """Change an issue's own text, or open or close it."""
        change = {key: value for key, value in (("body", body), ("state", state)) if value is not None}
        doing = f"change the {' and the '.join(change)} of #{number}"
        asked = Asked(method="PATCH", target=self.path("issues", number), doing=doing, need=_WRITE, json=change)
        made = self.session.read(asked, IssueShape).answer()
        if made.number != number or made.state != (state or made.state):
            raise GitHubError(f"GitHub did not {doing}, though it says so", "look at the issue, and run again")
        return made

    def search(self, query: str) -> tuple[int, ...]:
        """Return the numbers of the issues of this repository that a search finds, in ascending order."""
        if _ELSEWHERE.search(query):
            raise UsageError(f"the search {query!r} names another place: it is always this repository", "take repo:, org: and user: out")
        words = f"{query} repo:{self.session.repository} is:issue".strip()
        doing = f"search for {query}"
        asked = Asked(method="GET", target="/search/issues", doing=doing, need=_READ, query={"q": words})
        found = self.session.pages(asked, Found, lambda page: self._whole(page, doing))
        return tuple(sorted({each.number for each in found}))

    def issues_closed_since(self, moment: datetime) -> tuple[Issue, ...]:
        """Return the issues that were closed at that moment or later and still are."""
        # What was closed since then was changed since then.
        found = self._listed({"state": "closed", "since": f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"}, "list closed issues")
        return tuple(each for each in found if each.closed_at and each.closed_at >= moment)

    def issues_with(self, label: str, state: Literal["open", "all"]) -> tuple[Issue, ...]:
        """Return the issues that carry a label, only the open ones or all."""
        # GitHub takes a comma for the end of a name.
        narrowed = {} if "," in label else {"labels": label}
        found = self._listed({"state": state, **narrowed}, f"list the issues with the label {label}")
        return tuple(each for each in found if label.casefold() in {name.casefold() for name in each.labels})

    def labelled_at(self, number: int, label: str) -> datetime | None:
        """Return when a label was last put on an issue, or None where nobody has noted it."""
        asked = Asked(method="GET", target=self.path("issues", number, "events"), doing=f"read the history of #{number}", need=_READ)
        events = self.session.pages(asked, tuple[EventShape, ...], iter)
        moments = (each.created_at for each in events if each.event == "labeled" and each.label and _same(each.label.name, label))
        return max((each for each in moments if each), default=None)

    def _listed(self, query: dict[str, str], doing: str) -> Iterator[Issue]:
        asked = Asked(method="GET", target=self.path("issues"), doing=doing, need=_READ, query=query)
        found = self.session.pages(asked, tuple[IssueShape, ...], iter)
        return (each.answer() for each in found if each.pull_request is None)

    def _whole(self, page: Found, doing: str) -> tuple[IssueShape, ...]:
        """Return the page if it is one of all there are, and all of them are ours."""
        if page.incomplete_results:
            raise GitHubError(f"GitHub did not {doing}: it ran out of time and found only some", "run again, or search for less")
        if page.total_count > _MOST_FOUND:
            message = f"GitHub did not {doing}: it finds {page.total_count} issues and hands out no more than {_MOST_FOUND}"
            raise GitHubError(message, "search for less")
        if not all(self._is_here(each) and each.pull_request is None for each in page.items):
            raise GitHubError(f"GitHub did not {doing} in {self.session.repository} alone", "search for labels and words, without OR")
        return page.items

    def _is_here(self, found: IssueShape) -> bool:
        return found.repository_url.casefold().endswith(f"/repos/{self.session.repository}".casefold())


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
