"""What the person confirmed on the columns screen, as the command line would have said it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.schema import Role
from altui.labeling.opening.option import options_of
from altui.labeling.opening.request import OpenRequest
from altui.labeling.proposal import quoted

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.schema import Column, Schema

NAMED_ALONE = (Role.TARGET, Role.ID)
"""Roles with options of their own."""


def _choice(column: Column, *, is_as_guessed: bool) -> str:
    """The column as `--columns` has it, with its reading where the person chose one."""
    if column.reading is not None and column.reading.is_chosen:
        return f"{column.name}={column.role}:{column.reading.word}"
    return column.name if is_as_guessed else f"{column.name}={column.role}"


@dataclass(frozen=True)
class Confirmed:
    """The data as confirmed, the columns as they had been guessed, and the file of the classes."""

    guessed: Schema
    dataset: Dataset
    classes_file: Path | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        schema = self.dataset.schema
        is_as_guessed = schema.roles() == self.guessed.roles()
        # A column that would be guessed to be the label or the id has to be named as hidden.
        guessed_alone = self.guessed.names(*NAMED_ALONE)
        named = [
            column
            for column in schema.columns
            if column.role not in NAMED_ALONE
            and (column.role is not Role.HIDDEN or column.name in guessed_alone)
        ]
        return (quoted([_choice(column, is_as_guessed=is_as_guessed) for column in named]),)

    @property
    def classes(self) -> tuple[str, ...]:
        return () if self.classes_file else (quoted(self.dataset.classes),)

    def values(self) -> dict[str, object]:
        """By argument, the values with which the columns screen would not have appeared."""
        table = options_of(OpenRequest).items()
        return {name: each.confirmed(self) for name, each in table if each.confirmed is not None}
