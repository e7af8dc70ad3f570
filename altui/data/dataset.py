"""A table with its roles, ids, classes and known labels: all that a session needs to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import IntEnum
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from altui.data.holdout import marked_rows, sampled_rows, split_fraction
from altui.data.labels import check_same_columns, find_classes, known_labels
from altui.data.readers.reading import BY_ENDING, open_table
from altui.data.row_ids import row_ids
from altui.data.schema import Role, Schema
from altui.data.table import Table
from altui.errors import InputError


class Part(IntEnum):
    UNLABELED = 0
    LABELED = 1
    TEST = 2
    AUDIT = 3


@dataclass(frozen=True)
class DataOptions:
    """`test` is a fraction ("0.2"), the name of a column, or the path of a file; `sheet` names
    the sheet of a workbook that the table was read from, the first when None; `vectors` is a .npy
    file with a vector for each row; with `embed` texts are turned into vectors; `kind` is what the
    file was read as."""

    classes: tuple[str, ...] = ()
    hide_labels: bool = False
    test: str | None = None
    seed: int = 0
    sheet: str | None = None
    vectors: str | None = None
    embed: bool = False
    kind: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "classes": list(self.classes)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> DataOptions:
        known = {f.name: stored[f.name] for f in fields(cls) if f.name in stored}
        kind = stored.get("kind", BY_ENDING)
        return cls(**{**known, "classes": tuple(stored.get("classes", ())), "kind": kind})


@dataclass(frozen=True)
class Field:
    name: str
    text: str
    role: Role


@dataclass(frozen=True, eq=False)
class Dataset:
    """`known` holds a class index for each row (int16, -1 where none is known), `part` a Part for
    each row (int8). `test_known` has the labels of `test_table`, where that is a file of its own.
    """

    table: Table
    schema: Schema
    options: DataOptions
    ids: Sequence[str]
    classes: tuple[str, ...]
    known: NDArray[np.int16]
    part: NDArray[np.int8]
    test_table: Table | None = None
    test_known: NDArray[np.int16] | None = None

    @property
    def n(self) -> int:
        return len(self.known)

    @property
    def fingerprint(self) -> str:
        return self.table.fingerprint()

    @property
    def vectors(self) -> Path | None:
        """The .npy file with a vector for each row."""
        return None if self.options.vectors is None else Path(self.options.vectors)

    def fields(self, row: int) -> tuple[Field, ...]:
        """What a person is shown of a row: never its label, in the order of the file."""
        unseen = (Role.TARGET, Role.HIDDEN, Role.ID, Role.VECTOR)
        cells = zip(self.schema.columns, self.table.cells(row), strict=True)
        return tuple(
            Field(column.name, text, column.role)
            for column, text in cells
            if column.role not in unseen
        )

    def known_label(self, row: int) -> str:
        """The class name known for a row, empty when there is none."""
        index = int(self.known[row])
        return self.classes[index] if index >= 0 else ""


class _Test(NamedTuple):
    rows: NDArray[np.intp]
    schema: Schema
    table: Table | None = None
    known: NDArray[np.int16] | None = None


def load_dataset(
    table: Table,
    schema: Schema,
    options: DataOptions,
    on_progress: Callable[[float], None] | None = None,
) -> Dataset:
    """Ids, classes, known labels and parts of a table.

    Raises InputError for ids that are missing or stand there twice, for a label outside the
    given classes, for fewer than two classes, and for a test set that cannot be made.
    """
    wanted = [name for name in (schema.id, schema.target) if name is not None]
    texts = table.texts(wanted, on_progress)
    n = table.count(on_progress)
    ids = row_ids(table, schema.id)
    labels = texts[schema.target] if schema.target is not None else None
    classes = find_classes(table, labels, options.classes)
    known = np.full(n, -1, np.int16)
    if labels is not None and schema.target is not None:
        known = known_labels(table, schema.target, labels, classes)
    test = _find_test(table, schema, options, classes, known)
    part = np.zeros(n, np.int8)
    if not options.hide_labels:
        part[known >= 0] = Part.LABELED
    part[test.rows] = Part.TEST
    return Dataset(table, test.schema, options, ids, classes, known, part, test.table, test.known)


def _find_test(
    table: Table,
    schema: Schema,
    options: DataOptions,
    classes: tuple[str, ...],
    known: NDArray[np.int16],
) -> _Test:
    nothing = np.zeros(0, np.intp)
    if options.test is None:
        return _Test(nothing, schema)
    if options.test in table.columns:
        rows = marked_rows(table, options.test, known)
        # The mark itself must not be learned from.
        hidden = schema.with_role(options.test, Role.HIDDEN, "marks the test rows")
        return _Test(rows, hidden)
    fraction = split_fraction(options.test)
    if fraction is not None:
        return _Test(sampled_rows(table, known, fraction, options.seed), schema)
    kind = BY_ENDING if options.kind == BY_ENDING else None
    other = open_table(Path(options.test), kind=kind)
    return _Test(nothing, schema, other, _known_of_file(other, schema, classes))


def _known_of_file(other: Table, schema: Schema, classes: tuple[str, ...]) -> NDArray[np.int16]:
    if schema.target is None:
        raise InputError(
            "a test file needs a column of labels, and none is named",
            where=str(other.path),
            hint="Name it with `target` COLUMN.",
        )
    check_same_columns(other, schema)
    labels = other.texts([schema.target])[schema.target]
    known = known_labels(other, schema.target, labels, classes)
    missing = np.flatnonzero(known < 0)
    if len(missing):
        raise InputError(
            "a row of the test file has no label",
            where=other.location(int(missing[0]), schema.target),
            hint="Label it or take the row out: a test set needs every label.",
        )
    return known
