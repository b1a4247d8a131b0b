"""Sentences as status documents write them, each through all of the detection."""

from __future__ import annotations

import pytest
from placed import OWN_SECTIONS, ROWS, SECTIONS, UNDER
from sentences import CLAIMED, UNCLAIMED

from gatekeeper.audit.detect import claims
from gatekeeper.audit.source import read
from gatekeeper.audit.words import Words


def kinds(text: str, line: int) -> set[str]:
    return {str(claim.kind) for claim in claims(read(text.encode(), "status.md"), Words()) if claim.line == line}


@pytest.mark.parametrize(("kind", "sentence"), CLAIMED)
def test_finds_what_a_sentence_claims(kind: str, sentence: str) -> None:
    assert kind in kinds(f"# Status report\n\n{sentence}\n", 3)


@pytest.mark.parametrize("sentence", UNCLAIMED)
def test_finds_nothing_in_what_only_looks_like_a_claim(sentence: str) -> None:
    assert kinds(f"# Status report\n\n{sentence}\n", 3) == set()


@pytest.mark.parametrize("heading", SECTIONS)
def test_takes_no_line_of_a_section_of_wishes_for_a_claim(heading: str) -> None:
    text = f"# Status report\n\n## {heading}\n\n"
    assert [line for line in UNDER if kinds(f"{text}{line}\n", 5)] == []


@pytest.mark.parametrize("heading", OWN_SECTIONS)
def test_takes_the_same_lines_for_claims_elsewhere(heading: str) -> None:
    text = f"# Status report\n\n## {heading}\n\n"
    assert [line for line in UNDER if not kinds(f"{text}{line}\n", 5)] == []


@pytest.mark.parametrize("opening", ["**Success criteria:**", "Success criteria:", "The goals are:", "- Next steps:"])
def test_hears_what_introduces_a_list(opening: str) -> None:
    lines = "".join(f"  {line}\n" for line in UNDER if line.startswith("-")) if opening.startswith("-") else "\n" + "\n".join(UNDER[:4])
    found = claims(read(f"# Status report\n\n{opening}\n{lines}\n".encode(), "status.md"), Words())
    assert found == ()


@pytest.mark.parametrize(("header", "row", "kind"), ROWS)
def test_reads_a_row_with_its_header(header: str, row: str, kind: str) -> None:
    found = kinds(f"# Status report\n\n{header}\n|{'---|' * (header.count('|') - 1)}\n{row}\n", 5)
    assert kind in found if kind else found == set()
