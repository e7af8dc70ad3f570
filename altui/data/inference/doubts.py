"""Columns that can be read in two ways: both are kept until a person, or the default, chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from altui.data.inference.column_profile import Profile
from altui.data.inference.formats.date_tally import DAY_FIRST, MONTH_FIRST
from altui.data.inference.value_rules import Found, dates_reason, find_value, numbers_reason
from altui.data.schema import CHOSEN, Column, Schema
from altui.data.table import Table
from altui.data.values.dates.date_reading import DateReading
from altui.data.values.number_reading import NAMES, NumberReading
from altui.data.values.reading import ValueReading, Way
from altui.data.values.ways import examples_of

TOPICS = {NumberReading.role: "numbers", DateReading.role: "dates"}
"""What the question about columns of this role is known by."""

WORDS = {NumberReading.role: tuple(NAMES.values()), DateReading.role: (MONTH_FIRST, DAY_FIRST)}


def find_ways(profile: Profile, found: Found, table: Table) -> tuple[Way, ...]:
    """For numbers and for dates each reading that fits, the one that is taken unless a person says
    otherwise first; nothing where there is no doubt."""
    return tuple(
        way
        for taken in found.readings()
        if taken.is_ambiguous
        for way in _ways(profile, taken, table)
    )


def _ways(profile: Profile, taken: ValueReading, table: Table) -> list[Way]:
    words = sorted(WORDS[taken.role], key=lambda word: word != taken.word)
    readings, reasons = [], []
    for word in words:
        found = find_value(profile, word=word)
        readings += [each for each in found.readings() if each.role == taken.role]
        is_number = taken.role == NumberReading.role
        reasons.append(
            numbers_reason(profile, found, table) if is_number else dates_reason(found, table)
        )
    cells, *values = examples_of(profile.sample, readings)
    return [
        Way(reading, reason, tuple(zip(cells, each, strict=True)))
        for reading, reason, each in zip(readings, reasons, values, strict=True)
    ]


def choose_readings(schema: Schema, answers: Mapping[str, object]) -> Schema:
    """The schema with the reading that was answered, or is taken, for each column in doubt."""
    return Schema(tuple(_chosen(column, answers) for column in schema.columns))


def _chosen(column: Column, answers: Mapping[str, object]) -> Column:
    for role, topic in TOPICS.items():
        ways = [way for way in column.ways if way.reading.role == role]
        if not ways:
            continue
        way = next((each for each in ways if each.reading.word == answers.get(topic)), ways[0])
        others = tuple(each for each in column.readings if each.role != role)
        column = replace(column, readings=(*others, way.reading))
        if column.role == role and column.reason != CHOSEN:
            column = replace(column, reason=way.reason)
    return column
