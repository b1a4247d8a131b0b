"""Options in, exit code out: one small file per command, loaded only when called."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules

import click

from gatekeeper import __version__
from gatekeeper.errors import GatekeeperError

_INTERRUPTED = 130
_CANNOT_TELL = 3
_QUOTE = "quote the threshold, or the shell takes > for a redirection: --pass-rate '> 90%'"


class Commands(click.Group):
    """The commands are the modules of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands."""
        return sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="gatekeeper")
def gatekeeper() -> None:
    """No status without evidence: judge JUnit reports before anybody says that the tests passed."""


def main() -> None:
    """Run the command and exit with its documented code."""
    for stream in (sys.stdout, sys.stderr):
        # The locale does not matter: reports are Unicode, and a log is read as UTF-8.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_run())


def _run() -> int:
    try:
        return gatekeeper.main(prog_name="gatekeeper", standalone_mode=False) or 0
    except GatekeeperError as error:
        return _complain(error)
    except click.ClickException as error:
        error.show()
        if getattr(error, "option_name", None) == "--pass-rate":
            click.echo(f"next: {_QUOTE}", err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted: there is no verdict", err=True)
        return _INTERRUPTED
    except Exception:  # noqa: BLE001 - the last line of defence: a crash must never look like a verdict
        import traceback  # noqa: PLC0415

        traceback.print_exc()
        click.echo("internal error: there is no verdict; please report the lines above", err=True)
        return _CANNOT_TELL


def _complain(error: GatekeeperError) -> int:
    from gatekeeper.documents.escapes import log_line  # noqa: PLC0415

    click.echo(f"error: {log_line(error.message, 1000)}", err=True)
    if error.remedy:
        click.echo(f"next: {log_line(error.remedy, 500)}", err=True)
    return error.exit_code
