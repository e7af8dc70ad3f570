"""Columns whose values are the classes: the answer itself, or a copy of it, is no feature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from altui.data.inference.role_rules import TARGET_NAMES, plain_name
from altui.data.labels.earlier_export import is_earlier_export
from altui.data.labels.label_reading import LabelReading
from altui.data.schema import CHOSEN, FEATURES, Column, Role, Schema
from altui.data.table import Table

AGREEMENT = 0.9
"""From this share of equal values on a column is taken for a copy of the labels."""

LEAST_ROWS = 5
ANSWER = ", the classes: learned from, h hides it if it is somebody's answer"
RECODED = "says the same as the label"
BEFORE = "the labels before classes changed: the answer is not learned from"
COPY = "its values are the classes: the answer is not learned from"


def set_answers_aside(
    table: Table, schema: Schema, classes: Sequence[str], reading: LabelReading
) -> Schema:
    """The schema with the label proposed where none was found, and copies of it hidden.

    `classes` are those that were named; without any, the values of the label column count.
    """
    target = schema.target
    if target is None:
        return _propose_target(schema, classes, reading)
    names = set(classes) or _names(schema.column(target), reading)
    for column in _alike(schema, names, reading):
        is_copy = plain_name(column.name) in TARGET_NAMES or _agrees(
            table, target, column.name, reading
        )
        if is_copy:
            schema = schema.with_role(column.name, Role.HIDDEN, COPY)
        elif column.role is Role.CATEGORICAL:
            schema = schema.with_role(column.name, column.role, f"{column.reason}{ANSWER}")
    for name in _recoded(table, target, _as_many(schema, names, reading), reading):
        if schema.names(*FEATURES) != [name]:
            schema = schema.with_role(name, Role.HIDDEN, f"{RECODED} '{target}'")
    if is_earlier_export(table, target):
        for column in _of_classes_before(table, target, schema, names, reading):
            schema = schema.with_role(column.name, Role.HIDDEN, BEFORE)
    return schema


def _of_classes_before(
    table: Table, target: str, schema: Schema, names: set[str], reading: LabelReading
) -> Iterator[Column]:
    """In the export of a session: columns of some of its classes and of others, which may be the
    labels that it began with, before classes were merged or renamed."""
    for column, found in _with_names(schema, reading):
        if found & names and found - names and _decides(table, target, column.name, reading):
            yield column


def _decides(table: Table, target: str, other: str, reading: LabelReading) -> bool:
    """Whether nearly each row has the label that is the commonest of its value."""
    texts = table.texts([target, other])
    labels = map(reading.name, texts[target])
    pairs = Counter(
        (value, label)
        for label, value in zip(labels, map(str.strip, texts[other]), strict=True)
        if label and value
    )
    commonest = Counter[str]()
    for (value, _), count in pairs.items():
        commonest[value] = max(commonest[value], count)
    return pairs.total() >= LEAST_ROWS and commonest.total() >= AGREEMENT * pairs.total()


def _propose_target(schema: Schema, classes: Sequence[str], reading: LabelReading) -> Schema:
    """The only column that holds just the classes that were named."""
    found = [
        column
        for column in _alike(schema, set(classes), reading)
        if _names(column, reading) == set(classes)
    ]
    if len(found) != 1:
        return schema
    return schema.with_role(found[0].name, Role.TARGET, "its values are the classes")


def _alike(schema: Schema, names: set[str], reading: LabelReading) -> Iterator[Column]:
    for column, found in _with_names(schema, reading):
        if len(found) > 1 and found <= names:
            yield column


def _as_many(schema: Schema, names: set[str], reading: LabelReading) -> list[str]:
    """Columns of as many values as there are classes, and other ones."""
    return [
        column.name
        for column, found in _with_names(schema, reading)
        if len(found) == len(names) > 1 and found != names
    ]


def _with_names(schema: Schema, reading: LabelReading) -> Iterator[tuple[Column, set[str]]]:
    """The columns that may hold an answer, unless a person chose their role."""
    for column in schema.columns:
        if column.role in (Role.CATEGORICAL, Role.NUMERIC) and column.reason != CHOSEN:
            yield column, _names(column, reading)


def _recoded(
    table: Table, target: str, others: Sequence[str], reading: LabelReading
) -> Iterator[str]:
    """The columns of which each value goes with one class of its own. Most show at the first rows
    that they are none, before a pass is made."""
    first = next(table.chunks(), None) if others else None
    if first is None:
        return
    head = dict(zip(table.columns, first.columns, strict=True))
    for other in others:
        is_likely = _are_paired(head[target], head[other], reading=reading)
        if is_likely and _is_recoded(table, target, other, reading):
            yield other


def _is_recoded(table: Table, target: str, other: str, reading: LabelReading) -> bool:
    texts = table.texts([target, other])
    counts = Counter(zip(texts[target], texts[other], strict=True))
    times = Counter[str]()
    for (label, _), count in counts.items():
        times[reading.name(label)] += count
    del times[""]
    is_seen = len(times) > 1 and min(times.values()) >= LEAST_ROWS
    return is_seen and _are_paired(*zip(*counts, strict=True), reading=reading)


def _are_paired(labels: Sequence[str], values: Sequence[str], *, reading: LabelReading) -> bool:
    pairs = {(reading.name(a), b.strip()) for a, b in zip(labels, values, strict=True)}
    pairs = {(a, b) for a, b in pairs if a and b}
    return len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs)


def _names(column: Column, reading: LabelReading) -> set[str]:
    """The values as class names, `1.0` as 1 wherever the labels are written so or not."""
    whole = LabelReading(reading.no_label, whole_numbers=True, lists=False)
    return {whole.name(value) for value in column.values} - {""}


def _agrees(table: Table, target: str, other: str, reading: LabelReading) -> bool:
    """Whether the two say the same wherever both say something."""
    texts = table.texts([target, other])
    whole = LabelReading(reading.no_label, whole_numbers=True, lists=False)
    pairs = zip(texts[target], texts[other], strict=True)
    both = [(a, b) for a, b in ((whole.name(a), whole.name(b)) for a, b in pairs) if a and b]
    same = sum(1 for a, b in both if a == b)
    return len(both) >= LEAST_ROWS and same >= AGREEMENT * len(both)
