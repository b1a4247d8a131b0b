"""Hold closed issues to their criteria, and let labels with a time to live go when it is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from gatekeeper.publishers.remote.closing import decisive, verify
from gatekeeper.publishers.remote.each import each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gatekeeper.publishers.remote.site import Site, Word

_LONGEST = timedelta(days=10_000)  # GitHub is younger, and no date goes back for ever


@dataclass(kw_only=True, slots=True)
class Guarding:
    """One round of the guard. ``word`` is the record at hand, if there is one; ``failed`` counts what could not be done."""

    site: Site
    word: Word | None
    failed: int = 0

    def issues(self, numbers: Iterable[int]) -> None:
        """Decide about each of these issues, whatever becomes of the others."""
        word = self.word if self.word and decisive(self.site, self.word) else None
        if self.word and word is None:
            self.site.tell("the record is not of the default branch's head, so it decides nothing")
        self._count(partial(verify, self.site, number, word) for number in numbers)

    def sweep(self, since: timedelta) -> None:
        """Decide about everything that was closed lately, and remove labels that are too old."""
        closed = self.site.connect().issues_closed_since(self.site.now - min(since, _LONGEST))
        self.site.tell(f"closed since {self.site.now - min(since, _LONGEST):%Y-%m-%d %H:%M} UTC: {len(closed)}")
        self.issues(issue.number for issue in closed)
        styles = self.site.config.publishing.labels.items()
        unlisted = each(self.site, (partial(self._expire, name, style.ttl) for name, style in styles if style.ttl is not None))
        self.failed += unlisted  # added afterwards: what could not be removed has been counted meanwhile

    def _expire(self, name: str, ttl: timedelta) -> None:
        """Remove a label wherever it was put on longer ago than it may stay, whoever did: that is what its ttl asks for."""
        found = self.site.connect().issues_with(name, "open")
        self._count(partial(self._expire_on, issue.number, name, ttl) for issue in found)

    def _expire_on(self, number: int, name: str, ttl: timedelta) -> None:
        since = self.site.connect().labelled_at(number, name)
        if since is None or self.site.now - since <= ttl:
            return
        if not self.site.dry_run:
            self.site.connect().remove_label(number, name)
        self.site.tell(f"#{number}: label {name} is removed, it is older than its ttl{' (dry run)' * self.site.dry_run}")

    def _count(self, acts: Iterable[Callable[[], object]]) -> None:
        failed = each(self.site, acts)  # which may count failures of its own meanwhile
        self.failed += failed
