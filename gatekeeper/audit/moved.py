"""Whether a file that was renamed was audited in the same way before: only then are its old lines no news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.audit.paths import ENDINGS, SKIPPED, matches

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.config.settings import Config


def alike(old: Path, new: Path, config: Config) -> bool:
    """Say whether the policy has the same for both places: what comes from where nobody looked, or from the past, is new."""
    policy, base = config.audit, config.base
    if old.suffix.lower() not in ENDINGS or SKIPPED & set(old.parts) or matches(old, policy.exclude, base):
        return False
    if policy.paths and not matches(old, policy.paths, base):
        return False
    return matches(old, policy.history, base) == matches(new, policy.history, base)
