"""The columns of a file as a list with a cursor: like columns are one line, to open and close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.data.schema import Role
from altui.display.lines import Line, Span, line
from altui.display.text import one_line, pad
from altui.labeling.column_entries import ColumnEntry, list_entries
from altui.labeling.proposal import ROLE_WORDS
from altui.tui.screens.parts.cursor import Cursor
from altui.wording.columns_screen.columns import describe_entry

if TYPE_CHECKING:
    from altui.data.schema import Schema

WIDEST_NAME = 28


class ColumnList:
    """`put` keeps the cursor on its column when the roles, and so the groups, are others."""

    def __init__(self, schema: Schema) -> None:
        self.cursor = Cursor()
        self._opened: set[str] = set()
        self._schema = schema
        self.entries = list_entries(schema)
        self._name_widths: dict[int, int] = {}

    def put(self, schema: Schema) -> None:
        if schema is self._schema:
            return
        before = self.current
        self._schema = schema
        self._lay_out(before.first.name, is_member=before.is_member)

    @property
    def current(self) -> ColumnEntry:
        return self.entries[self.cursor.at]

    @property
    def has_groups(self) -> bool:
        return any(entry.is_group for entry in self.entries)

    def move(self, move: str, page: int) -> None:
        self.cursor.follow(move, page, len(self.entries))

    def toggle(self) -> bool:
        """Open or close the group under the cursor, or the one that its column is of."""
        entry = self.current
        if not (entry.is_group or entry.is_member):
            return False
        group = next(
            each for each in self.entries if each.is_group and entry.places.start in each.places
        )
        if group.is_open:
            self._opened.difference_update(group.names)
        else:
            self._opened.update(group.names)
        self._lay_out(group.first.name, is_member=False)
        return True

    def find(self, text: str) -> str | None:
        """Stand on the next column whose name contains the text, upper and lower case alike; the
        group that it is in is opened. Returns its name, or None where there is none."""
        columns, wanted = self._schema.columns, text.casefold()
        entry = self.current
        start = entry.places.start + (0 if entry.is_group else 1)
        for place in [*range(start, len(columns)), *range(start)]:
            name: str = columns[place].name
            if wanted in name.casefold():
                self._opened.add(name)
                self._lay_out(name, is_member=True)
                return name
        return None

    def lines(self, width: int, room: int) -> list[Line]:
        """The part around the cursor: the columns with their roles, the reason and an example."""
        widest = min(WIDEST_NAME, width * 2 // 5)
        if widest not in self._name_widths:
            names = (_name(entry, widest) for entry in self.entries)
            self._name_widths[widest] = max(map(cell_len, names))
        name_width = self._name_widths[widest]
        places = self.cursor.show_in(room, len(self.entries))
        return [self._line(place, width, widest, name_width) for place in places]

    def _line(self, place: int, width: int, widest: int, name_width: int) -> Line:
        entry = self.entries[place]
        spans = line(
            Span(self.cursor.mark(place), "key"),
            Span(
                pad(_name(entry, widest), name_width),
                "strong" if place == self.cursor.at else "text",
            ),
            Span(
                f"  {ROLE_WORDS[entry.role]:<10}  ", "dim" if entry.role is Role.HIDDEN else "text"
            ),
        )
        rest = one_line(describe_entry(entry), max(width - name_width - 16, 1))
        return (*spans, Span(rest, "dim"))

    def _lay_out(self, name: str, *, is_member: bool) -> None:
        """List the columns anew, with the cursor on this one, or on the group that it is in."""
        self.entries = list_entries(self._schema, self._opened)
        self._name_widths.clear()
        there = [k for k, each in enumerate(self.entries) if name in each.names]
        if there:
            self.cursor.go_to(there[-1] if is_member else there[0], len(self.entries))
        self.cursor.go_to(self.cursor.at, len(self.entries))


def _name(entry: ColumnEntry, widest: int) -> str:
    """What a line calls its columns; the sign before it says what `o` does."""
    sign = ("- " if entry.is_open else "+ ") if entry.is_group else "  " if entry.is_member else ""
    return f"{sign}{one_line(entry.words, max(widest - len(sign), 1))}"
