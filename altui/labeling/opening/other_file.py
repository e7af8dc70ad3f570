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
    from altui.data.dataset import Dataset
    from altui.data.layout import Layout
    from altui.data.table import Table


def open_unasked(
    path: Path,
    said: Layout,
    dataset: Dataset,
    on_progress: Callable[[float], None] | None = None,
) -> Table:
    """The table in a file, by what was `said` of it and otherwise as the data of the session are.

    Raises InputError where it could be cut into other rows, and nobody said how.
    """
    kept = dataset.options.layout
    layout = replace(said, version=kept.version)
    table = open_table(path, layout=layout, on_progress=on_progress)
    for question in table.questions:
        if not question.changes:
            continue
        table.close()
        if question.default.value != getattr(kept, question.argument, None):
            raise cannot_ask(question, str(path))
        # The rows of the session were cut so too: one answer is enough for files of one making.
        say(f"{question.text}: {question.default.words}, as in the session")
        answer: dict[str, Any] = {question.argument: question.default.value}
        return open_unasked(path, replace(said, **answer), dataset, on_progress)
    for note in table.notes:
        say(name_flags(note))
    return table
