"""Turns the arguments that errors name in backticks into command line options."""

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
    "all_columns": "--all-columns",
    "class": "--class",
    "csv_file": "--csv",
    "data": "--data",
    "format": "--format",
    "label_column": "--label",
    "initial": "--initial",
    "output": "--output",
    "overwrite": "--overwrite",
    "own_model": "--own-model",
    "plot_file": "--plot-file",
    "ranked": "--ranked",
    "row_number": "--row-number",
    "threshold": "--threshold",
}
"""Options that are not in the table, because they open no data or session."""


def name_options(error: AltuiError) -> None:
    """Replace arguments by options in the error's message and hint."""
    error.message, error.hint = replace_arguments(error.message), replace_arguments(error.hint)


def replace_arguments(text: str) -> str:
    """The text with `text_columns` as --text. Unknown names stay as they are."""
    return ARGUMENT.sub(lambda found: _flag(found[1]) or found[0], text)


def with_named_options(function: Callable[Given, MadeOptions]) -> Callable[Given, MadeOptions]:
    """The same function, with options named in its errors. For callers that show errors."""

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
