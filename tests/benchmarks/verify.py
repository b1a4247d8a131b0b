"""`junitparser verify` on every given file: the command itself stops at the first one that holds a failure.

With --no-lxml as most people have it: junitparser takes lxml where it is installed, which parses faster than expat.
"""

from __future__ import annotations

import sys


def main(paths: list[str]) -> None:
    """Verify each file, whatever the answer."""
    if paths[0] == "--no-lxml":
        sys.modules["lxml"] = None  # type: ignore[assignment] # so that importing it fails
        del paths[0]
    from junitparser.cli import verify

    for path in paths:
        verify([path])  # type: ignore[no-untyped-call] # junitparser has no types here


if __name__ == "__main__":
    main(sys.argv[1:])
