"""Which rows with known labels are set aside as the test set."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from altui.data.labels.known_labels import check_same_columns, known_labels
from altui.data.labels.label_reading import LabelReading
from altui.data.schema import Schema
from altui.data.table import Table
from altui.data.units.splitting import draw_units
from altui.data.units.units import ALONE, Units
from altui.errors import InputError

MARKS = {"1", "true", "yes", "test"}


def split_fraction(text: str) -> float | None:
    """The fraction that `test` names; None when it is the path of a file."""
    try:
        fraction = float(text)
    except ValueError:
        return None
    if 0 < fraction < 1:
        return fraction
    raise InputError(
        f"{text} is no fraction of the labeled rows",
        hint="Give a number between 0 and 1, such as `test` 0.2, or a column, or a file.",
    )


def is_test_file(test: str, table: Table) -> bool:
    """Whether `test` names a file, and not a column or a share of the table."""
    return test not in table.columns and split_fraction(test) is None


def sampled_rows(
    table: Table, known: NDArray[np.int16], fraction: float, seed: int, units: Units = ALONE
) -> NDArray[np.intp]:
    """A share of each class, drawn by the seed; at least one row of a class that has two. Rows of
    one unit are drawn together or not at all."""
    random = np.random.default_rng(seed)
    if units.identical is not None or units.groups is not None:
        return _sampled_units(table, known, fraction, random, units)
    drawn = []
    for place in range(int(known.max(initial=-1)) + 1):
        rows = np.flatnonzero(known == place)
        size = min(max(round(fraction * len(rows)), 1), len(rows) - 1)
        drawn.append(random.permutation(rows)[: max(size, 0)])
    chosen = np.sort(np.concatenate(drawn)) if drawn else np.zeros(0, np.intp)
    if not len(chosen):
        raise _too_few(table, "A class needs two labeled rows for that.")
    return chosen


def _sampled_units(
    table: Table,
    known: NDArray[np.int16],
    fraction: float,
    random: np.random.Generator,
    units: Units,
) -> NDArray[np.intp]:
    labeled = np.flatnonzero(known >= 0)
    totals = np.bincount(known[labeled])
    wanted = np.minimum(np.maximum(np.round(fraction * totals), 1), totals - 1).clip(0).astype(int)
    drawn = draw_units(known[labeled], units.codes(len(known))[labeled], wanted, random)
    if not drawn.any() or drawn.all():
        raise _too_few(table, "A class needs labeled rows of two groups for that.")
    return labeled[drawn]


def _too_few(table: Table, needed: str) -> InputError:
    return InputError(
        "there are not enough known labels to set a test set aside",
        where=str(table.path),
        hint=f"{needed} Leave `test` out, or name a test file.",
    )


def is_mark(cell: str) -> bool:
    """Whether a cell says that its row is a test row."""
    return cell.strip().casefold() in MARKS


def marked_rows(table: Table, column: str, known: NDArray[np.int16]) -> NDArray[np.intp]:
    """The rows whose cell in the column says 1, true, yes or test; each must have a label."""
    marks = table.texts([column])[column]
    rows = np.array([row for row, text in enumerate(marks) if is_mark(text)], np.intp)
    if not len(rows):
        raise InputError(
            f"column '{column}' marks no row as a test row",
            where=str(table.path),
            hint="Write 1, true, yes or test in the rows that are to be set aside.",
        )
    unlabeled = rows[known[rows] < 0]
    if len(unlabeled):
        raise InputError(
            "a row is marked as a test row but has no label",
            where=table.location(int(unlabeled[0]), column),
            hint="Label it first, or take the mark away.",
        )
    return rows


def known_of_file(
    other: Table, schema: Schema, classes: tuple[str, ...], reading: LabelReading | None
) -> NDArray[np.int16]:
    """The labels (m,) of a test file. Raises InputError where a row has none."""
    if schema.target is None:
        raise InputError(
            "a test file needs a column of labels, and none is named",
            where=str(other.path),
            hint="Name it with `target` COLUMN.",
        )
    check_same_columns(other, schema)
    labels = other.texts([schema.target])[schema.target]
    known = known_labels(other, schema.target, labels, classes, reading or LabelReading())
    missing = np.flatnonzero(known < 0)
    if len(missing):
        raise InputError(
            "a row of the test file has no label",
            where=other.location(int(missing[0]), schema.target),
            hint="Label it or take the row out: a test set needs every label.",
        )
    return known
