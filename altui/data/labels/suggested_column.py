"""The column of another model's guesses, and of their probabilities: named once, read for each row.

Neither is ever learned from, nor shown among the columns of a row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altui.data.labels.label_reading import LabelReading, folded, join_names
from altui.data.labels.probability_column import read_probabilities
from altui.data.schema import Role, Schema, check_names
from altui.data.table import Table
from altui.errors import InputError

REASON = "suggested labels: not learned from, not shown as a column"

NONE, UNKNOWN = -1, -2
EXAMPLES = 3
MOST_CLASSES = 50
"""Different suggestions that may be taken for the classes where nothing names them."""

WIDEST = 40


@dataclass(frozen=True)
class SuggestedColumns:
    label: str
    probability: str | None = None

    @property
    def names(self) -> list[str]:
        return [self.label] if self.probability is None else [self.label, self.probability]

    def hide(self, schema: Schema) -> Schema:
        return schema.with_roles(self.names, Role.HIDDEN, REASON)


@dataclass(frozen=True, eq=False)
class Suggestions:
    """`classes` (n,) has class indices, -1 where there is no suggestion; `probabilities` (n,) are
    between 0 and 1, NaN where none is told. `notes` say what did not fit. The cells are `values`,
    by the `codes` (n,), so that they can be read again when the classes change."""

    columns: SuggestedColumns
    classes: NDArray[np.int16]
    probabilities: NDArray[np.float32] | None
    notes: tuple[str, ...]
    values: tuple[str, ...]
    codes: NDArray[np.int32]
    no_label: tuple[str, ...]

    def revise(self, slots: Mapping[str, int], index: NDArray[np.integer[Any]]) -> Suggestions:
        """By the classes that hold now: `slots` has the slot of each name that a file may use, and
        `index` (s + 1,) the number now of each slot, its last place for no class."""
        places = _Places(slots, self.no_label)
        found = np.array([max(places[value], NONE) for value in self.values], int)
        return replace(self, classes=index[found].astype(np.int16)[self.codes])

    def probability(self, row: int) -> float | None:
        if self.probabilities is None or np.isnan(self.probabilities[row]):
            return None
        return float(self.probabilities[row])


def find_suggested(said: str, table: Table) -> SuggestedColumns:
    """The columns of COLUMN or COLUMN,PROBABILITY. Raises InputError for one that is not there."""
    if said in table.columns:
        return SuggestedColumns(said)
    parts = [part.strip() for part in said.rsplit(",", 1)]
    check_names(parts, table.columns, str(table.path))
    if len(set(parts)) < len(parts):
        raise InputError(
            f"'{parts[0]}' cannot hold the suggestions and their probabilities",
            hint="Name two columns: `suggested` COLUMN,PROBABILITY",
        )
    return SuggestedColumns(*parts)


def check_unused(suggested: SuggestedColumns, used: Iterable[str | None], where: str) -> None:
    """Raises InputError for a column that shall be learned from or shown as well."""
    for name in used:
        if name in suggested.names:
            raise InputError(
                f"'{name}' holds suggestions: it is neither learned from nor shown as a column",
                where=where,
                hint="Leave it out of `columns`, `target`, `id_column`, `text_columns` and "
                "`image`, or name another column with `suggested`.",
            )


def suggested_classes(table: Table, column: str) -> tuple[str, ...]:
    """The classes that are suggested, in the order of their names; none where they are too many to
    be classes, or just one."""
    counts = Counter[str]()
    for cell, times in table.count_values(column).items():
        if name := cell.strip():
            counts[name] += times
    names = set(join_names(counts).values())
    return tuple(sorted(names)) if 2 <= len(names) <= MOST_CLASSES else ()


def read_suggestions(
    table: Table, suggested: SuggestedColumns, classes: Sequence[str], no_label: Collection[str]
) -> Suggestions:
    """What is suggested for each row. A value that is no class is no suggestion, and is told."""
    texts = table.texts(suggested.names)
    cells = texts[suggested.label]
    seen = _Codes()
    codes = np.fromiter(map(seen.__getitem__, cells), np.int32, len(cells))
    places = _Places({name: place for place, name in enumerate(classes)}, no_label)
    found = np.array([places[value] for value in seen], np.int16)[codes]
    notes = _tell_unknown(suggested.label, cells, found) if (found == UNKNOWN).any() else []
    probabilities = None
    if suggested.probability is not None:
        probabilities, told = read_probabilities(
            suggested.probability, texts[suggested.probability]
        )
        notes += told
    return Suggestions(
        suggested,
        np.maximum(found, NONE),
        probabilities,
        tuple(notes),
        tuple(seen),
        codes,
        tuple(no_label),
    )


class _Codes(dict[str, int]):
    """A number for each way to write a cell, in the order in which they come."""

    def __missing__(self, cell: str) -> int:
        self[cell] = code = len(self)
        return code


class _Places(dict[str, int]):
    """The class that each cell means, worked out once for each way to write it."""

    def __init__(self, classes: Mapping[str, int], no_label: Collection[str]) -> None:
        super().__init__()
        self._exact = classes
        alike: dict[str, set[int]] = {}
        for name, place in classes.items():
            alike.setdefault(folded(name), set()).add(place)
        self._folded = {name: min(each) for name, each in alike.items() if len(each) == 1}
        self._whole = LabelReading(tuple(no_label), whole_numbers=True, lists=True)

    def __missing__(self, cell: str) -> int:
        self[cell] = place = self._place(cell)
        return place

    def _place(self, cell: str) -> int:
        """Class `1` is also written `1.0` and `["1"]`."""
        text = cell.strip()
        try:
            name = self._whole.name(cell)
        except ValueError:
            return UNKNOWN  # a list of several
        if not name and text not in self._exact:
            return NONE
        for way in (text, name):
            place = self._exact.get(way, self._folded.get(folded(way)))
            if place is not None:
                return place
        return UNKNOWN


def _tell_unknown(name: str, cells: Sequence[str], found: NDArray[np.int16]) -> list[str]:
    from altui.display.text import count_of, one_line  # loads rich

    counts = Counter(cells[row].strip() for row in np.flatnonzero(found == UNKNOWN).tolist())
    told = ", ".join(
        f"'{one_line(value, WIDEST)}' ({times:,})"
        for value, times in sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:EXAMPLES]
    )
    more = f" and {len(counts) - EXAMPLES:,} more" if len(counts) > EXAMPLES else ""
    rows = count_of(sum(counts.values()), "row")
    return [f"'{name}' suggests no class in {rows}, which count as without: {told}{more}"]
