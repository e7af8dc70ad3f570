"""The classes of an open session with their keys and labels, as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.labeling.showing.class_keys import ClassKey
    from altui.session.session import Session


@dataclass(frozen=True)
class ClassRow:
    """`labels` are all of the class, with those of the file; `to_split` those among them that are
    to be asked for again."""

    key: str
    name: str
    labels: int
    to_split: int
    description: str = ""
    title: str = ""

    @property
    def shown(self) -> str:
        """What the person reads for it everywhere, and the name that a change is of."""
        return f"{self.title} ({self.name})" if self.title else self.name


@dataclass(frozen=True)
class ClassTable:
    rows: tuple[ClassRow, ...]

    @classmethod
    def of(cls, session: Session, classes: Sequence[ClassKey]) -> ClassTable:
        summary = session.summary()
        labels, waiting = summary.per_class, summary.to_split
        rows = (
            ClassRow(
                each.key,
                each.name,
                labels[each.name],
                waiting.get(each.name, 0),
                each.description,
                each.title,
            )
            for each in classes
        )
        return cls(tuple(rows))

    def find(self, name: str) -> int:
        """The place of a class, 0 where it is gone."""
        return next((k for k, each in enumerate(self.rows) if each.name == name), 0)
