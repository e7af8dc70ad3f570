"""A file that is read for a session and is not the one that it labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altui.data.readers.reading import open_table
from altui.display.console import say
from altui.labeling.opening.options.flags import name_flags
from altui.labeling.proposal import cannot_ask

if TYPE_CHECKING:
    from altui.data.layout import Layout
    from altui.data.table import Table


def open_unasked(
    path: Path,
    said: Layout,
    kept: Layout,
    on_progress: Callable[[float], None] | None = None,
    tell: Callable[[str], object] = say,
) -> Table:
    """The table in a file, by what was `said` of it and otherwise by the layout that is `kept` of
    the data learned from.

    `tell` is given what a person should know of it. Raises InputError where it could be cut into
    other rows, and nobody said how.
    """
    layout = replace(said, version=kept.version, drawn=None)
    table = open_table(path, layout=layout, on_progress=on_progress)
    for question in table.questions:
        if not question.changes:
            continue
        table.close()
        if question.default.value != getattr(kept, question.argument, None):
            raise cannot_ask(question, str(path))
        # The rows of the session were cut so too: one answer is enough for files of one making.
        tell(f"{question.text}: {question.default.words}, as in the session")
        answer: dict[str, Any] = {question.argument: question.default.value}
        return open_unasked(path, replace(said, **answer), kept, on_progress, tell)
    for note in table.notes:
        tell(name_flags(note))
    return table
