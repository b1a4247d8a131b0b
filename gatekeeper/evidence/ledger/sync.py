"""Push and pull: the ledger here and the team's become the same, file by file. Files never change, so nothing can conflict."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.errors import DeliveryError, UsageError
from gatekeeper.evidence.ledger.branch import BRANCH, REMOTE, Branch
from gatekeeper.evidence.ledger.commit import new_commit
from gatekeeper.evidence.ledger.receive import receive
from gatekeeper.evidence.ledger.send import send
from gatekeeper.evidence.ledger.tree import RECORD, SIGN_OFF, listing
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from gatekeeper.evidence.ledger.commit import Commit
    from gatekeeper.evidence.ledger.store import Ledger
    from gatekeeper.evidence.ledger.tree import Listing

_TRIES = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """What went from one ledger to the other, and what was left out, each with its reason. ``there`` is whether the branch exists."""

    records: int = 0
    sign_offs: int = 0
    left_out: tuple[str, ...] = ()
    there: bool = True

    def __str__(self) -> str:
        numbers = ((self.records, "record"), (self.sign_offs, "sign-off"))
        return " and ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, name in numbers)


def push(ledger: Ledger, folder: Path, remote: str = REMOTE, branch: str = BRANCH, wait: Callable[[float], object] = time.sleep) -> Moved:
    """Add what the branch lacks; nothing is ever taken from it. Raises UsageError and DeliveryError."""
    target = Branch(folder, remote, branch)
    for number in range(_TRIES):
        old = target.fetch()
        with new_commit(folder, old) as commit:
            left_out = send(commit, ledger, _listing(target, old))
            moved = _moved(commit.paths, left_out, there=old is not None or bool(commit.paths))
            if not commit.paths or _published(target, commit, f"Keep {moved}\n"):
                return moved
        # Two writers that were stopped at the same time do not meet again.
        wait(random.uniform(0.5, 1) * min(0.2 * 2**number, 15))  # noqa: S311 - no secret
    raise DeliveryError(f"the branch {branch} kept moving: {_TRIES} tries were all overtaken", "run gatekeeper ledger push again")


def pull(ledger: Ledger, folder: Path, remote: str = REMOTE, branch: str = BRANCH) -> Moved:
    """Keep what is on the branch and not here, each only if it is what its name says. Raises UsageError and DeliveryError."""
    source = Branch(folder, remote, branch)
    tip = source.fetch()
    kept, left_out = receive(ledger, folder, _listing(source, tip))
    return _moved(kept, left_out, there=tip is not None)


def _published(target: Branch, commit: Commit, message: str) -> bool:
    with target.own_ref() as ref:
        return target.push(commit.old, commit.make(message, ref, target.resolve))


def _listing(branch: Branch, tip: str | None) -> Listing:
    """Return what the branch holds; one that is used for something else is not touched."""
    there = listing(branch.folder, tip)
    if there.foreign:
        remedy = "name a branch that is used for nothing else with --branch"
        raise UsageError(f"the branch {branch.name} is no ledger: it holds {printable(there.foreign)}", remedy)
    return there


def _moved(paths: Collection[str], left_out: list[str], *, there: bool) -> Moved:
    records, sign_offs = (sum(bool(pattern.fullmatch(path)) for path in paths) for pattern in (RECORD, SIGN_OFF))
    return Moved(records=records, sign_offs=sign_offs, left_out=tuple(map(printable, left_out)), there=there)
