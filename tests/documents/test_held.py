from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import UNSET
from msgspec.structs import replace
from records import record

from gatekeeper.config.basis import Basis, Change, Kind
from gatekeeper.documents.held import held
from gatekeeper.documents.summary import summary
from gatekeeper.publishers.text import below

if TYPE_CHECKING:
    from gatekeeper.evidence.record import Record

_LOOSENED = Change(change=Kind.LOOSENED, category="unit", setting="pass_rate", base=">= 90%", head=">= 50%")


def _row(kind: Any = "base", *changes: Change, **more: Any) -> Basis:
    values = {"ref": "refs/remotes/origin/main", "commit": "abc1234" + "0" * 33, "sha256": "1f" * 32}
    return Basis(kind=kind, changes=changes, **{**values, **more})


def _record(*rows: Basis) -> Record:
    made = record()
    return replace(made, policy=replace(made.policy, base=list(rows)))


def test_where_nothing_was_held_nothing_is_said() -> None:
    assert record().policy.base is UNSET
    assert held(record()) == []
    assert "Policy\n" not in summary(record())


def test_what_it_was_held_against() -> None:
    assert held(_record(_row())) == ["policy: the stricter of this one and origin/main (commit abc1234)"]
    assert held(_record(_row(ref=None, commit=None, sha256=None))) == ["policy: not on a pull request, so it is that of the commit itself"]
    assert held(_record(_row(sha256=None))) == ["policy: origin/main has no configuration, so this one stands alone"]
    assert held(_record(_row("extends", ref="../all.toml", commit=None))) == [
        "policy: the stricter of this one and ../all.toml (1f1f1f1f1f1f)"
    ]


def test_what_differs() -> None:
    changes = [
        _LOOSENED,
        Change(change=Kind.TIGHTENED, category=None, setting="may_skip", base='["a"]', head=None),
        Change(change=Kind.REMOVED, category="e2e", setting=None, base=None, head=None),
        Change(change=Kind.ADDED, category="new", setting=None, base=None, head=None),
    ]
    edited = Change(change=Kind.EDITED, category=None, setting="workflow", base=None, head=".github/workflows/ci.yml")
    assert held(_record(_row("base", *changes), _row("pull-request", edited)))[1:] == [
        "  loosened, not in force: unit pass_rate: >= 90% -> >= 50%",
        '  tightened: may_skip: ["a"] -> not given',
        "  removed, not in force: category e2e",
        "  added: category new",
        "policy: this pull request edits the gate's workflow .github/workflows/ci.yml",
    ]


def test_only_a_few_are_said_unless_all_are_asked_for() -> None:
    many = _record(_row("base", *[_LOOSENED] * 10))
    assert held(many)[8:] == ["  loosened, not in force: unit pass_rate: >= 90% -> >= 50%", "  and 2 more; the record lists them all"]
    assert len(held(many, verbose=True)) == 11


def test_it_stands_before_the_verdict_and_in_the_summary() -> None:
    made = _record(_row("base", _LOOSENED))
    lines = list(below(made))
    assert lines[-3:-1] == held(made)
    assert "### Policy\n" in summary(made)
    assert "<code>loosened, not in force: unit pass_rate: &gt;= 90% -&gt; &gt;= 50%</code>" in summary(made)


def test_a_record_of_somebody_else_is_hostile() -> None:
    evil = "##[error]\x1b[1m\n::error::</code><b>" + "x" * 500
    change = Change(change=Kind.CHANGED, category=evil, setting=evil, base=evil, head=evil)
    made = _record(_row("base", change, ref=evil, commit=evil, sha256=evil), _row("pull-request", change), _row("extends", ref=evil))
    for verbose in (False, True):
        assert all("##[" not in line and line.isprintable() for line in below(made, verbose=verbose))
    assert max(map(len, held(made))) <= 78
    assert "<b>x" not in summary(made)
