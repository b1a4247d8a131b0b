"""Words that name nothing in particular: a label of these alone is about all of it."""

from __future__ import annotations

_WORDS = """
a about achieved achievements actual actually after again all almost already an analysis and any approximately are as assessment at
automated automatically badge badges be been being both branch breakdown build built but by can case cases changelog check checks ci clean
code codebase collected complete completed comprehensive conclusion confirmed count counts coverage current currently date day detailed
details do docs documentation does each error errored errors ever every everything evidence exact exactly executed execution executive
existing fail failed failing fails failure failures final finally finding findings fixed for found from full fully gate good grade green
guide has have head health healthy here highlights i in individual introduction is it its junit just key known last latest least local
locally main master mean means measured metric metrics minutes month more most nearly new no none not now number numbers of ok on one only
our out over overall overview pass passed passes passing per percent percentage pipeline progress project pytest quality ran rate rates
ratio readme recent red release repo report reported reports repository result results roughly run running runs say says score seconds
section show showing shows since skipped skips so software spec specs sprint stable state statistics stats status still success successful
successfully suite suites summaries summary table test tested testing tests than that the their there these they this those to today total
totals unique up update updates validation value verification verified version was we week were which whole with without work working
works written yet you
"""
GENERIC = frozenset(_WORDS.split())


def generic(word: str) -> bool:
    """Say whether a word names nothing in particular."""
    return word in GENERIC or word.isdigit()
