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
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from altui.display.console import put, say
from altui.display.lines import text_of
from altui.errors import AltuiError, InputError
from altui.labeling import events
from altui.labeling.engine import Engine
from altui.labeling.requested import LONG
from altui.limits import limit_behind
from altui.plain import rendering as spoken
from altui.plain.columns import confirmed
from altui.plain.commands import help_lines, understood, words
from altui.plain.input import END, Typed
from altui.plain.lists import ListRequest
from altui.plain.rows import Found, OtherRows
from altui.session.events import SECOND, STANDINGS, Decision
from altui.wording.guidelines import guidelines_lines
from altui.wording.performance import performance_lines

if TYPE_CHECKING:
    from altui.labeling.opening.face import Opening
    from altui.labeling.view import View

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
Item = events.EngineEvent | Found | str | int | None
"""What comes in: of the engine, of a search, a line, a signal as its status, the end of input."""

SHOWN_WIDTH = 1_000

TRY_AGAIN = "try again"


class Dialogue:
    """One person at one session. `run` returns the exit status; `error` holds what ended it."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self.error: Exception | None = None
        self.engine = Engine(self._hand_over, is_patient=opening.is_patient)
        self._inbox: queue.SimpleQueue[events.EngineEvent | Found | str | int | None] = (
            queue.SimpleQueue()
        )
        self._typed = Typed(self._inbox.put)
        self._view: View | None = None
        self._last: View | None = None  # the one whose news were told
        self._is_new = False
        self._shown_at = 0.0
        self._status: int | None = None
        self._is_auto = opening.auto
        self._is_awaited = False  # a line is wanted, and nothing is under way
        self._is_due = False  # a decision is saved, and the Round after it is not there yet
        self._is_stuck = False
        self._may_hurry = False
        self._is_explained = True
        self._answer = ""
        self._told = ""
        self._unsaved: Decision | None = None
        self._others = OtherRows(
            self.engine, opening.keymap, self._inbox.put, self._decide, self._come_back
        )
        self._doing: dict[str, Callable[[View], object]] = {
            "auto": self._reveal_on,
            "hurry": self._skip_waiting,
            "reasons": lambda _: self._toggle_reasons(),
            "guidelines": lambda _: self._put(self._guidelines()),
            "performance": lambda view: self._put(performance_lines(view, SHOWN_WIDTH)),
            "curve": lambda view: self._put(spoken.curve(view)),
            "export": lambda _: self._export(),
            "help": lambda view: self._put(help_lines(view)),
            "quit": lambda _: self._leave(),
            TRY_AGAIN: lambda _: self._try_again(),
        }

    def run(self) -> int:
        with self._heeding_signals(), self._hearing_of_dead_threads():
            try:
                if not self.opening.ends_itself:
                    self._typed.start()
                self._begin()
                while self._status is None:
                    self._turn()
            finally:
                self._others.close()
                self.engine.close()
        return self._status

    # What comes in: lines, messages of the engine, and signals as their exit status

    def _hand_over(self, event: events.EngineEvent) -> None:
        self._inbox.put(event)

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

    @contextmanager
    def _hearing_of_dead_threads(self) -> Iterator[None]:
        """What ends a thread of the engine must not leave the person waiting for it."""

        def tell(ended: threading.ExceptHookArgs) -> None:
            if isinstance(ended.exc_value, Exception):
                self._inbox.put(events.RoundFailed(ended.exc_value))

        before, threading.excepthook = threading.excepthook, tell
        try:
            yield
        finally:
            threading.excepthook = before

    def _turn(self) -> None:
        text = self._typed.next
        if text is not None and self._is_awaited and not self._others.is_finding:
            self._hear(self._typed.pop())
        elif self._may_hurry and text is not None and self._is_for_the_fit(text.strip()):
            self._hurry(self._typed.pop().strip())
        else:
            self._wait()

    def _wait(self) -> None:
        is_patient = self._may_hurry or not self._others.is_finding
        try:
            self._take(self._inbox.get(timeout=None if is_patient else LONG))
        except queue.Empty:
            self._may_hurry = True
            say(f"this takes long; {self._hurry_word} gives it up")

    def _is_for_the_fit(self, text: str) -> bool:
        """Two words are heard while a fit takes long: the answer before them is saved by then. The
        end of input is not one while a list is made: somebody reads that."""
        if self._typed.is_over and self._others.is_listing:
            return False
        return words(self.opening.keymap).get(text) in ("hurry", "quit")

    @property
    def _hurry_word(self) -> str:
        return self.opening.keymap.key("hurry") or "hurry"

    def _hurry(self, text: str) -> None:
        self._may_hurry = False
        if words(self.opening.keymap)[text] == "quit":
            self._status = 0
        elif self._others.is_finding:
            self._others.give_up()
        else:
            self.engine.skip_waiting()

    def _take(self, item: Item) -> None:
        if item is None or isinstance(item, str):
            self._typed.take(item)
        elif isinstance(item, int):
            self._status = item
        elif isinstance(item, Found):
            self._may_hurry = False
            self._others.use(item)
        else:
            self._receive(item)

    def _line(self) -> str | None:
        """The next line; None at the end of input, and where a signal ends it all."""
        while self._typed.next is None and self._status is None:
            self._take(self._inbox.get())
        return self._typed.pop() if self._status is None and not self._typed.is_over else None

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

    def _receive(self, event: events.EngineEvent) -> None:
        match event:
            case events.RoundReady(view=view, note=note):
                self._show(view, note)
            case events.DecisionSaved(decision=decision):
                self._saved(decision)
            case events.CurveMeasured(view=view, note=note):
                self._view = self.opening.complete(view)
                self._note(note)
            case events.RemarkSaved() if self._view:
                self._remarked(event, self._view)
            case events.TrainingTakesLong(seconds=seconds, is_waiting=is_waiting):
                then = "goes on by the last ranking" if is_waiting else "begins the fit anew"
                say(f"training for {seconds} s; {self._hurry_word} {then}")
                self._may_hurry = is_waiting
            case events.OpeningProgressed(text=text):
                self._progress(text)
            case events.DecisionRefused(error=error):
                say(str(error))
                self._is_awaited = True
                self._status = 1 if self.opening.ends_itself else None
            case events.DecisionNotSaved(decision=decision, error=error):
                self._keep(decision, error)
            case events.RoundFailed(error=error):
                self._fail(error)
            case events.OpeningFailed(error=error):
                self._reopen(error)

    def _show(self, view: View, note: str) -> None:
        self._view = self.opening.complete(view)
        self._is_new, self._is_due, self._is_stuck, self._may_hurry = True, False, False, False
        self._note(note)
        if self._others.is_asking:
            self.engine.mark_painted()  # it is told when the person comes back to it
        else:
            self._ask()

    def _saved(self, decision: Decision) -> None:
        self._is_due = True
        self._others.saved(decision)
        self._is_awaited = self._others.is_asking

    def _remarked(self, saved: events.RemarkSaved, view: View) -> None:
        is_sample = view.sample is not None and view.sample.row == saved.row
        if is_sample:
            self._view = view.with_remark(flagged=saved.flagged, note=saved.note)
        self._others.remarked(saved, is_sample=is_sample)
        self._is_awaited = True

    def _ask(self) -> None:
        """Tell what is new, and the sample."""
        assert self._view is not None
        if self._is_new:
            self._put((*spoken.news(self._view, self._last), ""))
            self._last, self._is_new = self._view, False
        self._put(spoken.question(self._view, is_explained=self._is_explained))
        self._shown_at = time.time()
        self._is_awaited = True
        self.engine.mark_painted()
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
        self._is_auto, self._is_stuck, self._is_due = False, True, False
        self._is_awaited |= not self._others.is_asking
        limit = limit_behind(error)
        what = limit[0] if limit else f"{type(error).__name__}: {error}"
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
                if self._others.is_asking:
                    self._others.hear(text)
                else:
                    self._do(self._understood(text, self._view), self._view)
            except AltuiError as error:
                say(str(error))

    def _understood(self, text: str, view: View) -> Decision | ListRequest | str:
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
            self._is_awaited = True
            self._others.dropped()
        elif text in ("q", END):
            self._status = 1
        else:
            say("not saved yet: r tries again, d drops it, q quits without it")

    def _decide(self, decision: Decision) -> None:
        self._is_awaited = False
        self.engine.decide(decision)

    def _do(self, meant: Decision | ListRequest | str, view: View) -> None:
        match meant:
            case Decision():
                self._decide(meant)
            case ListRequest():
                self._others.look(meant, view)
            case word:
                self._doing[word](view)

    def _reveal_on(self, view: View) -> None:
        self._is_auto = True
        self._reveal(view)

    def _skip_waiting(self, view: View) -> None:
        if view.round.is_stale:
            self.engine.skip_waiting()
        else:
            say("no fit is waited for")

    def _toggle_reasons(self) -> None:
        self._is_explained = not self._is_explained
        self._ask()

    def _export(self) -> None:
        assert self.engine.annotation is not None
        put(f"exported to {self.opening.export(self.engine.annotation)}")

    def _leave(self) -> None:
        self._status = 0

    def _try_again(self) -> None:
        self._is_awaited = False
        self.engine.try_again()

    def _come_back(self) -> None:
        """Ask about the sample again, as soon as it is known which one that is."""
        self._is_awaited = not self._is_due
        if self._is_stuck:
            say("there is no new sample yet; an empty line tries again")
        elif self._is_awaited:
            self._ask()

    def _guidelines(self) -> Iterable[str]:
        classes = self._view.classes if self._view else self.opening.guided_classes()
        lines = guidelines_lines(self.opening.guidance.text, classes, SHOWN_WIDTH)
        return [text_of(each) for each in lines] or ["there are no guidelines"]

    def _put(self, lines: Iterable[str]) -> None:
        for text in lines:
            put(text)
