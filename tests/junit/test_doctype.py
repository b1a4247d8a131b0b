from __future__ import annotations

import pytest
import reports
from readings import read

from gatekeeper.junit import source
from gatekeeper.model import FileStatus

EXTERNAL = ['SYSTEM "x.dtd"', 'SYSTEM ""', 'PUBLIC "x" "x.dtd"', 'SYSTEM "x.dtd" [<!ELEMENT testsuite ANY>]']
PLAIN = "<testsuite><testcase name='a &amp; b &#60;'/></testsuite>"


def reason(report: str | bytes) -> str:
    file = read(report).file
    assert file.status is FileStatus.REFUSED
    return file.reason


@pytest.mark.parametrize("names", EXTERNAL)
def test_a_doctype_that_only_names_a_file_is_harmless(names: str) -> None:
    assert read(f"<!DOCTYPE testsuite {names}>{PLAIN}").counts.passed == 1


@pytest.mark.parametrize("names", EXTERNAL)
@pytest.mark.parametrize("where", ['status="&e;"', 'name="x&\u00e9t\u00e9;"'])
def test_after_one_an_undefined_entity_is_refused(names: str, where: str) -> None:
    report = f"<!DOCTYPE testsuite {names}><testsuite><testcase {where}/></testsuite>"
    assert "entities of its own" in reason(report)
    assert "entities of its own" in reason(report.encode("utf-16"))


def test_a_reference_across_two_chunks_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    case = reports.case("b", status="&failed;").replace("&amp;", "&")
    report = f'<!DOCTYPE testsuite SYSTEM "x"><testsuite>{case}</testsuite>'
    for size in (7, 11, 16):
        monkeypatch.setattr(source, "CHUNK", size)
        assert "entities of its own" in reason(report)


@pytest.mark.parametrize("reference", ["%x;", " <!-- c --> %x; <?p?>"])
def test_a_reference_in_a_doctype_is_refused(reference: str) -> None:
    assert "entities" in reason(f"<!DOCTYPE testsuite [{reference}]><testsuite><testcase/></testsuite>")


def test_after_one_a_file_that_is_not_read_byte_by_byte_cannot_be_searched() -> None:
    assert "entities of its own" in reason(f'<!DOCTYPE testsuite SYSTEM "x.dtd">{PLAIN.replace("&", "")}'.encode("utf-16"))
    assert read(f"<!DOCTYPE testsuite>{PLAIN}".encode("utf-16")).counts.passed == 1
