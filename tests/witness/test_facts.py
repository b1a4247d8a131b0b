"""What is kept of the environment."""

from __future__ import annotations

import pytest

from gatekeeper.witness import facts
from gatekeeper.witness.masks import Masks


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, (None, None)),
        ({"GITHUB_RUN_ID": "812", "GITHUB_RUN_ATTEMPT": "2"}, ("812", 2)),
        ({"GITHUB_RUN_ID": "8\n1", "GITHUB_RUN_ATTEMPT": "x"}, ("8\\n1", None)),
        ({"GITHUB_RUN_ATTEMPT": "0"}, (None, None)),
        ({"GITHUB_RUN_ATTEMPT": "9" * 30}, (None, None)),
        ({"GITHUB_RUN_ATTEMPT": "0000000001" + "9" * 5000}, (None, None)),
        ({"GITHUB_RUN_ATTEMPT": "²"}, (None, None)),
    ],
)
def test_the_run_and_its_attempt(environ: dict[str, str], expected: tuple[str | None, int | None]) -> None:
    assert facts.ci_run(environ) == expected


def test_the_machine_has_a_name() -> None:
    host, platform = facts.machine()
    assert host
    assert len(platform.split()) >= 2


def test_variables_that_are_always_kept_and_that_were_asked_for() -> None:
    environ = {"CI": "true", "GITHUB_JOB": "unit", "HOME": "/root", "BROWSER": "a\tb", "MY_TOKEN": "abcdef", "URL": "x/abcdef"}
    made = facts.variables(environ, ("BROWSER", "MY_TOKEN", "URL", "MISSING"), Masks(environ))
    assert made == {"CI": "true", "GITHUB_JOB": "unit", "BROWSER": "a\\tb", "MY_TOKEN": "***", "URL": "x/***"}


def test_arguments_are_bounded_and_printable() -> None:
    masks = Masks({})
    assert facts.arguments(("a\udcffb", "x" * 3000, "a\nb"), masks) == ("a\\xffb", "x" * 1000 + "...", "a\\nb")
    assert facts.arguments(("x",) * 1003, masks)[-1] == "... and 3 more"
