from __future__ import annotations

from ledgers import made, run
from msgspec.structs import replace

from gatekeeper.documents.views.evidence import evidence


def test_the_footer_names_where_the_numbers_come_from() -> None:
    found = evidence(made(run=run(7)), "d" * 64)
    assert (found.commit, found.tree, found.ref, found.policy, found.record) == (
        "a" * 40,
        "a" * 40,
        "refs/heads/main",
        "1" * 12,
        f"sha256:{'d' * 64}",
    )
    assert (found.run, found.created, found.tool, found.version, found.dirty) == (run(7), made().created, "gatekeeper", "0.0.0", False)


def test_what_is_not_known_is_unknown() -> None:
    record = made()
    found = evidence(replace(record, subject=replace(record.subject, commit=None, tree=None, ref=None)), "d")
    assert (found.commit, found.tree, found.ref) == ("unknown", "unknown", "unknown")
