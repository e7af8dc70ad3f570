"""The guessed use of a file's columns, which the person confirms or changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

from altui.data.schema import FEATURES, Role, Schema
from altui.display.text import one_line
from altui.learning.honesty.random_check import price, size_for

ROLE_KEYS = {
    "n": Role.NUMERIC,
    "c": Role.CATEGORICAL,
    "t": Role.TEXT,
    "i": Role.ID,
    "l": Role.TARGET,
    "s": Role.SHOWN,
    "h": Role.HIDDEN,
}

ROLE_WORDS = {
    Role.NUMERIC: "number",
    Role.CATEGORICAL: "category",
    Role.TEXT: "text",
    Role.VECTOR: "vector",
    Role.IMAGE: "picture",
    Role.ID: "row id",
    Role.TARGET: "label",
    Role.SHOWN: "shown only",
    Role.HIDDEN: "hidden",
}

WIDEST_TARGET = 28


@dataclass(frozen=True)
class Proposal:
    """What altui guessed about a file, with the person's changes."""

    name: str
    schema: Schema
    rows: int
    classes: tuple[str, ...] = ()
    hide_labels: bool = False
    notes: tuple[str, ...] = ()
    error: str = ""
    audit: int = 0
    """How many rows the random check should have."""
    has_vectors: bool = False

    @property
    def price(self) -> str:
        """The cost of the random check, in a sentence; empty without one."""
        target = self.schema.target
        is_open = self.hide_labels or target is None
        pool = self.rows if is_open or target is None else self.schema.column(target).empty
        size = size_for(self.audit, pool)
        return price(size) if size else ""

    @property
    def missing(self) -> str:
        """What is missing before the work can start, and how to fix it; empty if nothing is."""
        if not self.has_vectors and not self.schema.names(*FEATURES):
            return "nothing to learn from: make a column number, category or text"
        if self.needs_classes:
            return "name at least two classes: press e"
        if len(set(self.classes)) < len(self.classes):
            return "a class is listed twice: press e"
        return ""

    @property
    def has_labels(self) -> bool:
        target = self.schema.target
        return target is not None and self.schema.column(target).empty < self.rows

    @property
    def needs_classes(self) -> bool:
        return not self.has_labels and len(self.classes) < 2

    @property
    def use_of_labels(self) -> str:
        """How the labels in the file are used; empty if it has none."""
        if self.schema.target is None or not self.has_labels:
            return ""
        name = one_line(self.schema.target, WIDEST_TARGET)
        use = "hidden from you, r reveals one" if self.hide_labels else "used for training"
        return f"Labels in '{name}' are {use}"

    def with_classes(self, text: str) -> Proposal:
        """With the classes that a person typed, separated by commas."""
        names = next(csv.reader([text]), [])
        return replace(self, classes=tuple(name.strip() for name in names if name.strip()))


def join_classes(classes: Sequence[str]) -> str:
    """The names separated by commas, as a person types them."""
    text = io.StringIO()
    csv.writer(text).writerow(classes)  # by default it quotes no line ends but its own
    return text.getvalue().removesuffix("\r\n")
