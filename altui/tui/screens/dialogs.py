"""Small screens: the help, a comment, and a decision that was not saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.containers import Vertical
from textual.widgets import Input, Static

from altui.display.text import displayable, one_line
from altui.tui.painted import Painted
from altui.tui.screens.parts.field import InputField
from altui.tui.screens.parts.overlay import Overlay, TypeAhead
from altui.wording.news import EARLIER_SAVED
from altui.wording.pages.help import help_lines

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from altui.config.keymap import KeyMap
    from altui.errors import AltuiError
    from altui.labeling.showing.class_keys import ClassKey


class HelpScreen(Overlay[None]):
    """Every key and what it does; any key goes back."""

    def __init__(
        self, classes: Sequence[ClassKey], keymap: KeyMap, *, is_kept_nowhere: bool = False
    ) -> None:
        super().__init__()
        self._class_keys, self._keymap = classes, keymap
        self._is_kept_nowhere = is_kept_nowhere

    def compose(self) -> ComposeResult:
        is_kept_nowhere = self._is_kept_nowhere
        size = self.app.size
        lines = help_lines(self._class_keys, self._keymap, *size, is_kept_nowhere=is_kept_nowhere)
        yield Static("\n".join([*lines, "", "any key goes back"]), id="help", markup=False)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self.dismiss()


class LineScreen(TypeAhead):
    """One line at the foot. Enter takes it, escape leaves; digits are only text here."""

    AUTO_FOCUS = ""

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        with Vertical(id="comment-box"):
            yield Static(self._title, id="comment-title", markup=False)
            yield InputField(one_line(self._text), id="comment")

    def result_of(self, value: str) -> str | None:
        return value.strip() or None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(self.result_of(event.value))

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self.dismiss(None)


class CommentScreen(LineScreen):
    """A comment on one row."""

    def __init__(self, row: int, row_id: str, note: str) -> None:
        title = f"comment on {one_line(row_id, 40)} (enter saves, escape leaves it)"
        super().__init__(title, note)
        self.row, self.row_id, self._note = row, row_id, note

    def result_of(self, value: str) -> str | None:
        return self._if_changed(value)

    @property
    def changed_note(self) -> str | None:
        """The comment in the field; None if it was not edited."""
        return self._if_changed(self.query_one(Input).value)

    def _if_changed(self, value: str) -> str | None:
        # What was shown of an old comment may differ from it; untouched, it stays as it was.
        return None if value == one_line(self._note) else value


class NotSavedScreen(Overlay[bool]):
    """A decision could not be written: nothing else can be done until it is or is dropped."""

    def __init__(self, what: str, error: AltuiError, dwell: float) -> None:
        super().__init__()
        self._what, self._error = what, error
        self.painted = Painted(dwell)

    def on_mount(self) -> None:
        self.call_after_refresh(self.painted.paint)

    def compose(self) -> ComposeResult:
        text = (
            f"{self._what}\n\n{self._error}\n\n"
            "r  try again (the decision is kept until then)\n"
            "d  drop this one decision and go on\n"
            "q  quit without it\n\n"
            f"{EARLIER_SAVED}"
        )
        yield Static(displayable(text), id="not-saved", markup=False)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        if not self.painted.has_been_read():
            return
        if event.character in ("r", "d"):
            self.dismiss(event.character == "r")
        elif event.character == "q":
            self.app.exit(1)
