"""How long one test took, as people read it: ``12ms`` below a second, ``5.106s`` above."""

from __future__ import annotations

_MILLI = 1000


def took(seconds: float | None) -> str:
    """Return a duration, empty where nothing was measured. Only a true zero is ``0ms``."""
    if seconds is None:
        return ""
    milliseconds = round(seconds * _MILLI)
    if milliseconds == 0:
        return "<1ms" if seconds else "0ms"
    return f"{milliseconds}ms" if milliseconds < _MILLI else f"{milliseconds / _MILLI:.3f}s"
