"""What is said of the columns of a file, one by one or of a whole group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.data.values.text_reading import IN_WORDS, TextReading
from altui.labeling.proposal import ROLE_WORDS

if TYPE_CHECKING:
    from altui.data.schema import Column
    from altui.labeling.column_entries import ColumnEntry

ONE_ONLY = "only one column can be that: o opens the group"


def describe_entry(entry: ColumnEntry) -> str:
    """Why the columns have their role, and an example."""
    told = f"{_form(entry.first)}{entry.reason}; e.g. {', '.join(entry.examples)}"
    if not entry.is_group:
        return told
    roles = ", ".join(f"{count:,} {ROLE_WORDS[role]}" for role, count in entry.roles)
    mixed = f" ({roles})" if len(entry.roles) > 1 else ""
    return f"{len(entry.columns):,} columns{mixed}; {told}"


def _form(column: Column) -> str:
    """What is counted of a column of texts."""
    reading = column.reading
    return f"{IN_WORDS[reading.form]}; " if isinstance(reading, TextReading) else ""
