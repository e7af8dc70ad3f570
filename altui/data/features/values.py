"""The columns of numbers and of dates as values: what of them stands in the numeric block, what
among the categories, and which cells were no values.

Numbers come first, so that a table without dates has the matrix that it had before there were any.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from shlex import quote
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from altui.data.schema import CHOSEN, Column, Role, Schema
from altui.data.table import Chunk, Table
from altui.data.values.dates.date_parser import DateParser
from altui.data.values.dates.date_parts import part_names
from altui.data.values.dates.date_reading import DateReading
from altui.data.values.number_parser import NumberParser, Parsed
from altui.data.values.number_reading import NumberReading
from altui.data.values.numbers import NotNumericError, parse_numbers
from altui.errors import InputError

LONGEST = 80


class ChunkValues(NamedTuple):
    numbers: list[NDArray[np.float64]]
    categories: list[Sequence[str]]


@dataclass
class Strays:
    """How many cells of a column are no values, and where the first is."""

    count: int
    line: int
    text: str
    unit: str = "line"


class StrictParser:
    """Numbers as sessions read them before there were readings: what is none is an error."""

    def parse(self, cells: Sequence[str]) -> Parsed:
        return Parsed(parse_numbers(cells, codes=True), np.zeros(0, np.intp))


Parser = NumberParser | DateParser | StrictParser


class ColumnValues:
    """`number_names` and `category_names` are those of the features, `number_sources` and
    `category_sources` the columns that they come from."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        numbers, dates = schema.names(Role.NUMERIC), schema.names(Role.DATE)
        self._categories = schema.names(Role.CATEGORICAL)
        self._parsers = {name: _parser(schema, name) for name in (*numbers, *dates)}
        self._parts = [(name, part) for name in dates for part in _parts(schema, name)]
        self.number_names = self.number_sources = [*numbers, *dates]
        self.category_names = [
            *self._categories,
            *(f"{name} ({part})" for name, part in self._parts),
        ]
        self.category_sources = [*self._categories, *(name for name, _ in self._parts)]
        self.strays: dict[str, Strays] = {}

    def start(self) -> None:
        """From here on the strays of another pass are counted."""
        self.strays = {}

    def read(self, table: Table, chunk: Chunk, *, rows: int | None = None) -> ChunkValues:
        """The values of a chunk, of its first `rows` only to look at them beforehand."""
        columns = dict(zip(table.columns, chunk.columns, strict=True))
        found = {}
        for name, parser in self._parsers.items():
            cells = columns[name] if rows is None else columns[name][:rows]
            found[name] = self._values(table, chunk, name, cells, parser, is_counted=rows is None)
        parts = [part_names(part, found[name]) for name, part in self._parts]
        return ChunkValues(
            list(found.values()), [*(columns[name] for name in self._categories), *parts]
        )

    def value(self, name: str, text: str) -> float:
        """The value of a cell; NaN where it has none."""
        return float(self._parsers[name].parse([text]).values[0])

    def told(self, *, is_fitted: bool) -> list[str]:
        """A sentence for each column with strays in the latest pass; of the table that the columns
        were fitted on, for more than were there when the reading was decided."""
        return [
            _sentence(name, found, self._schema.column(name).role)
            for name, found in self.strays.items()
            if not is_fitted or found.count > self._known(name)
        ]

    def check(self, table: Table) -> None:
        """Raises InputError for a column that the latest pass found to hold something else."""
        for name, found in self.strays.items():
            if 2 * found.count > len(table):
                raise _no_value(table, found, self._schema.column(name))

    def _known(self, name: str) -> int:
        """As many as the person has been told of; of a role of their own choice they were told
        nothing."""
        column = self._schema.column(name)
        if column.reading is None or column.reason == CHOSEN:
            return 0
        return column.reading.strays

    def _values(
        self,
        table: Table,
        chunk: Chunk,
        name: str,
        cells: Sequence[str],
        parser: Parser,
        *,
        is_counted: bool,
    ) -> NDArray[np.float64]:
        try:
            values, strays = parser.parse(cells)
        except NotNumericError as error:
            stray = Strays(1, chunk.lines[error.index], cells[error.index])
            raise _no_value(table, stray, self._schema.column(name)) from None
        if is_counted and len(strays):
            first = int(strays[0])
            known = self.strays.get(name)
            if known is None:
                self.strays[name] = Strays(
                    len(strays), chunk.lines[first], cells[first], table.unit
                )
            else:
                known.count += len(strays)
        return values


def _sentence(name: str, found: Strays, role: Role) -> str:
    kind = "date" if role is Role.DATE else "number"
    place = f"{found.unit} {found.line}, '{found.text[:LONGEST]}'"
    if found.count == 1:
        return f"1 cell of '{name}' is no {kind} ({place}); it counts as missing"
    return (
        f"{found.count:,} cells of '{name}' are no {kind}s (first: {place}); they count as missing"
    )


def _parser(schema: Schema, name: str) -> Parser:
    column = schema.column(name)
    if column.role is Role.DATE:
        reading = column.reading
        return DateParser(reading if isinstance(reading, DateReading) else DateReading())
    reading = column.reading
    return NumberParser(reading) if isinstance(reading, NumberReading) else StrictParser()


def _parts(schema: Schema, name: str) -> tuple[str, ...]:
    reading = schema.column(name).reading
    return reading.parts if isinstance(reading, DateReading) else ()


def _no_value(table: Table, found: Strays, column: Column) -> InputError:
    kind = "date" if column.role is Role.DATE else "number"
    return InputError(
        f"'{found.text[:LONGEST]}' is not a {kind}",
        where=table.place(found.line, column.name),
        hint="Mend the cell or leave it empty; or do not learn from the column: "
        f"`columns` {quote(column.name)}=shown (or =categorical).",
    )
