"""Before the first query: the role of each column, to be confirmed or changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.widgets import Input

from altui.data.schema import Role
from altui.display.lines import Line, Span, length, line, title_line
from altui.display.text import displayable, one_line, pad, wrap
from altui.labeling.proposal import ROLE_KEYS, ROLE_WORDS, Proposal, join_classes
from altui.tui.panels.panel import LinesWidget
from altui.tui.screens.cursor import Cursor
from altui.tui.screens.field import InputField
from altui.tui.screens.overlay import Overlay

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from altui.data.schema import Schema

KEYS = [
    ("enter", "start"),
    ("j k", "move"),
    ("n", "number"),
    ("c", "category"),
    ("t", "text"),
    ("l", "label"),
    ("i", "row id"),
    ("s", "show only"),
    ("h", "hide"),
    ("e", "classes"),
    ("p", "practise"),
    ("q", "quit"),
]

MOVES = {
    "line-down": "j,down",
    "line-up": "k,up",
    "page-down": "space,pagedown",
    "page-up": "b,pageup",
    "home": "home",
    "end": "end",
}
"""The keys of each move: those of the standard keymap."""

WIDEST_NAME = 28
WIDEST_EXAMPLES = 40


class ColumnsScreen(Overlay[Proposal | None]):
    """Dismissed with the accepted proposal, or with None to quit."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(keys, f"move('{move}')", show=False) for move, keys in MOVES.items()),
        *(Binding(key, f"role('{role}')", show=False) for key, role in ROLE_KEYS.items()),
        Binding("p", "hide_labels", show=False),
        Binding("enter", "accept", show=False),
        Binding("q,ctrl+c", "leave", show=False),
    ]

    def __init__(self, proposal: Proposal) -> None:
        super().__init__()
        self.proposal = proposal
        self._cursor = Cursor()
        self._page = 1
        self._remark = proposal.error

    def compose(self) -> ComposeResult:
        yield LinesWidget(id="columns")
        yield LinesWidget(id="columns-remark")
        yield LinesWidget(id="classes-label")
        yield InputField(one_line(join_classes(self.proposal.classes)), id="classes")
        yield LinesWidget(id="columns-keys")

    def on_mount(self) -> None:
        if not self._remark:
            self._say(self.proposal.missing or "enter starts, if this is right")

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        self._repaint()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if isinstance(self.focused, Input) and action != "leave":
            return False
        return super().check_action(action, parameters)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        # What is shown of a name may differ from it; untouched, the names stay as they were.
        if event.value != one_line(join_classes(self.proposal.classes)):
            self.proposal = self.proposal.with_classes(event.value)
        self.set_focus(None)
        self._say(self.proposal.missing or "enter starts")

    def on_key(self, event: events.Key) -> None:
        if event.key == "e" and self.focused is None:
            event.stop()  # in its turn: what is typed behind it is the names
            self.action_edit_classes()
        elif event.key == "escape" and isinstance(self.focused, Input):
            event.stop()
            self.set_focus(None)
            self._say(self.proposal.missing)

    def action_move(self, move: str) -> None:
        self._cursor.follow(move, self._page, len(self.proposal.schema.columns))
        self._say("")

    def action_role(self, role: str) -> None:
        column = self.proposal.schema.columns[self._cursor.at]
        schema = self.proposal.schema.with_role(column.name, Role(role))
        self.proposal = replace(self.proposal, schema=schema)
        self._say("")

    def action_hide_labels(self) -> None:
        self.proposal = replace(self.proposal, hide_labels=not self.proposal.hide_labels)
        self._say("")

    def action_edit_classes(self) -> None:
        self.set_focus(self.query_one(Input))
        self._say("name the classes, separated by commas; enter when done, escape leaves")

    def action_accept(self) -> None:
        if not self.proposal.missing:
            self.dismiss(self.proposal)
        elif self.proposal.needs_classes and not self.proposal.classes:
            self.action_edit_classes()
        else:
            self._say(self.proposal.missing)

    def action_leave(self) -> None:
        self.dismiss(None)

    def _say(self, text: str) -> None:
        self._remark = text
        self._repaint()

    def _repaint(self) -> None:
        self.query_one(Input).placeholder = self._classes_of_file() or "e.g. yes,no"
        width = self.size.width
        remark = [line(Span(each, "warn")) for each in wrap(displayable(self._remark), width)]
        label = [line(Span(each, "dim")) for each in wrap(self._classes_text(), width)]
        keys = key_lines(KEYS, width)
        below = {"columns-remark": remark, "classes-label": label, "columns-keys": keys}
        for name, lines in below.items():
            self.query_one(f"#{name}").styles.height = len(lines)
            self._put(name, lines)
        # What stands below has only now its height; the line for the classes is one more.
        height = max(self.size.height - sum(map(len, below.values())) - 1, 1)
        head = head_lines(self.proposal, width)
        self._page = max(height - len(head), 1)
        columns = column_lines(self.proposal.schema, self._cursor, width, self._page)
        self._put("columns", [*head, *columns])

    def _classes_of_file(self) -> str:
        target = self.proposal.schema.target
        if target is None or not self.proposal.has_labels:
            return ""
        examples = ", ".join(self.proposal.schema.column(target).examples)
        return f"as in the file, such as {one_line(examples, WIDEST_EXAMPLES)}"

    def _classes_text(self) -> str:
        use = self.proposal.use_of_labels
        return f"{use} (p changes that).\nclasses (e edits):" if use else "classes (e edits):"

    def _put(self, name: str, lines: Sequence[Line]) -> None:
        self.query_one(f"#{name}", LinesWidget).put_lines(lines)


def key_lines(keys: Sequence[tuple[str, str]], width: int) -> list[Line]:
    """Each key and its word, on as many lines as they need."""
    lines: list[Line] = [()]
    for key, meaning in keys:
        gap = "  " if lines[-1] else ""
        part = line(Span(f"{gap}{key}", "key"), Span(f" {meaning}", "dim"))
        if lines[-1] and length((*lines[-1], *part)) > width:
            lines.append(line(Span(key, "key"), part[1]))
        else:
            lines[-1] = (*lines[-1], *part)
    return lines


def head_lines(proposal: Proposal, width: int) -> list[Line]:
    """The name of the file, its rows, and notes on the whole file."""
    title = title_line(f"columns of {proposal.name}", width, f"{proposal.rows:,} rows")
    notes = [line(Span(one_line(note, width), "dim")) for note in proposal.notes[:3]]
    price = [line(Span(each, "warn")) for each in wrap(proposal.price, width) if each]
    return [title, *notes, *price, ()]


def column_lines(schema: Schema, cursor: Cursor, width: int, room: int) -> list[Line]:
    """The columns with their roles, the reason and an example; scrolled to the cursor."""
    widest = min(WIDEST_NAME, width // 3)
    name_width = max(cell_len(one_line(column.name, widest)) for column in schema.columns)
    lines = []
    for place in cursor.show_in(room, len(schema.columns)):
        column = schema.columns[place]
        name = pad(one_line(column.name, widest), name_width)
        spans = line(
            Span(cursor.mark(place), "key"),
            Span(name, "strong" if place == cursor.at else "text"),
            Span(
                f"  {ROLE_WORDS[column.role]:<10}  ", "dim" if column.role is Role.HIDDEN else "key"
            ),
        )
        rest = f"{column.reason}; e.g. {', '.join(column.examples)}"
        used = name_width + 16
        lines.append((*spans, Span(one_line(rest, max(width - used, 1)), "dim")))
    return lines
