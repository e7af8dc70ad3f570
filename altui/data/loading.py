"""From a table to a Dataset: its ids, classes, known labels, units and parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from altui.data.boundary import choose_boundary
from altui.data.dataset import DataOptions, Dataset
from altui.data.holdout import known_of_file, marked_rows, sampled_rows, split_fraction
from altui.data.labels.earlier_export import (
    CHECK,
    MEASURED,
    TEST,
    is_earlier_export,
    rows_of,
)
from altui.data.labels.known_labels import find_classes, known_labels
from altui.data.labels.label_reading import LabelReading
from altui.data.labels.seed_words import check_seed_words, read_seed_words
from altui.data.labels.suggested_column import find_suggested, read_suggestions
from altui.data.layout import Layout
from altui.data.presentation.read_table import read_html
from altui.data.readers.reading import open_table
from altui.data.schema import Role, Schema
from altui.data.table import Table
from altui.data.units.apart import belonging_to_file, describe_units, set_apart, with_group
from altui.data.units.parts import Part as Part
from altui.data.units.row_ids import row_ids
from altui.data.units.units import Units, find_units

MARK = "marks the test rows"
"""Why a column is not learned from."""


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
    schema = with_group(schema, options.group, str(table.path))
    wanted = [each for each in (schema.id, schema.target, options.group) if each is not None]
    suggested = find_suggested(options.suggested, table) if options.suggested else None
    if suggested is not None:
        wanted, schema = [*wanted, *suggested.names], suggested.hide(schema)
    texts = table.texts(wanted, _part_of(on_progress, 0.0))
    n = table.count(_part_of(on_progress, 0.0))
    ids = row_ids(table, schema.id)
    labels = texts[schema.target] if schema.target is not None else None
    reading = _label_reading(table, schema, options)
    counts = None if schema.target is None else table.count_values(schema.target)
    classes = find_classes(table, counts, options.classes, reading)
    known = np.full(n, -1, np.int16)
    _check_seed_words(table, schema, options, classes)
    if labels is not None and schema.target is not None:
        known = known_labels(table, schema.target, labels, classes, reading)
    earlier = options.earlier
    if earlier is None:
        earlier = is_earlier_export(table, schema.target)
    options = replace(options, labels=reading, earlier=earlier)
    if options.test in table.columns:
        # Before anything is told of rows: the mark is no property of them, here as on resuming.
        schema = schema.with_role(options.test, Role.HIDDEN, MARK)
    read, merges = read_html(table, options.html), not options.no_merge_identical
    units = find_units(
        read,
        schema,
        merges=merges,
        group=options.group,
        vectors=options.vectors,
        suggested=None if suggested is None else texts[suggested.names[0]],
        on_progress=_part_of(on_progress, 0.5),
    )
    if on_progress is not None:
        on_progress(1.0)
    test = _find_test(table, schema, options, classes, known, units)
    part = np.zeros(n, np.int8)
    if not options.hide_labels:
        part[known >= 0] = Part.LABELED
    part[test.rows] = Part.TEST
    checked = rows_of(table, (CHECK,), known) if options.check else test.rows[:0]
    aside = units.belonging_to(np.concatenate((test.rows, checked)), n)
    if test.table is not None:
        other = read_html(test.table, options.html)
        aside |= belonging_to_file(read, other, schema, options.group, merges=merges)
    part, untrained = set_apart(part, aside, checked, units)
    units = replace(units, untrained=untrained)
    if options.hide_labels:
        units = units.parted_by(known)
    told = describe_units(units, n, options.group, aside)
    table.notes.extend(note for note in told if note not in table.notes)
    has_vectors = options.embed or options.vectors is not None
    found = choose_boundary(test.schema, n, len(classes), has_vectors=has_vectors)
    boundary = options.boundary or found
    options = replace(options, layout=table.layout, boundary=boundary)
    if test.table is not None:
        options = replace(options, test_layout=test.table.layout)
    suggestions = None
    if suggested is not None:
        suggestions = read_suggestions(table, suggested, classes, reading.no_label)
        table.notes.extend(each for each in suggestions.notes if each not in table.notes)
    parts = (test.table, test.known, units, suggestions)
    return Dataset(table, test.schema, options, ids, classes, known, part, *parts)


def _part_of(
    on_progress: Callable[[float], None] | None, first: float
) -> Callable[[float], None] | None:
    """The progress of one of the two passes over the table."""
    return None if on_progress is None else lambda done: on_progress(first + done / 2)


def _check_seed_words(
    table: Table, schema: Schema, options: DataOptions, classes: Sequence[str]
) -> None:
    where = str(table.path)
    check_seed_words(read_seed_words(options.seed_text, classes, where), schema, where)


def _label_reading(table: Table, schema: Schema, options: DataOptions) -> LabelReading:
    """As it is kept, or found in the column, each question taken as was said, or by default."""
    if options.labels is not None or schema.target is None:
        return options.labels or LabelReading()
    from altui.data.labels.label_questions import judge_labels

    return judge_labels(
        table,
        schema.target,
        classes=options.classes,
        no_label=options.no_label,
        variants=options.variants,
    ).reading


def _find_test(
    table: Table,
    schema: Schema,
    options: DataOptions,
    classes: tuple[str, ...],
    known: NDArray[np.int16],
    units: Units,
) -> _Test:
    nothing = np.zeros(0, np.intp)
    if options.test is None:
        measured = (TEST,) if options.check else MEASURED
        return _Test(rows_of(table, measured, known) if options.earlier else nothing, schema)
    if options.test in table.columns:
        return _Test(marked_rows(table, options.test, known), schema)
    fraction = split_fraction(options.test)
    if fraction is not None:
        return _Test(sampled_rows(table, known, fraction, options.seed, units), schema)
    other = open_table(Path(options.test), layout=_layout_of_test(options, table))
    return _Test(nothing, schema, other, known_of_file(other, schema, classes, options.labels))


def _layout_of_test(options: DataOptions, table: Table) -> Layout:
    """As a session has kept it; else it is found, unless the table itself is read as before."""
    return options.test_layout if options.test_layout.version else table.layout.of_another_file()
