"""A table written into an SQLite database as a new table: nothing that is there is changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altui.data.readers.sqlite.database import quoted_name, refusing
from altui.data.readers.sqlite.table import SqliteTable
from altui.data.values.numbers import PLAIN_NUMBER
from altui.errors import InputError

if TYPE_CHECKING:
    from altui.data.writers.output import Output

MOST_COLUMNS = 2000
MOST_DIGITS = 18


def write_new_table(output: Output, database: Path, name: str) -> int:
    """In one transaction: the table is there whole or not at all. The number of rows."""
    place = f"{database}::{name}"
    names = [*output.columns, *output.extra_columns]
    if len(names) > MOST_COLUMNS:
        raise InputError(
            f"there are {len(names):,} columns, and SQLite takes {MOST_COLUMNS:,}", where=place
        )
    is_new = not database.exists()
    try:
        with (
            refusing(place, "to write"),
            closing(sqlite3.connect(database, isolation_level=None)) as written,
        ):
            written.execute("BEGIN IMMEDIATE")
            check_new(written, name, place)
            _create(written, name, names)
            marks = ", ".join("?" * len(names))
            rows = _rows(output)
            count = written.executemany(
                f"INSERT INTO {quoted_name(name)} VALUES ({marks})", rows
            ).rowcount
            written.execute("COMMIT")
    except BaseException:
        if is_new:
            database.unlink(missing_ok=True)
        raise
    return max(count, 0)


def check_new(database: sqlite3.Connection, name: str, place: str) -> None:
    found = database.execute(
        "SELECT type FROM sqlite_master WHERE name = ? COLLATE NOCASE", [name]
    ).fetchone()
    if not name or name.casefold().startswith("sqlite_"):
        raise InputError(
            f"'{name}' is no name for a new table", where=place, hint="Name it: FILE::TABLE"
        )
    if found is not None:
        raise InputError(
            f"there is a {found[0]} of this name already",
            where=place,
            hint="Choose another name: altui writes new tables only, and changes none.",
        )


def _create(database: sqlite3.Connection, name: str, columns: list[str]) -> None:
    """No column gets a type, so that values stay what they are. SQLite takes `a` and `A` for one
    name, and says so by itself."""
    listed = ", ".join(map(quoted_name, columns))
    database.execute(f"CREATE TABLE {quoted_name(name)} ({listed})")


def _rows(output: Output) -> Iterator[list[Any]]:
    table = output.table
    if isinstance(table, SqliteTable):
        kept = output.kept
        for index in range(len(table)) if output.rows is None else output.rows:
            values = table.values(index)
            yield [*(values[place] for place in kept), *output.extra(index)]
        return
    for index, cells in output.indexed():
        yield [*map(_value, cells), *output.extra(index)]


def _value(cell: str) -> str | int | float:
    """A number where that is written the same way again."""
    if PLAIN_NUMBER.fullmatch(cell) is None:
        return cell
    if "." not in cell:
        return int(cell) if len(cell) <= MOST_DIGITS and cell != "-0" else cell
    number = float(cell)
    return number if str(number) == cell else cell
