"""The schemas, printed and used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest
import reports
import tomli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran


@pytest.mark.parametrize("what", ["config", "record"])
def test_is_a_schema_and_pretty(gatekeeper: Callable[..., Ran], what: str) -> None:
    ran = gatekeeper("schema", what)
    assert ran.code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(ran.out))
    assert ran.out.startswith('{\n  "$schema"')


def test_a_real_record_fits_its_schema(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", reports.report(reports.passed(3), reports.failed()))
    schema = json.loads(gatekeeper("schema", "record").out)
    record = json.loads(gatekeeper("check", "junit.xml", "--format", "json").out)
    jsonschema.validate(record, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**record, "verdict": "GREEN"}, schema)


def test_a_configuration_fits_its_schema(gatekeeper: Callable[..., Ran]) -> None:
    schema = json.loads(gatekeeper("schema", "config").out)
    good = tomli.loads('[categories.unit]\nreports = ["*.xml"]\npass_rate = "> 90%"\nmax_age = "24h"\n')
    jsonschema.validate(good, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomli.loads('[categories.unit]\nreports = ["*.xml"]\npas_rate = "> 90%"\n'), schema)


def test_anything_else_is_wrong_usage(gatekeeper: Callable[..., Ran]) -> None:
    ran = gatekeeper("schema", "report")
    assert (ran.code, "'config', 'record'" in ran.err) == (2, True)
