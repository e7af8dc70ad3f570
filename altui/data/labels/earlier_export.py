"""A file that altui itself has written: what it says of its rows is taken up again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from altui.data.table import Table

OWN = "altui_"
LABEL, PART, NOTE, FLAG = "altui_label", "altui_part", "altui_note", "altui_flag"

MEASURED = ("audit", "test")
"""Parts whose rows were drawn to measure the accuracy on: never learned from."""


class EarlierRow(NamedTuple):
    """What an earlier session says of a row, beside its label."""

    row: int
    part: str
    note: str
    is_flagged: bool


def is_earlier_export(table: Table, target: str | None) -> bool:
    """Whether the labels are those of an earlier session, with the part or the note of each row."""
    return target == LABEL and any(name in table.columns for name in (PART, NOTE, FLAG))


def is_measured(table: Table, target: str | None) -> bool:
    """Whether rows of it were drawn to measure the accuracy on."""
    return target == LABEL and any(part.strip() in MEASURED for part in _parts(table))


def measured_rows(table: Table, known: NDArray[np.int16]) -> NDArray[np.intp]:
    """The rows with labels that the earlier session measured its accuracy on."""
    rows = [row for row, part in enumerate(_parts(table)) if part.strip() in MEASURED]
    return np.array([row for row in rows if known[row] >= 0], np.intp)


def earlier_rows(table: Table) -> Iterator[EarlierRow]:
    """The rows that were set aside, noted or flagged."""
    texts = (_texts(table, name) for name in (PART, NOTE, FLAG))
    for row, (part, note, flag) in enumerate(zip_longest(*texts, fillvalue="")):
        is_flagged = bool(flag.strip())
        if note or is_flagged or part in ("ignored", "unsure"):
            yield EarlierRow(row, part, note, is_flagged)


def _parts(table: Table) -> Sequence[str]:
    return _texts(table, PART)


def _texts(table: Table, name: str) -> Sequence[str]:
    """The cells of a column; none where the file has no such column."""
    return table.texts([name])[name] if name in table.columns else ()
