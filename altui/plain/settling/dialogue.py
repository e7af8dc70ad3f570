"""The dialogue in which a team's rows are settled: one line is one answer, the end of input `q`."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from altui.display.console import put, say
from altui.display.text import one_line
from altui.errors import AltuiError, InputError
from altui.plain import rendering
from altui.plain.commands import words
from altui.plain.lists import class_in_words
from altui.plain.output import put_lines
from altui.plain.typed.inbox import Inbox
from altui.plain.typed.input import TypedLines
from altui.session.events import Decision
from altui.wording.team import settling as wording

if TYPE_CHECKING:
    from altui.config.keymap import KeyMap
    from altui.labeling.settling.look import Case, SettleLook
    from altui.labeling.showing.class_keys import ClassKey

KEEP = "an empty line"
ACTIONS = ("skip", "undo", "redo", "name-class", "help", "quit")
MEANINGS = (
    f"{KEEP}: keep your answer, go on",
    "skip: leave the row for later, and take back an answer to it",
    "undo: take back your last row; redo: settle it again",
    "classes: list all classes; show: print the row again",
    "q: quit, all is saved",
)


class SettleDialogue:
    """`run` returns the exit status."""

    def __init__(self, look: SettleLook, classes: Sequence[ClassKey], keymap: KeyMap) -> None:
        self._look, self._classes = look, classes
        known = {word: id_ for word, id_ in words(keymap).items() if id_ in ACTIONS}
        self._words = {**known, "classes": "name-class", "show": "show"}
        self._inbox = Inbox()
        self._typed = TypedLines(self._inbox.put)
        self._shown_at: float | None = None
        self._status: int | None = None

    def run(self) -> int:
        with self._inbox.listen():
            self._typed.start()
            self._ask()
            while self._status is None:
                self._turn()
        return self._status

    def _turn(self) -> None:
        text = self._read_line()
        if text is None:
            return
        try:
            self._do(text.strip())
        except AltuiError as error:
            say(str(error))

    def _read_line(self) -> str | None:
        """The next line; None where a signal ends it all."""
        while self._typed.next is None:
            item = self._inbox.get()
            if isinstance(item, int):
                self._status = item
                return None
            if item is None or isinstance(item, str):
                self._typed.take(item)
        return self._typed.pop()

    # What a line means

    def _do(self, text: str) -> None:
        case = self._look.case
        is_key = any(each.key == text for each in self._classes)
        action = "" if is_key else self._words.get(text, "")
        if action == "quit":
            self._status = 0
        elif action == "help":
            put_lines(MEANINGS)
        elif action == "name-class":
            put_lines(rendering.all_classes(self._classes))
        elif action == "show":
            self._ask()
        elif action in ("undo", "redo"):
            self._move(action)
        elif case is None:
            raise InputError("there is no row; undo takes the last one back, q quits")
        elif action == "skip":
            self._skip()
        elif not text and not case.is_blind:
            self._look.keep()
            self._ask()
        else:
            self._answer(text, case)

    def _answer(self, text: str, case: Case) -> None:
        name = class_in_words(text, self._classes, self._words) if text else None
        if name is None:
            what = f"'{one_line(text, 40)}' is" if text else "an empty line is"
            raise InputError(f"{what} no answer here; {self._answers()}")
        if self._shown_at is None:
            raise InputError("this row was not shown: show prints it, skip leaves it, q quits")
        if name == case.own:
            self._look.keep()
            self._ask()
        else:
            self._save(self._look.answer(name, self._shown_at))

    def _move(self, action: str) -> None:
        if action == "undo":
            if not self._look.can_undo:
                raise InputError(wording.NO_UNDO)
            self._save(Decision.undo())
        else:
            if not self._look.can_redo:
                raise InputError(wording.NO_REDO)
            self._save(Decision.redo())

    def _skip(self) -> None:
        undo = self._look.pass_over()
        if undo is None:
            self._ask()
        else:
            self._save(undo)

    def _save(self, decision: Decision) -> None:
        try:
            self._look.commit(decision)
        except AltuiError:
            self._look.drop()
            raise
        is_other = self._look.follow(decision)
        told = wording.moved(self._look, decision) or decision.value or ""
        put(f"saved: {one_line(told, rendering.LONG_LINE)}")
        if is_other:
            self._ask()
        else:
            put_lines(self._what_others_say())

    # What is printed

    def _ask(self) -> None:
        self._shown_at = None
        case = self._look.case
        if case is None:
            put(wording.ending(self._look))
            put("undo takes your last row back, q quits")
            return
        try:
            put_lines(self._row(case))
        except AltuiError as error:
            say(str(error))
            return
        if not case.is_blind:
            put_lines(self._what_others_say())
        self._shown_at = time.time()

    def _row(self, case: Case) -> Iterator[str]:
        shown_row = self._look.rows.read(case.opinions)
        row_id = one_line(shown_row.row_id, rendering.LONG_LINE)
        yield f"row {row_id}{shown_row.times}, {self._look.place}"
        yield from rendering.row(shown_row)
        if changed := wording.changed_line(self._look, case):
            yield changed
        if case.is_blind:
            yield wording.question_of(case)
            yield f"your answer: {self._answers()}"

    def _what_others_say(self) -> Iterator[str]:
        case = self._look.case
        assert case is not None
        for number, (who, class_name, note) in enumerate(wording.all_said(self._look, case)):
            name = one_line(who, rendering.LONG_LINE)
            verb = "says" if number else "say"
            yield f"{name} {verb} {one_line(class_name, rendering.LONG_LINE)}"
            if note:
                yield from rendering.name_lines(f"note of {name}", note)
        yield wording.what_now(case, KEEP)

    def _answers(self) -> str:
        classes = rendering.describe_classes(self._classes)
        return f"{classes}; skip leaves it for later, undo, help, q quits"
