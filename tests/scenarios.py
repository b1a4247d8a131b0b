"""One small project for each verdict and each way to reach it, for tests that show whole documents."""

from __future__ import annotations

from dataclasses import dataclass, field

import reports

UNIT = '[categories.unit]\nreports = ["unit.xml"]\n'
E2E = '[categories.e2e]\nreports = ["e2e.xml"]\n'
FAR = 'owner = "payments-team"\nexpires = 2090-01-31\n'
HOSTILE = 'pays\n::error::x ##[error]y\x85 <img src="x" onerror="alert(1)"> [a](https://evil.example) @everyone `code` | \u202egnp.exe'


@dataclass(frozen=True)
class Scenario:
    """The files of a project, the command line, and what must come of it."""

    code: int
    files: dict[str, str]
    arguments: tuple[str, ...] = ()
    repository: bool = field(default=False)


def _configured(config: str, **files: str) -> dict[str, str]:
    return {"gatekeeper.toml": config, **{f"{name}.xml": text for name, text in files.items()}}


_GREEN = reports.report(reports.passed(3), reports.skipped())
_RED = reports.report(
    reports.passed(5),
    reports.case("rounding", reports.result("failure", "assert 1 == 2", 'File "shop/cart.py", line 7, in test'), classname="shop.CartTest"),
    reports.case(HOSTILE, reports.result("error", HOSTILE)),
    reports.case("shaky", reports.result("flakyFailure", "timed out")),
    reports.skipped(),
)
_ONE_RED = reports.report(reports.passed(3), reports.failed())

SCENARIOS = {
    "passed": Scenario(0, {"junit.xml": _GREEN}, ("junit.xml",), repository=True),
    "waived": Scenario(
        0,
        _configured(
            f'[gate]\nname = "Payments"\nmax_waiver = "99999d"\n{UNIT}'
            f'[[waivers]]\nrule = "pass-rate"\ntests = ["c::bad"]\nreason = "#123"\n{FAR}',
            unit=_ONE_RED,
        ),
    ),
    "advisory": Scenario(0, _configured(f"{UNIT}{E2E}blocking = false\n", unit=_GREEN, e2e=_ONE_RED)),
    "absent": Scenario(0, _configured(f'{UNIT}{E2E}optional = "not run on documentation-only changes"\n', unit=_GREEN)),
    "partial": Scenario(0, _configured(f"{UNIT}{E2E}", unit=_GREEN, e2e=_ONE_RED), ("--category", "unit")),
    "failed": Scenario(
        1,
        _configured(f'{UNIT}pass_rate = "> 90%"\ntarget = "100%"\nmin_executed = 3\n{E2E}', unit=_RED, e2e=_GREEN)
        | {"shop/cart.py": "# a file of the checkout\n"},
    ),
    "incomplete": Scenario(3, {"junit.xml": reports.report(reports.passed(2), tests=25)}, ("junit.xml",)),
    "stale": Scenario(3, _configured(f'{UNIT}max_age = "24h"\n', unit=reports.report(reports.passed(2), timestamp="2026-01-02T03:04:05Z"))),
    "no_evidence": Scenario(3, {"empty.xml": reports.report(tests=0)}, ("empty.xml", "missing.xml")),
    "invalid": Scenario(
        3,
        {"page.xml": "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>", "good.xml": _GREEN, "same.xml": _GREEN},
        ("good.xml", "page.xml", "same.xml"),
    ),
}
