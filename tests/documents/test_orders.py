from __future__ import annotations

from datetime import UTC, datetime

import hostile
import pytest
from hypothesis import given

from gatekeeper.documents.escapes import plain
from gatekeeper.documents.orders import MOST, Order, orders

_WHEN = datetime(2026, 1, 2, tzinfo=UTC)
_DIGEST = "1a2b3c4d5e6f"


def _given(body: str, author: str = "alice") -> list[tuple[str, str, str]]:
    return [(each.kind, each.digest, each.reason) for each in orders(body, author, _WHEN, "gate[bot]")]


def test_an_order_says_who_and_when() -> None:
    found = orders(f"/gatekeeper accept {_DIGEST}", "alice", _WHEN, "gate[bot]")
    assert found == (Order(kind="accept", digest=_DIGEST, author="alice", created=_WHEN),)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"/gatekeeper accept {_DIGEST}", [("accept", _DIGEST, "")]),
        (f"/gatekeeper accept {_DIGEST} it was wrong ", [("accept", _DIGEST, "it was wrong")]),
        (f"/gatekeeper waive {_DIGEST} known bug", [("waive", _DIGEST, "known bug")]),
        (f"Hello\r\n  /gatekeeper\twaive {_DIGEST.upper()}\tbug \r\nthanks", [("waive", _DIGEST, "bug")]),
        (f"/gatekeeper accept {_DIGEST}\n/gatekeeper waive {_DIGEST} b", [("accept", _DIGEST, ""), ("waive", _DIGEST, "b")]),
        (f"a\n\n/gatekeeper waive {_DIGEST} see `this` <b>", [("waive", _DIGEST, "see `this` <b>")]),
        (f"`a`\n/gatekeeper accept {_DIGEST}", [("accept", _DIGEST, "")]),
        (f"> quote\n\n/gatekeeper accept {_DIGEST}", [("accept", _DIGEST, "")]),
    ],
)
def test_orders(body: str, found: list[tuple[str, str, str]]) -> None:
    assert _given(body) == found


@pytest.mark.parametrize(
    "body",
    [
        "",
        f"please /gatekeeper accept {_DIGEST}",
        f"/gatekeeper accept{_DIGEST}",
        f"/gatekeeper accept {_DIGEST}0",
        f"/gatekeeper accept {_DIGEST[:-1]}",
        f"/gatekeeper accept {_DIGEST[:-1]}g",
        f"/gatekeeper Accept {_DIGEST}",
        f"/gatekeepers accept {_DIGEST}",
        f"/gatekeeper revoke {_DIGEST}",
        f"/gatekeeper waive {_DIGEST}",
        f"/gatekeeper waive {_DIGEST}  \t",
        f"/gatekeeper waive {_DIGEST} \u200b\u2066",
        f"/gatekeeper\naccept {_DIGEST}",
        f"> /gatekeeper accept {_DIGEST}",
        f"> a\n/gatekeeper accept {_DIGEST}",
        f"- /gatekeeper accept {_DIGEST}",
        f"# /gatekeeper accept {_DIGEST}",
        f"/gatekeeper accept {_DIGEST}\n---",
        f"    /gatekeeper accept {_DIGEST}",
        f"```\n/gatekeeper accept {_DIGEST}\n```",
        f"```\n/gatekeeper accept {_DIGEST}",
        f"<!--\n/gatekeeper accept {_DIGEST}\n-->",
        f"a <!--\n/gatekeeper accept {_DIGEST}\n-->",
        f"a `\n/gatekeeper accept {_DIGEST}\n`",
        f"a `\n/gatekeeper waive {_DIGEST} b` c",
        f"<div>\n/gatekeeper accept {_DIGEST}\n</div>",
        f"|a|\n|-|\n|/gatekeeper accept {_DIGEST}|",
    ],
)
def test_no_orders(body: str) -> None:
    assert _given(body) == []


def test_a_long_comment_orders_nothing() -> None:
    body = f"/gatekeeper accept {_DIGEST}\n"
    assert _given(body + "a" * (MOST - len(body))) == [("accept", _DIGEST, "")]
    assert _given(body + "a" * (MOST - len(body) + 1)) == []


@pytest.mark.parametrize(
    "body", ["/gatekeeper", f"see /gatekeeper accept {_DIGEST}", f"> /gatekeeper waive {_DIGEST} a", "/gatekeeper accept 1"]
)
def test_only_a_comment_with_a_line_like_an_order_is_parsed(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: str) -> None:
        raise AssertionError

    monkeypatch.setattr("gatekeeper.documents.orders.blocks", refuse)
    assert _given(body) == []
    with pytest.raises(AssertionError):
        _given(f"a\r/gatekeeper accept {_DIGEST}\r\n")


def test_our_own_comments_order_nothing() -> None:
    assert _given(f"/gatekeeper accept {_DIGEST}", "Gate[bot]") == []


@given(hostile.texts)
def test_a_reason_is_one_bounded_line(text: str) -> None:
    for _, digest, reason in _given(f"/gatekeeper waive {_DIGEST} a{text}{'b' * 400}"):
        assert digest == _DIGEST
        assert 0 < len(reason) <= 300
        assert reason == plain(reason)
