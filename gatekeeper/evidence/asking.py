"""What some rules ask beside the reports: of git, the ledger, and lists of tests. Nothing of it is loaded where no rule asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.evidence.inventory import path_beside

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.inventory import Inventory
    from gatekeeper.evidence.parts.opened import Opened
    from gatekeeper.model import Run


def of_only_part(parts: Sequence[Opened]) -> tuple[Path, Inventory] | None:
    """Return the inventory of a run that keeps none of its own, where one part is all that there is."""
    inventory = parts[0].part.inventory if len(parts) == 1 else None
    return (path_beside(parts[0].path), inventory) if inventory else None


def with_answers(run: Run, config: Config, parts: Sequence[Opened], now: tuple[Path, Inventory] | None, environ: Mapping[str, str]) -> Run:
    """Return the run with what rules ``fresh`` and ``inventory`` ask for. ``now`` is the inventory of this run, if it keeps one.

    Where it does not, the inventories of its parts say what ran.
    """
    if any(each.setting("fresh") for each in config.categories):
        from gatekeeper.evidence.known import with_known  # noqa: PLC0415
        from gatekeeper.evidence.moment import with_moment  # noqa: PLC0415

        run = with_known(with_moment(run, config.base), config, environ)
    if any(each.setting("inventory") for each in config.categories):
        from gatekeeper.evidence.plan import with_plans  # noqa: PLC0415
        from gatekeeper.evidence.plan_lists import Listed  # noqa: PLC0415

        beside = [(path_beside(each.path), each.part.inventory) for each in parts if each.part.inventory]
        listed = [Listed(category=each.part.category, part=each.path, expected=each.part.expected) for each in parts]
        run = with_plans(run, config, listed, [now] if now else beside)
    return run
