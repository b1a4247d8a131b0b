"""Is the evidence of this code? Nothing in a report says so, but its times and an earlier record may say that it is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import FileStatus, Known, Verdict
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting, some, unclear
from gatekeeper.rules.max_age import CLOCK_SKEW

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run

SAME_CLOCK = timedelta(minutes=1)  # a runner may write whole seconds or minutes
_FIRST = datetime(1980, 1, 2, tzinfo=UTC)  # archives that keep no times write 1970 or 1980, a runner of a suite that never began the year 1
_WITNESS = "let gatekeeper run run the tests, or use a runner that writes suite timestamps"
_CLONE = "check in the clone that has the commit, or let gatekeeper run run the tests"
_CACHE = "run the tests again; where a build cache brings back reports of the same tree, say so with allow_reused = true"
_CLOCK = "correct the clock or the time zone of the machine that runs the tests, and run them again"
_COMMIT = "correct the clock of the machine that commits, and commit again"


@dataclass(init=False, repr=False, eq=False)
class Fresh(Rule):
    """The reports were made for this commit, and not before it or for another tree."""

    verdict: ClassVar[Verdict] = Verdict.STALE
    remedy: ClassVar[str] = "run the tests of this commit, and judge the reports that they write"

    fresh: bool | None = setting(
        "true when no report may be older than the commit or the witnessed run, or known to the ledger already.", stricter=Stricter.TRUE
    )
    allow_reused: bool | None = setting(
        "With fresh: true allows reports that an earlier run of the same tree made, as build caches bring them back.",
        stricter=Stricter.ABSENT,
    )

    @property
    def active(self) -> bool:
        """Say whether the rule is asked at all; false switches it off, and what it allows says nothing alone."""
        return bool(self.fresh)

    def judge(self, category: Category, run: Run) -> Finding:
        """Fail for what is known or old; where nothing proves that, say what there was to tell by."""
        known = category.known or Known(missing="the ledger was not read")
        times = _Times(category, run, reused=bool(self.allow_reused) and known.reused.count > 0)
        stale = self._copied(known) or times.ahead()
        if stale:
            return stale
        every = sum(each.status is FileStatus.COUNTED for each in category.files)
        if self.allow_reused and 0 < every <= known.reused.count:
            return passed(f"{some(every, 'report file')} of an earlier run of this tree, which is allowed: {known.reused}")
        stale = times.early_suite() or times.early_file()
        if stale:
            return stale
        if known.missing:
            return unclear(f"whether the reports are known already cannot be told: {known.missing}", known.remedy)
        again = f"allowed of an earlier run of this tree: {known.reused}" if known.reused.count else "the ledger knows none of the files"
        return times.untold() or passed(f"{times.words()}; {again}")

    def _copied(self, known: Known) -> Finding | None:
        if known.elsewhere.count:
            return failed(f"{_files(known.elsewhere.count)} recorded before for another tree: {known.elsewhere}")
        if known.reused.count and not self.allow_reused:
            return failed(f"{_files(known.reused.count)} recorded before by an earlier run of this tree: {known.reused}", remedy=_CACHE)
        return None


class _Times:
    """The moments in a category's reports beside those that they must not lie before.

    One report that is old makes the oldest suite old. Where some are ``reused``, which are old by right, the newest must do.
    """

    def __init__(self, category: Category, run: Run, *, reused: bool) -> None:
        suites, self._now, self._reused = category.suites, run.now, reused
        self._newest, self._files = suites.newest, () if reused else category.files
        suite = suites.newest if reused else suites.oldest or suites.newest
        self._suite = suite if suite and suite > _FIRST else None
        self._started = min((each.started for each in category.witnesses), default=None)
        self._committed = run.committed

    def ahead(self) -> Finding | None:
        """Fail for a suite of the future."""
        if self._newest is None or self._newest - self._now <= CLOCK_SKEW:
            return None
        return failed(f"the newest suite timestamp {self._newest.isoformat()} lies in the future", remedy=_CLOCK)

    def early_suite(self) -> Finding | None:
        """Fail for a suite of before the run or the commit."""
        for since, words in self._borders() if self._suite else ():
            if self._suite and self._suite < since:
                return failed(f"the {self._which()} suite is from {self._suite.isoformat()}, before {words}")
        return None

    def early_file(self) -> Finding | None:
        """Fail for a file that was written before the run, or, where nobody saw that, before the commit."""
        for since, words in self._borders()[:1]:
            for each in self._files:
                if each.status is FileStatus.COUNTED and each.modified and _FIRST.timestamp() < each.modified < since.timestamp():
                    moment = datetime.fromtimestamp(int(each.modified), UTC).isoformat()
                    return failed(f"{each.path} was last written at {moment}, before {words}")
        return None

    def untold(self) -> Finding | None:
        """Say what is missing, where no time speaks for the reports."""
        if self._started:
            return None
        if self._suite is None:
            return unclear("no suite has a readable timestamp, and nobody saw the run: how old the reports are is not known", _WITNESS)
        if self._committed is None:
            return unclear("when the commit was made is not known, and nobody saw the run", _CLONE)
        if not self._borders():
            return unclear(f"the commit was made at {self._committed.isoformat()}, which lies in the future", _COMMIT)
        return None

    def words(self) -> str:
        """Return what speaks for the reports."""
        since = " and ".join(words for _, words in self._borders())
        return f"the {self._which()} suite is from {self._suite.isoformat()}; {since}" if self._suite else f"{since}, and was seen"

    def _which(self) -> str:
        return "newest" if self._reused else "oldest"

    def _borders(self) -> list[tuple[datetime, str]]:
        """Return the moments before which nothing may be, the nearest first; a commit of the future says nothing."""
        found = [(self._started - SAME_CLOCK, f"the run started at {self._started.isoformat()}")] if self._started else []
        if self._committed and self._committed - self._now <= CLOCK_SKEW:
            found.append((self._committed - CLOCK_SKEW, f"the commit was made at {self._committed.isoformat()}"))
        return found


def _files(number: int) -> str:
    return f"{some(number, 'report file')} {'was' if number == 1 else 'were'}"
