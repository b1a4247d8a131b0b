from __future__ import annotations

from dataclasses import replace as changed
from typing import TYPE_CHECKING, Any

import pytest
from sites import KEY, Told, config, on_world, real, state

from gatekeeper.config.targets import LabelStyle
from gatekeeper.documents.marker import State, read, write
from gatekeeper.errors import DeliveryError, GatekeeperError
from gatekeeper.github.errors import GitHubError
from gatekeeper.publishers.remote.carry import carry_out
from gatekeeper.publishers.remote.labels import Labels, settle_labels
from gatekeeper.publishers.remote.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from github_world.world import World

    from gatekeeper.publishers.remote.plan import Planner
    from gatekeeper.publishers.remote.seen import Seen
    from gatekeeper.publishers.remote.site import Site

OLD, NEW, NEWER = (state(run=str(run), digest=str(run), created=f"2026-09-16T{run}:00:00+00:00") for run in (10, 11, 12))
US = "maint"  # whose token is used, so that the tests can write in the same name
EDIT = r"PATCH .*/issues/comments/\d+$"


@pytest.fixture
def number(world: World) -> int:
    return world.issue("Issue", "text", ["bug"])


def here(world: World, **more: Any) -> Site:
    return on_world(world, repository=real(world, world.maintainer), **more)


def body(made: State, text: str = "text") -> str:
    return f"{write(made)}\n{text}"


def wants(made: State = NEW, text: str | None = "text", **more: Any) -> Planner:
    return lambda _: Plan(text=None if text is None else body(made, text), state=made, **more)


def labelled(made: State, *names: str) -> Planner:
    """Plan labels as publishers do."""

    def plan(seen: Seen) -> Plan:
        labels = settle_labels(seen, names)
        text = body(State(**{**{name: getattr(made, name) for name in made.__struct_fields__}, "labels": labels.ours}))
        return Plan(text=text, state=made, labels=labels)

    return plan


def first(act: Callable[[], object], planner: Planner) -> tuple[Planner, list[Seen]]:
    """Return a planner during whose first turn somebody else does something, and what it was shown."""
    asked: list[Seen] = []

    def plan(seen: Seen) -> Plan | None:
        if not asked:
            act()
        asked.append(seen)
        return planner(seen)

    return plan, asked


def ours(world: World, number: int, made: State = OLD, text: str = "old") -> int:
    return world.comment(number, body(made, text), by=US)


def bodies(world: World, number: int) -> list[str]:
    return [each["body"] for each in world.comments(number)]


def test_the_first_time_it_comments_and_the_second_time_it_only_reads(world: World, number: int) -> None:
    told = Told()
    site = here(world, told=told)
    carry_out(site, number, KEY, wants())
    assert (world.labels(number), bodies(world, number)) == (["bug"], [body(NEW)])
    world.forget()
    carry_out(site, number, KEY, wants())
    assert list(told) == [f"state on #{number}: a new comment", f"state on #{number}: no change"]
    assert {each["method"] for each in world.log()} == {"GET"}


def test_nothing_is_done_where_the_planner_wants_nothing(world: World, number: int) -> None:
    told = Told()
    carry_out(here(world, told=told), number, KEY, lambda _: None)
    assert "left alone, a newer record is shown there" in told
    assert bodies(world, number) == []


def test_a_dry_run_only_reads(world: World, number: int) -> None:
    comment = ours(world, number)
    world.forget()
    plan = wants(text="new", labels=Labels(add=("a",), remove=("bug",)), body=str.upper, reopen=True)
    carry_out(here(world, dry_run=True), number, KEY, plan)
    assert {each["method"] for each in world.log()} == {"GET"}
    assert world.comments(number)[0]["id"] == comment


def test_what_kept_the_text_from_being_made_is_said_once_the_rest_is_done(world: World, number: int) -> None:
    told, error = Told(), DeliveryError("the template is broken")
    world.label(number, "old")
    for dry_run in (True, False, False):
        with pytest.raises(DeliveryError) as caught:
            carry_out(here(world, told=told, dry_run=dry_run), number, KEY, wants(labels=Labels(remove=("old",)), error=error))
        assert caught.value is error
        assert (world.labels(number), bodies(world, number)) == ((["bug", "old"], []) if dry_run else (["bug"], [body(NEW)]))


def test_each_step_is_told_after_it_was_done(world: World, number: int) -> None:
    told, log = Told(), list[str]()
    plan = wants(labels=Labels(add=("a",), remove=("bug",)), body=str.upper, notes=("a note",))

    def tell(line: str) -> None:
        told.append(line)
        log.extend(each["method"] for each in world.log())
        world.forget()

    site = changed(here(world), tell=tell)
    world.forget()
    carry_out(site, number, KEY, plan)
    words = ["a note", "a new comment", "labels removed: bug", "the criteria in the issue's text are brought up to date", "labels added: a"]
    assert list(told) == [f"state on #{number}: {each}" for each in words]
    assert [each for each in log if each != "GET"] == ["POST", "DELETE", "PATCH", "POST"]
    assert "POST" not in {each["method"] for each in world.log()}


PLACES = {
    "comment": r"POST .*/comments$",
    "remove": r"DELETE .*/labels/",
    "body": r"PATCH .*/issues/\d+$",
    "add": r"POST .*/labels$",
}


@pytest.mark.parametrize("broken", [("comment",), ("remove",), ("body",), ("add",), ("comment", "remove"), ("body", "add"), tuple(PLACES)])
def test_a_step_that_fails_does_not_stop_the_others_but_for_labels_that_nothing_remembers(
    world: World, number: int, broken: tuple[str, ...]
) -> None:
    told, wrong = Told(), list[GatekeeperError]()
    for name in broken:
        world.fault(PLACES[name], times=9, status=403, body={"message": "no"})
    plan = wants(labels=Labels(add=("a",), remove=("bug",)), body=str.upper)
    with pytest.raises(GitHubError) as caught:
        carry_out(here(world, told=told, wrong=wrong), number, KEY, plan)
    done = {
        "a new comment": bodies(world, number) == [body(NEW)],
        "labels removed: bug": "bug" not in world.labels(number),
        "the criteria in the issue's text are brought up to date": world.body(number) == "TEXT",
        "labels added: a": "a" in world.labels(number),
    }
    assert list(done.values()) == [name not in broken and not (name == "add" and broken) for name in PLACES]
    assert list(told) == [f"state on #{number}: {words}" for words, each in done.items() if each]
    tried = [name for name in broken if name != "add" or broken == ("add",)]
    assert (len(wrong), caught.value in wrong) == (len(tried) - 1, False)


def test_a_label_that_cannot_be_added_does_not_keep_an_issue_closed(world: World, number: int) -> None:
    world.close(number)
    world.fault(PLACES["add"], status=403, body={"message": "no"})
    with pytest.raises(GitHubError):
        carry_out(here(world), number, KEY, wants(labels=Labels(add=("a",)), reopen=True))
    assert world.state(number) == "open"


def test_a_comment_is_edited_in_place_and_others_stay(world: World, number: int) -> None:
    theirs = world.comment(number, body(OLD, "forged"), by="outsider")
    comment = ours(world, number)
    carry_out(here(world), number, KEY, wants(text="new"))
    assert [(each["id"], each["body"]) for each in world.comments(number)] == [(theirs, body(OLD, "forged")), (comment, body(NEW, "new"))]


def test_a_text_that_somebody_edits_meanwhile_is_planned_again(world: World, number: int) -> None:
    comment = ours(world, number)
    plan, asked = first(lambda: world.edit_comment(comment, body(OLD, "edited")), wants(text="new"))
    carry_out(here(world), number, KEY, plan)
    assert [each.mine[0].comment.body for each in asked] == [body(OLD, "old"), body(OLD, "edited")]
    assert bodies(world, number) == [body(NEW, "new")]


def test_a_comment_that_is_deleted_meanwhile_is_written_anew(world: World, number: int) -> None:
    comment = ours(world, number)
    plan, asked = first(lambda: world.delete_comment(comment), wants(text="new"))
    carry_out(here(world), number, KEY, plan)
    assert (len(asked), bodies(world, number)) == (2, [body(NEW, "new")])


def test_a_comment_that_is_deleted_at_the_last_moment_is_written_anew(world: World, number: int) -> None:
    comment = ours(world, number)
    path = f"/repos/acme/widgets/issues/comments/{comment}"
    world.fault(EDIT, before=[{"method": "DELETE", "path": path}])
    carry_out(here(world), number, KEY, wants(text="new"))
    assert bodies(world, number) == [body(NEW, "new")]


def test_an_edit_that_is_refused_is_said(world: World, number: int) -> None:
    ours(world, number)
    world.fault(EDIT, status=403, body={"message": "Resource not accessible by integration"})
    with pytest.raises(GitHubError, match="edit comment"):
        carry_out(here(world), number, KEY, wants(text="new"))
    assert bodies(world, number) == [body(OLD, "old")]


def test_it_gives_up_when_others_never_stop_writing(world: World, number: int) -> None:
    comment = ours(world, number)
    turns: list[Seen] = []

    def plan(seen: Seen) -> Plan:
        world.edit_comment(comment, body(OLD, f"edit {len(turns)}"))
        turns.append(seen)
        return Plan(text=body(NEW), state=NEW)

    with pytest.raises(DeliveryError, match="others keep writing the same comment") as caught:
        carry_out(here(world), number, KEY, plan)
    assert (len(turns), bool(caught.value.remedy), bodies(world, number)) == (4, True, [body(OLD, "edit 3")])


def after_edit(world: World, comment: int, text: str, how: str = "PATCH") -> None:
    """Have somebody else write just after our edit."""
    path = f"/repos/acme/widgets/issues/comments/{comment}"
    world.fault(EDIT, then=[{"method": how, "path": path, "by": US, **({"json": {"body": text}} if text else {})}])


@pytest.mark.parametrize(("text", "how"), [(body(OLD, "late"), "PATCH"), ("no marker", "PATCH"), ("", "DELETE")])
def test_what_was_overwritten_by_something_older_is_written_again(world: World, number: int, text: str, how: str) -> None:
    after_edit(world, ours(world, number), text, how)
    carry_out(here(world), number, KEY, wants(text="new"))
    assert [each for each in bodies(world, number) if each.startswith("<!--")] == [body(NEW, "new")]


def test_a_newer_text_that_came_meanwhile_stays_and_our_labels_yield(world: World, number: int) -> None:
    comment = ours(world, number)
    theirs = body(state(run="12", digest="12", created=NEWER.created, labels=("Kept",)), "newer")
    after_edit(world, comment, theirs)
    carry_out(here(world), number, KEY, labelled(NEW, "kept", "gone"))
    assert (bodies(world, number), sorted(world.labels(number))) == ([theirs], ["bug", "kept"])


def test_the_marker_that_remembers_a_label_is_written_first(world: World, number: int) -> None:
    world.forget()
    carry_out(here(world), number, KEY, labelled(NEW, "mine"))
    writes = [each["path"].rpartition("/")[2] for each in world.log() if each["method"] == "POST"]
    assert writes == ["comments", "labels"]
    (made,) = bodies(world, number)
    found = read(made)
    assert found
    assert found.labels == ("mine",)


def test_labels_come_and_go(world: World, number: int) -> None:
    site = here(world)
    carry_out(site, number, KEY, labelled(OLD, "a", "b"))
    assert sorted(world.labels(number)) == ["a", "b", "bug"]
    carry_out(site, number, KEY, labelled(NEW, "b", "c"))
    assert sorted(world.labels(number)) == ["b", "bug", "c"]
    world.unlabel(number, "b")
    carry_out(site, number, KEY, labelled(NEWER, "bug"))
    assert world.labels(number) == ["bug"]


def looks(world: World) -> dict[str, tuple[str, str]]:
    return {each["name"]: (each["color"], each["description"] or "") for each in world.repo_labels()}


def test_only_labels_that_were_just_made_are_painted(world: World, number: int) -> None:
    styles = {
        "painted": LabelStyle(color="0e8a16", description="Green."),
        "COLOUR": LabelStyle(color="123456"),
        "words": LabelStyle(description="Words."),
        "ttl": LabelStyle(),
        "known": LabelStyle(color="000000"),
        "bug": LabelStyle(color="000000"),
    }
    world.ask("POST", "labels", json={"name": "known", "color": "abcdef"})
    world.ask("POST", "labels", json={"name": "described", "color": "ededed", "description": "theirs"})
    site = here(world, config=config(labels={**styles, "described": LabelStyle(color="000000")}))
    before = looks(world)["bug"]
    names = ("painted", "colour", "words", "ttl", "known", "described", "plain")
    carry_out(site, number, KEY, labelled(NEW, *names))
    assert looks(world) == {
        **looks(world),
        "painted": ("0e8a16", "Green."),
        "colour": ("123456", ""),
        "words": ("ededed", "Words."),
        "ttl": ("ededed", ""),
        "known": ("abcdef", ""),
        "described": ("ededed", "theirs"),
        "plain": ("ededed", ""),
        "bug": before,
    }


def test_a_label_of_somebody_else_is_not_painted_though_it_is_as_plain(world: World, number: int) -> None:
    world.ask("POST", "labels", json={"name": "theirs", "color": "ededed"})
    world.label(number, "theirs")
    style = {"theirs": LabelStyle(color="000000"), "mine": LabelStyle(color="000000")}
    carry_out(here(world, config=config(labels=style)), number, KEY, labelled(NEW, "theirs", "mine"))
    assert (looks(world)["theirs"], looks(world)["mine"]) == (("ededed", ""), ("000000", ""))


def test_the_issues_own_text_is_changed_from_what_it_is_at_that_moment(world: World, number: int) -> None:
    plan, _ = first(lambda: world.edit_body(number, "text, edited"), wants(body=lambda text: text.replace("text", "TEXT")))
    carry_out(here(world), number, KEY, plan)
    assert world.body(number) == "TEXT, edited"


def test_a_text_that_needs_no_change_any_more_is_not_written(world: World, number: int) -> None:
    plan, _ = first(lambda: world.edit_body(number, "TEXT"), wants(text=None, body=str.upper))
    world.forget()
    carry_out(here(world), number, KEY, plan)
    assert (world.body(number), world.requests("PATCH")) == ("TEXT", 0)


def test_a_text_or_a_state_alone_is_a_change(world: World, number: int) -> None:
    world.close(number)
    carry_out(here(world), number, KEY, wants(text=None, body=str.upper))
    assert (world.body(number), world.state(number)) == ("TEXT", "closed")
    carry_out(here(world), number, KEY, wants(text=None, reopen=True))
    assert (world.state(number), bodies(world, number)) == ("open", [])


def test_an_issue_is_opened_again(world: World, number: int) -> None:
    world.close(number)
    carry_out(here(world), number, KEY, wants(reopen=True))
    assert (world.state(number), bodies(world, number)) == ("open", [body(NEW)])


@pytest.mark.parametrize("text", ["new", None])
def test_of_several_comments_the_oldest_stays_with_the_newest_text(world: World, number: int, text: str | None) -> None:
    marks = (state(run="11", created=NEW.created, labels=("kept", "GONE")), state(run="12", created=NEWER.created, labels=("Kept",)), OLD)
    ids = [ours(world, number, made, f"text {index}") for index, made in enumerate(marks)]
    for name in ("kept", "gone", "theirs"):
        world.label(number, name)
    latest = state(run="13", digest="13", created="2026-09-16T13:00:00+00:00", labels=("kept",))
    made = latest if text else marks[1]
    carry_out(here(world), number, KEY, wants(made, text, labels=Labels(remove=("GONE",) if text else ())))
    assert [(each["id"], each["body"]) for each in world.comments(number)] == [(ids[0], body(made, text or "text 1"))]
    assert sorted(world.labels(number)) == ["bug", "kept", "theirs"]


def test_a_comment_that_another_run_made_at_the_same_moment_is_merged(world: World, number: int) -> None:
    path = f"/repos/acme/widgets/issues/{number}/comments"
    theirs = {"method": "POST", "path": path, "json": {"body": body(NEWER, "newer")}, "by": US}
    world.fault(r"POST .*/comments$", before=[theirs])
    carry_out(here(world), number, KEY, labelled(NEW, "mine"))
    mine = [each["id"] for each in world.comments(number)]
    plan, _ = first(lambda: None, wants(NEWER, "newer"))
    carry_out(here(world), number, KEY, plan)
    assert (bodies(world, number), len(mine)) == ([body(NEWER, "newer")], 2 if len(mine) > 1 else 1)
    assert world.labels(number) == ["bug"]


def test_a_label_that_another_adds_late_goes_with_its_marker(world: World, number: int) -> None:
    ours(world, number, state(run="10", digest="10", created=OLD.created, labels=("verified",)))
    plan, _ = first(lambda: world.label(number, "verified"), labelled(NEW, "P0"))
    carry_out(here(world), number, KEY, plan)
    assert sorted(world.labels(number)) == ["P0", "bug"]
