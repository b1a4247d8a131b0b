"""Options in, exit code out: one small file per command, loaded only when called."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules

import click

from gatekeeper import __version__
from gatekeeper.errors import DeliveryError, GatekeeperError, UsageError

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


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(__version__, prog_name="gatekeeper")
@click.pass_context
def gatekeeper(ctx: click.Context) -> int:
    """No status without evidence: judge JUnit reports before anybody says that the tests passed."""
    if ctx.invoked_subcommand is None:
        # Without a command nothing was judged, so this must not look like a pass.
        click.echo(ctx.get_help(), err=True)
    return UsageError.exit_code


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
        return _refuse(error)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted: there is no verdict", err=True)
        return _INTERRUPTED
    except SystemExit:
        return DeliveryError.exit_code  # click ends so when nobody reads what it prints
    except Exception:  # noqa: BLE001 - the last line of defence: a crash must never look like a verdict
        return _crash()


def _complain(error: GatekeeperError) -> int:
    from gatekeeper.cli._output import complain  # noqa: PLC0415 - only where something went wrong

    complain(error)
    return error.exit_code


def _refuse(error: click.ClickException) -> int:
    """Explain wrong usage in our own words' order; what is repeated of the arguments may be a hostile file name."""
    context = getattr(error, "ctx", None)
    if context:
        click.echo(context.get_usage(), err=True)
    known = f"{context.command_path if context else 'gatekeeper'} --help lists what can be given"
    remedy = _QUOTE if getattr(error, "option_name", None) == "--pass-rate" else known
    return _complain(UsageError(error.format_message(), remedy))


def _crash() -> int:
    """Show where it happened. An exception may quote a report, so no line of it begins a line of the log."""
    from traceback import format_exc  # noqa: PLC0415

    from gatekeeper.documents.escapes import log_line  # noqa: PLC0415

    for line in format_exc().splitlines():
        click.echo(f"| {log_line(line, 500)}", err=True)
    click.echo("internal error: there is no verdict; please report the lines above", err=True)
    return _CANNOT_TELL
