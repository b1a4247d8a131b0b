"""A sign-off: somebody says that a criterion holds which tests cannot show. It is shown as attested, never as measured."""

from __future__ import annotations

from typing import Literal

import msgspec


class Attestation(msgspec.Struct, frozen=True, kw_only=True):
    """Who attested what, why and when. It is bound to the gate, to the tree, and to the words of the criterion as they were then.

    One without a gate is of the gate that has no name, as those are that were made before there was such a field.
    """

    schema: Literal[1] = 1
    kind: Literal["sign-off"] = "sign-off"
    gate: str = ""
    criterion: str
    text: str
    tree: str
    commit: str | None
    by: str
    note: str
    created: str
