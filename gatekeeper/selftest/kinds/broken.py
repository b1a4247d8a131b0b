"""Files that are no report: none of them may be taken for a report without failures."""

from __future__ import annotations

import gzip
import os
from typing import TYPE_CHECKING

from gatekeeper.selftest.kind import Kind
from gatekeeper.selftest.xml import data_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatekeeper.selftest.evidence import Evidence
    from gatekeeper.selftest.kind import Spoil
    from gatekeeper.selftest.target import Target

_ENTITIES = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 10))
_BOMB = (
    f'<?xml version="1.0"?><!DOCTYPE t [<!ENTITY e0 "ha">{_ENTITIES}]><testsuite name="s"><testcase classname="c" name="&e9;"/></testsuite>'
)
_FILE = '<!DOCTYPE t [<!ENTITY e SYSTEM "file:///etc/hostname">]><testsuite><testcase classname="c" name="&e;"/></testsuite>'
_PAGE = "<!DOCTYPE html><html><head><title>404</title></head><body><h1>Not found</h1></body></html>"
_COVERAGE = '<?xml version="1.0"?><coverage line-rate="0.98" tests="25" failures="0"><packages/></coverage>'


def _is(data: bytes) -> Spoil:
    def spoil(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
        return evidence.first_report(data=data)

    return spoil


def _made(change: Callable[[bytes], bytes]) -> Spoil:
    def spoil(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
        return evidence.first_report(data=change(data_of(evidence.reports[0])))

    return spoil


def _stands(shape: str) -> Spoil:
    def spoil(evidence: Evidence, target: Target) -> Evidence | None:
        possible = hasattr(os, "mkfifo") if shape == "pipe" else evidence.reports[0].path.endswith(".xml")
        return evidence.first_report(shape=shape) if possible and not target.witnessed_only else None

    return spoil


def _latin(data: bytes) -> bytes:
    return data.replace(b"</testsuite>", b"<system-out>caf\xe9</system-out></testsuite>")


def _broken(name: str, imitates: str, spoil: Spoil) -> Kind:
    return Kind(name=name, imitates=imitates, rules=("evidence-readable",), spoil=spoil)


KINDS = (
    _broken("cut-short", "a runner killed while it wrote", _made(lambda data: data[: len(data) * 2 // 3])),
    _broken("not-xml", "a log under the report's name", _is(b"25 passed in 3.14s\n")),
    _broken("html-page", "a download's error page", _is(_PAGE.encode())),
    _broken("json", "a report in another format", _is(b'{"tests": 25, "failures": 0}')),
    _broken("other-root", "a coverage report", _is(_COVERAGE.encode())),
    _broken("entity-bomb", "XML that grows when it is read", _is(_BOMB.encode())),
    _broken("external-entity", "XML that reads another file", _is(_FILE.encode())),
    _broken("two-documents", "two runners that wrote one file", _made(lambda data: data + data)),
    _broken("wrong-encoding", "bytes of another encoding", _made(_latin)),
    _broken("compressed", "a file packed on the way", _made(gzip.compress)),
    _broken("folder", "a folder in the report's place", _stands("folder")),
    _broken("pipe", "a pipe that nobody writes to", _stands("pipe")),
)
