"""Text for people: what many findings say alike is laid out once."""

from __future__ import annotations

from gatekeeper.audit.formats import lines


def test_what_many_findings_say_is_wrapped_once() -> None:
    once = lines._labelled("next", "name the test")
    assert once == ("  next:     name the test",)
    assert lines._labelled("next", "name the test") is once
