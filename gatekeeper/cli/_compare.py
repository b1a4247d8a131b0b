"""From the options of ``compare`` to what changed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from gatekeeper.cli._ledger import at_hand, choose, open_ledger
from gatekeeper.documents.compared import changes, markdown, text
from gatekeeper.documents.escapes import log_line
from gatekeeper.errors import RecordError
from gatekeeper.evidence.canonical import canonical
from gatekeeper.evidence.cases import Missing
from gatekeeper.evidence.ids import SHORT
from gatekeeper.evidence.ledger.compare import compare
from gatekeeper.evidence.ledger.history import accepted, line
from gatekeeper.model import REFUSED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.ledger.comparison import Comparison
    from gatekeeper.evidence.ledger.store import Ledger

_PULL = "run gatekeeper ledger pull, or name a record to compare with"
_NAME_TWO = "name two records that have evidence: gatekeeper compare OLD NEW"


def show_comparison(options: Mapping[str, Any]) -> int:
    """Print what changed between the records that the options name, and return the exit code."""
    config, ledger = open_ledger(options)
    new = choose(ledger, config.gate, options["new"]) if options["new"] else at_hand()
    old = choose(ledger, config.gate, options["old"]) if options["old"] else _before(ledger, new)
    found = compare(old, new)
    if isinstance(found, Missing):
        refused = old.record.verdict in REFUSED or new.record.verdict in REFUSED
        raise _no_baseline(found.reason, _NAME_TWO if refused else _PULL)
    sys.stdout.write(_printed(old, new, found, options["style"]))
    sys.stdout.flush()
    return 0


def _before(ledger: Ledger, new: Accepted) -> Accepted:
    """Return the newest accepted record before this one, or raise RecordError."""
    entry = accepted(line(ledger.entries(), new.record))
    if entry is None:
        ref = log_line((new.record.subject.ref or "no known ref").removeprefix("refs/heads/"), 60)
        raise _no_baseline(f"the ledger has no accepted record of {ref} before {new.digest[:SHORT]}", _PULL)
    return ledger.load(entry.digest)


def _no_baseline(reason: str, remedy: str) -> RecordError:
    return RecordError(f"NO BASELINE: {reason}", remedy)


def _printed(old: Accepted, new: Accepted, found: Comparison, style: str) -> str:
    if style == "json":
        return canonical(changes(old, new, found)).decode()
    return markdown(old, new, found) if style == "markdown" else text(old, new, found)
