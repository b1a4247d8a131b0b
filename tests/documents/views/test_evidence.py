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


def test_people_read_the_moment_in_utc_and_the_commit_and_branch_in_short() -> None:
    record = made(created="2026-01-02T03:04:05+02:00")
    found = evidence(record, "d")
    assert (found.moment, found.short, found.branch) == ("2026-01-02 01:04 UTC", "a" * 7, "main")
    pull = replace(record, created="soon", subject=replace(record.subject, ref="refs/pull/7/merge", commit=None))
    found = evidence(pull, "d")
    assert (found.moment, found.short, found.branch) == ("soon", "unknown", "refs/pull/7/merge")


def test_what_is_not_known_is_unknown() -> None:
    record = made()
    found = evidence(replace(record, subject=replace(record.subject, commit=None, tree=None, ref=None)), "d")
    assert (found.commit, found.tree, found.ref, found.branch) == ("unknown", "unknown", "unknown", "")
