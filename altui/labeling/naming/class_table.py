"""The classes of an open session with their keys and labels, as they are now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from altui.labeling.view import keys_of_classes

if TYPE_CHECKING:
    from altui.labeling.opening.face import Opening
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


@dataclass(frozen=True)
class ClassTable:
    rows: tuple[ClassRow, ...]

    @classmethod
    def of(cls, session: Session, opening: Opening) -> ClassTable:
        per_class, waiting = session.summary().per_class, session.to_split()
        counts = Counter(waiting.values())
        known = keys_of_classes(session.settings.class_list, opening.keymap, opening.guidance)
        return cls(
            tuple(
                ClassRow(
                    each.key, each.name, per_class[each.name], counts[each.name], each.description
                )
                for each in known
            )
        )

    def find(self, name: str) -> int:
        """The place of a class, 0 where it is gone."""
        return next((k for k, each in enumerate(self.rows) if each.name == name), 0)
