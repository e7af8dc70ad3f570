"""How the cells of a label column become class names; a session keeps it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from altui.errors import InputError

WHOLE_NUMBER = re.compile(r"[+-]?\d+\.0+")
LIST = re.compile(r"\[.*\]", re.DOTALL)


@dataclass(frozen=True)
class LabelReading:
    """Cells are stripped of blanks first; an empty name is no label."""

    no_label: tuple[str, ...] = ()
    """Cells that mean that the row has no label yet, beside blank ones."""
    joins_variants: bool = False
    """Whether names that differ in case or blanks only are one class."""
    whole_numbers: bool = False
    """Whether `1.0` is the class 1."""
    lists: bool = False
    """Whether `["a"]` is the class a, and `[]` no label."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> LabelReading:
        """As a session has kept it; in one that has not, cells are names as they stand."""
        known = dict(stored or {})
        return cls(**{**known, "no_label": tuple(known.get("no_label", ()))})

    def name(self, cell: str) -> str:
        """The name in a cell, before names are joined. ValueError for a list of several."""
        text = cell.strip()
        if self.lists and LIST.fullmatch(text):
            text = only_label(text)
        if text in self.no_label:
            return ""
        if self.whole_numbers and WHOLE_NUMBER.fullmatch(text):
            return text.partition(".")[0].removeprefix("+")
        return text

    def class_of(self, name: str, classes: Sequence[str]) -> str:
        """The class that a name belongs to; the name itself where it is none's variant."""
        if not self.joins_variants or name in classes:
            return name
        alike = [each for each in classes if folded(each) == folded(name)]
        return alike[0] if len(alike) == 1 else name


def only_label(text: str) -> str:
    """The label in a JSON list, "" in an empty one; ValueError where there are several."""
    try:
        labels = json.loads(text)
    except ValueError:
        return text
    if len(labels) > 1:
        raise ValueError(text)
    return str(labels[0]).strip() if labels else ""


def folded(name: str) -> str:
    """Alike for names that differ in case or blanks only."""
    return " ".join(name.split()).casefold()


def join_names(counts: Counter[str], classes: Sequence[str] = ()) -> dict[str, str]:
    """The name that each is joined to: a named class, else the commonest way to write it."""
    named = {folded(each): each for each in classes}
    best: dict[str, str] = {}
    for name, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        best.setdefault(folded(name), named.get(folded(name), name))
    return {name: best[folded(name)] for name in counts}


def refuse_several(cell: str, where: str) -> InputError:
    return InputError(
        f"the row has several labels: {cell[:80]}",
        where=where,
        hint="altui gives each row one class. Keep one label in each list, or name another "
        "column with `target` COLUMN.",
    )
