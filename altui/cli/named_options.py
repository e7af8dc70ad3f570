"""Errors from below name an argument in backticks; here it becomes the option of that name."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from altui.errors import AltuiError

Given = ParamSpec("Given")
MadeOptions = TypeVar("MadeOptions")

ARGUMENT = re.compile(r"`([a-z_]+)`")

ELSEWHERE = {
    "csv_file": "--csv",
    "label_column": "--label",
    "initial": "--initial",
    "own_model": "--own-model",
    "plot_file": "--plot-file",
    "row_number": "--row-number",
}
"""Arguments of commands that open nothing with them, and so are not in the table."""


def name_options(error: AltuiError) -> None:
    """Put options in the place of arguments in what the error says."""
    error.message, error.hint = in_options(error.message), in_options(error.hint)


def in_options(text: str) -> str:
    """The text with `text_columns` as --text; what is no argument stays as it is."""
    return ARGUMENT.sub(lambda found: _flag(found[1]) or found[0], text)


def naming_options(function: Callable[Given, MadeOptions]) -> Callable[Given, MadeOptions]:
    """The same function, whose errors name options: for a face, which shows them itself."""

    @wraps(function)
    def called(*args: Given.args, **kwargs: Given.kwargs) -> MadeOptions:
        try:
            return function(*args, **kwargs)
        except AltuiError as error:
            name_options(error)
            raise

    return called


def _flag(argument: str) -> str:
    from altui.cli.options import TABLE

    return TABLE[argument].flag if argument in TABLE else ELSEWHERE.get(argument, "")
