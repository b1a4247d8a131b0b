"""A listed test and the id that it has in a report: pytest prints one form and writes another, others use one form for both."""

from __future__ import annotations

from gatekeeper.junit.identity import one_line

_SUITE = "pytest"  # what pytest calls its suite, which is the class of a test that has none


def forms(listed: str) -> tuple[str, ...]:
    """Return the ids that a listed test may have in a report: as pytest writes what it prints, and as it is."""
    plain = one_line(listed)
    written = _as_written(listed)
    return (plain,) if written is None else (one_line(written), plain)


def _as_written(node: str) -> str | None:
    """Return the id of ``tests/test_a.py::TestX::test_y[p]`` in pytest's report: ``tests.test_a.TestX::test_y[p]``.

    What is in brackets is left alone, even where a folder's name has the bracket.
    """
    path, bracket, parameters = node.partition("[")
    names = path.split("::")
    if len(names) == 1 and not bracket:
        return None
    names[0] = names[0].replace("/", ".").removesuffix(".py")
    names[-1] += bracket + parameters
    return f"{'.'.join(names[:-1]) or _SUITE}::{names[-1]}"


def without_group(ran: str) -> str | None:
    """Return an id without the group that pytest-xdist's loadgroup writes behind it, or None where there is none."""
    place = ran.rfind("@")
    return ran[:place] if place > max(ran.rfind("::") + 2, ran.rfind("]")) else None


def prefix(listed: str, ran: str) -> tuple[str, str] | None:
    """Return what stands before an id in the report alone and in the list alone, where both else are the same.

    A runner that writes a prefix, or that was started in another folder, does so for all of its tests.
    """
    longer, shorter = (ran, listed) if len(ran) > len(listed) else (listed, ran)
    more = longer[: len(longer) - len(shorter)]
    if not longer.endswith(f".{shorter}") or "::" in more:
        return None
    return (more, "") if longer is ran else ("", more)
