from __future__ import annotations

import gzip
import os
import stat
from pathlib import Path

import pytest

from gatekeeper.evidence.place import Place
from gatekeeper.junit.reading import Reading
from gatekeeper.model import File, FileStatus

_RECORD = Path("out/record.json")
_NAMES = ["record.cases.jsonl.gz", "record.json"]


def _settle(data: bytes, record: Path = _RECORD) -> Place:
    with Place(record) as place:
        assert place.part
        packed = gzip.compress(data)
        Path(f"{place.part}-0").write_bytes(packed)
        reading = Reading(file=File(path="a.xml", status=FileStatus.COUNTED), part=f"{place.part}-0", span=(0, len(packed)), rows=1)
        assert place.join([reading])
        place.settle(data)
    return place


@pytest.mark.usefixtures("folder")
def test_record_and_inventory_take_their_places() -> None:
    assert _settle(b"1").error is None
    assert sorted(os.listdir("out")) == _NAMES
    assert (_RECORD.read_bytes(), gzip.decompress(Path("out", _NAMES[0]).read_bytes())) == (b"1", b"1")
    _settle(b"2")
    assert (sorted(os.listdir("out")), _RECORD.read_bytes()) == (_NAMES, b"2")


@pytest.mark.usefixtures("folder")
def test_everybody_may_read_what_the_umask_allows() -> None:
    _settle(b"1")
    mask = os.umask(0)
    os.umask(mask)
    assert [stat.S_IMODE(Path("out", name).stat().st_mode) for name in _NAMES] == [0o666 & ~mask] * 2


@pytest.mark.usefixtures("folder")
def test_an_error_in_the_middle_keeps_what_was_there() -> None:
    _settle(b"1")

    def crash() -> None:
        with Place(_RECORD) as place:
            place.join([])
            raise KeyError

    with pytest.raises(KeyError):
        crash()
    assert (sorted(os.listdir("out")), _RECORD.read_bytes()) == (_NAMES, b"1")


@pytest.mark.usefixtures("folder")
def test_no_record_touches_nothing() -> None:
    with Place(None) as place:
        assert (place.part, place.join([])) == (None, None)
        place.settle(b"1")
    assert (place.error, os.listdir()) == (None, [])


@pytest.mark.parametrize("record", ["file/record.json", "folder", "/", ".", "/proc/self/record.json", "x" * 300, "new/" + "x" * 300])
def test_a_place_that_cannot_be_written_is_remembered(folder: Path, record: str) -> None:
    (folder / "file").touch()
    (folder / "folder").mkdir()
    with Place(Path(record)) as place:
        inventory = place.join([])
        place.settle(b"1")
    assert place.error
    assert (place.error.exit_code, str(place.error).startswith(f"{record} cannot be written: ")) == (4, True)
    assert inventory is None or len(record) >= 300
    assert [path.name for path in folder.rglob(".*")] == []


@pytest.mark.usefixtures("folder")
def test_a_lost_part_is_a_failed_delivery_and_the_old_record_stays() -> None:
    _settle(b"1")
    with Place(_RECORD) as place:
        lost = Reading(file=File(path="a.xml", status=FileStatus.COUNTED), part=f"{place.part}-0", rows=1)
        assert place.join([lost]) is None
        place.settle(b"2")
    assert place.error
    assert (sorted(os.listdir("out")), _RECORD.read_bytes()) == (_NAMES, b"1")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", _NAMES)
def test_what_is_no_regular_file_stays(name: str) -> None:
    Path("out").mkdir()
    Path("precious").write_bytes(b"0")
    for put in (lambda path: path.symlink_to("../precious"), os.mkfifo):
        path = Path("out", name)
        put(path)
        before = os.lstat(path)
        with Place(_RECORD) as place:
            place.join([])
            place.settle(b"1")
        assert str(place.error) == f"{_RECORD} cannot be written: {name} is no regular file"
        assert (os.lstat(path).st_ino, os.listdir("out"), Path("precious").read_bytes()) == (before.st_ino, [name], b"0")
        path.unlink()


@pytest.mark.usefixtures("folder")
def test_lost_rows_are_a_failed_delivery_and_the_old_record_stays() -> None:
    _settle(b"1")
    with Place(_RECORD) as place:
        assert place.join([Reading(file=File(path="a.xml", status=FileStatus.COUNTED), lost_rows="No space left on device")]) is None
        place.settle(b"2")
    assert str(place.error) == f"{_RECORD} cannot be written: No space left on device"
    assert (sorted(os.listdir("out")), _RECORD.read_bytes()) == (_NAMES, b"1")


@pytest.mark.usefixtures("folder")
def test_the_inventory_can_be_read_before_the_record_is_there() -> None:
    with Place(_RECORD) as place:
        assert place.join([])
        assert place.joined
        assert (place.joined.is_file(), _RECORD.exists()) == (True, False)
    assert Place(None).joined is None


@pytest.mark.usefixtures("folder")
def test_an_inventory_that_could_not_be_made_is_nowhere() -> None:
    with Place(_RECORD) as place:
        reading = Reading(file=File(path="a.xml", status=FileStatus.COUNTED), lost_rows="the disk is full")
        assert place.join([reading]) is None
        assert place.joined is None
