"""Before the first query: the role of each column, to be confirmed or changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from altui.config.keymap import STANDARD
from altui.data.schema import Role
from altui.display.lines import Line, Span, length, line
from altui.display.text import displayable, one_line, wrap
from altui.errors import InputError
from altui.labeling.proposal import ROLE_KEYS, Proposal, join_classes
from altui.tui.panels.panel import LinesWidget
from altui.tui.screens.column_list import ColumnList
from altui.tui.screens.parts.field import InputField
from altui.tui.screens.parts.overlay import Overlay
from altui.tui.screens.parts.text_page import TextScreen
from altui.wording.columns_screen.found import WHOLE_KEY, head_lines, is_more_to_say, whole_lines

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

PRACTISE = ("p", "practise")

KEYS = [
    ("enter", "start"),
    ("j k", "move"),
    ("n", "number"),
    ("d", "date"),
    ("c", "category"),
    ("t", "text"),
    ("l", "label"),
    ("i", "row id"),
    ("s", "show only"),
    ("h", "hide"),
    ("e", "classes"),
    PRACTISE,
    ("/", "find"),
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

WIDEST_EXAMPLES = 40

FEWEST = 6
"""Columns that stay in sight, where the window is not too low for them."""

OF_A_TEXT = "t again: words, characters or both are counted in it"

READY = "enter starts, if this is right"

CLASSES, SEARCH = "classes", "column-search"


class ColumnsScreen(Overlay[Proposal | None]):
    """Dismissed with the accepted proposal, or with None to quit."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(keys, f"move('{move}')", show=False) for move, keys in MOVES.items()),
        *(Binding(key, f"role('{role}')", show=False) for key, role in ROLE_KEYS.items()),
        *(Binding(str(n), f"answer({n})", show=False) for n in range(1, 10)),
        Binding("p", "hide_labels", show=False),
        Binding("o", "open_group", show=False),
        Binding("question_mark", "show_all", show=False),
        Binding("enter", "accept", show=False),
        Binding("q,ctrl+c", "leave", show=False),
    ]

    def __init__(self, proposal: Proposal) -> None:
        super().__init__()
        self.proposal = proposal
        self.list = ColumnList(proposal.schema)
        self._page = 1
        self._remark = proposal.error

    def compose(self) -> ComposeResult:
        yield LinesWidget(id="columns")
        yield LinesWidget(id="columns-remark")
        yield LinesWidget(id="classes-label")
        yield InputField(one_line(join_classes(self.proposal.classes)), id=CLASSES)
        yield InputField(id=SEARCH)
        yield LinesWidget(id="columns-keys")

    def on_mount(self) -> None:
        self._say(self._remark)

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        self._repaint()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if isinstance(self.focused, Input) and action != "leave":
            return False
        return super().check_action(action, parameters)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == SEARCH:
            self._find(event.value)
            return
        # What is shown of a name may differ from it; untouched, the names stay as they were.
        if event.value != one_line(join_classes(self.proposal.classes)):
            self.proposal = self.proposal.with_classes(event.value)
        self.set_focus(None)
        self._say("")

    def on_key(self, event: events.Key) -> None:
        if event.key in ("e", "slash") and self.focused is None:
            event.stop()  # in its turn: what is typed behind it is the names
            if event.key == "e":
                self.action_edit_classes()
            else:
                self.action_search()
        elif event.key == "escape" and isinstance(self.focused, Input):
            event.stop()
            self._leave_field()
            self._say("")

    def action_move(self, move: str) -> None:
        self.list.move(move, self._page)
        self._say("")

    def action_role(self, role: str) -> None:
        """Of the column under the cursor, or of each in the group."""
        try:
            self.proposal = self.proposal.with_roles(self.list.current.names, Role(role))
        except InputError as error:
            self._say(f"{error}: o opens the group")
        else:
            self._say(OF_A_TEXT if role == Role.TEXT else "")

    def action_open_group(self) -> None:
        self._say("" if self.list.toggle() else "o opens a group of columns, and closes it")

    def action_search(self) -> None:
        self.add_class("-searching")
        field = self.query_one(f"#{SEARCH}", Input)
        self.set_focus(field)
        field.action_select_all()
        self._say("a part of a column's name; enter goes to the next one, escape leaves")

    def action_show_all(self) -> None:
        lines = partial(whole_lines, self.proposal)
        title = f"what was found in {self.proposal.name}"
        self.app.push_screen(TextScreen(title, "any other key goes back", lines, STANDARD))

    def action_answer(self, number: int) -> None:
        """The next answer to a question; the file is read again where it needs to be."""
        if number > len(self.proposal.questions):
            return
        question = self.proposal.questions[number - 1]
        following = question.answer_after(self.proposal.answer_to(question).value)
        try:
            self.proposal = self.proposal.answer(question, following.value)
        except InputError as error:
            self._say(f"not so: {error}")
        else:
            self._say("")

    def action_hide_labels(self) -> None:
        if not self.proposal.use_of_labels:
            self._say("no column holds labels to practise with: l takes a column for them")
            return
        self.proposal = replace(self.proposal, hide_labels=not self.proposal.hide_labels)
        self._say("")

    def action_edit_classes(self) -> None:
        self.set_focus(self.query_one(f"#{CLASSES}", Input))
        self._say("name the classes, separated by commas; enter when done, escape leaves")

    def action_accept(self) -> None:
        if not self.proposal.missing:
            self.dismiss(self.proposal)
        elif self.proposal.needs_classes and not self.proposal.classes:
            self.action_edit_classes()
        else:
            self._say("")

    def action_leave(self) -> None:
        self.dismiss(None)

    def _find(self, text: str) -> None:
        self._leave_field()
        name = self.list.find(text) if text else None
        self._say("" if name or not text else f"no column's name contains '{text}'")

    def _leave_field(self) -> None:
        self.set_focus(None)
        self.remove_class("-searching")

    def _say(self, text: str) -> None:
        """The remark; where there is none, what is missing, or how one goes on."""
        self._remark = text or self.proposal.missing or READY
        self._repaint()

    def _repaint(self) -> None:
        self.list.put(self.proposal.schema)
        self.query_one(f"#{CLASSES}", Input).placeholder = self._classes_of_file() or "e.g. yes,no"
        width = self.size.width
        remark = [line(Span(each, "warn")) for each in wrap(displayable(self._remark), width)]
        label = [line(Span(each, "dim")) for each in wrap(self._classes_text(), width)]
        keys = key_lines(self._keys(), width)
        below = {"columns-remark": remark, "classes-label": label, "columns-keys": keys}
        for name, lines in below.items():
            self.query_one(f"#{name}").styles.height = len(lines)
            self._put(name, lines)
        # What stands below has only now its height; the line for the classes is one more.
        height = max(self.size.height - sum(map(len, below.values())) - 1, 1)
        fewest = min(len(self.list.entries), FEWEST, max(height // 2, 1))
        head = head_lines(self.proposal, width, height - fewest)
        self._page = max(height - len(head), 1)
        self._put("columns", [*head, *self.list.lines(width, self._page)])

    def _keys(self) -> list[tuple[str, str]]:
        """The keys, without those that have nothing to do here."""
        opens = [("o", "open group")] if self.list.has_groups else []
        says = [(WHOLE_KEY, "all that was found")] if is_more_to_say(self.proposal) else []
        keys = [*KEYS[:2], *opens, *KEYS[2:-1], *says, KEYS[-1]]
        return keys if self.proposal.use_of_labels else [each for each in keys if each != PRACTISE]

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
        part = line(Span(f"{gap}{key}", "strong"), Span(f" {meaning}", "dim"))
        if lines[-1] and length((*lines[-1], *part)) > width:
            lines.append(line(Span(key, "strong"), part[1]))
        else:
            lines[-1] = (*lines[-1], *part)
    return lines
