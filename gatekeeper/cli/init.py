"""``gatekeeper init``: a starter configuration from the reports that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gatekeeper.cli._tell import tell
from gatekeeper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gatekeeper.cli._starter import Draft

_NOTHING_FOUND = 3
_SHOWN = 10
_MOST_LINES = 4


@click.command()
def init() -> int:
    """Write a starter gatekeeper.toml from the report files found below this folder.

    Run the tests first. An existing configuration is never touched (exit code 2); where no report
    is found nothing is written (exit code 3).
    """
    from gatekeeper.cli._create import create  # noqa: PLC0415 - --help and errors start faster
    from gatekeeper.cli._here import here  # noqa: PLC0415
    from gatekeeper.cli._output import progress  # noqa: PLC0415
    from gatekeeper.cli._settle import settle  # noqa: PLC0415
    from gatekeeper.cli._starter import draft  # noqa: PLC0415
    from gatekeeper.config.find import FILE  # noqa: PLC0415

    folder = here()
    _refuse_existing(folder)
    with progress(quiet=False) as shown:
        made = draft(folder, shown.advance if shown else None)
    if not made.parts:
        return _nothing(folder, made)
    create(folder / FILE, settle(made.parts, folder))
    _tell(made, folder)
    return 0


def _refuse_existing(here: Path) -> None:
    from gatekeeper.config.find import find  # noqa: PLC0415

    found = find(here)
    if found:
        raise UsageError(
            f"{found.source} is the configuration here already; nothing was written",
            "edit it (gatekeeper rules explains every setting), or remove it and run gatekeeper init again",
        )
    if here.name == ".github":
        raise UsageError("a configuration in .github counts from the repository's root", "run gatekeeper init in that root")


def _nothing(here: Path, made: Draft) -> int:
    from gatekeeper.config.advice import HOW_TO_REPORT  # noqa: PLC0415
    from gatekeeper.documents.escapes import log_line  # noqa: PLC0415

    tell(f"error: no JUnit report was found below {log_line(str(here))}; nothing was written")
    _left_out(made, tell)
    tell("next: let the runner write a report, run the tests, then gatekeeper init again")
    for runner, how in HOW_TO_REPORT:
        tell(f"  {runner.ljust(8)} {how}")
    return _NOTHING_FOUND


def _tell(made: Draft, folder: Path) -> None:
    from gatekeeper.config.advice import advice  # noqa: PLC0415
    from gatekeeper.config.starter import found  # noqa: PLC0415
    from gatekeeper.documents.escapes import log_line  # noqa: PLC0415

    click.echo("wrote gatekeeper.toml")
    for part in made.parts:
        more = f" and {len(part.reports) - 1} more" if len(part.reports) > 1 else ""
        click.echo(f"  {part.name}: {found(part)} {log_line(part.reports[0], 120)}{more}")
    _left_out(made, click.echo)
    for line in dict.fromkeys(line for part in made.parts for line in advice(part.runner)):
        click.echo(f"note: {line}")
    unknown = _not_ignored(made, folder)
    if unknown:
        rest = len(unknown) - _MOST_LINES
        first = [*unknown[:_MOST_LINES], *([f"{rest} more"] if rest > 0 else [])]
        shown = " and ".join(filter(None, [", ".join(first[:-1]), first[-1]]))
        click.echo(log_line(f"next: add {shown} to .gitignore", 400))
    click.echo("next: read gatekeeper.toml, then run gatekeeper check")


def _not_ignored(made: Draft, folder: Path) -> list[str]:
    """Return what no commit should hold and git does not ignore: our folder, and the patterns of reports, which every run writes anew."""
    from gatekeeper.config.find import FOLDER  # noqa: PLC0415
    from gatekeeper.evidence.git import not_ignored  # noqa: PLC0415

    lines = {f"{FOLDER}/record.json": [f"{FOLDER}/"]}
    lines |= {part.files[0]: [each for each in part.reports if not each.startswith("!")] for part in made.parts}
    return [line for path in not_ignored(folder, lines) for line in lines[path]]


def _left_out(made: Draft, say: Callable[[str], None]) -> None:
    from gatekeeper.documents.escapes import log_line  # noqa: PLC0415

    for path, reason in list(made.left_out.items())[:_SHOWN]:
        say(f"left out {log_line(path, 120)}: {log_line(reason)}")
    if len(made.left_out) > _SHOWN:
        say(f"and {len(made.left_out) - _SHOWN} more left out")
