"""What GitHub says about the jobs that are needed, and what it never says."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies

from gatekeeper.cli._needs import parse_needs
from gatekeeper.errors import UsageError
from gatekeeper.model import Job, JobResult

_GITHUB = """{
  "build": {
    "result": "success",
    "outputs": {"digest": "x"}
  },
  "deploy": {
    "result": "skipped",
    "outputs": {}
  }
}"""
_JSON = strategies.recursive(
    strategies.none() | strategies.booleans() | strategies.integers() | strategies.floats() | strategies.text(max_size=5),
    lambda each: strategies.lists(each, max_size=3) | strategies.dictionaries(strategies.sampled_from(["result", "a", ""]), each),
    max_leaves=8,
)


def test_what_github_writes() -> None:
    assert parse_needs(_GITHUB) == (Job(name="build", result=JobResult.SUCCESS), Job(name="deploy", result=JobResult.SKIPPED))


@pytest.mark.parametrize("result", JobResult)
def test_every_result_of_github_is_known(result: JobResult) -> None:
    assert parse_needs(json.dumps({"a": {"result": result.value}})) == (Job(name="a", result=result),)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("null", "is no object"),
        ("[]", "is no object"),
        ('"success"', "is no object"),
        ("{}", "names no job"),
        ("{", "is no JSON"),
        ("${{ toJSON(needs) }}", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("1" * 100_000, "is no JSON"),
        ('{"a": {"result": "failure"}, "a": {"result": "success"}}', "names something twice"),
        ('{"a": {"result": "failure", "result": "success"}}', "names something twice"),
        ('{"a": "success"}', "no result of job a"),
        ('{"a": null}', "no result of job a"),
        ('{"a": {}}', "no result of job a"),
        ('{"a": {"result": null}}', "no result of job a"),
        ('{"a": {"result": ["success"]}}', "no result of job a"),
        ('{"a": {"result": "neutral"}}', "no result of job a"),
        ('{"a": {"result": "SUCCESS"}}', "no result of job a"),
        ('{"a": {"result": "success"}, "b": {"result": ""}}', "no result of job b"),
        ('{"": {"result": "success"}}', "without a printable name"),
        ('{"a\\n::error::x": {"result": "success"}}', "without a printable name"),
        ('{"\\u202egnp": {"result": "success"}}', "without a printable name"),
        ('{"\\ud800": {"result": "success"}}', "without a printable name"),
        (json.dumps({"x" * 256: {"result": "success"}}), "without a printable name"),
    ],
)
def test_anything_else_is_refused_with_what_to_write(text: str, problem: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_needs(text)
    assert problem in caught.value.message
    assert len(caught.value.message) < 400
    assert "NEEDS_JSON: ${{ toJSON(needs) }}" in caught.value.remedy


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_at_most_a_mebibyte(more: int, refused: bool) -> None:
    text = '{"a": {"result": "success", "outputs": {"o": "é"}}}'
    text += " " * ((1 << 20) - len(text.encode()) + more)
    if refused:
        with pytest.raises(UsageError, match="over 1 MiB"):
            parse_needs(text)
    else:
        assert parse_needs(text)


def test_bytes_that_are_no_text_are_measured_too() -> None:
    with pytest.raises(UsageError, match="is no JSON"):
        parse_needs("\udcff")


@given(_JSON)
def test_nothing_but_results_of_github_comes_through(value: object) -> None:
    try:
        jobs = parse_needs(json.dumps(value))
    except UsageError:
        return
    assert isinstance(value, dict)
    assert [(job.name, job.result.value) for job in jobs] == [(name, each["result"]) for name, each in value.items()]
