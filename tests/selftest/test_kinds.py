from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from trials import policy

from gatekeeper.rules import all_rules
from gatekeeper.selftest.kinds import all_kinds

if TYPE_CHECKING:
    from gatekeeper.selftest.kind import Kind

NAMES = [each.name for each in all_kinds()]
SETTINGS = {each.name for kind in all_rules().values() for each in fields(kind)}
# These only allow, name or describe something: no evidence is bad for the lack of them.
ALLOWING = {"allow_reused", "declared", "empty_files", "exit_code", "may_skip", "optional"}
SHOWN_BY_ANOTHER = {"shards": "shard-missing", "max_flaky": "rerun-until-green"}


def test_there_are_many_and_each_has_its_name() -> None:
    assert len(NAMES) == len(set(NAMES)) >= 60
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", each) and len(each) <= 18 for each in NAMES)


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_a_kind_fits_its_line_and_names_what_there_is(kind: Kind) -> None:
    assert (len(kind.imitates) <= 31, len(kind.setting) <= 18, kind.imitates.isascii()) == (True, True, True)
    assert set(kind.rules) <= set(all_rules())
    assert bool(kind.setting) is bool(kind.example)
    if kind.setting:
        assert kind.setting in SETTINGS
        assert kind.example.startswith(f"{kind.setting} = ")
        policy(f"{kind.example}\n")


def test_every_rule_and_every_setting_that_asks_for_something_has_a_kind() -> None:
    assert {rule for kind in all_kinds() for rule in kind.rules} == set(all_rules())
    assert {kind.setting for kind in all_kinds() if kind.setting} | set(SHOWN_BY_ANOTHER) | ALLOWING == SETTINGS
