"""Columns of Python values as a table, each value written as it would stand in the data's file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from altui.data.memory_table import MemoryTable
from altui.data.schema import Role, Schema
from altui.data.values.number_reading import NumberReading
from altui.errors import InputError

NOTHING = ("NoneType", "NAType", "NaTType")
"""The types of what stands for a missing value, in Python and in pandas."""


def table_of(data: Any, schema: Schema) -> MemoryTable:
    """Of a DataFrame, or of a mapping from names to columns. Raises InputError for anything
    else."""
    columns = {}
    for key in _keys(data):
        columns[str(key)] = _cells(_values(data[key]), _writer(schema, str(key)))
    if len({len(column) for column in columns.values()}) > 1:
        raise InputError("the columns have different lengths")
    return MemoryTable("data", list(columns), list(zip(*columns.values(), strict=True)))


def _keys(data: Any) -> list[Any]:
    """Of pandas and mappings, of Polars, or of Arrow."""
    if hasattr(data, "keys"):
        return list(data.keys())
    found = getattr(data, "column_names", None) or getattr(data, "columns", None)
    if found is None:
        raise InputError(
            f"a {type(data).__name__} has no columns with names",
            hint="Give the path of a file, a DataFrame, or a dict of columns.",
        )
    return list(found)


def _values(column: Any) -> list[Any]:
    """As Python's own values, where the column can make them."""
    for name in ("to_pylist", "to_list", "tolist"):
        if hasattr(column, name):
            return list(getattr(column, name)())
    return list(column)


def _cells(values: Sequence[Any], write: Callable[[Any], str]) -> list[str]:
    return ["" if _is_nothing(value) else write(value) for value in values]


def _is_nothing(value: Any) -> bool:
    return type(value).__name__ in NOTHING or (isinstance(value, float) and value != value)


def _writer(schema: Schema, name: str) -> Callable[[Any], str]:
    if name not in schema.names():
        return str
    column = schema.column(name)
    if column.role is not Role.NUMERIC:
        # pandas makes floats of whole numbers where a value is missing: 3.0 is the category 3.
        return lambda value: str(int(value) if _is_whole(value) else value)
    is_comma = isinstance(column.reading, NumberReading) and column.reading.decimal == ","
    return lambda value: _number(value, "," if is_comma else ".")


def _is_whole(value: Any) -> bool:
    return isinstance(value, float) and value.is_integer()


def _number(value: Any, decimal: str) -> str:
    """With the decimal mark of the column; texts stand as they are."""
    return value if isinstance(value, str) else str(value).replace(".", decimal)
