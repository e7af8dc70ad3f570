"""The entry point: finds the command, and turns every error into a sentence and an exit status.

Nothing heavy is imported here: `--help` and `--version` answer at once.
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
from altui.display.library_warnings import print_warnings
from altui.display.standard import OutputError, drop_output, prepare_streams
from altui.errors import AltuiError, InputError
from altui.limits import Limit, heed_limits, limit_behind
from altui.suggestions import suggest

INTERRUPTED = 130
HANGED_UP = 129

COMMANDS = {
    "demo": "Try it: label a made-up data set and watch the model learn.",
    "label": "Label your own file. Run the same command again to continue.",
    "simulate": "Measure on labeled data what active learning gains.",
    "status": "Show how far a session is.",
    "certify": "Test whether predictions are above or below a target accuracy.",
    "verify": "Check a certificate: replay its statement from the data and the session.",
    "report": "Write a session as one HTML page to hand round: figures, curve, classes, settings.",
    "team": "Make a team's desk on a PostgreSQL server, and say who takes part.",
    "cache": "Tell what is kept of a file for a quick start, or clear it.",
    "export": "Write the data with a session's labels.",
    "import": "Take labels made elsewhere into a session.",
    "predict": "Label another file with a session's model.",
    "merge": "Join several people's sessions into one team file.",
    "settle": "Settle the rows that a team has answered differently.",
    "agreement": "Tell how far people agree, with each other and with themselves.",
    "recover": "Rebuild a damaged session and list what could not be saved.",
    "config": "Print the settings in force, and where each one comes from.",
    "manual": "Read the manual, topic by topic.",
    "completion": "Print the script that lets your shell complete commands and files.",
}

OF_TEAMS = frozenset({"team", "merge", "settle", "agreement"})
"""Commands whose module is in altui/cli/commands/team/."""

FITTING = ("demo", "label", "simulate", "certify", "verify", "predict")

OF_A_SESSION = ("SESSION", "SESSION...", "SESSION|FILE")
A_SESSION = "SESSION is the file that was labeled, or its session: FILE.altui."

FIRST_STEPS = """\
altui trains a classifier by asking you for the labels that help it most.

  altui demo
      Try it on made-up data: nothing to prepare, nothing is kept.

  altui label FILE
      Label a file: CSV, JSON, RIS ... Every answer is saved at once.
      Run the same command again to continue.
{here}
  altui simulate FILE --target COLUMN
      Measure what active learning gains on data with known labels,
      before anyone labels by hand.

  altui manual
      Read the manual, offline: start with altui manual start.

altui --help lists all commands. altui COMMAND --help explains one."""


class LazyGroup(click.Group):
    """A group that imports a command, altui/cli/commands/<name>.py, when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        # A word of Python cannot be a module's name.
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        folder = "team." if cmd_name in OF_TEAMS else ""
        command = import_module(f"altui.cli.commands.{folder}{module}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            guess = suggest(args[0], COMMANDS, most=1)
            ctx.fail(f"There is no command '{args[0]}'. {guess}".rstrip())
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _print_citation(ctx: click.Context, _option: click.Parameter, is_asked: bool) -> None:
    if is_asked:
        from altui.display.console import put
        from altui.manual.citation import citation

        put(citation().rstrip())
        ctx.exit()


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND] [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="altui", message="%(prog)s %(version)s")
@click.option(
    "--citation",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_citation,
    help="Show how to cite altui (BibTeX) and exit.",
)
@click.pass_context
def altui(ctx: click.Context) -> None:
    """Train a classifier at the keyboard: label only the rows it is least sure of.

    altui manual shows the manual, offline.
    """
    if ctx.invoked_subcommand is None:
        from altui.cli.next_step import label_commands
        from altui.display.console import put

        commands = "".join(f"      {each}\n" for each in label_commands())
        here = f"\n      In this folder:\n{commands}" if commands else ""
        put(FIRST_STEPS.format(here=here))
    else:
        heed_limits(fits=ctx.invoked_subcommand in FITTING)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 success, 1 failure, 2 wrong use, 3 altui advises to
    stop, 130 interrupted."""
    # Worker processes must not import a module that lies beside the data, such as its `socket.py`.
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        status = _run_and_flush(arguments)
    except OSError:
        # The terminal is gone: nobody can read an error, so exit at once.
        os._exit(HANGED_UP)
    sys.exit(status)


def _run_and_flush(arguments: Sequence[str] | None) -> int:
    prepare_streams()
    try:
        status = run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader is gone. Python must not report the unwritten rest at exit.
        drop_output()
        return 1
    except OutputError as error:
        drop_output()
        return _complain(_not_printed(error))
    return status


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit status of a command line. Raises only OSError: stdout or stderr cannot be
    written."""
    print_warnings()
    try:
        status = altui.main(arguments, prog_name="altui", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (BrokenPipeError, OutputError):
        raise
    except click.ClickException as error:
        return _complain(_wrong_use(error, sys.argv[1:] if arguments is None else arguments))
    except AltuiError as error:
        return _complain(error)
    except Exception as error:  # noqa: BLE001  a person gets a sentence, never a traceback
        limit = limit_behind(error)
        return _complain_of_bug(error) if limit is None else _complain(_stopped_by(limit))
    return status if isinstance(status, int) else 0


def _complain(error: AltuiError) -> int:
    from altui.cli.named_options import name_options
    from altui.display.console import complain

    name_options(error)
    complain(error)
    return error.exit_status


def _wrong_use(error: click.ClickException, words: Sequence[str]) -> InputError:
    context = getattr(error, "ctx", None)
    # Of an option without its value click does not say the command.
    named = f"altui {words[0]}" if words and words[0] in COMMANDS else "altui"
    command = context.command_path if context else named
    hint = f"Try: {command} --help"
    if isinstance(error, click.MissingParameter) and command == "altui label":
        from altui.cli.next_step import LABEL_A_FILE, label_commands

        commands = label_commands() or [LABEL_A_FILE]
        listed = "".join(f"\n  {each}" for each in commands)
        hint = f"Name a file of rows: CSV, JSON, RIS ... For example:{listed}\n{hint}"
    elif isinstance(error, click.MissingParameter) and isinstance(error.param, click.Argument):
        assert context is not None
        arguments = [each for each in context.command.params if isinstance(each, click.Argument)]
        # Asked in the one way that click 8.1 and 8.2 have in common.
        form = " ".join(piece for each in arguments for piece in each.get_usage_pieces(context))
        hint = f"Type: {command} {form}\n{hint}"
        if error.param.metavar in OF_A_SESSION:
            hint = f"{A_SESSION}\n{hint}"
    return InputError(error.format_message(), hint=hint)


def _not_printed(error: OutputError) -> AltuiError:
    """Printing comes after saving, so the labels are safe."""
    cause, _ = limit_behind(error) or ((error.strerror or "it fails").lower(), "")
    if error.errno == errno.EBADF:
        cause = "it is closed"
    return AltuiError(
        f"cannot write to standard output: {cause}",
        hint="Send the output elsewhere. Your labels are saved.",
    )


def _stopped_by(limit: Limit) -> AltuiError:
    cause, remedy = limit
    return AltuiError(cause, hint=f"{remedy} Your labels are saved.")


def _complain_of_bug(error: Exception) -> int:
    """Report an unexpected error. The traceback is shown only with ALTUI_DEBUG=1."""
    from altui.display.console import say

    hint = "Your saved labels are safe. Please report this, and say what you were doing"
    if os.environ.get("ALTUI_DEBUG") == "1":
        import traceback

        say("".join(traceback.format_exception(error)).rstrip())
        hint += "."
    else:
        hint += ".\nALTUI_DEBUG=1 before the command shows where in the program it happened."
    return _complain(AltuiError(f"unexpected {type(error).__name__}: {error}", hint=hint))
