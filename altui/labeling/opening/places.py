"""The place that is meant: the table of a database, a test file from any folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.holdout import is_test_file
from altui.data.paths.endings import DATABASE_ENDINGS
from altui.data.paths.places import database_part, is_there, named_place, table_place
from altui.session.store.location import sessions_of

if TYPE_CHECKING:
    from altui.data.table import Table
    from altui.labeling.opening.options.request import OpenRequest


def settle_place(place: Path, annotator: str | None = None) -> Path:
    """With the table, where there is only one, or only one that has a session (of the `annotator`,
    where a name was given). With another table in the database the same words still mean the same
    session."""
    database, part = database_part(place) or (place, "")
    if part or database.suffix.lower() not in DATABASE_ENDINGS or not database.is_file():
        return place
    from altui.data.readers.sqlite.database import table_names

    tables = [table_place(database, name) for name in table_names(database)]
    begun = [table for table in tables if sessions_of(table, annotator)]
    chosen = tables if len(tables) == 1 else begun
    return chosen[0] if len(chosen) == 1 else place


def with_whole_paths(request: OpenRequest, table: Table) -> OpenRequest:
    """With the absolute path of a test file, so the session finds it from any folder."""
    test = request.test
    if test is None or not is_test_file(test, table) or not is_there(named_place(test)):
        return request
    return replace(request, test=str(named_place(test).resolve()))
