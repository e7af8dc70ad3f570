"""The app: keys become Decisions, Rounds become what the panels show. It owns all screen state."""

from __future__ import annotations

import gc
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events
from textual.containers import Horizontal, Vertical

from altui.display.console import complain, say
from altui.display.lines import Tone
from altui.display.text import one_line
from altui.errors import AltuiError, InputError
from altui.labeling import events as engine_events
from altui.labeling.engine import Engine
from altui.labeling.key_decisions import KEY_DECISIONS, Counts
from altui.labeling.opening.face import Opening
from altui.labeling.view import with_round
from altui.session.events import Decision, Shown
from altui.tui.bindings import ALWAYS, BINDINGS, bound, letters_of, written
from altui.tui.bridge import EngineSaid
from altui.tui.painted import Painted
from altui.tui.panels.confidence import ConfidenceLine, ConfidencePanel
from altui.tui.panels.curve import CurvePanel
from altui.tui.panels.decisions import DecisionsPanel
from altui.tui.panels.panel import KIND_CLASSES, WIDE, Panel
from altui.tui.panels.sample import SamplePanel
from altui.tui.panels.status import KeysPanel, StatusPanel
from altui.tui.screens.dialogs import NotSavedScreen
from altui.tui.screens.overlay import TypeAhead
from altui.tui.themes import OKABE_ITO, shown_theme
from altui.tui.windows import Windows
from altui.wording.row import too_small

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from altui.labeling.annotation import Annotation
    from altui.labeling.proposal import Proposal
    from altui.labeling.view import View

AUTO_PAUSE = 0.15
"""Seconds an automatically revealed sample stays, so that a person sees something happen."""

FLOW_CONTROL = ("ctrl+q", "ctrl+s")

PATIENCE = 0.3
"""Seconds a Round may take before the screen says that it is being made."""


class AltuiApp(Windows):
    """One window on one session. Returns the exit status; `error` holds what ended it, if any."""

    CSS_PATH = "altui.tcss"
    COMPONENT_CLASSES = KIND_CLASSES
    BINDINGS = BINDINGS
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self.opening = opening
        self.view: View | None = None
        self.engine = Engine(self._hand_over, is_patient=opening.is_patient)
        self.is_auto = opening.auto
        self.painted = Painted(opening.dwell)
        self._is_awaiting = True
        self._waiting: Timer | None = None
        self._is_stuck = False
        self._is_layout_told = False
        self._class_letters: dict[str, str] = {}
        self.animation_level = "none"
        self.register_theme(OKABE_ITO)
        self.theme = shown_theme(opening.theme, self.console.color_system)
        self._bind()

    def compose(self) -> ComposeResult:
        with Horizontal(id="main"):
            yield SamplePanel(id="sample")
            yield CurvePanel(id="narrow-curve")
            with Vertical(id="side"):
                yield ConfidencePanel(id="confidence")
                yield CurvePanel(id="curve")
                yield DecisionsPanel(id="decisions")
        yield ConfidenceLine(id="confidence-line")
        yield StatusPanel(id="status")
        yield KeysPanel(id="keys")

    def on_mount(self) -> None:
        self.app_resume_signal.subscribe(self, lambda _: self.action_redraw())
        if self.opening.proposal is None:
            self._start(None)
        else:
            self._propose(self.opening.proposal)

    # What the engine says

    def _hand_over(self, event: engine_events.EngineEvent) -> None:
        """Called in the engine's threads."""
        self.post_message(EngineSaid(event))

    def on_engine_said(self, message: EngineSaid) -> None:
        match message.event:
            case engine_events.RoundReady() as event:
                self._round_ready(event)
            case engine_events.CurveMeasured() as event:
                self._curve_measured(event)
            case engine_events.RoundFailed() as event:
                self._round_failed(event)
            case engine_events.TrainingTakesLong() as event:
                self._training_takes_long(event)
            case engine_events.OpeningProgressed() as event:
                self._opening_progressed(event)
            case engine_events.OpeningFailed() as event:
                self._opening_failed(event)
            case event:
                self._heed_decision(event)

    def _opening_progressed(self, said: engine_events.OpeningProgressed) -> None:
        self.remark(said.text)

    def _opening_failed(self, said: engine_events.OpeningFailed) -> None:
        if self.opening.proposal is not None and isinstance(said.error, InputError):
            self._propose(replace(self.opening.proposal, error=str(said.error)))
            return
        self.error = said.error
        self.exit(said.error.exit_status)

    def _round_failed(self, said: engine_events.RoundFailed) -> None:
        if self.view is None:
            self.error = said.error
            self.exit(1)
            return
        self.is_auto = False
        what = f"{type(said.error).__name__}: {said.error}"
        self.remark(f"no new sample: {what}; {self._ways_on()}", "bad")
        self._is_stuck = True
        self.call_after_refresh(self._arm)

    def _round_ready(self, said: engine_events.RoundReady) -> None:
        self._is_stuck = False
        self._show(self.opening.complete(said.view))
        self.remark(said.note, "warn")
        self.call_after_refresh(self._arm)

    def _curve_measured(self, said: engine_events.CurveMeasured) -> None:
        self._show(self.opening.complete(said.view))
        if said.note:
            self.remark(said.note, "warn")

    def _training_takes_long(self, said: engine_events.TrainingTakesLong) -> None:
        then = "goes on by the last ranking" if said.is_waiting else "begins the fit anew"
        key = self.opening.keymap.key("hurry")
        self.remark(f"training for {said.seconds} s; {key} {then}", "warn")

    def on_resize(self) -> None:
        self._arm_again()

    # Keys

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded and self._heed_always(event):
            return
        if isinstance(event, events.Key) and self.is_auto and not self.opening.ends_itself:
            # Any key stops the automatic reveal, and does nothing else.
            self.is_auto = False
            self.remark("automatic reveal stopped")
            return
        screen = self.screen_stack[-1] if self.screen_stack else None
        if (
            isinstance(event, events.Key)
            and event.is_printable
            and isinstance(screen, TypeAhead)
            and screen.is_typing
            and (screen.focused is None or event.is_forwarded)
        ):
            screen.type_ahead(event)
            return
        await super().on_event(event)

    def _heed_always(self, event: events.Key) -> bool:
        """A few keys do the same on every screen."""
        key = written(event)
        if key in FLOW_CONTROL:
            return True  # pressed by habit on a slow line: Textual would end the app
        if key == ALWAYS:
            self.end(int(any(isinstance(each, NotSavedScreen) for each in self.screen_stack)))
        elif key in self.opening.keymap.keys["suspend"] and not event.is_printable:
            self.action_suspend_process()
        else:
            self._tell_of_layout(key)
            return False
        return True

    def _tell_of_layout(self, key: str) -> None:
        """Once: letters of another alphabet do nothing, where the terminal does not say which keys
        they are."""
        is_foreign = len(key) == 1 and key.isalnum() and not key.isascii()
        if is_foreign and self.focused is None and not self._is_layout_told:
            self._is_layout_told = True
            self.remark(f"no key: {one_line(key)}; altui needs the Latin keyboard layout", "warn")

    def action_assign(self, digit: str) -> None:
        """Label with the class that has this digit, or the letter in whose place it stands."""
        view = self._armed_view(is_label=True)
        if view is None or view.sample is None:
            return
        for each in view.classes:
            if each.key == self._class_letters.get(digit, digit):
                label = Decision.label(view.sample.row, each.name, **self._shown(view))
                self._decide(with_round(view, label))
                return
        keys = ", ".join(f"{each.key} {each.name}" for each in view.classes)
        self.remark(f"no class has the key {digit}; there are: {keys}", "warn")

    def action_decide(self, id_: str) -> None:
        """Make the decision of a key action, once its key counts."""
        key = KEY_DECISIONS[id_]
        is_remark = key.counts is Counts.ALWAYS
        view = self.view if is_remark else self._armed_view(is_label=key.counts is Counts.ROW_READ)
        if view is None:
            return
        try:
            decision = key.make(view, self.painted.shown_at)
        except InputError as error:
            self.is_auto = False
            self.remark(str(error), "warn")
            return
        if decision is None:
            return
        if is_remark:
            self.engine.decide(decision)
        else:
            self._decide(decision)

    def action_auto(self) -> None:
        if self.view is None or self.view.sample is None:
            return
        self.is_auto = True
        self.remark("revealing; any key stops")
        self.action_decide("reveal")

    def action_hurry(self) -> None:
        if self.view and not self._is_awaiting and not self.view.round.is_stale:
            self.remark("no fit is waited for")
        else:
            self.engine.skip_waiting()

    def action_page(self, direction: int) -> None:
        panel = self.query_one(SamplePanel)
        panel.scroll_lines(direction * panel.page())

    def action_scroll(self, direction: int) -> None:
        self.query_one(SamplePanel).scroll_lines(direction)

    def action_reasons(self) -> None:
        is_on = self.query_one(SamplePanel).toggle_reasons()
        self.remark("reasons are shown" if is_on else "reasons are hidden")

    def action_curve(self) -> None:
        self.screen.toggle_class("-curve")
        self._arm_again()

    def action_export(self) -> None:
        annotation = self.engine.annotation
        if annotation is None or self.view is None:
            return
        self.remark("exporting")
        self.run_worker(
            lambda: self._export(annotation), thread=True, description="export", group="export"
        )

    def action_redraw(self) -> None:
        if self._is_stuck:
            self.engine.try_again()
        self.forget_frame()
        self.screen.refresh(layout=True)

    async def action_quit(self) -> None:
        self.end(0)

    def close_session(self) -> None:
        self.engine.close()

    # Inside

    def _start(self, proposal: Proposal | None) -> None:
        self.remark(f"opening {self.opening.title}")
        if self.opening.guidance.is_new:
            self.opening.guidance = replace(self.opening.guidance, is_new=False)
            self.action_guidelines()
        # After the first paint: what opening imports would hold it up.
        self.call_after_refresh(self.engine.start, lambda say: self.opening.open(say, proposal))

    def remark(self, text: str, kind: Tone = "text") -> None:
        """A passing word in the status line, until the next one."""
        self.screen_stack[0].query_one(StatusPanel).remark(text, kind)

    def _ways_on(self) -> str:
        told = self.opening.keymap.list_keys(("redraw", "tries again"), ("undo", "undoes"))
        return ", ".join(f"{key} {meaning}" for key, meaning in told)

    def _bind(self, class_keys: Sequence[str] = ()) -> None:
        self._class_letters = letters_of(class_keys)
        keymap = bound(self.opening.keymap, self._class_letters)
        if keymap:
            self.set_keymap(keymap)

    def _show(self, view: View) -> None:
        if self.view is None:
            self._bind([each.key for each in view.classes])
        self.view = view
        with self.batch_update():
            for panel in self.screen_stack[0].query(Panel):
                panel.show(view)

    def _arm(self) -> None:
        """From now on keys count: the sample has been painted."""
        if not gc.isenabled():
            # What the start made stays to the end: no collection need look through it again.
            gc.freeze()
            gc.enable()
        self.engine.mark_painted()
        self._stop_waiting()
        self._is_awaiting = False
        self.painted.paint()
        if self.view is None:
            return
        if self.view.ending and self.opening.ends_itself:
            self.exit(0)
        elif self.view.ending:
            self.is_auto = False
        elif self.is_auto:
            self.set_timer(AUTO_PAUSE, self._reveal_next)

    def _arm_again(self) -> None:
        """What lay over the sample is gone, or its place is another: an answer counts once it has
        been painted again."""
        self.painted.cover()
        self.call_after_refresh(self._uncovered)

    def _uncovered(self) -> None:
        if not self._is_awaiting:
            self.painted.paint()

    def _reveal_next(self) -> None:
        if self.is_auto:
            self.action_decide("reveal")

    def _armed_view(self, *, is_label: bool = False) -> View | None:
        """The View that a key may answer, or None for a key that came too early."""
        if self.view is None or self._is_awaiting:
            return None
        if is_label and not self.is_auto and not self.query_one(SamplePanel).display:
            self.action_curve()
            self.remark("here is the sample: now a key counts for it")
            return None
        if is_label and not self.is_auto and self.painted.at is None:
            return None
        if is_label and not self.is_auto and (missing := self.query_one(SamplePanel).missing_lines):
            self.remark(too_small(self.size.height, missing), "warn")
            return None
        if is_label and self._is_stuck:
            return None  # the row on the screen has its answer
        if is_label and not self.is_auto and not self.painted.counts():
            return None
        return self.view

    @property
    def accepts_keys(self) -> bool:
        """Whether the row on the screen has been painted and awaits its answer, or all is done."""
        return self.view is not None and not self._is_awaiting and self.painted.at is not None

    def _decide(self, decision: Decision) -> None:
        self._is_awaiting = True
        self.painted.cover()
        self.engine.decide(decision)
        self._stop_waiting()
        self._waiting = self.set_timer(PATIENCE, self._say_training)

    def _stop_waiting(self) -> None:
        """No word of a decision whose Round is there by now."""
        if self._waiting is not None:
            self._waiting.stop()

    def _say_training(self) -> None:
        if self._is_awaiting and not self.screen.is_modal:
            self.remark("saving, then training")

    def _shown(self, view: View) -> Shown:
        return view.shown_at(self.painted.shown_at)

    def _export(self, annotation: Annotation) -> None:
        try:
            written = self.opening.export(annotation)
        except AltuiError as error:
            self.call_from_thread(self.remark, str(error), "bad")
        else:
            self.call_from_thread(self.remark, f"exported to {written}", "good")


def run(app: AltuiApp) -> int:
    """Run the app to its end and close its session; returns the exit status.

    Mouse off: terminals then keep their own selection, and nothing is sent upstream.
    """
    threading.excepthook = app.thread_failed
    try:
        status = app.run(mouse=False)
    finally:
        app.close_session()
        threading.excepthook = threading.__excepthook__
    for each in app.engine.unsaved:
        decision = each.decision
        complain(AltuiError(f"not saved: {decision.kind} {decision.value or ''}: {each.error}"))
    if app.last_word and not app.engine.unsaved:
        say(app.last_word)
    return app.return_code or status or int(bool(app.engine.unsaved))
