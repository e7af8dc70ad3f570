"""The plain dialogue: the session line by line, for a screen reader, a dumb terminal or a pipe.

The same engine as behind the screen; one line is one answer, and the end of input is `q`. What
is asked and told goes to stdout, what went wrong to stderr.
"""

from __future__ import annotations

import queue
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from altui.display.console import put, say
from altui.display.text import one_line
from altui.errors import AltuiError, InputError
from altui.session.events import SECOND, STANDINGS, Decision
from altui.session.second_look import SecondLook
from altui.tui import messages, spoken
from altui.tui.answers import help_lines, understood, words
from altui.tui.engine import Engine
from altui.tui.guidelines import guidelines_lines
from altui.tui.panel import text_of
from altui.tui.performance import performance_lines
from altui.tui.plain_columns import confirmed
from altui.tui.plain_past import Look, Past, class_named, filter_of

if TYPE_CHECKING:
    from textual.message import Message

    from altui.tui.opening import Opening
    from altui.tui.view import View

END = "quit"
"""What the end of input says."""

ASKING = "asking the model which labels it contradicts: five fits"

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SHOWN_WIDTH = 1_000

READ_AHEAD = 1_000
"""Lines read before they are heard: a pipe may go on for ever."""

TRY_AGAIN = "try again"


class Found(NamedTuple):
    """What was looked for in a thread of its own."""

    found: list[str] | SecondLook


class Dialogue:
    """One person at one session. `run` returns the exit status; `error` holds what ended it."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self.error: Exception | None = None
        self.engine = Engine(self._hand_over, is_patient=opening.is_patient)
        self._inbox: queue.SimpleQueue[Message | Found | str | int] = queue.SimpleQueue()
        self._lines: deque[str] = deque()
        self._room = threading.Semaphore(READ_AHEAD)
        self._view: View | None = None
        self._shown_at = 0.0
        self._status: int | None = None
        self._is_auto = opening.auto
        self._is_awaited = False  # a line is wanted, and nothing is under way
        self._is_stuck = False
        self._may_hurry = False
        self._is_explained = True
        self._answer = ""
        self._told = ""
        self._unsaved: Decision | None = None
        self._past: Past | None = None
        self._second: SecondLook | None = None

    def run(self) -> int:
        with self._heeding_signals():
            try:
                if not self.opening.ends_itself:
                    threading.Thread(target=self._read, name="reader", daemon=True).start()
                self._begin()
                while self._status is None:
                    self._turn()
            finally:
                if self._past is not None:
                    self._past.close()
                self.engine.close()
        return self._status

    # What comes in: lines, messages of the engine, and signals as their exit status

    def _read(self) -> None:
        for text in iter(sys.stdin.readline, ""):
            self._room.acquire()
            self._inbox.put(text.rstrip("\r\n"))
        self._inbox.put(END)

    def _hand_over(self, message: Message) -> None:
        self._inbox.put(message)

    @contextmanager
    def _heeding_signals(self) -> Iterator[None]:
        def leave(number: int, _frame: object) -> None:
            self._inbox.put(128 + number)

        before = {number: signal.signal(number, leave) for number in SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _turn(self) -> None:
        if self._is_awaited and self._lines:
            self._hear(self._pop())
        elif self._may_hurry and self._lines and self._is_for_the_fit(self._lines[0].strip()):
            self._hurry(self._pop().strip())
        else:
            self._take(self._inbox.get())

    def _is_for_the_fit(self, text: str) -> bool:
        """Two words are heard while a fit takes long: the answer before them is saved by then."""
        return words(self.opening.keymap).get(text) in ("hurry", "quit")

    def _hurry(self, text: str) -> None:
        self._may_hurry = False
        if words(self.opening.keymap)[text] == "quit":
            self._status = 0
        else:
            self.engine.hurry()

    def _take(self, item: Message | Found | str | int) -> None:
        if isinstance(item, str):
            self._lines.append(item)
        elif isinstance(item, int):
            self._status = item
        elif isinstance(item, Found):
            self._tell(item.found)
        else:
            self._receive(item)

    def _line(self) -> str | None:
        """The next line; None where a signal ends it all."""
        while not self._lines and self._status is None:
            self._take(self._inbox.get())
        return self._pop() if self._status is None else None

    def _pop(self) -> str:
        self._room.release()
        return self._lines.popleft()

    def _begin(self, error: str = "") -> None:
        proposal = self.opening.proposal
        if proposal is not None:
            proposal = confirmed(replace(proposal, error=error), self._line)
            if proposal is None:
                self._status = self._status or 0
                return
            self.opening.proposal = proposal
        if self.opening.guidance.is_new:
            self._put(self._guidelines())
        self.engine.start(lambda tell: self.opening.open(tell, proposal))

    # What the engine says

    def _receive(self, message: Message) -> None:
        match message:
            case messages.RoundReady(view=view, note=note):
                self._show(view, note)
            case messages.DecisionSaved(decision=decision) if self._second is not None:
                if self._second.decided(decision):
                    self._second.next()
            case messages.CurveMeasured(view=view, note=note):
                self._view = self.opening.seen(view)
                self._note(note)
            case messages.RemarkSaved(flagged=flagged, note=note) if self._view:
                self._view = self._view.noted(flagged=flagged, note=note)
                put(f"saved: {'flagged' if flagged else 'not flagged'}, comment: {note or 'none'}")
                self._is_awaited = True
            case messages.TrainingTakesLong(seconds=seconds, is_waiting=is_waiting):
                then = "goes on by the last ranking" if is_waiting else "begins the fit anew"
                say(f"training for {seconds} s; {self.opening.keymap.key('hurry')} {then}")
                self._may_hurry = is_waiting
            case messages.OpeningProgressed(text=text):
                self._progress(text)
            case messages.DecisionRefused(error=error):
                say(str(error))
                self._is_awaited = True
                self._status = 1 if self.opening.ends_itself else None
            case messages.DecisionNotSaved(decision=decision, error=error):
                self._keep(decision, error)
            case messages.RoundFailed(error=error):
                self._fail(error)
            case messages.OpeningFailed(error=error):
                self._reopen(error)

    def _show(self, view: View, note: str) -> None:
        last, self._view = self._view, self.opening.seen(view)
        self._is_stuck = self._may_hurry = False
        self._note(note)
        self._put((*spoken.news(self._view, last), ""))
        self._ask()

    def _ask(self) -> None:
        assert self._view is not None
        if self._second is not None and self._asks_again(self._second):
            return
        self._put(spoken.question(self._view, is_explained=self._is_explained))
        self._shown_at = time.time()
        self._is_awaited = True
        self.engine.painted()
        if self._view.ending:
            self._is_auto = False
            if self.opening.ends_itself:
                self._status = 0
        elif self._is_auto:
            self._reveal(self._view)

    def _reveal(self, view: View) -> None:
        try:
            self._do(understood("reveal", view, self._shown_at), view)
        except AltuiError as error:
            self._is_auto = False
            say(str(error))

    def _progress(self, text: str) -> None:
        what = text.partition(": ")[0]
        if what != self._told:
            self._told = what
            say(what)

    def _note(self, text: str) -> None:
        if text:
            say(text)

    def _keep(self, decision: Decision, error: AltuiError) -> None:
        self._unsaved, self._is_auto, self._is_awaited = decision, False, True
        what = f"{decision.kind} {decision.value or ''}".strip()
        say(f"NOT SAVED: {what}\n{error}")
        say(
            "The same answer again, or r, tries again; d drops it and goes on; q quits without "
            "it. All earlier decisions are on disk."
        )
        if self.opening.ends_itself:
            self._status = 1

    def _fail(self, error: Exception) -> None:
        if self._view is None or self.opening.ends_itself:
            self.error, self._status = error, 1
            return
        self._is_auto, self._is_stuck, self._is_awaited = False, True, True
        what = f"{type(error).__name__}: {error}"
        say(f"no new sample: {what}; an empty line tries again, undo takes it back")

    def _reopen(self, error: AltuiError) -> None:
        is_about_columns = self.opening.proposal is not None and isinstance(error, InputError)
        if is_about_columns and sys.stdin.isatty():
            self._begin(str(error))
        else:
            self.error, self._status = error, error.exit_status

    # What the person says

    def _hear(self, text: str) -> None:
        if self._unsaved is not None:
            self._hear_of_unsaved(self._unsaved, text)
            return
        self._answer = text
        if self._view is not None:
            try:
                if self._second is not None:
                    self._hear_of_second(self._second, text.strip(), self._view)
                else:
                    self._do(self._understood(text, self._view), self._view)
            except AltuiError as error:
                say(str(error))

    def _understood(self, text: str, view: View) -> Decision | Look | str:
        if not self._is_stuck:
            return understood(text, view, self._shown_at)
        if not text:
            return TRY_AGAIN
        meant = understood(text, view, self._shown_at)
        if isinstance(meant, Decision) and meant.kind in STANDINGS | SECOND:
            raise InputError(
                "this row has its answer; an empty line tries again, undo takes it back"
            )
        return meant

    def _hear_of_unsaved(self, decision: Decision, text: str) -> None:
        if text in ("r", self._answer):
            self._unsaved = None
            self._decide(decision)
        elif text == "d":
            self._unsaved = None
            say("the last decision was dropped")
            self._ask()
        elif text in ("q", END):
            self._status = 1
        else:
            say("not saved yet: r tries again, d drops it, q quits without it")

    def _decide(self, decision: Decision) -> None:
        self._is_awaited = False
        self.engine.decide(decision)

    def _do(self, meant: Decision | Look | str, view: View) -> None:
        match meant:
            case Decision():
                self._decide(meant)
            case Look(word=word, rest=rest):
                self._look_back(word, rest, view)
            case "auto":
                self._is_auto = True
                self._reveal(view)
            case "hurry" if view.round.is_stale:
                self.engine.hurry()
            case "hurry":
                say("no fit is waited for")
            case "reasons":
                self._is_explained = not self._is_explained
                self._ask()
            case "guidelines":
                self._put(self._guidelines())
            case "performance":
                self._put(performance_lines(view, SHOWN_WIDTH))
            case "curve":
                self._put(spoken.curve(view))
            case "export" if self.engine.annotation is not None:
                put(f"exported to {self.opening.export(self.engine.annotation)}")
            case "help":
                self._put(help_lines(view))
            case "quit":
                self._status = 0
            case _:  # TRY_AGAIN
                self._is_awaited = False
                self.engine.try_again()

    # Looking back

    def _look_back(self, word: str, rest: str, view: View) -> None:
        if self.engine.annotation is None:
            return
        if self._past is None:
            self._past = Past(self.engine.annotation, view.classes)
        past = self._past
        match word:
            case "history":
                wanted = filter_of(rest, view.classes)
                if wanted.contradicted:
                    say(ASKING)
                self._find(lambda: past.listed(wanted))
            case "search":
                self._find(lambda: past.found(rest))
            case "disagreements":
                say(ASKING)
                self._find(past.second_look)
            case "more":
                self._put(past.more())
            case "show":
                self._put(past.shown(rest))
            case _:
                self._decide(past.change(rest, self._shown_at))

    def _find(self, find: Callable[[], list[str] | SecondLook]) -> None:
        """Have it found in a thread of its own: fits may take long, and a signal ends it all."""

        def work() -> None:
            try:
                self._inbox.put(Found(find()))
            except Exception as error:  # noqa: BLE001  whatever it is, the person must be told
                self._inbox.put(Found([f"this cannot be told: {one_line(str(error), 400)}"]))

        self._is_awaited = False
        threading.Thread(target=work, daemon=True).start()

    def _tell(self, found: list[str] | SecondLook) -> None:
        self._is_awaited = True
        if isinstance(found, SecondLook):
            self._second = found
            found.next()
            self._ask()
        else:
            self._put(found)

    def _asks_again(self, look: SecondLook) -> bool:
        """Put the next label to the person; False where there is none."""
        if look.case is None or self._past is None:
            self._second = None
            self._put((look.summary(), ""))
            return False
        self._put(self._past.asked_again(look, look.case))
        self._shown_at = time.time()
        self._is_awaited = True
        self.engine.painted()
        return True

    def _hear_of_second(self, look: SecondLook, text: str, view: View) -> None:
        chosen = class_named(text, view.classes)
        meant = words(self.opening.keymap).get(text)
        if chosen is not None:
            self._decide(look.answer(chosen, self._shown_at))
        elif text == END:
            self._status = 0
        elif meant == "quit":
            look.case = None
            self._ask()
        elif meant == "skip":
            look.pass_over()
            look.next()
            self._ask()
        else:
            raise InputError("a class's key or name, s passes over, q goes back")

    def _guidelines(self) -> Iterable[str]:
        classes = self._view.classes if self._view else self.opening.described()
        lines = guidelines_lines(self.opening.guidance.text, classes, SHOWN_WIDTH)
        return [text_of(each) for each in lines] or ["there are no guidelines"]

    def _put(self, lines: Iterable[str]) -> None:
        for text in lines:
            put(text)
