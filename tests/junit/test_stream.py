from __future__ import annotations

import codecs
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
import reports
from readings import four, read

from gatekeeper.junit import stream
from gatekeeper.model import FileStatus, Problem

if TYPE_CHECKING:
    from pathlib import Path

GOOD = reports.report(reports.case("h\u00e9"), reports.failed("b"))
BODY = GOOD.removeprefix(reports.HEADER)


def declared(encoding: str) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?>{BODY}'.encode(encoding)


def refused(report: str | bytes) -> str:
    file = read(report).file
    assert (file.status, file.problem, file.counts.tests) == (FileStatus.REFUSED, Problem.UNREADABLE, 0)
    assert file.reason
    return file.reason


@pytest.mark.parametrize(
    "report",
    [
        GOOD.encode(),
        codecs.BOM_UTF8 + GOOD.encode(),
        BODY.encode(),
        declared("utf-16"),
        declared("latin-1"),
        declared("iso-8859-15"),
        declared("cp1252"),
        codecs.BOM_UTF16_LE + BODY.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + BODY.encode("utf-16-be"),
    ],
)
def test_encodings_that_can_be_read(report: bytes) -> None:
    assert four(read(report).counts) == (1, 0, 1, 0)


@pytest.mark.parametrize("encoding", ["shift_jis", "gbk", "euc_kr", "utf-7", "utf-32", "idna", "rot13", "base64", "nonsense"])
def test_encodings_that_cannot_be_read_are_refused_with_a_remedy(encoding: str) -> None:
    assert "write the report as UTF-8" in refused(f'<?xml version="1.0" encoding="{encoding}"?><testsuite/>')


def test_a_wrong_declaration_is_refused() -> None:
    assert refused('<?xml version="1.0" encoding="utf-16"?><testsuite><testcase/></testsuite>').startswith("malformed XML at line 1")


@pytest.mark.parametrize("report", ["", " \n ", codecs.BOM_UTF8, "[1]", "ready", reports.HEADER])
def test_what_is_no_xml_is_refused(report: str | bytes) -> None:
    refused(report)


def test_an_empty_file_is_called_empty() -> None:
    assert refused("") == "the file is empty"


@pytest.mark.parametrize("end", [10, 80, -1, -15, -30])
def test_a_truncated_file_is_refused_and_says_so(end: int) -> None:
    assert "ends too early" in refused(GOOD.strip()[:end])


def test_every_truncation_is_refused() -> None:
    for end in range(len(GOOD.strip())):
        refused(GOOD.strip()[:end])


@pytest.mark.parametrize("junk", ["log line", "<testsuite/>", "\0", "<"])
def test_junk_around_the_root_is_refused(junk: str) -> None:
    refused(GOOD + junk)
    refused(junk + GOOD)


@pytest.mark.parametrize(
    "body",
    [
        '<testcase name="&#27;"/>',
        "<testcase>&amp</testcase>",
        '<testcase name="a" name="b"/>',
        "<testcase></testsuite>",
        "<testcase>&undefined;</testcase>",
    ],
)
def test_malformed_xml_is_refused(body: str) -> None:
    refused(f"<testsuite>{body}</testsuite>")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY e "x">',
        '<!ENTITY e SYSTEM "file:///etc/passwd">',
        '<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;',
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">',
    ],
)
def test_entities_are_refused(declaration: str) -> None:
    assert "entities of its own" in refused(f"<!DOCTYPE testsuite [{declaration}]><testsuite><testcase/></testsuite>")


def test_default_attributes_are_refused() -> None:
    dtd = '<!DOCTYPE testsuite [<!ATTLIST testcase status CDATA "notrun">]>'
    assert "default attributes" in refused(f"{dtd}<testsuite><testcase/></testsuite>")


def test_a_bare_doctype_and_element_declarations_are_harmless() -> None:
    for dtd in ("<!DOCTYPE testsuite>", "<!DOCTYPE testsuite [ <!-- 9 % --><?p %?><!ELEMENT testsuite ANY>]>"):
        assert read(f"{dtd}<testsuite><testcase/></testsuite>").counts.passed == 1


def test_nothing_is_ever_fetched() -> None:
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            url = f"http://127.0.0.1:{server.server_port}/x.dtd"
            assert read(f'<!DOCTYPE testsuite PUBLIC "x" "{url}"><testsuite><testcase/></testsuite>').counts.passed == 1
            refused(f'<!DOCTYPE testsuite [<!ENTITY e SYSTEM "{url}">]><testsuite><testcase>&e;</testcase></testsuite>')
            refused(f'<!DOCTYPE testsuite [<!ENTITY % e SYSTEM "{url}"> %e;]><testsuite><testcase/></testsuite>')
        finally:
            server.shutdown()
            thread.join()
    assert asked == []


def test_an_attribute_of_20_mb_is_read() -> None:
    reading = read(reports.report(reports.case("a", reports.result("failure", "x" * (20 << 20))), reports.case("b" * (1 << 20))))
    assert four(reading.counts) == (1, 0, 1, 0)
    assert len(reading.failures[0].message) <= 2000


def test_a_tag_beyond_all_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_LONGEST_TOKEN", 1 << 20)
    assert "a single tag is longer than 1 MiB" in refused(reports.report(reports.case("a" * (3 << 20))))


def test_progress_is_told_in_bytes() -> None:
    seen: list[int] = []
    read(GOOD, progress=seen.append)
    assert sum(seen) == len(GOOD.encode())


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gatekeeper.junit.reading import read_file
    from gatekeeper.junit.want import Want

    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.xml"
    path.write_text(GOOD, encoding="utf-8")
    with path.open("ab", buffering=0) as file:

        def grow(_: int) -> None:
            if file.tell() < 2 * len(GOOD):
                file.write(b" ")

        reading = read_file("a.xml", "a.xml", Want(category="t"), progress=grow)
    assert reading.file.reason.startswith("the file changed while it was read")


@pytest.mark.parametrize("name", ["utf8", "UTF8", "utf_8"])
def test_a_common_misspelling_of_utf_8_is_read(name: str) -> None:
    report = BODY.encode()
    assert four(read(f"<?xml version='1.0' encoding='{name}'?>".encode() + report).counts) == (1, 0, 1, 0)


def test_a_mistake_in_our_own_handlers_is_not_called_an_encoding_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr("gatekeeper.junit.walker.Walker.inside", broken)
    with pytest.raises(KeyError):
        read(GOOD)
