from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from records import failure, record

from gatekeeper.cli._output import complain, deliver
from gatekeeper.errors import DeliveryError, UsageError
from gatekeeper.evidence.record import encode
from gatekeeper.gate import Decision
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from gatekeeper.evidence.record import Record

_OPTIONS: dict[str, Any] = {"style": "text", "no_color": True, "quiet": False, "verbose": False}


def _decision(made: Record, undelivered: DeliveryError | None = None) -> Decision:
    return Decision(record=made, data=encode(made), undelivered=undelivered)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("verdict", Verdict)
def test_the_exit_code_is_the_verdicts(verdict: Verdict) -> None:
    assert deliver(_decision(record(verdict)), None, _OPTIONS) == verdict.exit_code


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("verdict", Verdict)
def test_a_failed_delivery_changes_only_a_pass(verdict: Verdict, capsys: pytest.CaptureFixture[str]) -> None:
    decision = _decision(record(verdict), DeliveryError("no room", "make room"))
    assert deliver(decision, Path("r.json"), _OPTIONS) == (verdict.exit_code or 4)
    shown = capsys.readouterr()
    assert (str(verdict) in shown.out, shown.err) == (True, "error: no room\nnext: make room\n")


@pytest.mark.parametrize(("undelivered", "path"), [(None, "r.json"), (DeliveryError("x"), "")])
def test_the_record_is_named_only_where_it_was_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, undelivered: DeliveryError | None, path: str
) -> None:
    monkeypatch.setenv("GITHUB_OUTPUT", str(folder / "output"))
    decision = _decision(record(), undelivered)
    deliver(decision, Path("r.json"), _OPTIONS)
    lines = (folder / "output").read_text("utf-8").splitlines()
    values = {line.split("<<")[0]: lines[number + 1] for number, line in enumerate(lines) if "<<" in line}
    assert (values["record"], values["record-digest"]) == (path, sha256(decision.data).hexdigest())


def test_one_failed_place_does_not_keep_the_others_from_being_served(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("GITHUB_ACTIONS", "true"), ("GITHUB_OUTPUT", str(folder)), ("GITHUB_STEP_SUMMARY", str(folder / "summary"))):
        monkeypatch.setenv(name, value)
    assert deliver(_decision(record(Verdict.FAILED, failures=[failure()])), None, _OPTIONS) == 1
    shown = capsys.readouterr()
    assert ("::error::c::bad" in shown.out, "error: GITHUB_OUTPUT" in shown.err, (folder / "summary").exists()) == (True, True, True)


@pytest.mark.usefixtures("folder")
def test_styles(capsys: pytest.CaptureFixture[str]) -> None:
    decision = _decision(record())
    deliver(decision, None, {**_OPTIONS, "style": "json"})
    assert json.loads(capsys.readouterr().out)["verdict"] == "PASSED"
    deliver(decision, None, {**_OPTIONS, "style": "markdown"})
    assert capsys.readouterr().out.startswith("## PASSED")
    deliver(decision, None, {**_OPTIONS, "quiet": True})
    assert capsys.readouterr().out == "PASSED: 3 of 3 tests passed (100.0%)\n"


def test_complaints(capsys: pytest.CaptureFixture[str]) -> None:
    complain(UsageError("a\n::error::b ##[error]"))
    complain(UsageError("a", "b\nc"))
    assert capsys.readouterr().err == "error: a ::error::b # #[error]\nerror: a\nnext: b c\n"


@pytest.mark.usefixtures("folder")
def test_a_place_that_cannot_write_a_text_does_not_keep_the_others_from_being_served(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        "\udcff".encode()

    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setattr("gatekeeper.publishers.annotations.Annotations.deliver", fail)
    assert deliver(_decision(record()), None, _OPTIONS) == 4
    shown = capsys.readouterr()
    assert (shown.out.splitlines()[-1][:6], "surrogates not allowed" in shown.err) == ("PASSED", True)
