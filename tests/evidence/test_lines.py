from __future__ import annotations

import gzip
import tracemalloc
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.evidence import lines as module
from gatekeeper.evidence.lines import lines


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)  # tests are named by their data


def _read(data: bytes) -> bytes:
    return b"".join(block + b"\n" for block in lines(BytesIO(data)))


@given(st.lists(st.lists(st.binary(max_size=9).map(lambda text: text.replace(b"\n", b" ") + b"\n"), max_size=5).map(b"".join), max_size=5))
def test_members_are_joined(parts: list[bytes]) -> None:
    assert _read(b"".join(map(_packed, parts))) == b"".join(parts)


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_blocks_of_any_size_give_the_same_lines(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    text = b"".join(b"%d %s\n" % (number, b"x" * (number % 50)) for number in range(2000))
    monkeypatch.setattr(module, "_BLOCK", size)
    assert _read(_packed(text[:30_000] + b"\n") + _packed(text)) == text[:30_000] + b"\n" + text


@pytest.mark.parametrize(
    "data",
    [
        b"a\n",
        b"\0",
        _packed(b"a\n")[:-1],
        _packed(b"a\n")[:5],
        _packed(b"a\n") + b"\0",
        _packed(b"a\n")[:-8] + b"\0" * 8,
        _packed(b"a\nb"),
        _packed(b"x" * (module.MOST_LINE + 1) + b"\n" * 2)[:-4],
        _packed(b"x" * (3 << 20)),
    ],
)
def test_what_is_damaged_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"gzip|short|end|much"):
        _read(data)


def test_no_more_members_or_bytes_than_the_bounds_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_MEMBERS", 3)
    assert _read(_packed(b"a\n") * 2) == b"a\na\n"
    with pytest.raises(ValueError, match="members"):
        _read(_packed(b"a\n") * 4)
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    assert _read(_packed(b"a\n" * 5)) == b"a\n" * 5
    with pytest.raises(ValueError, match="too much"):
        _read(_packed(b"a\n" * 6))


def test_a_bomb_is_refused_without_its_memory() -> None:
    bomb = gzip.compress(b"\0" * (200 << 20), mtime=0)
    tracemalloc.start()
    with pytest.raises(ValueError, match="too much"):
        _read(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 << 20
