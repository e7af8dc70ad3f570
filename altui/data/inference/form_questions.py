"""What the columns of a file leave open: HTML with its tags or without, pixels or a picture."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from altui.data.presentation.pixel_grid import NO_PICTURE, square_of_bytes
from altui.data.questions import Answer, Question
from altui.data.schema import Role

if TYPE_CHECKING:
    from altui.data.schema import Column, Schema

FAIR = 0.2
"""The share of cells with markup from which on a column is asked about."""

MOST = 0.5
"""The share above which it is taken without its tags, unless something else is said."""

AS_IT_IS = ("",)


def ask_about_columns(
    schema: Schema, said: Collection[str], *, is_shown: bool
) -> tuple[Question, ...]:
    """`said` are the arguments that are answered already; of what changes nothing but the picture
    on a screen nothing is asked where nobody `is_shown` a row."""
    asked = []
    if "html" not in said and (question := _about_html(schema)) is not None:
        asked.append(question)
    if is_shown and "pixels" not in said and (question := _about_pixels(schema)) is not None:
        asked.append(question)
    return tuple(asked)


def _about_html(schema: Schema) -> Question | None:
    texts = (column for column in schema.columns if column.role in (Role.TEXT, Role.SHOWN))
    found = [column for column in texts if column.markup >= FAIR]
    if not found:
        return None
    mostly = [column for column in found if column.markup > MOST]
    stripped = [Answer(_without(mostly), _names(mostly))] if mostly else []
    others = [Answer(_without(found), _names(found))] if found != mostly else []
    as_it_is = Answer("as it stands, tags and all", AS_IT_IS)
    answers = (*stripped, *others, as_it_is) if mostly else (as_it_is, *others)
    shares = ", ".join(f"{column.markup:.0%} of '{column.name}'" for column in found)
    return Question("html", f"HTML in the cells: {shares}", answers)


def _about_pixels(schema: Schema) -> Question | None:
    grid = square_of_bytes(schema)
    if grid is None:
        return None
    return Question(
        "pixels",
        f"{grid.words}: {len(grid.names):,} columns of whole numbers, 0 to 255",
        (
            Answer(f"pixels, shown as a picture of {grid.size}", grid.size),
            Answer("numbers, shown as they are", NO_PICTURE),
        ),
    )


def _names(columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(column.name for column in columns)


def _without(columns: Sequence[Column]) -> str:
    return f"read {', '.join(_names(columns))} without tags; the file keeps them"
