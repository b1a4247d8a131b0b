from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from records import record
from sites import config, site

from gatekeeper.evidence.cases import Cases, Missing
from gatekeeper.evidence.inventory import Inventory
from gatekeeper.publishers.remote.site import Word

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(("only", "asked"), [((), True), (("a",), True), (("b",), False), (("b", "a"), True)])
def test_without_names_everything_is_asked_for(only: tuple[str, ...], asked: bool) -> None:
    assert site(only=only).asked("a") is asked


def test_templates_are_relative_to_the_configuration() -> None:
    assert site(config=config()).base == Path("/nowhere")


def test_a_record_that_was_not_kept_has_no_inventory_to_ask() -> None:
    facts = Word(record=record(), digest="d", path=None).facts({("a",)})
    assert (facts.record, facts.cases) == (record(), Missing(reason="the record was not kept"))


def test_a_record_that_was_kept_has_its_inventory_asked(folder: Path) -> None:
    facts = Word(record=record(), digest="d", path=folder / "record.json").facts({("a",)})
    assert isinstance(facts.cases, Missing)
    assert "not kept" not in facts.cases.reason


def test_the_inventory_beside_it_answers(write: Callable[[str, str], Path]) -> None:
    import gzip
    from hashlib import sha256

    kept = write("record.json", "{}")
    data = gzip.compress(b'["unit","a::b","passed",0.1,1]\n')
    kept.with_name("record.cases.jsonl.gz").write_bytes(data)
    named = Inventory(path="record.cases.jsonl.gz", sha256=sha256(data).hexdigest(), tests=1)
    cases = Word(record=record(inventory=named), digest="d", path=kept).facts({("a::*",)}).cases
    assert isinstance(cases, Cases)
    assert cases.answers["a::*",].passed == 1
