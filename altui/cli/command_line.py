"""The command line to print again: the given options, with some values replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from click.core import Option, ParameterSource

from altui.data.paths.places import spelled
from altui.display.text import one_line

if TYPE_CHECKING:
    import click


def command_line(context: click.Context, changed: Mapping[str, object]) -> str:
    """The command of `context` for a shell. `changed` values, by parameter, replace given ones."""
    words: list[str] = []
    for parameter in context.command.params:
        name = parameter.name or ""
        given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        words += _words(parameter, changed.get(name, context.params[name] if given else None))
    return " ".join([context.command_path, *map(shell_word, words)])


def _words(parameter: click.Parameter, value: object) -> Iterator[str]:
    if value is None or (value is False and not parameter.secondary_opts):
        return
    if not isinstance(parameter, Option):
        value = spelled(value) if isinstance(value, Path) else value
        # A file name that begins with a dash must not be read as an option.
        yield f"./{value}" if str(value).startswith("-") else str(value)
    elif isinstance(value, bool):
        yield (parameter.opts if value else parameter.secondary_opts)[0]
    elif isinstance(value, str) and value == parameter.flag_value:
        yield parameter.opts[0]  # what it means alone; another option follows, or nothing
    else:
        for each in (
            value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        ):
            yield from (
                [f"{parameter.opts[0]}={each}"]
                if str(each).startswith("-")
                else (
                    parameter.opts[0],
                    str(each),
                )
            )


def shell_word(word: str) -> str:
    """Quoted for a shell; unprintable characters as escapes, which bash and zsh understand."""
    if one_line(word) == word:
        return quote(word)
    return "$'" + re.sub(r"[\\']|[^ -~]", _escape, word) + "'"


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return f"\\{character}" if character in "\\'" else f"\\U{ord(character):08x}"
