"""What must not train because it belongs to the test set: copies of its rows, and their groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altui.data.schema import Role, check_names
from altui.data.units.parts import Part
from altui.data.units.row_texts import compared_columns, fold, hash_rows
from altui.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from altui.data.schema import Schema
    from altui.data.table import Table
    from altui.data.units.units import Units

Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]


def with_group(schema: Schema, group: str | None, where: str) -> Schema:
    """The schema in which the column of the groups is not learned from."""
    if group is None:
        return schema
    check_names([group], schema.names(), where)
    role = schema.column(group).role
    if role is Role.TARGET:
        raise InputError(
            f"'{group}' holds the labels: it cannot say which rows belong together",
            where=where,
            hint="Name another column with `group`.",
        )
    if role in (Role.ID, Role.HIDDEN, Role.SHOWN):
        return schema
    return schema.with_role(group, Role.HIDDEN, "groups, never both learned from and measured on")


def set_apart(
    part: NDArray[np.int8], aside: Mask, checked: Rows, units: Units
) -> tuple[NDArray[np.int8], Mask]:
    """The parts (n,) where what is `aside` does not train, and which of the rows without a label
    (n,) do not. Rows of an earlier random check, `checked`, are asked for, and so are their copies:
    they have their label by its answers alone."""
    found = part.copy()
    found[aside & (part == Part.LABELED)] = Part.ASIDE
    found = ask_for_copies(found, checked, units)
    return found, aside & (found == Part.UNLABELED)


def ask_for_copies(part: NDArray[np.int8], rows: Rows, units: Units) -> NDArray[np.int8]:
    """The parts (n,) where these rows and their copies are asked for."""
    found = part.copy()
    found[units.with_copies(rows, len(part))] = Part.UNLABELED
    return found


def belonging_to_file(
    table: Table,
    other: Table,
    schema: Schema,
    group: str | None,
    *,
    merges: bool,
) -> Mask:
    """The rows (n,) of a table that are in the test file too, or whose group is."""
    found = np.zeros(len(table), bool)
    if merges and compared_columns(schema):
        found |= np.isin(hash_rows(table, schema), hash_rows(other, schema))
    if group is not None:
        names = {fold(cell) for cell in other.texts([group])[group]} - {""}
        found |= [fold(cell) in names for cell in table.texts([group])[group]]
    return found


def describe_units(units: Units, n: int, group: str | None, aside: Mask) -> Iterator[str]:
    """Sentences for the person, before the first row."""
    if units.identical is not None:
        sets = units.identical
        yield (
            f"{len(sets.rows):,} of {n:,} rows have copies, blanks and capitals aside: "
            f"{len(sets):,} question{'s' if len(sets) > 1 else ''} for them"
        )
    if units.groups is not None:
        count = len(np.unique(units.groups))
        yield f"{count:,} groups by '{group}': none is both learned from and measured on"
    if aside.any():
        what = "copies of test rows" if units.groups is None else "copies or groups of test rows"
        yield f"not learned from, because of {what}: {int(aside.sum()):,} of the {n:,} rows"
