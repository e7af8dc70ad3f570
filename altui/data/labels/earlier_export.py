"""A file that altui itself has written: what it says of its rows is taken up again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    """Whether the labels are those of an earlier session, with the part of each row."""
    return target == LABEL and PART in table.columns


def is_measured(table: Table, target: str | None) -> bool:
    """Whether rows of it were drawn to measure the accuracy on."""
    if not is_earlier_export(table, target):
        return False
    return any(part.strip() in MEASURED for part in table.texts([PART])[PART])


def measured_rows(table: Table, known: NDArray[np.int16]) -> NDArray[np.intp]:
    """The rows with labels that the earlier session measured its accuracy on."""
    parts = table.texts([PART])[PART]
    rows = [row for row, part in enumerate(parts) if part.strip() in MEASURED]
    return np.array([row for row in rows if known[row] >= 0], np.intp)


def earlier_rows(table: Table) -> Iterator[EarlierRow]:
    """The rows that were set aside, noted or flagged."""
    names = [name for name in (PART, NOTE, FLAG) if name in table.columns]
    texts = table.texts(names)
    blank: Sequence[str] = ()
    notes, flags = texts.get(NOTE, blank), texts.get(FLAG, blank)
    for row, part in enumerate(texts[PART]):
        note = notes[row] if notes else ""
        is_flagged = bool(flags) and bool(flags[row].strip())
        if note or is_flagged or part in ("ignored", "unsure"):
            yield EarlierRow(row, part, note, is_flagged)
