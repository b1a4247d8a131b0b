"""What decides, and about what: records of the default branch, and the criteria that an issue has."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace as changed
from typing import Any

import pytest
from msgspec.structs import replace
from sites import HEAD, KEY, People, closed, config, issue, marked, seen, site, state, word

from gatekeeper.config.measures import parse_measure
from gatekeeper.config.targets import Criterion, IssueTarget, Target
from gatekeeper.evidence import record as rows
from gatekeeper.evidence.event import Event
from gatekeeper.github.errors import GitHubError
from gatekeeper.publishers.remote.closing import criteria_of, decisive

CRITERION = Criterion(text="Unit", measure=parse_measure("unit.pass_rate > 90%", ["unit"], []))
OTHER, SAME, NEAR = "c" * 40, "d" * 40, "e" * 40  # commits with another tree, with the head's, and one that GitHub does not know


@pytest.mark.parametrize(
    ("about", "event", "decides"),
    [
        ({}, Event(), True),
        ({"tree": None, "dirty": None}, Event(), True),
        ({"tree": OTHER, "dirty": True}, Event(), True),
        ({"commit": SAME}, Event(), True),
        ({"commit": SAME, "tree": None, "dirty": None}, Event(), True),
        ({"commit": SAME, "dirty": True}, Event(), False),
        ({"commit": OTHER}, Event(), False),
        ({"commit": NEAR}, Event(), False),
        ({"commit": None}, Event(), False),
        ({"ref": None}, Event(), True),
        ({"ref": "refs/pull/5/merge"}, Event(), False),
        ({"commit": SAME, "ref": "refs/pull/5/merge"}, Event(), False),
        ({}, Event(foreign=True), False),
        ({}, Event(pull_request=5), False),
        ({}, Event(name="merge_group"), True),
    ],
)
def test_a_record_decides_when_it_is_of_the_head_or_its_tree(about: dict[str, Any], event: Event, decides: bool) -> None:
    subject = {"commit": HEAD.commit, "tree": HEAD.tree, "dirty": False, "ref": "refs/heads/main", **about}
    said, there = word(subject=rows.Subject(**subject)), People(trees={OTHER: "f" * 40, SAME: HEAD.tree})
    assert decisive(site(there, event=event), said) is decides
    assert decisive(site(there, event=event), changed(said, record=replace(said.record, partial=True))) is False


NOTHING = rows.Subject(commit=OTHER, tree=None, dirty=None, ref=None)


def test_github_is_asked_about_a_tree_only_where_it_matters() -> None:
    there = People()
    abouts: list[dict[str, Any]] = [{"ref": "refs/pull/5/merge"}, {"dirty": True}, {"commit": HEAD.commit}]
    for about in abouts:
        decisive(site(there), word(subject=replace(NOTHING, **about)))
    assert there.asked == []


@pytest.mark.parametrize(("status", "raised"), [(404, False), (409, False), (422, False), (403, True), (500, True), (None, True)])
def test_a_commit_that_github_does_not_know_is_none_and_an_outage_is_one(status: int | None, raised: bool) -> None:
    class Broken(People):
        def tree(self, commit: str) -> str:
            raise GitHubError(commit, status=status)

    said = word(subject=rows.Subject(commit=OTHER, tree=HEAD.tree, dirty=False, ref=None))
    with pytest.raises(GitHubError) if raised else nullcontext():
        assert not decisive(site(Broken()), said)


def test_criteria_come_from_every_target_that_names_the_issue() -> None:
    a, b, c, d = (Criterion(text=each) for each in "abcd")
    issues = (
        IssueTarget(target=Target(key="a", criteria=(a,)), number=1),
        IssueTarget(target=Target(key="b", criteria=(b,)), number=2),
        IssueTarget(target=Target(key="c", criteria=(c,)), search="label:e2e"),
        IssueTarget(target=Target(key="d", criteria=(d,)), search="label:other"),
    )
    here = site(config=config(issues=issues), found={"label:e2e": (1, 2)})
    assert [criteria_of(here, seen(issue(number))) for number in (1, 2, 3)] == [(a, c), (b, c), ()]
    own, guard = marked(state(key="d")), marked(state(kind="guard", key="c"))
    assert criteria_of(here, seen(issue(3), [own, guard], KEY)) == (d,)
    assert criteria_of(here, seen(issue(3), [marked(state(key="d"), author="outsider")], KEY)) == ()


def test_searches_of_targets_without_criteria_are_not_asked() -> None:
    issues = (IssueTarget(target=Target(key="x"), search="label:x"), IssueTarget(target=Target(key="n", criteria=(CRITERION,)), number=1))
    here = changed(site(config=config(issues=issues)), search=pytest.fail)
    assert criteria_of(here, seen(issue(2))) == ()


@pytest.mark.parametrize(
    ("search", "asked"),
    [
        ("label:e2e is:open", "label:e2e"),
        ("is:open label:e2e", "label:e2e"),
        ("State:Open label:e2e", "label:e2e"),
        ("label:e2e -is:closed", "label:e2e"),
        ("label:e2e -state:closed is:issue", "label:e2e  is:issue"),
        ('label:"is:open"', 'label:"is:open"'),
        ("label:this:open is:opened", "label:this:open is:opened"),
    ],
)
def test_a_search_finds_an_issue_whether_it_is_open_or_closed(search: str, asked: str) -> None:
    issues = (IssueTarget(target=Target(key="x", criteria=(CRITERION,)), search=search),)
    queries: list[str] = []

    def find(query: str) -> tuple[int, ...]:
        queries.append(query)
        return (7,)

    here = changed(site(config=config(issues=issues)), search=find)
    assert criteria_of(here, seen(closed(number=7))) == (CRITERION,)
    assert queries == [asked]
