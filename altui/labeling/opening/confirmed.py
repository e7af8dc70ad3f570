"""The choices confirmed on the columns screen, as command line options."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.schema import Role
from altui.labeling.opening.option import options_of
from altui.labeling.opening.request import OpenRequest
from altui.labeling.proposal import join_classes

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.schema import Schema

NAMED_ALONE = (Role.TARGET, Role.ID)
"""Roles with options of their own."""


@dataclass(frozen=True)
class Confirmed:
    """The confirmed data, the columns as first guessed, and the file of the classes."""

    guessed: Schema
    dataset: Dataset
    classes_file: Path | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        schema = self.dataset.schema
        is_as_guessed = schema.roles() == self.guessed.roles()
        # A column that altui would guess as the label or the id must be named as hidden.
        guessed_alone = self.guessed.names(*NAMED_ALONE)
        named = [
            column
            for column in schema.columns
            if column.role not in NAMED_ALONE
            and (column.role is not Role.HIDDEN or column.name in guessed_alone)
        ]
        return (join_classes([c.name if is_as_guessed else f"{c.name}={c.role}" for c in named]),)

    @property
    def classes(self) -> tuple[str, ...]:
        return () if self.classes_file else (join_classes(self.dataset.classes),)

    def values(self) -> dict[str, object]:
        """By argument, the values that make the columns screen unnecessary."""
        table = options_of(OpenRequest).items()
        return {name: each.confirmed(self) for name, each in table if each.confirmed is not None}
