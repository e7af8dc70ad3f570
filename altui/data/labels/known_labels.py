"""Class names and known labels from the target column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from shlex import quote

import numpy as np
from numpy.typing import NDArray

from altui.data.labels.label_reading import LabelReading, join_names
from altui.data.schema import FEATURES, Role, Schema, check_names
from altui.data.table import Table
from altui.errors import InputError
from altui.suggestions import suggest

MOST_CLASSES = 1000
BLANK, UNKNOWN = -1, -2

AS_THEY_STAND = LabelReading()


def find_classes(
    table: Table,
    labels: Counter[str] | None,
    named: tuple[str, ...],
    reading: LabelReading = AS_THEY_STAND,
) -> tuple[str, ...]:
    """The named classes in their order, else the labels of the file, numbers by their value."""
    if named:
        return _checked(named)
    found = _names(labels or Counter(), reading)
    if len(found) > MOST_CLASSES:
        raise InputError(
            f"the column of labels has {len(found):,} different values",
            where=str(table.path),
            hint="Name the right column with `target` COLUMN, or the classes with `classes` a,b.",
        )
    if len(found) < 2:
        raise InputError(_too_few(found), where=str(table.path), hint=_too_few_hint(found))
    if all(name.isascii() and name.isdigit() for name in found):
        return tuple(sorted(found, key=lambda name: (int(name), name)))
    return tuple(sorted(found))


def _names(labels: Counter[str], reading: LabelReading) -> set[str]:
    counts: Counter[str] = Counter()
    for cell, times in labels.items():
        counts[reading.name(cell)] += times
    del counts[""]
    return set(join_names(counts).values()) if reading.joins_variants else set(counts)


def _checked(named: tuple[str, ...]) -> tuple[str, ...]:
    names = tuple(name.strip() for name in named)
    if "" in names or len(set(names)) < len(names):
        raise InputError(
            "a class name is empty or given twice", hint="Give each name once: `classes` a,b,c"
        )
    if len(names) < 2:
        raise InputError(f"'{names[0]}' is the only class", hint="Name two or more: `classes` a,b")
    return names


def _too_few(found: set[str]) -> str:
    if not found:
        return "no row has a label yet and no classes are named"
    return f"every label is '{next(iter(found))}': one class is nothing to choose from"


def _too_few_hint(found: set[str]) -> str:
    first = quote(next(iter(found), "a"))
    return f"Name the classes: `classes` {first},other (and `target` COLUMN if labels are there)."


def known_labels(
    table: Table,
    target: str,
    labels: Sequence[str],
    classes: tuple[str, ...],
    reading: LabelReading = AS_THEY_STAND,
) -> NDArray[np.int16]:
    """Class index of each row, -1 where the cell holds no label."""
    places = _Places(classes, reading)
    known = np.fromiter(map(places.__getitem__, labels), np.int16, len(labels))
    if (known == UNKNOWN).any():
        row = int(np.argmax(known == UNKNOWN))
        raise _unknown_label(table, target, row, labels[row].strip(), classes)
    return known


class _Places(dict[str, int]):
    """The class that each cell means, worked out once for each way to write it."""

    def __init__(self, classes: Sequence[str], reading: LabelReading) -> None:
        super().__init__()
        self._classes = {name: place for place, name in enumerate(classes)}
        self._reading = reading

    def __missing__(self, cell: str) -> int:
        name = self._reading.name(cell)
        place = BLANK
        if name:
            place = self._classes.get(self._reading.class_of(name, [*self._classes]), UNKNOWN)
        self[cell] = place
        return place


def _unknown_label(
    table: Table, target: str, row: int, label: str, classes: tuple[str, ...]
) -> InputError:
    guess = suggest(label, classes, most=1)
    listed = ", ".join(classes[:20])
    return InputError(
        f"the label '{label[:80]}' is not one of the classes",
        where=table.location(row, target),
        hint=f"{guess} The classes are {listed}. Mend the cell or add it to `classes`.".lstrip(),
    )


def check_same_columns(table: Table, schema: Schema) -> None:
    """Another file must have the columns that are learned from, and the one that is learned."""
    check_names(schema.names(*FEATURES, Role.TARGET), table.columns, str(table.path))
