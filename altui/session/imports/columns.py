"""Which column of a file says what of the labels in it, and each line as it stands there.

Names that the person gives win; then those of altui's own export; then the plain ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from altui.data.schema import check_names
from altui.errors import InputError

if TYPE_CHECKING:
    from altui.data.schema import Schema
    from altui.data.table import Table

EXPORTED = "altui_label"
"""A file with this column is an export of altui: who and when stand beside it."""

_UNIX = re.compile(r"\d{9,10}(\.\d+)?")


@dataclass(frozen=True)
class Names:
    """Columns that the person names; None where altui is to find them. `row_number` is for data
    without ids."""

    id_column: str | None = None
    label_column: str | None = None
    row_number: str | None = None


@dataclass(frozen=True)
class Columns:
    """`row` holds the row's id, or, where the session has none, its number; None: the row is
    known by what it holds."""

    row: str | None
    label: str
    annotator: str | None
    time: str | None


class Line(NamedTuple):
    """`place` is the row of the imported file, from 0; `row` is its cell as it stands."""

    place: int
    row: str
    label: str
    annotator: str
    time: str


def find_columns(table: Table, schema: Schema, names: Names) -> Columns:
    """InputError for a name that the file does not have, and where the label or the id is not
    to be found."""
    given = [name for name in (names.id_column, names.label_column, names.row_number) if name]
    check_names(given, table.columns, str(table.path))
    label = names.label_column or _first(table, EXPORTED, schema.target, "label")
    if label is None:
        raise _not_found(table, "label", "label_column")
    prefix = "altui_" if label == EXPORTED else ""
    # A column of the data themselves says nothing of who labeled them.
    free = [name for name in table.columns if name not in schema.names()]
    who, when = (_first(table, f"{prefix}{what}") for what in ("annotator", "time"))
    return Columns(
        _row_column(table, schema, names),
        label,
        who if who in free else None,
        when if when in free else None,
    )


def _row_column(table: Table, schema: Schema, names: Names) -> str | None:
    if schema.id is not None:
        if names.row_number is not None:
            raise InputError(
                f"the rows of this session have ids, in '{schema.id}'",
                where=str(table.path),
                hint="Name the column of ids with `id_column`, and leave `row_number` out.",
            )
        found = names.id_column or _first(table, schema.id, "row_id", "id")
        if found is None:
            raise _not_found(table, f"row's id ('{schema.id}' in the session)", "id_column")
        return found
    if names.row_number is not None:
        return names.row_number
    if names.id_column is None and _holds_rows(table, schema):
        return None
    raise InputError(
        "the rows of this session have no ids: nothing says which row a label is for",
        where=str(table.path),
        hint="If a column holds the number of the row in the data file (the first is 1), name it: "
        "`row_number` COLUMN. An altui export of all columns needs none.",
    )


def _holds_rows(table: Table, schema: Schema) -> bool:
    """Whether a row can be known by what it holds."""
    return set(schema.names()) - {schema.target} <= {*table.columns}


def _first(table: Table, *names: str | None) -> str | None:
    """The column of the first of these names; one that differs in case or blanks is as good."""
    exact = next((name for name in names if name in table.columns), None)
    if exact is not None:
        return exact
    for wanted in filter(None, names):
        alike = [each for each in table.columns if _fold(each) == _fold(wanted)]
        if len(alike) == 1:
            return alike[0]
    return None


def _fold(name: str) -> str:
    return name.strip().casefold()


def _not_found(table: Table, what: str, argument: str) -> InputError:
    return InputError(
        f"no column is known to hold the {what}",
        where=str(table.path),
        hint=f"Name it: `{argument}` COLUMN. The columns are {', '.join(table.columns[:20])}.",
    )


def read_lines(table: Table, columns: Columns) -> Iterator[Line]:
    wanted = [columns.row, columns.label, columns.annotator, columns.time]
    texts = table.texts([*dict.fromkeys(name for name in wanted if name is not None)])
    empty: Sequence[str] = [""] * len(table)
    parts = [empty if name is None else texts[name] for name in wanted]
    for place, cells in enumerate(zip(*parts, strict=True)):
        row, *rest = cells
        yield Line(place, row, *(cell.strip() for cell in rest))


def seconds_of(text: str) -> float | None:
    """The moment in unix seconds, None where the text is no time. UTC unless it says its zone."""
    if _UNIX.fullmatch(text):
        return float(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
