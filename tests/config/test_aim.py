from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from configs import UNIT, complaint, settle

from gatekeeper.config.measures import PassRate, RuleHolds, TestsPass
from gatekeeper.config.targets import Criterion, Guard, IssueTarget, LabelStyle, Publishing, Target
from gatekeeper.rules.threshold import Threshold

if TYPE_CHECKING:
    from pathlib import Path

GITHUB = """
[gate]
name = "Payments & Co."

[[issues]]
number = 1176
on = ["passed", "failed", "passed"]
on_other = "keep"
max_labels = 3

[[issues.criteria]]
text = "All unit tests above 90%"
category = "unit"
pass_rate = "> 90%"
min_executed = 37

[[issues.criteria]]
text = "The golden path works"
group = "business"
tests = ["e2e::*"]

[[issues.criteria]]
text = "Something ran"
group = "process"
rule = "tests-executed"

[[issues.criteria]]
text = "The runbook was read"

[issues.labels]
failed = ["P0-critical"]
"rule:tests-executed" = ["false-green-ci-status"]
"category:unit" = ["unit-test-failures"]

[[issues]]
search = "label:e2e is:open"
name = "e2e"
template = "docs/e2e.md.j2"
refs = ["refs/heads/main"]

[pull_request]
on = ["passed", "failed", "refused"]

[status]

[labels."P0-critical"]
color = "#B60205"
description = "A blocking rule failed."

[labels.actively-being-worked-on]
ttl = "24h"

[guard]
trusted = ["octocat", "release-bot[bot]"]
grace = "90m"
records = "artifact:gatekeeper-record"
"""
ISSUE = UNIT + "[[issues]]\nnumber = 1\n"


def test_everything_that_can_be_published(folder: Path) -> None:
    rate = PassRate(category="unit", threshold=Threshold.parse("> 90%"), least=37)
    assert settle(folder, UNIT + GITHUB).publishing == Publishing(
        issues=(
            IssueTarget(
                number=1176,
                target=Target(
                    key="issue-1176",
                    on=("passed", "failed"),
                    keep=True,
                    max_labels=3,
                    criteria=(
                        Criterion(text="All unit tests above 90%", id="all-unit-tests-above-90", measure=rate),
                        Criterion(
                            text="The golden path works", id="the-golden-path-works", group="business", measure=TestsPass(tests=("e2e::*",))
                        ),
                        Criterion(text="Something ran", id="something-ran", group="process", measure=RuleHolds(rule="tests-executed")),
                        Criterion(text="The runbook was read", id="the-runbook-was-read"),
                    ),
                    labels=(
                        ("failed", ("P0-critical",)),
                        ("rule:tests-executed", ("false-green-ci-status",)),
                        ("category:unit", ("unit-test-failures",)),
                    ),
                ),
            ),
            IssueTarget(search="label:e2e is:open", target=Target(key="e2e", template="docs/e2e.md.j2", refs=("refs/heads/main",))),
        ),
        pull_request=Target(key="pull_request", on=("passed", "failed", "refused")),
        status="payments-co",
        labels={
            "P0-critical": LabelStyle(color="b60205", description="A blocking rule failed."),
            "actively-being-worked-on": LabelStyle(ttl=timedelta(days=1)),
        },
        guard=Guard(trusted=("octocat", "release-bot[bot]"), grace=timedelta(minutes=90), artifact="gatekeeper-record"),
    )


def test_nothing_is_published_unless_it_is_asked_for(folder: Path) -> None:
    assert settle(folder, UNIT).publishing == Publishing()
    assert settle(folder, UNIT).publishing.names == ()


def test_names_trust_and_looks_ignore_what_github_ignores(folder: Path) -> None:
    publishing = settle(folder, UNIT + GITHUB).publishing
    assert publishing.names == ("issue-1176", "e2e", "pull_request", "status")
    assert publishing.trusts("OctoCat")
    assert not publishing.trusts("octo")
    assert not settle(folder, UNIT).publishing.trusts("octocat")
    assert publishing.style("p0-CRITICAL").color == "b60205"
    assert publishing.style("other") == LabelStyle()


@pytest.mark.parametrize(
    ("gate", "status", "key"),
    [("", "", "gate"), ("Öl & Gas", "", "l-gas"), ("---", "", "gate"), ("A", 'key = "unit.3"', "unit.3"), ("x" * 90, "", "x" * 64)],
)
def test_the_status_is_named_after_the_gate(folder: Path, gate: str, status: str, key: str) -> None:
    assert settle(folder, f'[gate]\nname = "{gate}"\n' * bool(gate) + UNIT + f"[status]\n{status}\n").publishing.status == key


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[issues]]\n", "issues[0]: an issue is named by number or by search, one of the two"),
        ('[[issues]]\nnumber = 1\nsearch = "x"\n', "issues[0]: an issue is named by number or by search, one of the two"),
        ('[[issues]]\nsearch = "x"\n', "issues[0].name: the key is missing"),
        ("[[issues]]\nnumber = 0\n", "issues[0].number: "),
        ('[[issues]]\nnumber = "1"\n', "issues[0].number: "),
        ("[[issues]]\nnumber = 1\n[[issues]]\nnumber = 1\n", "issues[1].name: issue-1 is the name of issues[0] already"),
        ('[[issues]]\nnumber = 1\nname = "Status"\n', "issues[0].name: Status is the name of [status] already"),
        ('[[issues]]\nnumber = 1\nname = "a b"\n', "issues[0].name: "),
        ("[[issues]]\nnumber = 1\nnumer = 2\n", "issues[0].numer: unknown key \"numer\"; did you mean 'number'?"),
        ("[[issues]]\nnumber = 1\non = []\n", "issues[0].on: the value is empty"),
        ('[[issues]]\nnumber = 1\non = ["green"]\n', "issues[0].on"),
        ('[[issues]]\nnumber = 1\non_other = "x"\n', 'issues[0].on_other: is "notice" or "keep"'),
        ("[issues]\nnumber = 1\n", "issues: is a list of tables, each headed [[issues]]"),
        ("[[issues]]\nnumber = 1\ncriteria = 3\n", "issues[0].criteria: is a list of tables, each headed [[issues.criteria]]"),
        ("[[issues]]\nnumber = 1\nlabels = 3\n", "issues[0].labels: is a table headed [issues.labels], not 3"),
        ('status = "x"\n', 'status: is a table headed [status], not "x"'),
        ('[status]\nkye = "x"\n', "status.kye: unknown key"),
        ("[status]\nkey = 3\n", "status.key: is written as a text in quotes"),
        ("labels = 3\n", "labels: is written [labels.NAME], one table for each label, not 3"),
        ('[labels.a]\ncolor = "red"\n', 'labels."a".color'),
        ('[labels.a]\nttl = "x"\n', 'labels."a".ttl: a duration is written with its unit'),
        ("[labels.a]\n[labels.A]\n", 'labels."A": GitHub takes a and A for one label'),
        ('[guard]\ntrusted = ["a b"]\n', "guard.trusted"),
        ('[guard]\nrecords = "record.json"\n', "guard.records"),
        ('[guard]\ngrace = "soon"\n', "guard.grace: a duration is written with its unit"),
    ],
)
def test_a_table_that_means_nothing_is_refused(folder: Path, text: str, said: str) -> None:
    # Keys outside any table have to come before the first one.
    whole = text + UNIT if not text.startswith("[") else UNIT + text
    assert complaint(folder, whole)[0].startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ".text: the key is missing"),
        ('text = " "', ".text: the value is empty"),
        ('text = "a"\ngroup = "other"', '.group: is "technical" or "process" or "business"'),
        ('text = "a"\ncategory = "unit"', ".pass_rate: the key is missing"),
        ('text = "a"\npass_rate = "90%"', ".category: the key is missing"),
        ('text = "a"\nmin_executed = 3', ".category: the key is missing"),
        ('text = "a"\ncategory = "unti"\npass_rate = "90%"', ".category: unknown category \"unti\"; did you mean 'unit'?"),
        ('text = "a"\ncategory = "unit"\npass_rate = 90', '.pass_rate: a pass rate is written "> 90%"'),
        ('text = "a"\nrule = "pass_rate"', ".rule: unknown rule \"pass_rate\"; did you mean 'pass-rate'?"),
        ('text = "a"\nrule = "pass-rate"\ntests = ["x"]', ": a criterion is measured in one way"),
        ('text = "a"\ntests = []', ".tests: the value is empty"),
        ('text = "a"\ntest = ["x"]', ".test: unknown key \"test\"; did you mean 'tests'?"),
    ],
)
def test_a_criterion_that_cannot_be_measured_is_refused(folder: Path, text: str, said: str) -> None:
    assert complaint(folder, f"{ISSUE}[[issues.criteria]]\n{text}\n")[0].startswith(f"issues[0].criteria[0]{said}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'green = ["a"]',
            (
                'issues[0].labels."green": labels are set by passed, failed, incomplete, stale, refused, '
                "recurring, audit, rule:NAME or category:NAME"
            ),
        ),
        ('"rule:nope" = ["a"]', 'issues[0].labels."rule:nope": unknown rule "nope"'),
        ('"category:nope" = ["a"]', 'issues[0].labels."category:nope": unknown category "nope"'),
        ("failed = []", 'issues[0].labels."failed": the value is empty'),
        (f'failed = ["{"x" * 51}"]', "issues[0].labels"),
        ('failed = ["a\\nb"]', "issues[0].labels"),
        ('failed = "a"', "issues[0].labels"),
    ],
)
def test_labels_are_set_by_what_exists(folder: Path, text: str, said: str) -> None:
    assert complaint(folder, f"{ISSUE}[issues.labels]\n{text}\n")[0].startswith(said)
