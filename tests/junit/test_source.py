from __future__ import annotations

import os
import socket
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
import reports

from gatekeeper.junit.source import CHUNK, Refused, open_source
from gatekeeper.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REPORT = reports.report(reports.case())


def refusal(path: Path | str | bytes) -> tuple[str, Problem]:
    with pytest.raises(Refused) as caught, open_source(os.fsdecode(path)) as source:
        list(source.chunks())
    return caught.value.message, caught.value.problem


def test_a_file_comes_in_chunks_and_is_digested(tmp_path: Path) -> None:
    data = os.urandom(CHUNK * 2 + 5)
    (tmp_path / "a").write_bytes(data)
    with open_source(str(tmp_path / "a")) as source:
        assert b"".join(map(bytes, source.chunks())) == data
        assert (source.bytes, source.sha256) == (len(data), sha256(data).hexdigest())


def test_a_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.xml") == ("the file does not exist", Problem.MISSING)


def test_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path) == ("this is a folder, not a report file", Problem.UNREADABLE)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xml")
    assert refusal(tmp_path / "a.xml") == ("this is a FIFO, not a report file", Problem.UNREADABLE)


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no devices here")
def test_a_device_and_a_link_to_it(tmp_path: Path) -> None:
    (tmp_path / "a.xml").symlink_to("/dev/zero")
    for path in ("/dev/zero", tmp_path / "a.xml"):
        assert refusal(path) == ("this is a device, not a report file", Problem.UNREADABLE)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets in the file system here")
def test_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a.xml")
        assert refusal("a.xml")[0] == "this is a socket, not a report file"


def test_a_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a.xml").symlink_to("b.xml")
    (tmp_path / "b.xml").symlink_to("a.xml")
    reason, problem = refusal(tmp_path / "a.xml")
    assert (reason.startswith("the file cannot be opened: "), problem) == (True, Problem.UNREADABLE)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(REPORT)
    (tmp_path / "a.xml").chmod(0)
    assert refusal(tmp_path / "a.xml")[0] == "the file cannot be opened: Permission denied"


def test_a_name_that_no_file_can_have() -> None:
    assert refusal("a\0b")[1] is Problem.UNREADABLE
    assert refusal("x" * 5000)[1] is Problem.UNREADABLE


@pytest.mark.parametrize("name", [b"new\nline.xml", b"\xff\xfe.xml", "\u202e.xml".encode()])
def test_names_with_line_breaks_or_strange_bytes_can_be_read(tmp_path: Path, name: bytes) -> None:
    path = os.path.join(os.fsencode(tmp_path), name)
    try:
        with open(path, "wb") as file:
            file.write(REPORT.encode())
    except OSError:
        pytest.skip("this file system has no such names")
    with open_source(os.fsdecode(path)) as source:
        assert sum(map(len, source.chunks())) == len(REPORT.encode())


def change_while_reading(path: Path, change: Callable[[], object]) -> None:
    path.write_bytes(b"x" * CHUNK * 2)
    with open_source(str(path)) as source:
        chunks = source.chunks()
        next(chunks)
        change()
        with pytest.raises(Refused, match="changed while it was read"):
            list(chunks)
        assert source.bytes <= CHUNK * 3  # a file that never stops growing is not followed


@pytest.mark.parametrize("more", [1, CHUNK * 100])
def test_a_file_that_grows_is_refused(tmp_path: Path, more: int) -> None:
    path = tmp_path / "a.xml"
    change_while_reading(path, lambda: os.truncate(path, CHUNK * 2 + more))


def test_a_file_that_shrinks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    change_while_reading(path, lambda: os.truncate(path, CHUNK))


def test_a_file_of_the_system_that_has_no_size_is_refused() -> None:
    if not os.path.exists("/proc/self/status"):
        pytest.skip("no such files here")
    assert refusal("/proc/self/status")[0].startswith("the file changed")


def test_the_files_own_time_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("x")
    os.utime(path, (5, 1234.5))
    with open_source(str(path)) as source:
        assert source.modified == 1234.5
