"""The plain dialogue: the session line by line, for a screen reader, a dumb terminal or a pipe.

The same engine as behind the screen; one line is one answer, and the end of input is `q`. What
is asked and answered goes to stdout, what went wrong to stderr.
"""

from __future__ import annotations

import queue
from dataclasses import replace
from typing import TYPE_CHECKING

from altui.display.console import say
from altui.errors import AltuiError, InputError
from altui.labeling.ahead.requested import LONG
from altui.plain.actions import Actions, guidelines
from altui.plain.columns import confirm_columns
from altui.plain.commands import interpret, words
from altui.plain.engine_events import EngineEvents
from altui.plain.lists import ListRequest
from altui.plain.output import put_lines
from altui.plain.question import Question
from altui.plain.rows import OtherRows
from altui.plain.state import State
from altui.plain.typed.finder import Found
from altui.plain.typed.inbox import Inbox, Item
from altui.plain.typed.input import TypedLines
from altui.plain.unsaved import Unsaved
from altui.session.events import SECOND, STANDINGS, Decision

if TYPE_CHECKING:
    from altui.labeling.engine import Engine
    from altui.labeling.opening.face import Opening
    from altui.labeling.view import View


NOT_TAKEN = "this row was not printed yet: read it, and say it again"


class Dialogue:
    """One person at one session. `run` returns the exit status; `error` holds what ended it."""

    def __init__(self, opening: Opening) -> None:
        self._inbox = Inbox()
        self._typed = TypedLines(self._inbox.put)
        self._state = State(opening, self._inbox.put)
        self._question = Question(self._state)
        self._actions = Actions(self._state, self._question)
        self._others = OtherRows(
            self.engine,
            opening.keymap,
            self._inbox.put,
            self._state.decide,
            self._question.come_back,
        )
        self._unsaved = Unsaved(self._state, self._others)
        self._engine_events = EngineEvents(
            self._state, self._question, self._others, self._unsaved, self._begin
        )
        self._answer = ""

    @property
    def engine(self) -> Engine:
        return self._state.engine

    @property
    def error(self) -> Exception | None:
        return self._state.error

    def run(self) -> int:
        with self._inbox.listen():
            try:
                if not self._state.opening.ends_itself:
                    self._typed.start()
                self._begin()
                while self._state.status is None:
                    self._turn()
            finally:
                self._others.close()
                self.engine.close()
        return self._state.status

    def _begin(self, error: str = "") -> None:
        opening = self._state.opening
        proposal = opening.proposal
        if proposal is not None:
            proposal = confirm_columns(replace(proposal, error=error), self._read_line)
            if proposal is None:
                self._state.status = self._state.status or 0
                return
            opening.proposal = proposal
        if opening.extent:
            say(f"{opening.title}, {opening.extent}")
        if opening.guidance.is_new:
            put_lines(guidelines(self._state))
        self.engine.start(lambda tell: opening.open(tell, proposal))

    # What comes in

    def _turn(self) -> None:
        text = self._typed.next
        if text is not None and self._state.is_awaited and not self._others.is_finding:
            self._take_line(self._typed.pop())
        elif self._state.may_hurry and text is not None and self._is_for_training(text.strip()):
            self._hurry(self._typed.pop().strip())
        else:
            self._wait()

    def _wait(self) -> None:
        is_patient = self._state.may_hurry or not self._others.is_finding
        try:
            self._take(self._inbox.get(timeout=None if is_patient else LONG))
        except queue.Empty:
            self._state.may_hurry = True
            say(f"this takes long; {self._state.hurry_word} gives it up")

    def _take(self, item: Item) -> None:
        if item is None or isinstance(item, str):
            self._typed.take(item)
        elif isinstance(item, int):
            self._state.status = item
        elif isinstance(item, Found):
            self._state.may_hurry = False
            self._others.use(item)
        else:
            self._engine_events.handle(item)

    def _read_line(self) -> str | None:
        """The next line; None at the end of input, and where a signal ends it all."""
        while self._typed.next is None and self._state.status is None:
            self._take(self._inbox.get())
        is_over = self._state.status is not None or self._typed.is_over
        return None if is_over else self._typed.pop()

    # A line while training takes long

    def _is_for_training(self, text: str) -> bool:
        """Two words count while training takes long: the answer before them is saved by then. The
        end of input is not one of them while a list is made: somebody reads that list."""
        if self._typed.is_over and self._others.is_listing:
            return False
        return words(self._state.opening.keymap).get(text) in ("hurry", "quit")

    def _hurry(self, text: str) -> None:
        self._state.may_hurry = False
        if words(self._state.opening.keymap)[text] == "quit":
            self._state.status = 0
        elif self._others.is_finding:
            self._others.give_up()
        else:
            self.engine.skip_waiting()

    # Any other line

    def _take_line(self, text: str) -> None:
        if self._unsaved.is_kept:
            self._unsaved.take_line(text, self._answer)
            return
        self._answer = text
        if self._state.view is not None:
            try:
                if self._others.is_asking:
                    self._others.take_line(text)
                else:
                    self._do(text, self._state.view)
            except AltuiError as error:
                say(str(error))

    def _do(self, text: str, view: View) -> None:
        if self._state.is_stuck and not text:
            self._state.try_again()
            return
        match interpret(text, view, self._question.shown_at):
            case Decision() as decision:
                self._check_not_stuck(decision)
                if self._question.is_unread and decision.kind in STANDINGS | SECOND:
                    say(NOT_TAKEN)  # nobody has read that row yet
                    self._question.ask()
                else:
                    self._state.decide(decision)
            case ListRequest("alike") if self._question.is_unread:
                say(NOT_TAKEN)
                self._question.ask()  # its look-alikes are labeled with it
            case ListRequest() as request:
                self._others.look(request, view, self._question.shown_at)
            case id_:
                self._actions.do(id_, view)

    def _check_not_stuck(self, decision: Decision) -> None:
        if self._state.is_stuck and decision.kind in STANDINGS | SECOND:
            raise InputError(
                "this row has its answer; an empty line tries again, undo takes it back"
            )
