"""gatekeeper sign-off: what is signed, and what cannot be."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import hostile
import pytest
from clones import bare_configuration, committed, git, repository

from gatekeeper import cli
from gatekeeper.evidence.ledger.store import Ledger, ledger_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gatekeeper.evidence.ledger.attestation import Attestation

    Call = Callable[..., tuple[int, str, str]]

_CONFIG = """
[categories.unit]
reports = ["unit.xml"]

[release]
[[release.criteria]]
text = "Unit tests at 100%"
id = "unit-rate"
category = "unit"
pass_rate = "100%"

[[release.criteria]]
text = "Release notes are written"
id = "notes"

[[documents]]
path = "STATUS.md"
[[documents.criteria]]
text = "Everybody knows"
[[documents.criteria]]
text = "Release notes are written"
id = "notes"
"""
_SIGN = ("sign-off", "notes", "--by", "octo-lead", "--note", "read them")


@pytest.fixture
def call(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    bare_configuration(monkeypatch)
    repository(folder)
    (folder / "gatekeeper.toml").write_text(_CONFIG)
    committed(folder)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["gatekeeper", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        shown = capsys.readouterr()
        return int(str(ended.value.code)), shown.out, shown.err

    return run


def _signed(folder: Path, commit: str = "HEAD") -> tuple[Attestation, ...]:
    return Ledger(ledger_folder(folder)).attestations(git(folder, "rev-parse", f"{commit}^{{tree}}"))


def test_a_sign_off_is_bound_to_the_tree_and_the_words(folder: Path, call: Call) -> None:
    code, out, _ = call(*_SIGN)
    (made,) = _signed(folder)
    assert code == 0
    assert out.startswith("signed off: notes: Release notes are written\nby octo-lead: read them\nfor the tree ")
    assert (made.criterion, made.text, made.by, made.note) == ("notes", "Release notes are written", "octo-lead", "read them")
    assert made.commit == git(folder, "rev-parse", "HEAD")
    assert git(folder, "status", "--porcelain") == ""


def test_a_sign_off_is_bound_to_the_gate(folder: Path, call: Call) -> None:
    call(*_SIGN)
    (folder / "gatekeeper.toml").write_text(f'{_CONFIG}\n[gate]\nname = "shop"\n')
    committed(folder)
    code, out, _ = call(*_SIGN)
    assert (code, ", for gate shop\n" in out) == (0, True)
    assert ([each.gate for each in _signed(folder, "HEAD~1")], [each.gate for each in _signed(folder)]) == ([""], ["shop"])


def test_signing_again_adds_one(folder: Path, call: Call) -> None:
    call(*_SIGN)
    call(*_SIGN[:-1], "read them again")
    assert {each.note for each in _signed(folder)} == {"read them", "read them again"}


def test_a_document_has_criteria_too(folder: Path, call: Call) -> None:
    assert call("sign-off", "everybody-knows", "--by", "octo-lead", "--note", "x")[0] == 0
    assert _signed(folder)[0].text == "Everybody knows"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("gone", "--by", "a", "--note", "x"), "gone: no criterion has this id\nnext: there is notes, everybody-knows"),
        (("unit-rate", "--by", "a", "--note", "x"), "unit-rate is measured: evidence decides, and nobody signs it off"),
        (("notes", "--by", "a b", "--note", "x"), "--by: that is no login"),
        (("notes", "--by", "a", "--note", " \u200b"), "--note is empty"),
        (("notes", "--by", "a"), "Missing option '--note'"),
        (("notes", "--note", "a"), "Missing option '--by'"),
        (("notes", "--by", "a", "--note", "x", "--commit", "gone"), "git knows no such commit here"),
        (("notes", "--by", "a", "--note", "x", "--commit", "b" * 40), "is not known here"),
    ],
)
def test_what_cannot_be_signed_off(folder: Path, call: Call, arguments: tuple[str, ...], words: str) -> None:
    code, _, err = call("sign-off", *arguments)
    assert (code, words in err) == (2, True), err
    assert not ledger_folder(folder).exists()


def test_local_changes_need_a_commit_that_is_named(folder: Path, call: Call) -> None:
    (folder / "gatekeeper.toml").write_text(f"{_CONFIG}\n# more\n")
    code, _, err = call(*_SIGN)
    assert (code, "there are local changes" in err) == (2, True)
    assert call(*_SIGN, "--commit", "HEAD")[0] == 0
    assert len(_signed(folder)) == 1


def test_another_commit_has_another_tree(folder: Path, call: Call) -> None:
    assert call(*_SIGN, "--commit", "HEAD~1")[0] == 0
    assert (len(_signed(folder)), len(_signed(folder, "HEAD~1"))) == (0, 1)


def test_one_id_for_two_texts(folder: Path, call: Call) -> None:
    text = _CONFIG.replace('text = "Everybody knows"', 'text = "Everybody knows"\nid = "notes"')
    (folder / "gatekeeper.toml").write_text(text)
    committed(folder)
    code, _, err = call(*_SIGN)
    assert (code, "notes is the id of two criteria" in err) == (2, True)


def test_only_the_trusted_sign_where_there_are_any(folder: Path, call: Call) -> None:
    (folder / "gatekeeper.toml").write_text(f'{_CONFIG}\n[guard]\ntrusted = ["Octo-Lead"]\n')
    committed(folder)
    assert call(*_SIGN)[0] == 0
    code, _, err = call("sign-off", "notes", "--by", "somebody", "--note", "x")
    assert (code, "not one of [guard] trusted" in err) == (2, True)


def test_nothing_to_sign_off(folder: Path, call: Call) -> None:
    (folder / "gatekeeper.toml").write_text('[categories.unit]\nreports = ["unit.xml"]\n')
    committed(folder)
    code, _, err = call(*_SIGN)
    assert (code, "add a criterion without a measure" in err) == (2, True)


def test_a_ledger_that_cannot_be_written_is_4(folder: Path, call: Call) -> None:
    (folder / "taken").write_text("")
    code, _, err = call(*_SIGN, "--ledger", "taken")
    assert (code, "cannot be put into the ledger" in err) == (4, True)


def test_a_hostile_note_does_nothing(folder: Path, call: Call) -> None:
    for text in hostile.NAMES.values():
        if "\0" not in text:
            _, out, _ = call(*_SIGN[:-1], f"x {text}")
            assert hostile.obeyed(out) == []
    assert _signed(folder)
