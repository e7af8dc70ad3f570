"""The front door: finds the command, and turns whatever goes wrong into a sentence and a status.

Nothing heavy is imported here, so that `--help` and `--version` answer at once.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import NoReturn

import click

from altui import __version__
from altui.display.library_warnings import hear_warnings
from altui.display.standard import OutputError, drop_output, prepare_streams
from altui.errors import AltuiError, InputError
from altui.limits import Limit, heed_limits, limit_behind

INTERRUPTED = 130
HANGED_UP = 129

COMMANDS = {
    "demo": "Try it: label a made-up data set and watch the model learn.",
    "label": "Label a file of your own; the same command again goes on where you stopped.",
    "simulate": "See on labeled data what asking for the right rows is worth.",
    "status": "Say how far a session has come.",
    "certify": "Find out whether a session's model is above or below a target accuracy.",
    "report": "Write a session as one HTML page: curve, interval, classes, pace, settings.",
    "export": "Write the data with the labels that a session gave.",
    "import": "Take labels made elsewhere into a session.",
    "predict": "Let the model of a session label another file.",
    "recover": "Rebuild a damaged session and say what could not be saved.",
    "config": "Print the settings in force, and where each of them comes from.",
    "manual": "Read the manual, topic by topic.",
    "completion": "Print the script that lets your shell complete commands and files.",
}

FITTING = ("demo", "label", "simulate", "certify", "predict")

FIRST_STEPS = """\
altui teaches a classifier by asking you for the labels that help it most.

  altui demo
      Try it on made-up data: nothing to prepare, nothing is kept.

  altui label FILE
      Label a CSV, TSV or JSONL file. Every answer is saved at once;
      the same command again goes on where you stopped.

  altui simulate FILE --target COLUMN
      Where labels are known already: see on your own data what asking
      for the right rows is worth, before anyone labels by hand.

altui --help lists all commands; altui COMMAND --help explains one."""


class LazyGroup(click.Group):
    """A group whose commands are imported when called, from altui/cli/commands/<name>.py."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        # A word of Python cannot be a module's name.
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = import_module(f"altui.cli.commands.{module}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS, n=1)
            guess = f" Did you mean '{close[0]}'?" if close else ""
            ctx.fail(f"There is no command '{args[0]}'.{guess}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="altui", message="%(prog)s %(version)s")
@click.pass_context
def altui(ctx: click.Context) -> None:
    """Teach a classifier at the keyboard: label only the rows it is least sure of."""
    if ctx.invoked_subcommand is None:
        from altui.display.console import put

        put(FIRST_STEPS)
    else:
        heed_limits(fits=ctx.invoked_subcommand in FITTING)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 fine, 1 a failure, 2 wrong use, 3 stop is advised,
    130 interrupted."""
    try:
        status = _run_and_flush(arguments)
    except OSError:
        # The terminal is gone, and with it whoever could be told; nobody waits for the rest.
        os._exit(HANGED_UP)
    sys.exit(status)


def _run_and_flush(arguments: Sequence[str] | None) -> int:
    prepare_streams()
    try:
        status = run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read from us has gone; what is left in the buffer must not complain at exit.
        drop_output()
        return 1
    except OutputError as error:
        drop_output()
        return _complain(_not_printed(error))
    return status


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit status of a command line. Raises OSError only: an OutputError, or that
    nothing can be said any more."""
    hear_warnings()
    try:
        status = altui.main(arguments, prog_name="altui", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (BrokenPipeError, OutputError):
        raise
    except click.ClickException as error:
        return _complain(_wrong_use(error))
    except AltuiError as error:
        return _complain(error)
    except Exception as error:  # noqa: BLE001  the last door: a person gets a sentence
        limit = limit_behind(error)
        return _complain_of_bug(error) if limit is None else _complain(_stopped_by(limit))
    return status if isinstance(status, int) else 0


def _complain(error: AltuiError) -> int:
    from altui.cli.named_options import name_options
    from altui.display.console import complain

    name_options(error)
    complain(error)
    return error.exit_status


def _wrong_use(error: click.ClickException) -> InputError:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "altui"
    return InputError(error.format_message(), hint=f"Try: {command} --help")


def _not_printed(error: OutputError) -> AltuiError:
    """Decisions are on disk before anything is printed of them."""
    cause, _ = limit_behind(error) or ((error.strerror or "it fails").lower(), "")
    if error.errno == errno.EBADF:
        cause = "it is closed"
    return AltuiError(
        f"cannot write to standard output: {cause}",
        hint="Send it to another place. Labels that were given are saved.",
    )


def _stopped_by(limit: Limit) -> AltuiError:
    cause, remedy = limit
    return AltuiError(cause, hint=f"{remedy} Labels that were given are saved.")


def _complain_of_bug(error: Exception) -> int:
    """What nobody foresaw; the traceback only for those who ask for it."""
    from altui.display.console import say

    hint = "Labels that were saved are safe. Please report this with what you were doing"
    if os.environ.get("ALTUI_DEBUG") == "1":
        import traceback

        say("".join(traceback.format_exception(error)).rstrip())
        hint += "."
    else:
        hint += ";\nALTUI_DEBUG=1 before the command shows where in the program it happened."
    return _complain(AltuiError(f"unexpected {type(error).__name__}: {error}", hint=hint))
