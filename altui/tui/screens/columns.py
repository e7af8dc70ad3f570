"""Before the first query: what each column is taken for, to be confirmed or changed."""

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
from altui.tui.screens.field import InputField
from altui.tui.screens.overlay import Overlay

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

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

WIDEST_NAME = 28
WIDEST_EXAMPLES = 40


class ColumnsScreen(Overlay[Proposal | None]):
    """Dismissed with the accepted proposal, or with None to quit."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        *(Binding(key, f"role('{role}')", show=False) for key, role in ROLE_KEYS.items()),
        Binding("p", "hide_labels", show=False),
        Binding("enter", "accept", show=False),
        Binding("q,ctrl+c", "leave", show=False),
    ]

    def __init__(self, proposal: Proposal) -> None:
        super().__init__()
        self._proposal = proposal
        self._cursor = 0
        self._remark = proposal.error

    def compose(self) -> ComposeResult:
        yield LinesWidget(id="columns")
        yield LinesWidget(id="columns-remark")
        yield LinesWidget(id="classes-label")
        yield InputField(one_line(join_classes(self._proposal.classes)), id="classes")
        yield LinesWidget(id="columns-keys")

    def on_mount(self) -> None:
        if not self._remark:
            self._say(self._proposal.missing or "enter starts, if this is right")

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        self._repaint()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if isinstance(self.focused, Input) and action != "leave":
            return False
        return super().check_action(action, parameters)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        # What is shown of a name may differ from it; untouched, the names stay as they were.
        if event.value != one_line(join_classes(self._proposal.classes)):
            self._proposal = self._proposal.with_classes(event.value)
        self.set_focus(None)
        self._say(self._proposal.missing or "enter starts")

    def on_key(self, event: events.Key) -> None:
        if event.key == "e" and self.focused is None:
            event.stop()  # in its turn: what is typed behind it is the names
            self.action_edit_classes()
        elif event.key == "escape" and isinstance(self.focused, Input):
            event.stop()
            self.set_focus(None)
            self._say(self._proposal.missing)

    def action_move(self, by: int) -> None:
        last = len(self._proposal.schema.columns) - 1
        self._cursor = max(0, min(last, self._cursor + by))
        self._say("")

    def action_role(self, role: str) -> None:
        column = self._proposal.schema.columns[self._cursor]
        schema = self._proposal.schema.with_role(column.name, Role(role))
        self._proposal = replace(self._proposal, schema=schema)
        self._say("")

    def action_hide_labels(self) -> None:
        self._proposal = replace(self._proposal, hide_labels=not self._proposal.hide_labels)
        self._say("")

    def action_edit_classes(self) -> None:
        self.set_focus(self.query_one(Input))
        self._say("name the classes, separated by commas; enter when done, escape leaves")

    def action_accept(self) -> None:
        if not self._proposal.missing:
            self.dismiss(self._proposal)
        elif self._proposal.needs_classes and not self._proposal.classes:
            self.action_edit_classes()
        else:
            self._say(self._proposal.missing)

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
        self._put("columns", column_lines(self._proposal, self._cursor, width, height))

    def _classes_of_file(self) -> str:
        target = self._proposal.schema.target
        if target is None or not self._proposal.has_labels:
            return ""
        examples = ", ".join(self._proposal.schema.column(target).examples)
        return f"as in the file, such as {one_line(examples, WIDEST_EXAMPLES)}"

    def _classes_text(self) -> str:
        use = self._proposal.use_of_labels
        return f"{use} (p changes that).\nclasses (e edits):" if use else "classes (e edits):"

    def _put(self, name: str, lines: Sequence[Line]) -> None:
        self.query_one(f"#{name}", LinesWidget).put_lines(lines)


def key_lines(keys: Sequence[tuple[str, str]], width: int) -> list[Line]:
    """Each key and its word, on as many lines as they take."""
    lines: list[Line] = [()]
    for key, meaning in keys:
        gap = "  " if lines[-1] else ""
        part = line(Span(f"{gap}{key}", "key"), Span(f" {meaning}", "dim"))
        if lines[-1] and length((*lines[-1], *part)) > width:
            lines.append(line(Span(key, "key"), part[1]))
        else:
            lines[-1] = (*lines[-1], *part)
    return lines


def column_lines(proposal: Proposal, cursor: int, width: int, height: int) -> list[Line]:
    """The columns with their roles, the reason and an example; scrolled to the cursor."""
    columns = proposal.schema.columns
    names = [one_line(column.name, min(WIDEST_NAME, width // 3)) for column in columns]
    name_width = max(cell_len(name) for name in names)
    notes = [line(Span(one_line(note, width), "dim")) for note in proposal.notes[:3]]
    notes += [line(Span(each, "warn")) for each in wrap(proposal.price, width) if each]
    head = [
        title_line(f"columns of {proposal.name}", width, f"{proposal.rows:,} rows"),
        *notes,
        (),
    ]
    room = max(height - len(head), 1)
    top = max(0, min(cursor - room // 2, len(columns) - room))
    lines = [*head]
    for index, column in enumerate(columns[top : top + room], top):
        mark = "▸ " if index == cursor else "  "
        role = ROLE_WORDS[column.role].ljust(10)
        spans = line(
            Span(mark, "key"),
            Span(pad(names[index], name_width), "strong" if index == cursor else "text"),
            Span(f"  {role}  ", "dim" if column.role is Role.HIDDEN else "key"),
        )
        rest = f"{column.reason}; e.g. {', '.join(column.examples)}"
        used = name_width + 16
        lines.append((*spans, Span(one_line(rest, max(width - used, 1)), "dim")))
    return lines
