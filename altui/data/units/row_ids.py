"""The id of each row, from its column or its place; no two rows share one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from altui.data.strings import row_numbers
from altui.data.table import Table
from altui.errors import InputError

HINT = "Mend the cell, or name another column with `id_column` (without one, rows are numbered)."


def row_ids(table: Table, column: str | None) -> Sequence[str]:
    if column is None:
        return row_numbers(len(table))
    ids = table.texts([column])[column]
    hashes = np.fromiter(map(hash, ids), np.int64, len(ids))
    order = np.argsort(hashes, kind="stable")
    same = np.flatnonzero(hashes[order][1:] == hashes[order][:-1])
    for place in same:
        first, second = int(order[place]), int(order[place + 1])
        if ids[first] == ids[second]:
            raise stands_twice(table, column, ids[first], (first, second), HINT)
    _check_none_empty(table, column, ids)
    return ids


def stands_twice(
    table: Table, column: str | None, row_id: str, rows: tuple[int, int], hint: str
) -> InputError:
    first, second = rows
    return InputError(
        f"the id '{row_id[:80]}' stands there twice, first on {table.place_within(first)}",
        where=table.location(second, column),
        hint=hint,
    )


def _check_none_empty(table: Table, column: str, ids: Sequence[str]) -> None:
    empty = next((row for row, text in enumerate(ids) if not text.strip()), None)
    if empty is not None:
        raise InputError("the id is empty", where=table.location(empty, column), hint=HINT)
