"""What is measured against what: the commands, and one measurement of all of them on one input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from measure import measure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from measure import Cost

START, CLICK = "python -c pass", 'python -c "import click"'
BARE, CHECK, RECORD = "bare pyexpat", "check --no-record", "check"
OTHER, LXML = "junitparser verify", "junitparser verify with lxml"
ON_FILES = (BARE, CHECK, RECORD, OTHER, LXML)
_BARE, _VERIFY = (str(Path(__file__).with_name(name)) for name in ("bare.py", "verify.py"))
_COMMANDS = {
    START: ("-c", "pass"),
    CLICK: ("-c", "import click"),
    BARE: (_BARE,),
    CHECK: ("-m", "gatekeeper", "check", "--no-record"),
    RECORD: ("-m", "gatekeeper", "check"),
    OTHER: (_VERIFY, "--no-lxml"),
    LXML: (_VERIFY,),
}


def command(name: str, paths: Sequence[Path]) -> list[str]:
    """Return the command line. Many files are named by their folder, but for junitparser, which wants each of them."""
    files = [str(path) for path in paths]
    if len(files) > 1 and name not in (OTHER, LXML):
        files = [str(paths[0].parent)]
    return [sys.executable, *_COMMANDS[name], *files]


def race(names: Sequence[str], paths: Sequence[Path], folder: Path, earlier: Mapping[str, Cost]) -> dict[str, Cost]:
    """Run every command once, one after the other, and return the best so far of each."""
    costs = {name: measure(command(name, paths), folder) for name in names}
    return {name: cost | earlier[name] if name in earlier else cost for name, cost in costs.items()}
