"""Columns that hold a vector in each cell: features as they are, never shown.

A vector is a JSON array of numbers, which is also how a list of a Parquet file reads, or the same
with blanks for commas, as NumPy prints it. All of a column have one length. They are not scaled:
whoever made them chose their scale.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from shlex import quote

import numpy as np

from altui.data.features.allocation import BLOCK_ROWS, Floats
from altui.data.files import check_regular, reading
from altui.data.readers.arrow.arrow_cells import ListCells
from altui.data.table import Chunk, Table
from altui.errors import InputError

NUMERALS = re.compile(r"[-+\d.eE,\[\]\s]*", re.ASCII)
LEAST_LENGTH = 2


def vector_length(cells: Sequence[str]) -> int:
    """The length of the vectors where every cell is one, and all are as long; else 0."""
    found = _together(cells) if cells else None
    return 0 if found is None or found.shape[1] < LEAST_LENGTH else found.shape[1]


class VectorBlock:
    """The vectors of some columns side by side, chunk by chunk; the first row tells how long
    those of each column are."""

    def __init__(self, names: Sequence[str]) -> None:
        self.lengths = dict.fromkeys(names, 0)

    def part(self, table: Table, chunk: Chunk, tell: Callable[[int], None]) -> Floats:  # noqa: ARG002
        """The vectors of a chunk, float32 (rows, all lengths)."""
        parts = []
        for name, length in self.lengths.items():
            parts.append(_parsed(table, chunk, name, length))
            self.lengths[name] = parts[-1].shape[1]
        return np.concatenate(parts, axis=1)

    def notes(self) -> list[str]:
        return []

    def columns(self) -> list[str]:
        """The column of the table that each number comes from."""
        return [name for name, length in self.lengths.items() for _ in range(length)]


def _parsed(table: Table, chunk: Chunk, name: str, length: int) -> Floats:
    """The vectors of a chunk (rows, length). Raises InputError for the first cell that is none."""
    cells = chunk.columns[table.columns.index(name)]
    found = cells.vectors() if isinstance(cells, ListCells) else _together(cells)
    if found is not None and (not length or found.shape[1] == length) and _is_finite(found):
        return found
    for line, cell in zip(chunk.lines, cells, strict=True):
        one = _together([cell])
        fault = _fault(cell, one, length)
        if fault or one is None:
            raise InputError(
                fault,
                where=table.place(line, name),
                hint="Each row needs a vector of the same length, such as [0.5, -1, 2]. Mend the "
                f"cell, or do not learn from the column: `columns` {quote(name)}=hidden.",
            )
        length = one.shape[1]
    raise AssertionError("every cell is a vector, but not all together")


def _fault(cell: str, one: Floats | None, length: int) -> str:
    if not cell.strip():
        return "the vector is missing"
    if one is None:
        return f"'{cell[:40]}' is no vector of numbers"
    if not _is_finite(one):
        return "a number of the vector is too large or is none"
    if length and one.shape[1] != length:
        return f"the vector has {one.shape[1]} numbers, those before it {length}"
    return ""


def _together(cells: Sequence[str]) -> Floats | None:
    """The vectors (cells, length) of arrays of numbers; None where one is something else, or of
    another length."""
    text = f"[{','.join(cells)}]"
    # One bracket opens in each cell, and it closes there: no two cells make one list together.
    each = all(cell.lstrip()[:1] == "[" and cell.rstrip()[-1:] == "]" for cell in cells)
    if not each or text.count("[") != len(cells) + 1 or not NUMERALS.fullmatch(text):
        return None
    is_spaced = not any("," in cell for cell in cells)
    try:
        rows = [cell.strip()[1:-1].split() for cell in cells] if is_spaced else json.loads(text)
        with np.errstate(over="ignore"):
            found = np.array(rows, np.float64).astype(np.float32)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    return found if found.ndim == 2 and found.shape[1] else None


def _is_finite(values: Floats) -> bool:
    # The sum of numbers is finite unless one of them is not; float64 keeps it from overflowing.
    return bool(np.isfinite(values.sum(dtype=np.float64)))


def open_vectors(path: Path, rows: int) -> Floats:
    """The vectors of a .npy file (rows, length), mapped and not read where they are float32.

    Raises InputError unless they are one row of finite numbers for each of `rows` rows.
    """
    check_regular(path)
    try:
        found = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise InputError(
            f"this is no NumPy array: {str(error)[:200]}",
            where=str(path),
            hint="Write one with numpy.save(FILE, array): one row of numbers for each row.",
        ) from None
    if not isinstance(found, np.ndarray) or found.ndim != 2 or found.dtype.kind not in "fiu":
        raise InputError(
            "this is not a table of numbers with rows and columns",
            where=str(path),
            hint="`vectors` needs an array of shape (rows, length), one row for each of the data.",
        )
    if len(found) != rows:
        raise InputError(
            f"there are {len(found):,} vectors for {rows:,} rows",
            where=str(path),
            hint="`vectors` needs one row for each row of the data file, in its order.",
        )
    vectors: Floats = np.asarray(found, np.float32)
    _check_finite(vectors, path)
    return vectors


def fingerprint(path: Path) -> str:
    with reading(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_finite(vectors: Floats, path: Path) -> None:
    for start in range(0, len(vectors), BLOCK_ROWS):
        part = vectors[start : start + BLOCK_ROWS]
        if not _is_finite(part):
            row = start + int(np.flatnonzero(~np.isfinite(part).all(1))[0])
            raise InputError(
                "a number of this vector is NaN or infinite",
                where=f"{path}, row {row + 1}",
                hint="Give every row a vector of plain numbers.",
            )
