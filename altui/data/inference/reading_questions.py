"""What neither a cell nor another column says: where the thousands end, and which is the day."""

from __future__ import annotations

from collections.abc import Sequence

from altui.data.inference.doubts import TOPICS
from altui.data.questions import Answer, Question
from altui.data.schema import Column, Schema
from altui.data.values.reading import Way
from altui.data.values.ways import EXAMPLES

IN_WORDS = {
    "point": "decimal point",
    "comma": "decimal comma",
    "mdy": "month first",
    "dmy": "day first",
}
MOST_TOLD = 3
"""Columns named in a question."""


def ask_about_readings(schema: Schema) -> tuple[Question, ...]:
    """One question for all columns of numbers in doubt, and one for those of dates."""
    asked = []
    for role, topic in TOPICS.items():
        columns = [each for each in schema.columns if each.role == role and _ways(each)]
        if columns:
            asked.append(_question(columns, topic))
    return tuple(asked)


def _ways(column: Column) -> list[Way]:
    return [way for way in column.ways if way.reading.role == column.role]


def _question(columns: Sequence[Column], topic: str) -> Question:
    """Each answer is the word of a reading, as in --columns NAME=numeric:comma."""
    examples = {
        way.reading.word: [each for column in columns for each in _examples(column, way)]
        for way in _ways(columns[0])
    }
    answers = tuple(Answer(_answer(word, found), word) for word, found in examples.items())
    first = [found[0] for found in examples.values() if found]
    how = f"how {_names(columns)} must be read"
    if first:
        values = " or ".join(value for _, value in first)
        how = f"whether {first[0][0]} in {_names(columns)} is {values}"
    return Question("columns", f"nothing says {how}", answers, topic=topic)


def _examples(column: Column, like: Way) -> tuple[tuple[str, str], ...]:
    """Those of the column in the reading of the same word."""
    return next(way.examples for way in _ways(column) if way.reading.word == like.reading.word)


def _answer(word: str, examples: Sequence[tuple[str, str]]) -> str:
    shown = list(dict.fromkeys(examples))[:EXAMPLES]
    told = ", ".join(f"{cell} is {value}" for cell, value in shown)
    return f"{IN_WORDS[word]}: {told}" if told else IN_WORDS[word]


def _names(columns: Sequence[Column]) -> str:
    told = ", ".join(f"'{column.name}'" for column in columns[:MOST_TOLD])
    return f"{told} and {len(columns) - MOST_TOLD} more" if len(columns) > MOST_TOLD else told
