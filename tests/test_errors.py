from __future__ import annotations

import pytest

from gatekeeper.errors import ConfigError, DeliveryError, GatekeeperError, ReportError, UsageError, why


@pytest.mark.parametrize(("kind", "code"), [(UsageError, 2), (ConfigError, 2), (ReportError, 3), (DeliveryError, 4), (GatekeeperError, 3)])
def test_every_kind_owns_its_exit_code(kind: type[GatekeeperError], code: int) -> None:
    error = kind("what happened", "what to do next")
    assert (error.exit_code, error.message, error.remedy, str(error)) == (code, "what happened", "what to do next", "what happened")


def test_no_failure_ends_like_a_verdict_or_like_pytest() -> None:
    kinds: list[type[GatekeeperError]] = [GatekeeperError, *GatekeeperError.__subclasses__()]
    assert not {kind.exit_code for kind in kinds} & {0, 1, 5}


def test_a_remedy_may_be_left_out() -> None:
    assert UsageError("no").remedy == ""


def test_what_went_wrong_is_said_without_a_path() -> None:
    assert [why(each) for each in (OSError(13, "Permission denied", "/a"), OSError("odd"), ValueError("none"))] == [
        "Permission denied",
        "odd",
        "none",
    ]
