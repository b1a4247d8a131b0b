"""How long a command waits for GitHub: one bounded total, shown while it is spent."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING

from gatekeeper.github.errors import GitHubError

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 120.0
_FARTHEST = 10 * 365 * 86400.0  # what asks for more is no date that can be printed


class Patience:
    """The seconds that a whole command may wait, and how it waits. ``now`` tells the time of day in seconds since 1970."""

    def __init__(
        self,
        *,
        tell: Callable[[str], None],
        limit: float = LIMIT,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.tell = tell
        self.clock = clock
        self.now = now
        self._limit = limit
        self._sleep = sleep
        self._spent = 0.0

    @property
    def left(self) -> float:
        """Return the seconds that may still be waited."""
        return max(0.0, self._limit - self._spent)

    def wait(self, seconds: float, why: str, lost: float = 0.0) -> None:
        """Wait, or raise GitHubError where the limit forbids it; ``lost`` seconds went by in vain before."""
        self._spent += max(0.0, lost)
        seconds = min(max(0.0, seconds), _FARTHEST)
        if seconds > self.left:
            raise self._over(seconds, why)
        self._spent += seconds
        self.tell(f"waiting {_shown(seconds)} for GitHub: {why}; {_shown(self.left)} of {_shown(self._limit)} left")
        self._sleep(seconds)

    def _over(self, seconds: float, why: str) -> GitHubError:
        begin = datetime.fromtimestamp(self.now(), UTC)
        # The minute that has begun is too early.
        moment = begin + timedelta(seconds=seconds + 59)
        day = "" if moment.date() == begin.date() else f"{moment:%Y-%m-%d} "
        return GitHubError(
            f"GitHub wants a wait of {_shown(seconds)} ({why}), but {_shown(self.left)} of {_shown(self._limit)} are left",
            f"run again after {day}{moment:%H:%M} UTC, or allow more with --max-wait {ceil(self._spent + seconds)}s",
        )


def _shown(seconds: float) -> str:
    return f"{seconds:.1f}".removesuffix(".0") + "s"
