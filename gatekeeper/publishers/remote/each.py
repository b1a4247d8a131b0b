"""Do several things, whatever becomes of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.errors import GatekeeperError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gatekeeper.publishers.remote.site import Site


def each(site: Site, acts: Iterable[Callable[[], object]]) -> int:
    """Do them all, say what failed, and return how many did."""
    failed = 0
    for act in acts:
        try:
            act()
        except GatekeeperError as error:
            site.complain(error)
            failed += 1
    return failed
