"""What is wrong with a file or its markers: nothing is written into it then."""

from __future__ import annotations

from gatekeeper.errors import GatekeeperError


class RegionError(GatekeeperError):
    """A file or its markers are not as they have to be; the file is left as it is."""

    exit_code = 2


class MissingError(RegionError):
    """A document stands where its markers do not."""
