"""The table of options as click options, and options that only the command line has."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import click

from altui.cli.completion import AFile, offer_names
from altui.cli.screen_options import ScreenOptions
from altui.labeling.opening.options.option import Option, options_of
from altui.labeling.opening.options.request import BESIDE, MODEL_NAMES, STRATEGY_NAMES, OpenRequest
from altui.learning.names import MODELS
from altui.learning.strategies import strategy_names

__all__ = ["MODEL_NAMES", "STRATEGY_NAMES"]


class WholeNumber(click.IntRange):
    """Called so in the help and where something else is given."""

    name = "whole number"


class Number(click.FloatRange):
    name = "number"


Command = TypeVar("Command", bound=Callable[..., Any])

TABLE = {**options_of(OpenRequest), **options_of(ScreenOptions)}
"""Every option that is also an argument of OpenRequest or ScreenOptions."""

DEFAULTS = {each.name: each.default for each in (*fields(OpenRequest), *fields(ScreenOptions))}

LABELING = tuple(options_of(OpenRequest))
SCREEN = tuple(options_of(ScreenOptions))
SIMULATION = tuple(name for name, each in TABLE.items() if each.is_simulated)

a_file = click.Path(dir_okay=False, path_type=Path)
data_file = AFile()
session_file = AFile(data=False, sessions=True, dir_okay=False)
session_or_data = AFile(sessions=True)
complete_model = offer_names(MODELS)
complete_strategy = offer_names(strategy_names())

TYPES: dict[str, click.ParamType[Any] | None] = {
    "text": None,
    "file": a_file,
    "input": AFile(),
    "session": session_file,
}

COMPLETED = {"model": complete_model, "strategy": complete_strategy}


def add_options(*names: str, **changed: Any) -> Callable[[Command], Command]:
    """A decorator that adds these options of the table, in this order. `changed` overrides
    attributes for this command."""

    def decorate(command: Command) -> Command:
        # Decorators apply from the bottom up.
        for name in reversed(names):
            command = click.option(*_flags(name), **{**_attributes(name), **changed})(command)
        return command

    return decorate


def click_option(name: str) -> click.Option:
    return click.Option(_flags(name), **_attributes(name))


def _flags(name: str) -> list[str]:
    return [*TABLE[name].flags, name]


def _attributes(name: str) -> dict[str, Any]:
    option, default = TABLE[name], DEFAULTS[name]
    found: dict[str, Any] = {"help": option.help, "metavar": option.metavar}
    if option.kind == "flag":
        found |= {"is_flag": True, "default": default}
    elif default == ():
        found |= {"multiple": True}
    else:
        found |= {"default": default, "show_default": option.show_default}
    if option.bare is not None:
        found |= {"is_flag": False, "flag_value": option.bare}
    if option.kind in COMPLETED:
        found |= {"shell_complete": COMPLETED[option.kind], "callback": allow_own_modules}
    return found if option.kind == "flag" else {**found, "type": _type(option)}


def _type(option: Option) -> click.ParamType[Any] | None:
    if option.choices:
        return click.Choice(option.choices)
    if option.kind == "count":
        most = None if option.most is None else int(option.most)
        return WholeNumber(int(option.least), most)
    if option.kind == "share":
        return Number(option.least, option.most)
    return TYPES.get(option.kind)


def allow_own_modules(
    _ctx: click.Context, _option: click.Parameter, value: str | tuple[str, ...] | None
) -> str | tuple[str, ...] | None:
    """Let Python import a user's own module from the current folder, as `python -m` does."""
    names = value if isinstance(value, tuple) else (value or "",)
    here = os.getcwd()  # noqa: PTH109  sys.path holds text
    if any(":" in name for name in names) and here not in sys.path:
        sys.path.append(here)
    return value


team_option = click.option(
    "--team",
    metavar="[URL]",
    is_flag=False,
    flag_value=BESIDE,
    help="All that is at the desk of those who label FILE together: at the one beside it, or at "
    "that of a server.",
)
own_model_option = click.option(
    "--own-model",
    metavar="NAME",
    callback=allow_own_modules,
    help="Your own model (package.module:factory), if the session uses one. Name it on each run: "
    "altui never runs code that only a file names.",
)


def require_at_least(least: int) -> Callable[..., int | None]:
    """A callback for an option whose value must be at least `least`."""

    def check(_ctx: click.Context, _option: click.Parameter, value: int | None) -> int | None:
        if value is not None and value < least:
            raise click.BadParameter(f"{value} is too small; it must be at least {least}.")
        return value

    return check


def request_from(given: dict[str, Any], **more: Any) -> OpenRequest:
    """The request made from a command's parameters; parameters outside the table are ignored."""
    said = {name: value for name, value in given.items() if name in LABELING}
    parts = {name: split_lists(value) for name, value in said.items() if TABLE[name].is_list}
    return OpenRequest(**{**said, **parts, **more})


def check_free(target: Path, overwrite: bool) -> None:
    """Raises InputError if the file already exists and may not be replaced."""
    from altui.data.writers import writing

    if not overwrite:
        writing.check_free(target, "Choose another name, or replace it with --overwrite.")


def split_lists(values: Iterable[str]) -> tuple[str, ...]:
    """The parts of comma-separated values. A part that contains a comma is in double quotes.

    A value without any part, `''`, means that there is none: ("",), and not nothing.
    """
    values = list(values)
    lines = (line for value in values for line in csv.reader(io.StringIO(value, newline="")))
    parts = tuple(part.strip() for line in lines for part in line if part.strip())
    return parts or (("",) if values else ())
