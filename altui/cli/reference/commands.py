"""Every command with what its `--help` holds."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import NamedTuple

import click

from altui.cli.main import COMMANDS, altui


class CommandHelp(NamedTuple):
    usage: str
    """What is typed, such as `altui label [OPTIONS] FILE`."""
    meaning: str
    """One sentence, as in the list of commands."""
    paragraphs: tuple[str, ...]
    """The text of its help."""
    options: tuple[tuple[str, str], ...]
    """(its names and value, its help) of each option."""


def front() -> CommandHelp:
    """The program itself, without a command."""
    return _help_of(altui, click.Context(altui, info_name="altui"), meaning="")


def commands() -> Iterator[CommandHelp]:
    """Every command, in the order of the list."""
    parent = click.Context(altui, info_name="altui")
    for name, meaning in COMMANDS.items():
        command = altui.get_command(parent, name)
        assert command is not None
        yield _help_of(command, click.Context(command, info_name=name, parent=parent), meaning)


def _help_of(command: click.Command, context: click.Context, meaning: str) -> CommandHelp:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    text = inspect.cleandoc(command.help or "").split("\f")[0].rstrip()
    records = [
        each.get_help_record(context) for each in command.params if isinstance(each, click.Option)
    ]
    return CommandHelp(usage, meaning, tuple(text.split("\n\n")), tuple(filter(None, records)))
