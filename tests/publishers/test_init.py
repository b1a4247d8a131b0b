from __future__ import annotations

from deliveries import delivery
from records import record

from gatekeeper.publishers import all_publishers

LOCAL = ["Annotations", "Outputs", "StepSummary"]
REMOTE = ["Closings", "Issues", "PullRequest", "CommitStatus"]


def names(*, remote: bool) -> list[str]:
    return [type(each).__name__ for each in all_publishers() if each.remote is remote]


def test_every_place_is_found_once_and_in_order() -> None:
    assert (names(remote=False), names(remote=True)) == (LOCAL, REMOTE)
    modules = [type(each).__module__ for each in all_publishers()]
    assert modules == sorted(modules)


def test_none_on_github_is_wanted_where_it_was_not_asked_for() -> None:
    assert [each for each in all_publishers() if each.remote and each.wanted(delivery(record()))] == []
