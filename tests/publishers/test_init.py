from __future__ import annotations

from gatekeeper.publishers import all_publishers


def test_every_place_is_found_once_and_in_order() -> None:
    assert [type(each).__name__ for each in all_publishers()] == ["Annotations", "Outputs", "StepSummary"]
