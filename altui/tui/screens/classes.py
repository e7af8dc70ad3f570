"""The classes of the session: to be added, renamed, merged, split and removed while one labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.display.lines import Line, Span, line
from altui.display.text import one_line, pad
from altui.labeling.naming.class_line import Choice, ClassLine
from altui.labeling.naming.class_table import ClassRow, ClassTable
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision, Kind
from altui.tui.bindings import key_of
from altui.tui.messages import Decided
from altui.tui.screens.class_line import ClassLineScreen
from altui.tui.screens.dialogs import LineScreen
from altui.tui.screens.parts.lines_overlay import LinesOverlay
from altui.wording.classes.changes import WIDEST_CLASS, describe_change
from altui.wording.classes.looks import class_key_tone
from altui.wording.decisions import TAKEN_BACK, describe_taken_back
from altui.wording.news import done_word
from altui.wording.view.status import keys_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from altui.labeling.annotation import Annotation
    from altui.labeling.opening.face import Opening

ADD, RENAME, MERGE, SPLIT, REMOVE = "+", "r", "m", "s", "x"

GOING_TO = ("name-class", "search")
"""The actions whose keys have a class named here."""

HOW_TO_NAME = "(enter takes it, escape leaves)"


class ClassesScreen(LinesOverlay[str | None]):
    """Returns the name of a class whose labels are to be asked for again, or None."""

    def __init__(self, annotation: Annotation, opening: Opening) -> None:
        super().__init__()
        self._session, self._opening = annotation.session, opening
        self._keymap = opening.keymap
        self._table = ClassTable.of(self._session, opening.classes_of(self._session))
        self._merged = ""
        self._word = ""

    # Keys

    def on_key(self, event: events.Key) -> None:
        event.stop()
        # What it types: these signs are elsewhere on each keyboard.
        character = event.character or ""
        key = character if character in (ADD, "/") else key_of(event)
        action = self._keymap.action_of(key)
        self._word = ""
        if action in GOING_TO:
            self._name_place()
        elif self._merged:
            self._take_target(event.key, action)
        elif event.key == "escape" or action in ("quit", "edit-classes"):
            self.dismiss(None)
            return
        elif key in (ADD, RENAME, MERGE, SPLIT, REMOVE):
            self._begin(key, self._at)
        elif action in ("undo", "redo"):
            self.post_message(Decided(Decision.undo() if action == "undo" else Decision.redo()))
        else:
            self.follow(action or event.key)
        self.draw()

    def _name_place(self) -> None:
        """Have a class named, to go to it."""

        def go(choice: Choice | None) -> None:
            if choice is not None:
                self.cursor.go_to(self._table.find(choice.name), self.count)
                self.draw()

        classes = self._opening.classes_of(self._session)
        self.app.push_screen(ClassLineScreen(ClassLine(classes, range(len(classes)))), go)

    def _begin(self, key: str, chosen: ClassRow) -> None:
        if key == ADD:
            self._ask_name("name of the new class", "", lambda name: ClassChange("add", name))
        elif key == RENAME:
            self._ask_name(
                "new name of {}",
                chosen.name,
                lambda name: ClassChange("rename", chosen.name, name),
            )
        elif key == MERGE:
            self._merged = chosen.name
        elif key == SPLIT and chosen.to_split:
            self.dismiss(chosen.name)
        else:
            self._send(ClassChange("split" if key == SPLIT else "remove", chosen.name))

    def _take_target(self, key: str, action: str | None) -> None:
        """While another class is chosen to merge one into."""
        if key == "enter" and self._at.name != self._merged:
            self._send(ClassChange("merge", self._merged, self._at.name))
            self._merged = ""
        elif key == "escape" or action == "quit":
            self._merged = ""
        else:
            self.follow(action or key)

    def _ask_name(self, title: str, text: str, change: Callable[[str], ClassChange]) -> None:
        def close(name: str | None) -> None:
            if name is not None and name != text:
                self._send(change(name))

        told = f"{title} {HOW_TO_NAME}"
        room = self.width - len(told)
        told = told.format(one_line(text, max(min(room, WIDEST_CLASS), 1)))
        self.app.push_screen(LineScreen(told, text), close)

    def _send(self, change: ClassChange) -> None:
        self.post_message(Decided(Decision.classes(change)))

    # What became of it

    def tell_saved(self, decision: Decision) -> None:
        at = self._at.name
        self._table = ClassTable.of(self._session, self._opening.classes_of(self._session))
        self._word = ""
        if decision.kind in TAKEN_BACK:
            item = self._session.moved_by(decision.kind)
            self._word = describe_taken_back(decision.kind, item)
        elif decision.kind is Kind.CLASSES:
            change = ClassChange.loads(decision.value)
            word = done_word(is_kept_nowhere=self._opening.is_kept_nowhere)
            self._word = f"{word}: {describe_change(change)}"
            at = change.other or change.name
            if change.change == "split":
                self.dismiss(change.name)
                return
        self.cursor.go_to(self._table.find(at), len(self._table.rows))
        self.draw()

    def tell_undecided(self, why: str) -> None:
        self._word = why
        self.draw()

    # What is shown

    @property
    def _at(self) -> ClassRow:
        return self._table.rows[self.cursor.at]

    @property
    def count(self) -> int:
        return len(self._table.rows)

    def draw(self) -> None:
        words = self.wrap_word(self._told, "warn" if self._word else "dim")
        self.put("classes", f"{self.count:,} classes", words, self._keys(self.width))

    @property
    def _told(self) -> str:
        if self._merged:
            return f"merge {one_line(self._merged, WIDEST_CLASS)} into the class under the cursor"
        return self._word or "No label is lost: u takes a change back."

    def _keys(self, width: int) -> Line:
        told = (("name-class", "go to"), ("line-down", "down"), ("line-up", "up"))
        moves = [*self._keymap.list_keys(*told)]
        if self._merged:
            return keys_line([("enter", "merge"), *moves], [("escape", "leaves it")], width)
        again = "go on splitting" if self._at.to_split else "split"
        does = [(ADD, "add"), (RENAME, "rename"), (MERGE, "merge"), (SPLIT, again)]
        undo = self._keymap.list_keys(("undo", "undo"))
        back = self._keymap.list_keys(("quit", "back")) or [("escape", "back")]
        return keys_line([*does, (REMOVE, "remove"), *undo, *moves], back, width)

    def _name_width(self) -> int:
        names = (one_line(each.shown, WIDEST_CLASS) for each in self._table.rows)
        return max(map(cell_len, names))

    def line_at(self, place: int) -> Line:
        shown = self._table.rows[place]
        waiting = f", {shown.to_split:,} to split" if shown.to_split else ""
        told = f"{shown.labels:,} label{'s' * (shown.labels != 1)}{waiting}"
        described = f"  {one_line(shown.description, 200)}" if shown.description else ""
        return line(
            Span(self.cursor.mark(place), "key"),
            Span(pad(shown.key, 2), class_key_tone(place, len(self._table.rows))),
            Span(f"{pad(one_line(shown.shown, WIDEST_CLASS), self._name_width())}  ", "strong"),
            Span(told),
            Span(described, "dim"),
        )
