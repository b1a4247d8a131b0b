from __future__ import annotations

import json

import jsonschema
import msgspec
import pytest
from records import counts, record

from gatekeeper.evidence.record import decode, encode, json_schema, rate_of
from gatekeeper.model import Verdict


def test_encode_and_decode_are_inverse() -> None:
    made = record(Verdict.STALE)
    assert decode(encode(made)) == made
    assert encode(decode(encode(made))) == encode(made)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"schema": 2}', b"\xff"])
def test_anything_else_is_no_record(data: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode(data)


def test_another_version_is_not_read_as_this_one() -> None:
    data = encode(record()).replace(b'"schema": 1', b'"schema": 2')
    with pytest.raises(msgspec.ValidationError):
        decode(data)


def test_the_schema_is_a_schema_and_describes_records() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(encode(record())))
    json.dumps(schema)


def test_what_did_not_run_weighs_nothing_and_no_denominator_is_no_rate() -> None:
    made = counts(passed=17, failed=19, errored=1, skipped=9)
    assert (made.weighed, rate_of([counts(skipped=3)]), rate_of([])) == (37, None, None)
    assert (str(rate_of([made])), str(rate_of([made, counts(passed=37)]))) == ("45.9%", "72.9%")
