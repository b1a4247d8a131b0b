from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import made, moment, run
from msgspec.structs import replace

from gatekeeper.errors import RecordError
from gatekeeper.evidence.ledger import reading
from gatekeeper.evidence.ledger.attestation import Attestation
from gatekeeper.evidence.ledger.files import DamagedError
from gatekeeper.evidence.record import encode

if TYPE_CHECKING:
    from gatekeeper.evidence.record import Record

FIRST, LAST = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_NEVER = ["", "never", "2026-01-02", "2026-01-02T03:04:05", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]


@pytest.mark.parametrize("text", _NEVER)
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        reading.instant(text)


@settings(max_examples=40, deadline=None)
@given(st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None), timezones=OFFSETS))
def test_every_moment_has_a_month(made: datetime) -> None:
    there = made.astimezone(UTC)
    assert reading.month(made.isoformat()) == f"{there.year:04}/{there.month:02}"
    assert reading.instant(made.isoformat()) == made
    assert reading.minute(made.isoformat()) == f"{there.year:04}-{there:%m-%d %H:%M}"


def test_moments_are_ordered_whatever_their_offset() -> None:
    early, late = "2026-01-01T01:00:00+02:00", "2026-01-01T00:00:00+00:00"
    assert reading.order(early, None) < reading.order(late, None) < reading.order(late, run(9)) < reading.order(late, run(10))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_nothing_else_is_read(data: bytes) -> None:
    for read in (reading.head, reading.attestation):
        with pytest.raises(DamagedError):
            read(data)
    with pytest.raises(RecordError):
        reading.record(data, "x")


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"verdict":' * 50_000])
def test_what_is_nested_deeply_is_no_record(data: bytes) -> None:
    with pytest.raises(RecordError):
        reading.record(data, "x")
    with pytest.raises(DamagedError):
        reading.head(data)


def test_a_record_is_read() -> None:
    assert reading.record(encode(made()), "x") == made()


def test_a_record_that_another_version_has_written_is_read() -> None:
    data = encode(made())
    other = data.replace(b"\n", b" ").replace(b'"verdict"', b'"later": {"a": [1]}, "verdict"')
    assert other != data
    assert reading.record(other, "x") == made()
    assert reading.head(other).verdict is made().verdict


def _doubled(data: bytes) -> bytes:
    return data.replace(b'"partial": false', b'"partial": true, "partial": false')


def _escaped(data: bytes) -> bytes:
    return data.replace(b'"partial": false', b'"parti\\u0061l": true, "partial": false')


def _within(data: bytes) -> bytes:
    return data.replace(b'"dirty": false', b'"dirty": true, "dirty": false')


@pytest.mark.parametrize("double", [_doubled, _escaped, _within])
def test_a_key_that_stands_there_twice_is_refused(double: Any) -> None:
    data = double(encode(made()))
    assert data != encode(made())
    with pytest.raises(RecordError, match="a key stands there twice"):
        reading.record(data, "x")


@pytest.mark.parametrize(
    ("lie", "said"),
    [
        (replace(made(), exit_code=1), "the exit code is not that of the verdict"),
        (replace(made(), created="2999-01-01T00:00:00+00:00"), "it was created in the future"),
        (replace(made(), policy=replace(made().policy, categories={"unit": {"x": {"y": 1}}})), "a setting is none"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(lie: Record, said: str) -> None:
    with pytest.raises(RecordError, match=said) as caught:
        reading.record(encode(lie), "the file")
    assert (caught.value.message.startswith("the file"), bool(caught.value.remedy)) == (True, True)


def test_a_sign_off_is_bound_to_a_tree_and_a_moment() -> None:
    text = '{"criterion": "a", "text": "b", "tree": "c", "commit": null, "by": "d", "note": "e", "created": "%s"}'
    wanted = Attestation(criterion="a", text="b", tree="c", commit=None, by="d", note="e", created=moment())
    assert reading.attestation((text % moment()).encode()) == wanted
    for bad in (text % "never", (text % moment()).replace('"tree": "c", ', ""), (text % moment()).replace('"c"', "null")):
        with pytest.raises(DamagedError):
            reading.attestation(bad.encode())
