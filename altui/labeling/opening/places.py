"""The table that is meant where a person names a database and no table in it."""

from __future__ import annotations

from pathlib import Path

from altui.data.paths.endings import DATABASE_ENDINGS
from altui.data.paths.places import database_part, table_place
from altui.session.store.location import session_path


def settle_place(place: Path) -> Path:
    """With the table, where there is only one, or only one that has a session. With another table
    in the database the same words still mean the same session."""
    database, part = database_part(place) or (place, "")
    if part or database.suffix.lower() not in DATABASE_ENDINGS or not database.is_file():
        return place
    from altui.data.readers.sqlite.database import table_names

    tables = [table_place(database, name) for name in table_names(database)]
    begun = [table for table in tables if session_path(table).exists()]
    chosen = tables if len(tables) == 1 else begun
    return chosen[0] if len(chosen) == 1 else place
