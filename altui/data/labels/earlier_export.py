"""A file that altui itself has written: what it says of its rows is taken up again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from altui.data.table import Table

OWN = "altui_"
LABEL, PART, NOTE = "altui_label", "altui_part", "altui_note"
NUMBERS = ("altui_round", "altui_confidence", "altui_calibrated_on", "altui_seconds")
FLAG, FAST, ALIKE = "altui_flag", "altui_fast", "altui_alike"

CHECK, TEST, KNOWN = "audit", "test", "known"
MEASURED = (CHECK, TEST)
"""Parts whose rows were drawn to measure the accuracy on: never learned from."""

GIVEN = ("labeled", "revealed", CHECK)
"""Parts whose rows have their label from the person."""
PASSED = ("skipped", "ignored", "unsure")
"""Parts whose rows were shown to the person and got no label."""
IMPORTED, UNLABELED = "imported", "unlabeled"
OPEN = "open"
"""The part of rows that several people have given different labels, none of which holds."""
SAME = "same"
"""The part of rows that have the label of an identical row."""
LABELED = (*GIVEN, IMPORTED, SAME, TEST, KNOWN)
"""Parts whose rows have a label."""


class EarlierRow(NamedTuple):
    """What an earlier session says of a row, beside its label."""

    row: int
    part: str
    note: str
    is_flagged: bool


class EarlierLabel(NamedTuple):
    """Where a label comes from, as the earlier session said it; empty or None where it did not."""

    annotator: str
    time: str
    part: str
    round: int | None
    confidence: float | None
    calibrated_on: int | None
    seconds: float | None


def is_earlier_export(table: Table, target: str | None) -> bool:
    """Whether the labels are those of an earlier session, with the part or the note of each row."""
    return target == LABEL and any(name in table.columns for name in (PART, NOTE, FLAG))


def is_measured(table: Table, target: str | None) -> bool:
    """Whether rows of it were drawn to measure the accuracy on."""
    if not is_earlier_export(table, target):
        return False
    return any(part in MEASURED for part in read_parts(table))


def read_parts(table: Table) -> list[str]:
    """The part of each row; empty where the export holds none."""
    return [part.strip() for part in _parts(table)]


def rows_of(table: Table, parts: Collection[str], known: NDArray[np.int16]) -> NDArray[np.intp]:
    """The rows with labels that are of one of these parts."""
    rows = (row for row, part in enumerate(read_parts(table)) if part in parts)
    return np.array([row for row in rows if known[row] >= 0], np.intp)


def read_labels(table: Table) -> Callable[[int], EarlierLabel]:
    """A function from a row to where its label comes from."""
    names = ("altui_annotator", "altui_time", PART, *NUMBERS)
    places = [table.columns.index(name) if name in table.columns else -1 for name in names]

    def read(row: int) -> EarlierLabel:
        found = table.cells(row)
        texts = ("" if place < 0 else found[place].strip() for place in places)
        annotator, time, part, round_, confidence, rows, seconds = texts
        numbers = _whole(round_), _decimal(confidence), _whole(rows), _decimal(seconds)
        return EarlierLabel(annotator, time, part, *numbers)

    return read


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and text.isascii() else None


def _decimal(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def marked_rows(table: Table, mark: str) -> dict[int, str]:
    """The rows that have something in the column of a mark, and what that is."""
    if mark not in table.columns:
        return {}
    return {row: cell for row, cell in enumerate(table.texts([mark])[mark]) if cell.strip()}


def earlier_rows(table: Table) -> Iterator[EarlierRow]:
    """The rows that were set aside, noted or flagged."""
    texts = (_texts(table, name) for name in (PART, NOTE, FLAG))
    for row, (part, note, flag) in enumerate(zip_longest(*texts, fillvalue="")):
        is_flagged = bool(flag.strip())
        if note or is_flagged or part.strip() in PASSED:
            yield EarlierRow(row, part.strip(), note, is_flagged)


def _parts(table: Table) -> Sequence[str]:
    return _texts(table, PART)


def _texts(table: Table, name: str) -> Sequence[str]:
    """The cells of a column; none where the file has no such column."""
    return table.texts([name])[name] if name in table.columns else ()
