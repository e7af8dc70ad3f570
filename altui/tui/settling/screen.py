"""The rows that a team has answered differently: each first blind, then with what others say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from altui.display.lines import Line, Span, line
from altui.display.text import wrap
from altui.labeling.naming.class_line import Choice, ClassLine
from altui.session.events import Decision
from altui.tui.messages import Decided
from altui.tui.screens.class_line import ClassLineScreen
from altui.tui.screens.parts.key_page import KeyPageScreen
from altui.tui.screens.parts.row_page import RowPageScreen, RowRead
from altui.wording.pages.help import lines_of_keys
from altui.wording.team import settling as words
from altui.wording.view.row import READABLE
from altui.wording.view.status import class_keys_now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from altui.config.keymap import KeyMap
    from altui.labeling.settling.look import SettleLook
    from altui.labeling.showing.class_keys import ClassKey
    from altui.labeling.showing.shown_row import ShownRow


class SettleHost(Protocol):
    """What the screen asks of its app."""

    def redraw(self) -> None: ...


class SettleScreen(RowPageScreen[None]):
    BACK = "quit"

    def __init__(
        self, look: SettleLook, classes: Sequence[ClassKey], keymap: KeyMap, dwell: float
    ) -> None:
        super().__init__(classes, keymap, dwell)
        self._look = look
        self._is_saving = False
        self._news = ""
        """What is said once the next row is there."""

    def on_mount(self) -> None:
        self._next()

    # Keys

    def keys(self) -> list[tuple[str, str]]:
        told = [("undo", "undo"), ("help", "help")]
        case = self._look.case
        if case is None:
            return self._keymap.list_keys(*told)
        keys = class_keys_now(self._class_keys, self._keymap)
        keep = [] if case.is_blind else [(self._keep, "keep")]
        return [*keep, *keys, *self._keymap.list_keys(("skip", "skip"), *told)]

    def is_way_back(self, key: str, action: str | None) -> bool:
        # An arrow key may come as an escape on a slow line: where q quits, that ends nothing.
        return action == "quit" or (key == "escape" and not self._keymap.key("quit"))

    def go_back(self) -> None:
        self.app.exit(0)

    def take_key(self, event: events.Key, action: str | None) -> None:
        if action == "help":
            rows = words.help_rows(self._class_keys, self._keymap)
            self.app.push_screen(KeyPageScreen(lines_of_keys(rows, *self.app.size)))
        elif action == "redraw":
            cast(SettleHost, self.app).redraw()
        elif self._is_saving:
            return
        elif action == "undo":
            self._move(words.NO_UNDO if not self._look.can_undo else Decision.undo())
        elif action == "redo":
            self._move(words.NO_REDO if not self._look.can_redo else Decision.redo())
        elif action == "skip" and self._look.case is not None:
            self._skip()
        elif self.shown_row is not None and self._look.case is not None:
            self._answer_by(event, action, self.shown_row)

    def _answer_by(self, event: events.Key, action: str | None, shown_row: ShownRow) -> None:
        assert self._look.case is not None
        name = self.class_of(event)
        is_kept = not self._look.case.is_blind and (action == "accept" or event.key == "enter")
        if not (name or is_kept or action == "name-class"):
            return
        if not (self._is_readable() and self.painted.counts()):
            return
        if name:
            self._answer(name)
        elif is_kept:
            self._look.keep()
            self._next()
        else:
            order = sorted(range(len(self._class_keys)), key=lambda k: self._class_keys[k].name)
            screen = ClassLineScreen(ClassLine(self._class_keys, order))
            self.app.push_screen(screen, partial(self._answer_named, shown_row.row))

    def _answer_named(self, row: int, choice: Choice | None) -> None:
        """The row may have gone, or out of sight, while the class was typed."""
        is_there = self.shown_row is not None and self.shown_row.row == row
        if choice and is_there and self.painted.at is not None and self._is_readable():
            self._answer(choice.name)

    def _is_readable(self) -> bool:
        """Whoever sees what others say has read the row."""
        case = self._look.case
        return case is not None and (not case.is_blind or self.can_answer())

    def _answer(self, class_name: str) -> None:
        assert self._look.case is not None
        if class_name == self._look.case.own:
            self._look.keep()
            self._next()
        else:
            self._send(self._look.answer(class_name, self.painted.shown_at))

    def _skip(self) -> None:
        undo = self._look.pass_over()
        if undo is None:
            self._next(words.PASSED)
        else:
            self._send(undo)

    def _move(self, decision: Decision | str) -> None:
        if isinstance(decision, str):
            self.say(decision)
        else:
            self._send(decision)

    def _send(self, decision: Decision) -> None:
        self._is_saving = True
        self.painted.cover()
        self.post_message(Decided(decision))

    # What became of it

    def tell_saved(self, decision: Decision) -> None:
        self._is_saving = False
        is_other = self._look.follow(decision)
        if is_other:
            self._next(words.moved(self._look, decision))
        elif self.shown_row is not None:
            self.show_row(self.shown_row)

    def tell_undecided(self, why: str) -> None:
        self._is_saving = False
        self._look.drop()
        self.say(why)
        self.paint_again()

    def _next(self, word: str = "") -> None:
        self.leave_row()
        self._news = word
        case = self._look.case
        if case is not None:
            self.read(self._look.rows.place(case.opinions))
        else:
            self.draw()
            self.say(word)

    # What is shown

    @property
    def _keep(self) -> str:
        return self._keymap.key("accept") or "enter"

    def show_row(self, shown_row: ShownRow, top: int = 0) -> None:
        super().show_row(shown_row, top)
        self.say(self._news)
        self._news = ""

    def load(self, row: int) -> RowRead:
        case = self._look.case
        assert case is not None
        self._look.rows.changed_for(case.opinions)  # kept, so that no key waits for the file
        return RowRead(row, self._look.rows.read(case.opinions))

    def place_of(self, shown_row: ShownRow) -> str:  # noqa: ARG002
        return self._look.place

    def head(self, shown_row: ShownRow) -> list[Line]:  # noqa: ARG002
        """Nothing of what others say before the person's own answer is saved."""
        case = self._look.case
        assert case is not None
        width = max(self.place.size.width - 1, 1)
        readable = min(width, READABLE)
        changed = words.changed_line(self._look, case)
        lines = [line(Span(each, "warn")) for each in (wrap(changed, readable) if changed else ())]
        if case.is_blind:
            lines += [line(Span(each, "title")) for each in wrap(words.question_of(case), readable)]
        else:
            told = words.what_now(case, self._keep)
            lines += [line(Span(each, "title")) for each in wrap(told, readable)]
            lines += words.opinion_lines(self._look, case, self._class_keys, width)
        return [*lines, ()]

    def draw(self) -> None:
        if self.shown_row is not None:
            super().draw()
        elif self._look.case is None:
            width = min(max(self.place.size.width - 1, 1), READABLE)
            self.place.put_lines([line(each) for each in wrap(words.ending(self._look), width)])
