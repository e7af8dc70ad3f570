"""The choices confirmed on the columns screen, as command line options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.presentation.column_groups import write_ranges
from altui.data.schema import Role
from altui.labeling.opening.options.option import options_of
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.proposal import join_classes
from altui.session.validation.options import stored_answers

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.schema import Column, Schema
    from altui.labeling.annotation import Annotation

NAMED_ALONE = (Role.TARGET, Role.ID)
"""Roles with options of their own."""


def _kind(column: Column, *, is_as_guessed: bool) -> str:
    """What `--columns` says after the name of a column, with its reading if one was chosen, or if
    it would be another among other columns."""
    reading = column.reading
    if reading is not None and (
        reading.is_chosen or (column.role is Role.TEXT and not is_as_guessed)
    ):
        return f"={column.role}:{reading.word}"
    return "" if is_as_guessed else f"={column.role}"


def name_columns(schema: Schema, guessed: Schema) -> str:
    """The value of `--columns` that makes the guessed columns those of the schema."""
    is_as_guessed = schema.roles() == guessed.roles()
    # A column that altui would guess as the label or the id must be named as hidden.
    guessed_alone = guessed.names(*NAMED_ALONE)
    named = [
        column
        for column in schema.columns
        if column.role not in NAMED_ALONE
        and (column.role is not Role.HIDDEN or column.name in guessed_alone)
    ]
    kinds = [_kind(column, is_as_guessed=is_as_guessed) for column in named]
    ranges = write_ranges([column.name for column in named], kinds, schema.names())
    return join_classes([f"{text}{kinds[place]}" for text, place in ranges])


@dataclass(frozen=True)
class Confirmed:
    """The confirmed data, the columns as first guessed, and the file of the classes; `asked` is
    what the session keeps of the options of the data."""

    guessed: Schema
    dataset: Dataset
    classes_file: Path | None = None
    asked: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, annotation: Annotation, guessed: Schema, classes_file: Path | None) -> Confirmed:
        asked = stored_answers(annotation.session.settings)
        return cls(guessed, annotation.dataset, classes_file, asked)

    @property
    def columns(self) -> tuple[str, ...]:
        return (name_columns(self.dataset.schema, self.guessed),)

    @property
    def classes(self) -> tuple[str, ...]:
        return () if self.classes_file else (join_classes(self.dataset.classes),)

    def values(self) -> dict[str, object]:
        """By argument, the values that make the columns screen unnecessary."""
        table = options_of(OpenRequest).items()
        said = {name: each.confirmed(self) for name, each in table if each.confirmed is not None}
        answers = {
            name: _as_typed(self.asked[each.stored_as], is_list=each.is_list)
            for name, each in table
            if each.is_answer and each.stored_as in self.asked
        }
        return said | answers


def _as_typed(value: object, *, is_list: bool) -> object:
    """A stored value as an option takes it: names with commas in them are quoted."""
    if not is_list or not isinstance(value, list) or value == [""]:
        return value
    return (join_classes(value),)
