"""gatekeeper release, in a real repository: each way to end."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import hostile
import pytest
from clones import bare_configuration, committed, git, repository
from ledgers import accepted, kept, made, run
from msgspec import structs
from records import category, counts, record, rule, whole

from gatekeeper import cli
from gatekeeper.cli._release import _could_decide
from gatekeeper.config.default import default_config
from gatekeeper.config.find import open_file
from gatekeeper.config.load import load
from gatekeeper.errors import DeliveryError
from gatekeeper.evidence.build import policy_row
from gatekeeper.evidence.ledger.attestation import Attestation
from gatekeeper.evidence.ledger.store import Ledger, ledger_folder
from gatekeeper.evidence.record import Subject
from gatekeeper.evidence.release import Decision
from gatekeeper.model import Verdict
from gatekeeper.rules.threshold import Threshold

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.record import Record

_CONFIG = """
[categories.unit]
reports = ["unit.xml"]

[categories.e2e]
reports = ["e2e.xml"]

[categories.lint]
reports = ["lint.xml"]
blocking = false
"""
_RELEASE = """
[release]
require = ["unit"]
max_age = "24h"

[[release.criteria]]
text = "Unit tests at 100%"
id = "unit-rate"
category = "unit"
pass_rate = "100%"

[[release.criteria]]
text = "Release notes are written"
id = "notes"
group = "business"
"""


@dataclass(frozen=True)
class Home:
    """A repository with a configuration, and its ledger."""

    folder: Path
    call: Callable[..., tuple[int, str, str]]

    @property
    def ledger(self) -> Ledger:
        """Return its ledger."""
        return Ledger(ledger_folder(self.folder))

    def configure(self, text: str) -> None:
        """Write the configuration, and commit it."""
        (self.folder / "gatekeeper.toml").write_text(text)
        committed(self.folder)

    def made(self, verdict: Verdict = Verdict.PASSED, name: str = "unit", hours: float = 1, **more: Any) -> Record:
        """Return a record of HEAD."""
        ids = git(self.folder, "rev-parse", "HEAD", "HEAD^{tree}").split()
        config = load(open_file(self.folder / "gatekeeper.toml"), datetime.now(UTC).date())
        numbers = counts(passed=3) if verdict is Verdict.PASSED else counts(passed=2, failed=1)
        usual: dict[str, Any] = {
            "subject": Subject(commit=ids[0], tree=ids[1], dirty=False, ref="refs/heads/main"),
            "policy": policy_row(config),
            "categories": [category(name, verdict, counts=numbers)],
            "rules": [rule("pass-rate", name, verdict)],
            "created": (datetime.now(UTC) - timedelta(hours=hours)).isoformat(timespec="seconds"),
            "partial": True,
            "files": [],
            "run": run(815),
        }
        return whole(record(verdict, **{**usual, **more}))

    def keep(self, *args: Any, **more: Any) -> Accepted:
        """Put a record of HEAD into the ledger."""
        accepted = kept(self.folder / ".gatekeeper", self.made(*args, **more), [("unit", "a::x", "passed")], f"{os.urandom(4).hex()}.json")
        self.ledger.put(accepted)
        return accepted

    def sign(self, **more: Any) -> None:
        """Sign the notes off for the tree of HEAD."""
        usual: dict[str, Any] = {
            "criterion": "notes",
            "text": "Release notes are written",
            "tree": git(self.folder, "rev-parse", "HEAD^{tree}"),
        }
        usual |= {"commit": None, "by": "octo-lead", "note": "read them", "created": datetime.now(UTC).isoformat(timespec="seconds")}
        self.ledger.sign(Attestation(**{**usual, **more}))


@pytest.fixture
def home(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    bare_configuration(monkeypatch)

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["gatekeeper", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        shown = capsys.readouterr()
        assert "json" in arguments or all(len(line) <= 80 or max(map(len, line.split())) > 40 for line in shown.out.splitlines())
        return int(str(ended.value.code)), shown.out, shown.err

    repository(folder)
    made = Home(folder=folder, call=call)
    made.configure(_CONFIG)
    return made


def test_all_there_is_0(home: Home) -> None:
    unit = home.keep()
    home.keep(name="e2e", hours=2)
    code, out, _ = home.call("release")
    commit = git(home.folder, "rev-parse", "HEAD")
    assert code == 0
    assert out.splitlines() == [
        f"PASSED       unit: record {unit.digest[:12]}, run 815, 1h ago",
        "             https://github.com/acme/widgets/actions/runs/815/attempts/1",
        *out.splitlines()[2:4],
        "",
        f"{commit[:12]} is ready: 2 categories accepted",
    ]
    assert home.call("release", commit[:10], "--require", "unit")[0] == 0
    assert home.call("release", "main", "--require", "unit , e2e", "--max-age", "3h")[0] == 0


def test_the_settings_of_an_environment_are_never_silent(home: Home) -> None:
    home.configure(_CONFIG + '[categories.unit.env.staging]\npass_rate = "50%"\n')
    config = load(open_file(home.folder / "gatekeeper.toml"), datetime.now(UTC).date())
    home.keep(policy=policy_row(config.in_environment("unit", "staging")))
    code, out, _ = home.call("release", "--require", "unit")
    assert (code, out.startswith("PASSED       unit: by the settings of staging, record ")) == (0, True)
    shown = json.loads(home.call("release", "--require", "unit", "--format", "json")[1])
    assert [each["environment"] for each in shown["categories"]] == ["staging"]


def test_evidence_that_says_no_is_1(home: Home) -> None:
    home.keep(hours=2)
    home.keep(Verdict.FAILED)
    code, out, _ = home.call("release", "--require", "unit")
    assert code == 1
    assert out.startswith("FAILED       unit: pass-rate, record ")
    assert out.endswith(" is not ready: unit FAILED\n")


def test_what_is_missing_is_3_and_wins_over_1(home: Home) -> None:
    home.keep(Verdict.FAILED)
    code, out, _ = home.call("release")
    assert code == 3
    assert "NO_EVIDENCE  e2e: no record of this commit or its tree" in out
    assert out.endswith(" is not ready: unit FAILED, e2e NO_EVIDENCE\n")


def test_the_tree_counts_where_a_commit_was_written_anew(home: Home) -> None:
    home.keep()
    git(home.folder, "commit", "--quiet", "--amend", "--message=other words")
    assert home.call("release", "--require", "unit")[0] == 0
    (home.folder / "a.py").write_text("a = 1\n")
    committed(home.folder)
    assert home.call("release", "--require", "unit")[0] == 3
    assert home.call("release", "HEAD~1", "--require", "unit")[0] == 0


def test_after_a_commit_that_only_wrote_pages_the_tested_one_is_named(home: Home) -> None:
    page = '[[documents]]\npath = "docs/status.md"\n'
    (home.folder / ".gitignore").write_text(".gatekeeper/\n")
    home.configure(_CONFIG + page)
    home.keep()
    tested = git(home.folder, "rev-parse", "--short=12", "HEAD")
    (home.folder / "docs").mkdir()
    for words in ("passed", "passed again"):
        (home.folder / "docs/status.md").write_text(words)
        committed(home.folder)

    def said() -> tuple[int, bool]:
        code, out, _ = home.call("release", "--require", "unit")
        return code, f"next: gatekeeper release {tested}, which differs from it only in documents" in " ".join(out.split())

    assert said() == (3, True)
    assert json.loads(home.call("release", "--format", "json")[1])["next"].startswith(tested)
    assert home.call("release", tested, "--require", "unit")[0] == 0
    home.keep(Verdict.FAILED)
    assert said() == (1, False)
    git(home.folder, "reset", "--quiet", "--hard", tested)
    (home.folder / "a.py").write_text("a = 1\n")
    committed(home.folder)
    assert said() == (3, False)


def test_one_category_that_has_another_name(home: Home) -> None:
    home.configure('[categories.tests]\nreports = ["unit.xml"]\n')
    assert home.call("release", "--require", "unit,e2e")[2].endswith("next: there is tests; write --require tests\n")


def test_where_git_does_not_know_the_commit_its_records_name_the_tree(home: Home) -> None:
    home.keep(hours=5, subject=structs.replace(home.made().subject, commit="b" * 40))
    assert home.call("release", "b" * 40, "--require", "unit")[0] == 0
    home.keep(Verdict.FAILED)  # another commit, of the same tree
    assert home.call("release", "b" * 40, "--require", "unit")[0] == 1
    home.keep(hours=3, subject=structs.replace(home.made().subject, commit="b" * 40, tree="c" * 40))
    code, _, err = home.call("release", "b" * 40, "--require", "unit")
    assert (code, "its records name 2 trees" in err) == (3, True)


def test_a_record_with_another_tree_than_the_commits_is_3(home: Home) -> None:
    home.keep(subject=structs.replace(home.made().subject, tree="c" * 40))
    code, out, _ = home.call("release", "--require", "unit")
    assert (code, out.startswith("INVALID      unit: its newest record names another tree for this commit")) == (3, True)


def test_the_record_of_another_gate_decides_nothing(home: Home) -> None:
    home.keep()
    home.configure('[gate]\nname = "b"\n' + _CONFIG)
    kept(home.folder, home.made(policy=structs.replace(home.made().policy, name="a")), [], "made.json")
    code, out, _ = home.call("release", "--require", "unit", "--record", "made.json")
    assert (code, "made.json: it is of another gate, and decides nothing here" in " ".join(out.split())) == (3, True)
    home.keep(Verdict.FAILED, policy=structs.replace(home.made().policy, name="a"), rules=[rule("x", "unit", Verdict.STALE)])
    home.keep()
    assert home.call("release", "--require", "unit")[0] == 0


def test_old_dirty_foreign_and_absent(home: Home) -> None:
    home.keep(hours=3)
    code, out, _ = home.call("release", "--require", "unit", "--max-age", "2h")
    assert (code, out.startswith("STALE        unit: its newest record is 3h ago; at most 2h allowed")) == (3, True)
    home.keep(name="e2e", subject=structs.replace(home.made().subject, dirty=True))
    code, out, _ = home.call("release", "--require", "e2e")
    assert (code, "UNVERIFIED   e2e: the newest record was made with local changes" in out) == (3, True)
    (home.folder / "other.toml").write_text(_CONFIG.replace("unit.xml", "other.xml"))
    code, out, _ = home.call("release", "--require", "unit", "--config", "other.toml")
    assert (code, "UNVERIFIED   unit: judged by another policy" in out) == (3, True)


def test_a_record_file_is_looked_at_and_kept(home: Home) -> None:
    path = home.folder / "made.json"
    accepted = kept(home.folder, home.made(), [("unit", "a::x", "passed")], path.name)
    assert home.call("release", "--require", "unit")[0] == 3
    assert home.call("release", "--require", "unit", "--record", "made.json")[0] == 0
    assert home.ledger.find(accepted.digest) is not None
    assert home.call("release", "--require", "unit")[0] == 0


def test_a_record_file_that_is_none_or_about_something_else(home: Home) -> None:
    (home.folder / "broken.json").write_text("{}")
    code, _, err = home.call("release", "--require", "unit", "--record", "broken.json")
    assert (code, "broken.json is no evidence record" in err) == (3, True)
    kept(home.folder, home.made(subject=Subject(commit="b" * 40, tree="b" * 40, dirty=False, ref=None)), [], "made.json")
    code, out, _ = home.call("release", "--require", "unit", "--record", "made.json")
    assert (code, "made.json: it is about another commit, and decides nothing here" in " ".join(out.split())) == (3, True)


def test_a_ledger_that_cannot_be_written_is_4_where_all_else_is_well(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def put(*_: object) -> None:
        raise DeliveryError("the disk is full", "make room")

    kept(home.folder, home.made(), [], "made.json")
    monkeypatch.setattr(Ledger, "put", put)
    code, out, err = home.call("release", "--require", "unit", "--record", "made.json")
    assert (code, "is ready" in out, err) == (4, True, "error: the disk is full\nnext: make room\n")
    assert home.call("release", "--record", "made.json")[0] == 3


def test_a_ledger_that_cannot_be_read_is_3(home: Home) -> None:
    (home.folder / "taken").write_text("")
    code, out, err = home.call("release", "--ledger", "taken")
    assert (code, out, "the ledger taken cannot be read" in err) == (3, "", True)


def test_a_damaged_record_that_could_decide_is_3(home: Home) -> None:
    home.keep()
    home.keep(name="lint", hours=24 * 70)
    new, old = (home.ledger.find(each.digest) for each in home.ledger.entries()[::-1])
    assert new is not None
    assert old is not None
    old.write_text("damaged")
    code, out, _ = home.call("release", "--require", "unit")
    assert (code, "note:" in out, "its SHA-256 is not its name" in " ".join(out.split())) == (0, True, True)
    (new.parent / f"{'0' * 64}.json").write_text("damaged")
    code, out, _ = home.call("release", "--require", "unit")
    assert (code, out.splitlines()[-1].endswith("is not ready: the ledger is damaged")) == (3, True)


def test_a_damaged_record_of_the_month_before_could_count_as_newer_within_what_clocks_differ() -> None:
    for minutes, could in ((9, True), (11, False)):
        record = made(created=f"2026-02-01T00:{minutes:02}:00+00:00")
        by = Decision(category="unit", verdict=Verdict.PASSED, why="", by=accepted(record))
        assert _could_decide(f"2026/01/{'0' * 64}.json: it is no record", [by]) is could


def test_what_only_looks_like_a_record_or_a_month_could_be_any_record(home: Home) -> None:
    home.keep()
    old = home.keep(name="lint", hours=24 * 70)
    path = home.ledger.find(old.digest)
    assert path is not None
    assert home.call("release", "--require", "unit")[0] == 0
    odd: dict[Path, Callable[[], object]] = {
        path.with_name(f"{'A' * 64}.json"): path.with_name(f"{'A' * 64}.json").touch,
        path.with_name(f"{'a' * 64}.json"): path.with_name(f"{'a' * 64}.json").mkdir,
        home.ledger.folder / "2001": lambda: (home.ledger.folder / "2001").symlink_to(path.parent.parent),
    }
    for place, make in odd.items():
        make()
        code, out, _ = home.call("release", "--require", "unit")
        assert (code, out.endswith(" is not ready: the ledger is damaged\n")) == (3, True)
        place.rmdir() if place.is_dir() and not place.is_symlink() else place.unlink()
    (home.ledger.folder / "2001" / "01").mkdir(parents=True)
    path.rename(home.ledger.folder / "2001" / "01" / path.name)
    code, out, _ = home.call("release", "--require", "unit")
    assert (code, "it stands in the folder of another month" in " ".join(out.split())) == (3, True)


def test_a_record_of_the_commit_that_contradicts_itself_is_3(home: Home) -> None:
    home.keep(hours=2)
    home.keep(rules=[rule("pass-rate", "unit", Verdict.STALE)])
    code, out, _ = home.call("release", "--require", "unit")
    assert (code, "the verdict is not that of its rules" in " ".join(out.split())) == (3, True)


def test_criteria(home: Home) -> None:
    home.configure(_CONFIG + _RELEASE)
    home.keep()
    code, out, _ = home.call("release")
    assert code == 1
    assert "PASSED       Unit tests at 100%: 100.0%, 3 of 3, run 815" in out
    assert "UNVERIFIED   Release notes are written: stated, not measured" in out
    assert "next: gatekeeper sign-off notes --by LOGIN --note TEXT" in out
    assert out.endswith(" is not ready: notes UNVERIFIED\n")
    home.sign()
    code, out, _ = home.call("release")
    assert code == 0
    assert "ATTESTED     Release notes are written: says octo-lead on" in out
    assert out.endswith(" is ready: 1 category accepted and 2 criteria hold\n")


def test_a_sign_off_of_another_tree_or_of_tomorrow_is_none(home: Home) -> None:
    home.configure(_CONFIG + _RELEASE)
    home.keep()
    home.sign(tree="b" * 40)
    home.sign(created=(datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="seconds"))
    home.sign(text="Release notes are planned")
    assert home.call("release")[0] == 1


def test_where_somebody_is_trusted_others_sign_for_nothing(home: Home) -> None:
    home.configure(_CONFIG + _RELEASE + '[guard]\ntrusted = ["octo-lead"]\n')
    home.keep()
    home.sign(by="somebody")
    assert home.call("release")[0] == 1
    home.sign(by="Octo-Lead")
    assert home.call("release")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--require", "units"], "there is no such category"),
        (["--require", "units"], "there is unit, e2e, lint; write --require unit,e2e"),
        (["--require", "unit,,e2e"], "--require has an empty name"),
        (["--require", ""], "is the shell variable set?"),
        (["--max-age", "24"], "--max-age"),
        (["gone"], "git knows no such commit here"),
        (["--", "--all"], "git knows no such commit here"),
        (["--config", "gone.toml"], "does not exist"),
    ],
)
def test_wrong_usage_is_2(home: Home, arguments: list[str], words: str) -> None:
    code, _, err = home.call("release", *arguments)
    assert (code, words in err) == (2, True)


@pytest.mark.parametrize("name", ["gatekeeper.toml", "weak.toml"])
def test_a_configuration_that_is_not_the_commits_is_3(home: Home, name: str) -> None:
    home.keep()
    named = ("--config", name) if name == "weak.toml" else ()
    (home.folder / name).write_text(f"# weaker\n{_CONFIG}")
    code, out, _ = home.call("release", "--require", "unit", *named)
    words = "is not in the commit" if named else "is not as in the commit"
    assert (code, out.startswith(f"UNVERIFIED   configuration: {name} {words}\n")) == (3, True)
    assert "next: commit the configuration and run the gate on that commit, or check out" in " ".join(out.split())
    assert out.endswith(" is not ready: the configuration is not that of the commit\n")
    shown = json.loads(home.call("release", "--require", "unit", *named, "--format", "json")[1])
    assert (shown["exit_code"], shown["configuration"]) == (3, f"{name} {words}")
    assert home.call("release", "b" * 40, "--require", "unit", *named)[1].startswith("NO_EVIDENCE")
    committed(home.folder)
    home.keep()
    assert home.call("release", "--require", "unit", *named)[0] == 0
    assert json.loads(home.call("release", "--require", "unit", *named, "--format", "json")[1])["configuration"] is None


def test_a_configuration_that_was_taken_away_is_3(home: Home) -> None:
    (home.folder / "gatekeeper.toml").unlink()
    code, out, _ = home.call("release")
    assert (code, "UNVERIFIED   configuration: the commit has a gatekeeper.toml that is not here" in out) == (3, True)


def test_a_configuration_from_outside_is_noted(home: Home) -> None:
    made = home.made()
    outside = home.folder.parent / f"{home.folder.name}.toml"
    outside.write_text(_CONFIG)
    kept(home.folder, made, [], "made.json")
    code, out, _ = home.call("release", str(made.subject.commit), "--require", "unit", "--config", str(outside), "--record", "made.json")
    assert (code, "is outside the repository, so no commit says that it is the right one" in " ".join(out.split())) == (0, True)


def test_a_record_without_the_answer_of_a_rule_is_3(home: Home) -> None:
    made = home.made()
    kept(home.folder, structs.replace(made, rules=made.rules[1:]), [], "made.json")
    code, out, err = home.call("release", "--require", "unit", "--record", "made.json")
    assert (code, "gives no answer for category unit" in out + err) == (3, True)


def test_nothing_that_blocks_is_2(home: Home) -> None:
    home.configure('[categories.lint]\nreports = ["lint.xml"]\nblocking = false\n')
    code, _, err = home.call("release")
    assert (code, "nothing is required" in err) == (2, True)


def test_json(home: Home) -> None:
    home.configure(_CONFIG + _RELEASE)
    accepted = home.keep()
    code, out, _ = home.call("release", "--format", "json")
    shown = json.loads(out)
    (unit,), (_, notes) = shown["categories"], shown["criteria"]
    assert (code, shown["exit_code"], shown["damaged"]) == (1, 1, [])
    assert (unit["word"], unit["record"], unit["run"]) == (
        "PASSED",
        accepted.digest,
        "https://github.com/acme/widgets/actions/runs/815/attempts/1",
    )
    assert (notes["id"], notes["word"], notes["measured"]) == ("notes", "UNVERIFIED", False)


def test_without_git_and_without_a_configuration(folder: Path, monkeypatch: pytest.MonkeyPatch, home: Home) -> None:
    made = home.made()
    outside = folder.parent / f"{folder.name}-outside"
    outside.mkdir()
    monkeypatch.chdir(outside)
    kept(outside, made, [], "made.json")
    assert home.call("release", "--require", "unit", "--record", "made.json")[0] == 2
    commit = str(made.subject.commit)
    code, _, err = home.call("release", commit, "--require", "unit", "--record", "made.json")
    assert (code, "there is no such category" in err) == (2, True)
    assert home.call("release", commit, "--record", "made.json")[0] == 3
    own = [category("tests", counts=counts(passed=3))], [rule("pass-rate", "tests", Verdict.PASSED)]
    lax = policy_row(default_config(outside, {"pass_rate": Threshold.parse("1%")}))
    for policy, expected in ((lax, 3), (policy_row(default_config(outside, {})), 0)):
        kept(outside, whole(structs.replace(made, policy=policy, categories=own[0], rules=own[1])), [], "made.json")
        assert home.call("release", commit, "--record", "made.json")[0] == expected
    assert home.call("release", "b" * 40, "--record", "made.json")[0] == 3


def test_hostile_texts_do_nothing(home: Home) -> None:
    for text in hostile.NAMES.values():
        home.keep(
            categories=[category("unit", None, absent=text, counts=counts())],
            rules=[rule("evidence-found", None, Verdict.NO_EVIDENCE)],
            verdict=Verdict.NO_EVIDENCE,
        )
    code, out, _ = home.call("release", "--require", "unit")
    assert (code, hostile.obeyed(out)) == (3, [])


def test_the_real_command(home: Home, gatekeeper: Callable[..., Any]) -> None:
    home.keep()
    home.keep(Verdict.FAILED, name="e2e")
    assert [gatekeeper("release", "--require", each).code for each in ("unit", "e2e", "lint")] == [0, 1, 3]
