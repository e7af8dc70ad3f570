"""What the columns leave open of the labels: whether one holds them, and one the test rows."""

from __future__ import annotations

from altui.data.holdout import MARKS
from altui.data.inference.column_profile import DISTINCT_CAP
from altui.data.inference.no_property import is_split
from altui.data.inference.role_rules import MOST_CLASSES, TARGET_NAMES, plain_name
from altui.data.labels.label_reading import LabelReading
from altui.data.questions import Answer, Question
from altui.data.schema import Column, Schema
from altui.data.table import Table


def ask_for_test(table: Table, schema: Schema, reading: LabelReading) -> tuple[Question, ...]:
    """Whether the rows marked as test are the test set; nothing where one has no label."""
    if schema.target is None:
        return ()
    for column in schema.columns:
        if column.name == schema.target or not is_split(column.name, set(column.values)):
            continue
        texts = table.texts([column.name, schema.target])
        marked = [
            bool(reading.name(label))
            for mark, label in zip(texts[column.name], texts[schema.target], strict=True)
            if mark.strip().casefold() in MARKS
        ]
        if marked and all(marked) and len(marked) < len(table):
            return (_test_question(column.name, len(marked)),)
    return ()


def _test_question(name: str, rows: int) -> Question:
    return Question(
        "test",
        f"'{name}' marks {rows:,} rows as test",
        (
            Answer("the accuracy is measured on them, and they are not learned from", name),
            Answer("they are rows like the others", None),
        ),
    )


def ask_for_target(table: Table, schema: Schema) -> tuple[Question, ...]:
    """Whether a column named like a label is one, though it has very many values."""
    if schema.target is not None:
        return ()
    for name in TARGET_NAMES:
        for column in schema.columns:
            if plain_name(column.name) == name and MOST_CLASSES < column.distinct < len(table):
                return (_target_question(column),)
    return ()


def _target_question(column: Column) -> Question:
    many = f"{column.distinct:,}" if column.distinct < DISTINCT_CAP else f"over {DISTINCT_CAP:,}"
    return Question(
        "target",
        f"'{column.name}' has {many} different values",
        (
            Answer("it does not hold the labels", ""),
            Answer(f"it does, and there are {many} classes", column.name),
        ),
        changes="classes",
    )
