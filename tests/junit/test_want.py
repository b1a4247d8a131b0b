from __future__ import annotations

from gatekeeper.junit.want import KEEP, Want, with_usual
from gatekeeper.model import Selection
from gatekeeper.rules import environment, same_commit


def test_everything_is_wanted_unless_said_otherwise() -> None:
    want = Want(category="unit")
    assert (want.tests, want.selections, want.reruns, want.keep) == ((), frozenset(), False, KEEP)
    assert (want.forbid, want.canary) == ((), ())


def test_the_properties_that_rules_always_ask_for_are_wanted_too() -> None:
    usual = (*same_commit.PROPERTIES, *environment.PROPERTIES, "gatekeeper.*")
    assert Want(category="unit").properties == with_usual(()) == usual
    assert with_usual(("ci.run", "env")) == ("ci.run", "env", *(name for name in usual if name != "env"))


def test_a_want_is_a_value() -> None:
    some = frozenset({Selection(tests=("a",))})
    assert Want(category="unit", selections=some) == Want(category="unit", selections=some)
