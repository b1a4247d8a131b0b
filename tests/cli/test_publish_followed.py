"""Records that another run has made, and that a run with more rights publishes: on workflow_run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
import reports
from msgspec.structs import replace
from stage import Stage

from gatekeeper.cli import gatekeeper
from gatekeeper.cli._publish import publish_record
from gatekeeper.cli._request import load_config
from gatekeeper.errors import RecordError
from gatekeeper.evidence.build import policy_row
from gatekeeper.evidence.consistent import contradiction
from gatekeeper.evidence.record import decode, encode
from gatekeeper.model import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from github_world.world import World

    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.record import Record

OWN, FORK = {"full_name": "acme/widgets"}, {"full_name": "outsider/widgets"}
OPTIONS: dict[str, Any] = {
    **dict.fromkeys(("repo", "token_file", "login", "record", "config", "commit")),
    "max_wait": "120s",
    "only": (),
    "dry_run": False,
}


@dataclass
class Followed:
    """A run whose record is published by another one."""

    stage: Stage
    monkeypatch: pytest.MonkeyPatch

    @property
    def path(self) -> Path:
        return self.stage.folder / ".gatekeeper" / "record.json"

    def judge(self, failed: str = "") -> Record:
        """Let gatekeeper check judge, as run 812 of a pull request does."""
        (self.stage.folder / "reports").mkdir(exist_ok=True)
        (self.stage.folder / "reports" / "a.xml").write_text(reports.report(reports.passed(20) + failed))
        head = {"sha": self.stage.world.head()[0], "repo": FORK}
        self.event("pull_request", {"pull_request": {"number": 1, "head": head, "base": {"repo": OWN}}})
        gatekeeper.main(["check", "--quiet"], standalone_mode=False)
        return decode(self.path.read_bytes())

    def follow(self, *, foreign: bool = True, head: bool = True, **more: Any) -> None:
        """Be the run that follows it."""
        about = {"head_sha": self.stage.world.head()[0]} if head else {}
        made = {"event": "pull_request"} if foreign else {"event": "push", "repository": OWN, "head_repository": OWN}
        self.event("workflow_run", {"workflow_run": {"id": 812, "run_attempt": 1, **about, **made, **more}})

    def event(self, name: str, payload: dict[str, Any]) -> None:
        path = self.stage.folder / "event.json"
        path.write_text(json.dumps(payload))
        self.monkeypatch.setenv("GITHUB_EVENT_NAME", name)
        self.monkeypatch.setenv("GITHUB_EVENT_PATH", str(path))

    def change(self, act: Callable[[Record], Record]) -> None:
        """Have the record say something else."""
        self.path.write_bytes(encode(act(decode(self.path.read_bytes()))))

    def publish(self, **more: Any) -> int:
        return publish_record({**OPTIONS, "record": self.path, **more})

    def published(self, **more: Any) -> tuple[int, Accepted]:
        """Return how it ended and what would be published."""
        taken: list[Accepted] = []

        def take(_: object, accepted: Accepted) -> bool:
            taken.append(accepted)
            return True

        self.monkeypatch.setattr("gatekeeper.cli._publish.publish_to", take)
        code = self.publish(**more)
        (accepted,) = taken
        return code, accepted

    def states(self) -> list[tuple[str, str]]:
        return [(each["state"], each["description"].partition(":")[0].split(" ")[0]) for each in self.stage.world.statuses(self.sha)]

    @property
    def sha(self) -> str:
        return self.stage.world.head()[0]


@pytest.fixture
def followed(world: World, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Followed:
    run = {"GITHUB_RUN_ID": "812", "GITHUB_RUN_ATTEMPT": "1", "GITHUB_SERVER_URL": "https://github.com", "GITHUB_ACTIONS": "true"}
    for name, value in {**world.environ(), **run}.items():
        monkeypatch.setenv(name, value)
    made = Followed(Stage(world, folder), monkeypatch)
    made.stage.configure("[status]\n")
    return made


@pytest.mark.parametrize(
    ("failed", "state"),
    [("", ("success", "PASSED")), ("".join(reports.failed(f"bad{number}") for number in range(9)), ("failure", "FAILED"))],
)
def test_a_record_that_the_configuration_would_have_made_is_published(followed: Followed, failed: str, state: tuple[str, str]) -> None:
    followed.judge(failed)
    followed.follow()
    assert (followed.publish(), followed.states()) == (0, [state])


def test_a_record_that_was_judged_otherwise_is_not(followed: Followed, capsys: pytest.CaptureFixture[str]) -> None:
    followed.judge()
    config = followed.stage.folder / "gatekeeper.toml"
    config.write_text(config.read_text().replace("> 90%", "> 95%"))
    followed.follow()
    assert (followed.publish(), followed.states()) == (3, [("failure", "INVALID")])
    assert "error: the record was not judged by the policy at hand: " in capsys.readouterr().err
    followed.follow(foreign=False)
    assert followed.published()[1].record.verdict is Verdict.PASSED


def later(record: Record) -> Record:
    return replace(record, created=(datetime.now(UTC) + timedelta(minutes=4)).isoformat(timespec="seconds"))


@pytest.mark.parametrize("foreign", [True, False])
def test_nobody_elses_record_is_made_later_than_now(followed: Followed, foreign: bool) -> None:
    before = followed.judge()
    followed.follow(foreign=foreign)
    code, accepted = followed.published()
    assert (code, accepted.record, accepted.digest) == (0, before, sha256(encode(before)).hexdigest())
    followed.change(later)
    changed = decode(followed.path.read_bytes())
    code, accepted = followed.published()
    made = datetime.fromisoformat(accepted.record.created)
    assert (code, made <= datetime.now(UTC)) == (0, foreign)
    assert replace(accepted.record, created=changed.created) == changed
    assert accepted.digest == sha256(encode(changed)).hexdigest()


BROKEN: list[Callable[[Followed], object]] = [
    lambda it: it.path.unlink(),
    lambda it: it.path.write_text("{}"),
    lambda it: it.change(lambda record: replace(record, verdict=Verdict.PASSED, exit_code=0, rules=[])),
    lambda it: it.change(lambda record: replace(record, subject=replace(record.subject, commit="c" * 40))),
    lambda it: it.change(lambda record: replace(record, run=None)),
    lambda it: it.follow(id=900),
    lambda it: it.follow(run_attempt=2),
]


@pytest.mark.parametrize("foreign", [True, False])
@pytest.mark.parametrize("breaks", BROKEN)
def test_a_record_that_is_refused_does_not_leave_what_was_said_before(
    followed: Followed, breaks: Callable[[Followed], object], foreign: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    followed.judge()
    followed.follow(foreign=foreign)
    assert (followed.publish(), followed.states()) == (0, [("success", "PASSED")])
    breaks(followed)
    assert followed.publish() == 3
    assert followed.states()[0] == ("failure", "INVALID")
    shown = capsys.readouterr().err
    assert (shown.count("error: "), shown.count("next: ")) == (1, 1)


def test_what_stands_in_for_it_says_so_and_nothing_else(followed: Followed) -> None:
    followed.judge()
    followed.path.write_text("{}")
    followed.follow(run_attempt=3)
    begun = datetime.now(UTC).replace(microsecond=0)
    code, accepted = followed.published()
    made = accepted.record
    assert (code, accepted.path, accepted.digest) == (3, None, sha256(encode(made)).hexdigest())
    assert (made.verdict, made.exit_code, made.partial) == (Verdict.INVALID, Verdict.INVALID.exit_code, False)
    assert (made.subject.commit, made.subject.tree, made.subject.dirty, made.subject.ref) == (followed.sha, None, None, None)
    assert made.policy == policy_row(load_config(None))
    (row,) = made.rules
    assert (row.rule, row.category, row.outcome, row.verdict) == ("evidence-readable", None, Outcome.FAILED, Verdict.INVALID)
    assert "is no evidence record" in row.reason
    assert row.remedy
    assert (made.categories, made.files, made.failures, made.waivers, made.inventory) == ([], [], [], [], None)
    assert made.run
    assert (made.run.id, made.run.attempt) == ("812", "3")
    assert made.run.url == "https://github.com/acme/widgets/actions/runs/812/attempts/3"
    assert begun <= datetime.fromisoformat(made.created) <= datetime.now(UTC)
    assert decode(encode(made)) == made
    assert contradiction(made, datetime.now(UTC)) == ""


@pytest.mark.parametrize(("server", "linked"), [("https://github.com", True), ("http://github.com", False), ("", False)])
def test_it_links_to_nothing_but_the_run_that_was_followed(followed: Followed, server: str, linked: bool) -> None:
    followed.monkeypatch.setenv("GITHUB_SERVER_URL", server)
    followed.follow(run_attempt=None)
    run = followed.published()[1].record.run
    assert run
    assert (run.id, run.attempt, run.url) == ("812", None, "https://github.com/acme/widgets/actions/runs/812" if linked else None)


def test_a_run_that_is_not_known_is_not_named(followed: Followed) -> None:
    followed.follow(id=None)
    code, accepted = followed.published()
    assert (code, accepted.record.run, accepted.record.subject.commit) == (3, None, followed.sha)


def test_where_nothing_is_followed_or_nobody_knows_what_nothing_is_published(followed: Followed) -> None:
    followed.judge()
    followed.path.write_text("{}")
    followed.event("merge_group", {"merge_group": {"head_sha": followed.sha}})
    with pytest.raises(RecordError):
        followed.publish()
    followed.follow(head=False)
    with pytest.raises(RecordError):
        followed.publish()
    assert followed.states() == []


def test_what_could_not_be_delivered_is_said_beside_the_refusal(followed: Followed, capsys: pytest.CaptureFixture[str]) -> None:
    followed.follow()
    followed.stage.world.fault(r"POST .*/statuses/", times=9, status=403, body={"message": "no"})
    assert followed.publish() == 3
    shown = capsys.readouterr().err
    assert "error: there is no record" in shown
    assert shown.count("error: ") == 2
