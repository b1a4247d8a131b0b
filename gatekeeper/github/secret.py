"""A token that prints as nothing."""

from __future__ import annotations

from typing import NoReturn

_HIDDEN = "***"


class Secret:
    """Holds a token. It is shown by no repr, no format, no pickle: only ``reveal`` hands it out."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def reveal(self) -> str:
        """Return the token, for the header of a request and nothing else."""
        return self.__text

    def hide(self, text: str) -> str:
        """Return a text without the token in it: a server may have sent it back."""
        return text.replace(self.__text, _HIDDEN)

    def __repr__(self) -> str:
        return f"Secret({_HIDDEN})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not copied or stored")
