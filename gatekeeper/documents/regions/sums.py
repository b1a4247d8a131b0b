"""The checksum of a region: over its marker's own words and over what its text says. It finds edits by hand; it is no signature."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from gatekeeper.documents.regions.normal import normal

if TYPE_CHECKING:
    from gatekeeper.documents.regions.find import Region
    from gatekeeper.documents.regions.marks import Begin

DIGITS = 32


def checksum(begin: Begin, inner: str, kind: str) -> str:
    """Return what the end marker holds."""
    said = [begin.id, begin.evidence, begin.commit, begin.superseded, normal(inner, kind)]
    return sha256(json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()[:DIGITS]


def edited(region: Region, kind: str) -> bool:
    """Say whether somebody else has written into a region, or into its markers."""
    return region.sum != checksum(region.begin, region.inner, kind)
