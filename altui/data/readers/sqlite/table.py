"""A table or the rows of a query in an SQLite database, read once when it is opened.

The rows are kept in a working copy: no lock keeps other programs from the database while a person
reads, and what they change meanwhile is seen when altui is started again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from altui.data.files import reading
from altui.data.paths.places import database_part, is_query
from altui.data.readers.arrow.arrow_text import as_text
from altui.data.readers.spilled_rows import SpilledRows
from altui.data.readers.sqlite.database import (
    check_table,
    key_of,
    only_table,
    opened,
    quoted_name,
    selection,
    tables_of,
)
from altui.data.schema import Role
from altui.data.table import Row, Table
from altui.errors import InputError

TOLD_EVERY = 4096

Progress = Callable[[float], None] | None


class SqliteTable(Table):
    """NULL is an empty cell, a blob is text where it is UTF-8 and else hex. The fingerprint is of
    the rows: what else happens in the database is no change of the data."""

    unit = "row"

    def __init__(self, path: Path, scratch: Path | None = None, on_progress: Progress = None):
        database, part = database_part(path) or (path, "")
        self.path = path
        with opened(database, str(path)) as connection:
            names = tables_of(connection)
            table = None
            if part in names or not is_query(part):
                wanted = part or only_table(database, names)
                table = check_table(database, names, wanted)
            query = part if table is None else selection(connection, table)
            key = None if table is None else key_of(connection, table)
            total = _count(connection, table) if on_progress else 0
            cursor = connection.execute(query)
            if cursor.description is None:
                raise InputError("this query gives no rows", where=str(path), hint="Use SELECT.")
            super().__init__(path, "sqlite", [each[0] for each in cursor.description])
            self.scratch = scratch
            with reading(path):
                self._spill = self._spilled(cursor, total, on_progress)
        self._fingerprint = self._spill.fingerprint
        if key in self.columns:
            self.given_roles = {key: Role.ID}

    def _spilled(self, rows: sqlite3.Cursor, total: int, on_progress: Progress) -> SpilledRows:
        spill = SpilledRows(self.header, self.scratch)
        try:
            for count, values in enumerate(rows):
                spill.add(values)
                if on_progress is not None and total and not count % TOLD_EVERY:
                    on_progress(min(count / total, 1.0))
            spill.finish()
            if not len(spill):
                raise InputError(
                    "there is no row", where=str(self.path), hint="It needs one at least."
                )
        except BaseException:
            spill.close()
            raise
        return spill

    def __iter__(self) -> Iterator[Row]:
        for number, values in enumerate(self._spill, start=1):
            self.position = number
            yield Row(number, tuple(map(_text, values)))

    @property
    def fraction(self) -> float:
        return self.position / len(self._spill)

    def __len__(self) -> int:
        return len(self._spill)

    def cells(self, row: int) -> tuple[str, ...]:
        return tuple(map(_text, self._spill.row(row)))

    def values(self, row: int) -> Sequence[Any]:
        """The cells as the database has them."""
        return self._spill.row(row)

    def close(self) -> None:
        self._spill.close()


def _text(value: Any) -> str:
    return value if isinstance(value, str) else as_text(value)


def _count(connection: sqlite3.Connection, table: str | None) -> int:
    if table is None:
        return 0
    found = connection.execute(f"SELECT count(*) FROM {quoted_name(table)}").fetchone()
    return int(found[0])
