"""Options in, exit code out: one small file per command, loaded only when called."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules

import click

from gatekeeper import __version__
from gatekeeper.cli._tell import prepare, silence, tell
from gatekeeper.errors import DeliveryError, GatekeeperError, UsageError

_INTERRUPTED = 130
_CANNOT_TELL = 3
QUOTE = "quote the threshold, or the shell takes > for a redirection: --pass-rate '> 90%'"


class Commands(click.Group):
    """The commands are the modules of this package; the module ``sign_off`` is the command ``sign-off``."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands."""
        return sorted(module.name.replace("_", "-") for module in iter_modules(__path__) if not module.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        name = cmd_name.replace("-", "_")
        command: click.Command = getattr(import_module(f"{__name__}.{name}"), name)
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
        tell(ctx.get_help())
    return UsageError.exit_code


def main() -> None:
    """Run the command and exit with its documented code."""
    prepare()
    sys.exit(_exit_code())


def _exit_code() -> int:
    try:
        return gatekeeper.main(prog_name="gatekeeper", standalone_mode=False) or 0
    except GatekeeperError as error:
        return _complain(error)
    except click.ClickException as error:
        return _refuse(error)
    except (click.Abort, KeyboardInterrupt):
        return _interrupt()
    except SystemExit:
        return DeliveryError.exit_code  # click ends so when nobody reads what it prints
    except Exception as error:  # noqa: BLE001 - the last line of defence: a crash must never look like a verdict
        return _undelivered(error) if isinstance(error, OSError) else _crash()


def _interrupt() -> int:
    tell("interrupted: there is no verdict")
    return _INTERRUPTED


def _undelivered(error: OSError) -> int:
    """Tell an output that cannot be written from a crash."""
    if isinstance(error.__context__, (KeyboardInterrupt, EOFError)):
        return _interrupt()  # click prints an empty line first, and that failed
    from traceback import walk_tb  # noqa: PLC0415 - only where something went wrong

    innermost = [frame.f_code for frame, _ in walk_tb(error.__traceback__)][-1]
    if innermost is not click.echo.__code__:
        return _crash()
    silence()
    return _complain(DeliveryError(f"the output cannot be written: {error.strerror}", "let what reads it read to the end"))


def _complain(error: GatekeeperError) -> int:
    from gatekeeper.cli._output import complain  # noqa: PLC0415 - only where something went wrong

    complain(error)
    return error.exit_code


def _refuse(error: click.ClickException) -> int:
    """Explain wrong usage in our own words' order; what is repeated of the arguments may be a hostile file name."""
    context = getattr(error, "ctx", None)
    if context:
        tell(context.get_usage())
    known = f"{context.command_path if context else 'gatekeeper'} --help lists what can be given"
    remedy = QUOTE if getattr(error, "option_name", None) == "--pass-rate" else known
    return _complain(UsageError(error.format_message(), remedy))


def _crash() -> int:
    """Show where it happened. An exception may quote a report, so no line of it begins a line of the log."""
    from traceback import format_exc  # noqa: PLC0415

    from gatekeeper.documents.escapes import log_line  # noqa: PLC0415

    for line in format_exc().splitlines():
        tell(f"| {log_line(line, 500)}")
    tell("internal error: there is no verdict; please report the lines above")
    return _CANNOT_TELL
