"""Which rows of a table belong together.

Identical rows are one question. The rows of a group, such as those of one patient, may ask
different things, but none of them trains where another measures. A row alone is a unit of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altui.data.units.identical import Identical
from altui.data.units.row_texts import compared_columns, fold, hash_rows, telling_columns
from altui.errors import InputError

if TYPE_CHECKING:
    from altui.data.schema import Schema
    from altui.data.table import Table

Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Units:
    """`groups` (n,) has a number for each row's group; rows without one are groups of their own.
    `untrained` (n,) marks rows that belong to test rows: they may be asked, but never train."""

    identical: Identical | None = None
    groups: NDArray[np.int32] | None = None
    untrained: Mask | None = None

    def count_copies(self, row: int) -> int:
        """How many rows are as this one, itself among them."""
        return 1 if self.identical is None else len(self.identical.members(row))

    def with_copies(self, rows: NDArray[np.integer] | list[int], n: int) -> Mask:
        """These rows (n,) and all that are identical to one of them."""
        found = np.zeros(n, bool)
        found[rows] = True
        return found if self.identical is None else self.identical.spread(found)

    def belonging_to(self, rows: NDArray[np.integer], n: int) -> Mask:
        """The copies (n,) of these rows and the other rows of their groups."""
        found = self.with_copies(rows, n)
        if self.groups is not None and len(rows):
            found |= np.isin(self.groups, self.groups[rows])
        found[rows] = False
        return found

    def codes(self, n: int) -> NDArray[np.integer]:
        """A number (n,) for what stays on one side of a split: the group, or else the set."""
        if self.groups is not None:
            return self.groups
        codes = np.arange(n)
        if self.identical is not None:
            sets = self.identical
            codes[sets.rows] = sets.rows[sets.bounds[:-1]][sets.sets]
        return codes

    def parted_by(self, known: NDArray[np.integer]) -> Units:
        """The same where rows whose `known` labels (n,) differ are not merged."""
        if self.identical is None:
            return self
        sets, labels = self.identical, known[self.identical.rows]
        starts = sets.bounds[:-1]
        highest = np.maximum.reduceat(labels, starts)
        lowest = np.minimum.reduceat(np.where(labels < 0, highest[sets.sets], labels), starts)
        keys = np.zeros(len(known), np.int64)
        keys[sets.rows] = np.where((lowest < highest)[sets.sets], labels + 1, 0)
        return replace(self, identical=sets.split(keys))


ALONE = Units()
"""Every row is one question, and of no group."""


def find_units(
    table: Table,
    schema: Schema,
    *,
    merges: bool,
    group: str | None = None,
    vectors: str | None = None,
    suggested: Sequence[str] | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> Units:
    """The units of a table. Rows with other `vectors`, in a file of NumPy, are not identical, nor
    are rows for which another class is `suggested` (n,)."""
    identical = find_identical(table, schema, on_progress) if merges else None
    if identical is not None and suggested is not None:
        codes: dict[str, int] = {}
        named = [codes.setdefault(fold(cell), len(codes)) for cell in suggested]
        identical = identical.split(np.array(named, np.int64))
    if identical is not None and vectors is not None:
        found = np.load(vectors, mmap_mode="r", allow_pickle=False)
        keys = np.zeros(len(found), np.int64)
        keys[identical.rows] = [hash(found[row].tobytes()) for row in identical.rows.tolist()]
        identical = identical.split(keys)
    return Units(identical, None if group is None else read_groups(table, group))


def find_identical(
    table: Table, schema: Schema, on_progress: Callable[[float], None] | None = None
) -> Identical | None:
    """The sets of rows that are the same. A few columns are compared first: in a table of numbers
    these tell nearly all rows apart, and the others need no look."""
    telling, names = telling_columns(schema), compared_columns(schema)
    if not names:
        return None
    hashes = hash_rows(table, schema, telling, on_progress=on_progress)
    found = Identical.of(np.arange(len(hashes)), hashes, len(hashes))
    if found is None or len(telling) == len(names):
        return found
    return found.split(hash_rows(table, schema, only=found.set_of >= 0, on_progress=on_progress))


def read_groups(table: Table, column: str) -> NDArray[np.int32]:
    """The group (n,) of each row; one whose cell is blank is a group of its own."""
    codes: dict[str, int] = {}
    cells = table.texts([column])[column]
    found = np.array([codes.setdefault(fold(cell), len(codes)) for cell in cells], np.int32)
    if len(codes) < 2:
        raise InputError(
            f"all rows are of one group of '{column}'",
            where=str(table.path),
            hint="`group` COLUMN needs several: some to learn from, and others to measure on.",
        )
    blank = np.flatnonzero(found == codes.get("", -1))
    found[blank] = len(codes) + np.arange(len(blank))
    return found
