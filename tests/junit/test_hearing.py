from __future__ import annotations

import reports
from readings import read

from gatekeeper.junit.details import Capture
from gatekeeper.junit.hearing import Hearing
from gatekeeper.junit.outputs import Outputs
from gatekeeper.junit.properties import Properties
from gatekeeper.junit.totals import Gathered


class Parser:
    CharacterDataHandler = None


def test_nobody_listens_unless_something_is_open() -> None:
    parser = Parser()
    hearing = Hearing(parser, Outputs(("bad",)), Properties(("a",), Gathered()))  # type: ignore[arg-type]
    assert parser.CharacterDataHandler is None
    hearing.start("properties")
    assert parser.CharacterDataHandler is None
    hearing.start("system-out")
    assert parser.CharacterDataHandler is not None
    assert not hearing.end()
    assert parser.CharacterDataHandler is None
    hearing.keep(Capture({}))
    assert parser.CharacterDataHandler is not None
    hearing.keep(None)
    assert parser.CharacterDataHandler is None


def test_what_is_kept_whole_and_what_is_searched_both_get_the_text() -> None:
    failure = reports.result("failure", None, "trace\nin full")
    reading = read(reports.report(reports.case("a", failure, reports.result("system-out", None, "so bad"))), forbid=("so bad",))
    assert (reading.failures[0].text, reading.forbidden["so bad"].first) == ("trace\nin full", ("c::a",))
    outer = reports.suites(reports.suite(f"<error>x<system-out>so bad</system-out>y</error>{reports.case()}", name="s"))
    reading = read(outer, forbid=("so bad",))
    assert (reading.failures[0].id, reading.forbidden["so bad"].first) == ("s::s", ("s",))
