"""What a row says, whatever its blanks and capitals, as one number: equal rows have equal numbers.

The numbers are hashes of 64 bits and hold within one process. Among a million rows two that differ
share one with a chance of one in 30 million.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altui.data.schema import FEATURES, Role

if TYPE_CHECKING:
    from altui.data.schema import Schema
    from altui.data.table import Table

CELL, ROW = "\x00", "\x01"
"""Marks between cells and between rows while a whole chunk is folded at once."""

LONG = 1 << 20
"""Characters of a row. Rows longer than this are folded piece by piece."""

PIECES = re.compile(r"\S(?:.{0,65536}\S)?(?=\s|$)|\S+", re.DOTALL)
"""Stretches of a text that end where a word ends."""

TELLING = 3
"""Columns that are compared first."""

EXACT = Role.IMAGE
"""The path of a picture in other capitals may be another picture."""


def compared_columns(schema: Schema) -> list[str]:
    """The columns that are shown or learned from: ids, labels and groups are not."""
    return schema.names(*FEATURES, Role.SHOWN)


def telling_columns(schema: Schema) -> list[str]:
    """A few of the compared columns, those with most values: rows that differ in them are not the
    same, whatever stands in the others."""
    columns = [schema.column(name) for name in compared_columns(schema)]
    ranked = sorted(columns, key=lambda column: -column.distinct)
    return [column.name for column in ranked[:TELLING]]


def hash_rows(
    table: Table,
    schema: Schema,
    names: Sequence[str] | None = None,
    only: NDArray[np.bool_] | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> NDArray[np.int64]:
    """A number (n,) for each row by these columns, or by all that are compared, in one pass over
    the table; 0 for rows but the `only` ones (n,)."""
    names = compared_columns(schema) if names is None else names
    is_exact = [schema.column(name).role is EXACT for name in names]
    places = [table.columns.index(name) for name in names]
    found = [np.empty(0, np.int64)]
    first = 0
    for chunk in table.chunks_of(names):
        size = len(chunk.lines)
        wanted = np.arange(size) if only is None else np.flatnonzero(only[first : first + size])
        hashes = np.zeros(size, np.int64)
        if len(wanted):
            columns = [_pick(chunk.columns[place], wanted) for place in places]
            hashes[wanted] = _hash_all(columns, is_exact)
        found.append(hashes)
        first += size
        if on_progress is not None:
            on_progress(table.fraction)
    return np.concatenate(found)


def _hash_all(columns: Sequence[Sequence[str]], is_exact: Sequence[bool]) -> NDArray[np.int64]:
    lengths = np.sum([np.fromiter(map(len, cells), np.int64) for cells in columns], axis=0)
    found = np.zeros(len(lengths), np.int64)
    for place in np.flatnonzero(lengths > LONG).tolist():
        found[place] = _hash_long([cells[place] for cells in columns], is_exact)
    rest = np.flatnonzero(lengths <= LONG)
    columns = [_pick(cells, rest) for cells in columns]
    texts = _fold_exactly(columns, is_exact) if any(is_exact) else fold_rows(columns)
    found[rest] = np.fromiter(map(hash, texts), np.int64, len(texts))
    return found


def _hash_long(cells: Sequence[str], is_exact: Sequence[bool]) -> int:
    """The number of a row that is folded piece by piece: its words all at once take memory."""
    found = blake2b(digest_size=8)
    for cell, is_so in zip(cells, is_exact, strict=True):
        for piece in [cell] if is_so else PIECES.findall(cell):
            text = piece if is_so else f"{fold(piece)} "
            found.update(text.encode("utf-8", "surrogatepass"))
        found.update(CELL.encode())
    return int.from_bytes(found.digest(), "little", signed=True)


def _pick(cells: Sequence[str], places: NDArray[np.intp]) -> Sequence[str]:
    return cells if len(places) == len(cells) else [cells[place] for place in places.tolist()]


def fold_rows(columns: Sequence[Sequence[str]]) -> Sequence[str]:
    """The text of each row of these columns, alike for rows that differ in blanks or capitals."""
    rows = list(map(f" {CELL} ".join, zip(*columns, strict=True)))
    text = f" {ROW} ".join(rows)
    marks = len(rows) * (len(columns) - 1), len(rows) - 1
    if (text.count(CELL), text.count(ROW)) != marks:
        return _fold_one_by_one(columns)
    # One call of each for thousands of rows: row by row this takes four times as long.
    folded = " ".join(text.casefold().split())
    return [row.strip() for row in folded.split(ROW)]


def _fold_one_by_one(columns: Sequence[Sequence[str]]) -> Sequence[str]:
    return [repr([fold(cell) for cell in cells]) for cells in zip(*columns, strict=True)]


def _fold_exactly(columns: Sequence[Sequence[str]], is_exact: Sequence[bool]) -> Sequence[str]:
    pairs = list(zip(columns, is_exact, strict=True))
    kept = ([*cells] if is_so else [fold(cell) for cell in cells] for cells, is_so in pairs)
    return [repr(cells) for cells in zip(*kept, strict=True)]


def fold(cell: str) -> str:
    return " ".join(cell.casefold().split())
