"""Options that several commands share, in the same words; and values that list several."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from altui.cli.completing import AFile, offering
from altui.errors import InputError
from altui.learning.names import MODELS
from altui.learning.strategies import OWN_SIGNATURE, strategy_names, strategy_signatures

Command = TypeVar("Command", bound=Callable[..., Any])

AUDIT = 30
"""Labels that go into a random check where there is no test set."""

RECHECK = 10
"""Labels of which one is asked for again."""

STRATEGY_NAMES = f"{strategy_signatures()}, or your own as {OWN_SIGNATURE}"
MODEL_NAMES = ", ".join(MODELS)

a_file = click.Path(dir_okay=False, path_type=Path)
data_file = AFile(dir_okay=False)
session_file = AFile(data=False, sessions=True, dir_okay=False)
session_or_data = AFile(sessions=True, dir_okay=False)
complete_model = offering(MODELS)
complete_strategy = offering(strategy_names())

target_option = click.option("--target", metavar="COLUMN", help="The column that holds the labels.")
id_option = click.option("--id", "id_column", metavar="COLUMN", help="The column that names a row.")
text_option = click.option(
    "--text",
    "text_columns",
    metavar="COLUMN",
    multiple=True,
    help="A column of free text to learn words from; may be given several times.",
)
columns_option = click.option(
    "--columns",
    metavar="A,B=ROLE",
    multiple=True,
    help="The only columns to show and learn from. A role after = overrides the guess: "
    "numeric, categorical, text, vector, image, shown (but not learned from), hidden.",
)
image_option = click.option(
    "--image",
    metavar="COLUMN",
    help="A column of paths of pictures, to show and to learn from (extra: images).",
)
vectors_option = click.option(
    "--vectors",
    metavar="FILE.npy",
    type=a_file,
    help="A vector to learn from for each row of the data file, in its order.",
)
embed_option = click.option(
    "--embed",
    is_flag=True,
    help="Learn from the meaning of texts too, not only from their words (extra: embeddings).",
)
classes_option = click.option(
    "--classes", metavar="A,B,C", multiple=True, help="The classes, in the order you want them."
)

guidelines_option = click.option(
    "--guidelines",
    type=AFile(),
    metavar="FILE",
    help="Instructions to read at the start and on a key (i): Markdown or plain text.",
)
classes_file_option = click.option(
    "--classes-file",
    type=AFile(),
    metavar="FILE.toml",
    help="The classes as tables [[class]] with name, key and description, instead of --classes.",
)

own_model_option = click.option(
    "--own-model",
    metavar="NAME",
    help="Your own model (package.module:factory), where the session has one: it is named again, "
    "since altui imports nothing on a file's word.",
)

seed_option = click.option(
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    help="Of all that is drawn at random.  [default: 0]",
)
sheet_option = click.option(
    "--sheet", metavar="NAME", help="The sheet of a workbook.  [default: the first]"
)
theme_option = click.option(
    "--theme",
    type=click.Choice(["terminal", "dark", "light", "colour-blind"]),
    default="terminal",
    show_default=True,
    help="The terminal's own colours, or altui's.",
)
dwell_option = click.option(
    "--dwell",
    type=click.FloatRange(0),
    default=0.2,
    show_default=True,
    help="Seconds after a new sample in which a key counts as a repeat.",
)


plain_option = click.option(
    "--plain/--no-plain",
    default=False,
    help="Line by line, for a screen reader, a dumb terminal or a pipe: one line is one answer.",
)

no_wait_option = click.option(
    "--no-wait/--wait",
    "no_wait",
    default=False,
    help="Never wait for a fit: the next row of the last ranking comes at once, and says so.",
)


def at_least(least: int) -> Callable[..., int | None]:
    """A callback for an option that takes a whole number not below `least`."""

    def check(_ctx: click.Context, _option: click.Parameter, value: int | None) -> int | None:
        if value is not None and value < least:
            raise click.BadParameter(f"{value} is too few; it must be {least} or more.")
        return value

    return check


def findable(name: str | None) -> str | None:
    """A person's own module may lie in the folder where they call altui, as with `python -m`."""
    if name and ":" in name and os.getcwd() not in sys.path:  # noqa: PTH109  sys.path holds text
        sys.path.append(os.getcwd())  # noqa: PTH109
    return name


def check_free(target: Path, overwrite: bool) -> None:
    """Raises InputError for a file that is there already, before any work is done."""
    from altui.data.writing import is_taken

    if is_taken(target) and not overwrite:
        raise InputError(
            "this file exists already",
            where=str(target),
            hint="Choose another name, or replace it with --overwrite.",
        )


def listed(values: Iterable[str]) -> tuple[str, ...]:
    """The parts of comma-separated values; a part with a comma in it stands in double quotes."""
    lines = (line for value in values for line in csv.reader(io.StringIO(value, newline="")))
    return tuple(part.strip() for line in lines for part in line if part.strip())
