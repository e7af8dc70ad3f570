"""The screen that folds columns away that the person need not see, and shows them again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.data.presentation.column_groups import group_words
from altui.display.lines import Line, Span, line
from altui.display.text import one_line, pad
from altui.tui.bindings import key_of
from altui.tui.screens.parts.lines_overlay import LinesOverlay
from altui.wording.refusals import ONE_STAYS
from altui.wording.view.field_groups import group_fields, turn_folded
from altui.wording.view.status import keys_line

if TYPE_CHECKING:
    from textual import events

    from altui.config.keymap import KeyMap
    from altui.data.dataset import Field
    from altui.labeling.showing.shown_row import ShownRow

WIDEST_NAME = 30
WIDEST_VALUES = 200


@dataclass(frozen=True)
class FoldingLine:
    """One column, or a group of like ones; a member stands below its open group."""

    fields: tuple[Field, ...]
    is_open: bool = False
    is_member: bool = False

    @property
    def names(self) -> frozenset[str]:
        return frozenset(each.name for each in self.fields)

    @property
    def is_group(self) -> bool:
        return len(self.fields) > 1

    @property
    def words(self) -> str:
        return group_words([each.shown for each in self.fields])

    @property
    def values(self) -> str:
        """What the row has there, as much as a line may hold."""
        told = (one_line(each.text, WIDEST_VALUES) for each in self.fields[:WIDEST_VALUES])
        return one_line(" ".join(told), WIDEST_VALUES)


class FoldingScreen(LinesOverlay[frozenset[str]]):
    """Returns the names of the columns that are folded away when it is left."""

    def __init__(self, shown_row: ShownRow, keymap: KeyMap) -> None:
        super().__init__()
        self._fields = shown_row.fields
        self._folded = shown_row.folded
        self._opened: set[str] = set()
        self._lines = self._list()
        self._keymap = keymap
        self._word = ""

    def on_key(self, event: events.Key) -> None:
        event.stop()
        action = self._keymap.action_of(key_of(event))
        self._word = ""
        if event.key in ("space", "enter"):
            self._turn(self._lines[self.cursor.at].names)
        elif event.key == "o":
            self._toggle(self._lines[self.cursor.at])
        elif event.key == "escape" or action in ("quit", "fold"):
            self.dismiss(self._folded)
            return
        else:
            self.follow(action or event.key)
        self.draw()

    @property
    def count(self) -> int:
        return len(self._lines)

    def _list(self) -> list[FoldingLine]:
        """A line for each group or lone column, and below an open group each of its columns."""
        lines: list[FoldingLine] = []
        for group in group_fields(self._fields):
            is_open = len(group) > 1 and group[0].name in self._opened
            lines.append(FoldingLine(group, is_open=is_open))
            if is_open:
                lines += [FoldingLine((each,), is_member=True) for each in group]
        return lines

    def _toggle(self, chosen: FoldingLine) -> None:
        """Open or close the group, from any line of it."""
        first = chosen.fields[0]
        groups = (each for each in self._lines if each.is_group and first in each.fields)
        if (group := next(groups, None)) is None:
            return
        self._opened ^= {group.fields[0].name}
        self._lines = self._list()
        places = (k for k, each in enumerate(self._lines) if each.fields == group.fields)
        self.cursor.go_to(next(places), len(self._lines))

    def _turn(self, names: frozenset[str]) -> None:
        folded = turn_folded(self._folded, names)
        if len(folded) < len({each.name for each in self._fields}):
            self._folded = folded
        else:
            self._word = ONE_STAYS

    def draw(self) -> None:
        note = f"{len(self._folded)} of {len(self._fields)} folded away"
        moves = [*self._keymap.list_keys(("line-down", "down"), ("line-up", "up"))]
        back = self._keymap.list_keys(("quit", "back")) or [("escape", "back")]
        told = (Span(f"{self._word}   ", "warn"),) if self._word else ()
        opens = [("o", "open group")] if any(each.is_group for each in self._lines) else []
        keys = keys_line([("space", "fold or show"), *opens, *moves], back, self.width)
        word = line(Span("The model still learns from folded columns.", "dim"))
        self.put("columns to read", note, [word], line(*told, *keys))

    def _name_width(self) -> int:
        return max(cell_len(one_line(each.words, WIDEST_NAME)) for each in self._lines)

    def line_at(self, place: int) -> Line:
        shown = self._lines[place]
        folded = len(shown.names & self._folded)
        is_folded = folded == len(shown.names)
        mark = (Span(self.cursor.mark(place), "key"), Span("  " if shown.is_member else ""))
        shown_name = pad(one_line(shown.words, WIDEST_NAME), self._name_width())
        name = Span(f"{shown_name}  ", "dim" if is_folded else "strong")
        value = "folded away" if is_folded else shown.values
        if folded and not is_folded:
            value = f"({folded:,} of {len(shown.names):,} folded away) {value}"
        return line(*mark, Span("- " if is_folded else "+ "), name, Span(value, "dim"))
