from __future__ import annotations

from typing import TYPE_CHECKING

import clones
import parted
import pytest
import runs

from gatekeeper.evidence.collected import with_witnessed, without_whole
from gatekeeper.model import Subject, Verdict

if TYPE_CHECKING:
    from pathlib import Path

ASKED, HERE = Subject(commit="a" * 40), Subject(commit="a" * 40, dirty=False)


@pytest.mark.parametrize(
    ("before", "after", "dirty"), [(False, False, False), (False, True, True), (True, False, True), (None, False, None)]
)
def test_only_witnesses_know_about_a_commit_that_is_not_checked_out(before: bool | None, after: bool | None, dirty: bool | None) -> None:
    seen = (runs.category(witnesses=(runs.witness(before=Subject(dirty=before), after=Subject(dirty=after)),)),)
    assert with_witnessed(ASKED, "a" * 40, seen).dirty is dirty
    assert with_witnessed(HERE, "a" * 40, seen).dirty is bool(before)
    assert with_witnessed(ASKED, None, seen).dirty is None
    assert with_witnessed(ASKED, "a" * 40, (runs.category(),)).dirty is None


def test_what_was_tested_with_local_changes_is_not_judged_as_clean(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = parted.configured(folder, "", monkeypatch)
    parted.part(config, before=parted.replace(parted.HERE, dirty=True))
    record = parted.judged(config)
    assert (record.verdict, record.subject.dirty) == (Verdict.PASSED, True)


def test_what_tests_write_makes_nothing_dirty_for_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = parted.configured(folder, "", monkeypatch)
    parted.part(config, after=parted.replace(parted.HERE, dirty=True))
    assert parted.judged(config).subject.dirty is False


def test_a_single_shard_is_not_asked_about_the_whole(folder: Path) -> None:
    config = parted.configured(folder, 'expected_files = 3\nshards = 3\nrequired_tests = ["c::*"]\n')
    left = {rule.id() for rule in without_whole(config).categories[0].policy.rules}
    assert left == {rule.id() for rule in without_whole(config).policy.categories[0].rules}
    assert {rule.id() for rule in config.categories[0].policy.rules} - left >= {"expected-files", "shards", "required-tests"}
    assert {"pass-rate", "same-commit", "exit-code"} <= left


def test_the_settings_are_those_of_the_environment_that_was_witnessed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = parted.configured(folder, "[categories.unit.env.staging]\nmin_executed = 9\n", monkeypatch)
    parted.part(config)
    assert parted.judged(config).verdict is Verdict.PASSED
    parted.part(config, environment="staging")
    record = parted.judged(config)
    assert (record.verdict, parted.said(record, "min-executed")[:1]) == (Verdict.INCOMPLETE, "3")


def test_evidence_of_another_commit_is_judged_where_it_is_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clones.bare_configuration(monkeypatch)
    config = parted.configured(folder, "clean_tree = true\n")
    clones.repository(folder)
    first, tree = clones.git(folder, "rev-parse", "HEAD", "HEAD^{tree}").split()
    clones.committed(folder)
    seen = Subject(commit=first, tree=tree, dirty=False)
    parted.part(config, before=seen, after=seen)
    assert parted.judged(config).verdict is Verdict.STALE
    record = parted.judged(config, commit=first[:12])
    assert (record.verdict, record.subject.commit, record.subject.tree, record.subject.dirty) == (Verdict.PASSED, first, tree, False)


def test_the_attempt_of_the_run_that_judges_counts_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = parted.configured(folder, "max_attempts = 1\n", monkeypatch)
    parted.part(config, attempt=1)
    assert parted.judged(config).verdict is Verdict.PASSED
    monkeypatch.setenv("GITHUB_RUN_ATTEMPT", "2")
    assert parted.said(parted.judged(config), "attempts") == "attempt 2, at most 1 allowed"
