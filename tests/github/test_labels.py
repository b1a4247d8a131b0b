from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from scripted import refused, said, script

from gatekeeper.github.answers import Label
from gatekeeper.github.errors import GitHubError

if TYPE_CHECKING:
    from gatekeeper.github.exchange import Answer


def test_five_labels_are_one_request() -> None:
    names = [f"l{number}" for number in range(5)]
    repository, wire, _ = script(said([{"name": name.upper(), "color": "ededed", "description": None} for name in [*names, "theirs"]]))
    labels = repository.add_labels(1, names)
    assert labels[0] == Label(name="L0", color="ededed", description="")
    assert len(labels) == 6
    assert (wire.lines, wire.asked[0].json) == (["POST /repos/acme/widgets/issues/1/labels"], {"labels": names})


def test_a_label_that_is_not_there_afterwards_is_a_failure() -> None:
    with pytest.raises(GitHubError, match="b is not there afterwards"):
        script(said([{"name": "a"}]))[0].add_labels(1, ["a", "b"])


def test_adding_may_be_repeated() -> None:
    repository, wire, _ = script(refused(502), said([{"name": "a"}]))
    repository.add_labels(1, ["a"])
    assert len(wire.asked) == 2


@pytest.mark.parametrize("answer", [said([]), refused(404, "Label does not exist")])
def test_removing_names_one_segment(answer: Answer) -> None:
    repository, wire, _ = script(answer)
    repository.remove_label(1, "area/\u00fcber 100%?#")
    assert wire.lines == ["DELETE /repos/acme/widgets/issues/1/labels/area%2F%C3%BCber%20100%25%3F%23"]


@pytest.mark.parametrize("status", [301, 403, 410, 422])
def test_a_label_that_stays_is_a_failure(status: int) -> None:
    with pytest.raises(GitHubError):
        script(refused(status))[0].remove_label(1, "a")


@pytest.mark.parametrize("name", ["..", "."])
def test_no_name_leads_to_another_place(name: str) -> None:
    repository, wire, _ = script(said({"name": name}))
    with pytest.raises(GitHubError, match="can be called"):
        repository.remove_label(1, name)
    with pytest.raises(GitHubError, match="can be called"):
        repository.paint_label(name, "00ff00", "")
    assert wire.asked == []


def test_painting() -> None:
    repository, wire, _ = script(said({"name": "a/b"}))
    repository.paint_label("a/b", "00ff00", "why")
    assert (wire.lines, wire.asked[0].json) == (["PATCH /repos/acme/widgets/labels/a%2Fb"], {"color": "00ff00", "description": "why"})


def test_a_missing_permission_is_named() -> None:
    with pytest.raises(GitHubError) as caught:
        script(refused(403, "Resource not accessible by integration"))[0].add_labels(1, ["a"])
    assert "issues: write" in caught.value.remedy
