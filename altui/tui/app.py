"""The app: what it is made of, and what each key does on the label screen."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events
from textual.containers import Horizontal, Vertical

from altui.labeling.opening.face import Opening
from altui.tui import screens
from altui.tui.answers import Answers
from altui.tui.bindings import BINDINGS
from altui.tui.bridge import EngineSaid
from altui.tui.engine_events import EngineEvents
from altui.tui.export import export_labels
from altui.tui.first_keys import FirstKeys
from altui.tui.label_app import LabelApp
from altui.tui.messages import Decided
from altui.tui.panels.confidence import ConfidenceLine, ConfidencePanel
from altui.tui.panels.curve import CurvePanel
from altui.tui.panels.decisions import DecisionsPanel
from altui.tui.panels.panel import KIND_CLASSES, WIDE
from altui.tui.panels.row import RowPanel
from altui.tui.panels.status import KeysPanel, StatusPanel
from altui.tui.readiness import Readiness
from altui.tui.themes import OKABE_ITO, choose_theme
from altui.tui.windows import Windows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from altui.labeling.proposal import Proposal

AUTO_PAUSE = 0.15
"""Seconds an automatically revealed row stays, so that a person sees something happen."""


class AltuiApp(LabelApp):
    """One window on one session. Returns the exit status; `error` holds what ended it, if any."""

    CSS_PATH = "altui.tcss"
    COMPONENT_CLASSES = KIND_CLASSES
    BINDINGS = BINDINGS
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._readiness = Readiness(self)
        self._answers = Answers(self, self._readiness)
        self._windows = Windows(self, self._readiness)
        self._engine_events = EngineEvents(self, self._readiness, self._windows)
        self._first_keys = FirstKeys(self, opening.keymap, self.rest_of_name, self._stop_auto)
        self.animation_level = "none"
        self.register_theme(OKABE_ITO)
        self.theme = choose_theme(opening.theme, self.console.color_system)
        self.bind_keys()

    def compose(self) -> ComposeResult:
        with Horizontal(id="main"):
            yield RowPanel(id="row")
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
            self.start(None)
        else:
            self._windows.propose(self.opening.proposal)

    def start(self, proposal: Proposal | None) -> None:
        self.tell_begun()
        if self.opening.guidance.is_new:
            self.opening.guidance = replace(self.opening.guidance, is_new=False)
            self.action_guidelines()
        # After the first paint: what opening imports would hold it up.
        self.call_after_refresh(self.engine.start, lambda say: self.opening.open(say, proposal))

    # What comes in

    def on_engine_said(self, message: EngineSaid) -> None:
        self._engine_events.handle(message.event)

    def on_decided(self, message: Decided) -> None:
        self._answers.take(message.decision)

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key):
            await super().on_event(event)
            return
        # A key that comes back from the screen may have been told of by then.
        told = None if event.is_forwarded else self.status_panel.told
        if not self._first_keys.take(event):
            await super().on_event(event)
        if told is not None and told is self.status_panel.told and not self._readiness.is_busy:
            self.remark("")  # it was about an earlier key

    def on_resize(self) -> None:
        self._readiness.arm_again()

    def resume_keys(self) -> None:
        """A screen has closed: drop the keys that came with the one that closed it."""
        self.stop_listening()
        self._readiness.arm_again()

    def arm(self, sent_at: float | None = None) -> None:
        if not gc.isenabled():
            # What the start made stays to the end: the collector need not look through it again.
            gc.freeze()
            gc.enable()
        self.engine.mark_painted()
        self._readiness.arm(sent_at)
        if self.view is None:
            return
        if self.view.ending and self.opening.ends_itself:
            self.exit(0)
        elif self.view.ending:
            self.is_auto = False
        elif self.is_auto:
            self.set_timer(AUTO_PAUSE, self._answers.reveal_next)

    @property
    def accepts_keys(self) -> bool:
        """Whether the row on the screen has been painted and awaits its answer, or all is done."""
        return self._readiness.accepts_keys

    # Keys that decide

    def action_assign(self, key: str) -> None:
        self._answers.assign(key)

    def action_name_class(self) -> None:
        self._answers.name_class()

    def action_decide(self, id_: str) -> None:
        self._answers.decide(id_)

    def action_auto(self) -> None:
        self._answers.start_auto()

    def _stop_auto(self) -> bool:
        """Any key stops the automatic reveal, and does nothing else."""
        is_stopped = self.is_auto and not self.opening.ends_itself
        if is_stopped:
            self.is_auto = False
            self.remark("automatic reveal stopped")
        return is_stopped

    def action_hurry(self) -> None:
        self._answers.hurry()

    # Keys that show something

    def action_page(self, direction: int) -> None:
        self.row_panel.scroll_lines(direction * self.row_panel.page())

    def action_scroll(self, direction: int) -> None:
        self.row_panel.scroll_lines(direction)

    def action_reasons(self) -> None:
        is_on = self.row_panel.toggle_reasons()
        self.remark("reasons are shown" if is_on else "reasons are hidden")

    def action_curve(self) -> None:
        self.screen.toggle_class("-curve")
        self._readiness.arm_again()

    def action_redraw(self) -> None:
        if self._readiness.is_stuck:
            self.engine.try_again()
        self.forget_frame()
        self.screen.refresh(layout=True)

    def action_comment(self) -> None:
        self._windows.open_comment()

    def action_search(self) -> None:
        self._windows.open_choice(screens.SearchScreen)

    def action_alike(self) -> None:
        self._windows.open_alike()

    def action_history(self) -> None:
        self._windows.open_rows(screens.HistoryScreen)

    def action_disagreements(self) -> None:
        self._windows.open_choice(screens.DisagreementsScreen)

    def action_edit_classes(self) -> None:
        self._windows.open_classes()

    def action_strategy(self) -> None:
        self._windows.open_strategy()

    def action_fold(self) -> None:
        self._windows.open_folding()

    def action_source(self) -> None:
        self._windows.open_source()

    def action_open_page(self, id_: str) -> None:
        self._windows.open_page(id_)

    def action_help(self) -> None:
        self._windows.open_help()

    def action_guidelines(self) -> None:
        self._windows.open_guidelines()

    # The end, and what is written beside the session

    def action_export(self) -> None:
        if self.view is not None:
            export_labels(self)

    async def action_quit(self) -> None:
        self.end(0)

    def keep_what_is_typed(self) -> None:
        self._windows.keep_what_is_typed()

    def close_session(self) -> None:
        self.engine.close()
