"""The screens that open over the sample, and what the end of each means."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from altui.labeling import events
from altui.session.events import Decision, Kind
from altui.tui import messages
from altui.tui.screens.columns import ColumnsScreen
from altui.tui.screens.dialogs import CommentScreen, HelpScreen, NotSavedScreen
from altui.tui.screens.disagreements import DisagreementsScreen
from altui.tui.screens.folding import FoldingScreen
from altui.tui.screens.guidelines import GuidelinesScreen
from altui.tui.screens.history import HistoryScreen
from altui.tui.screens.performance import PerformanceScreen
from altui.tui.screens.row import RowScreen
from altui.tui.screens.search import SearchScreen
from altui.tui.screens.strategy import StrategyScreen
from altui.tui.terminal.app import TerminalApp
from altui.wording.refusals import DRAWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from altui.display.lines import Tone as Tone
    from altui.labeling.engine import Engine
    from altui.labeling.opening.face import Opening
    from altui.labeling.proposal import Proposal
    from altui.labeling.view import View


READING = 0.5
"""Seconds in which no key answers the screen that says a decision was not saved: nobody has read it
by then, and it was meant for something else."""

REMARKS = (Kind.FLAG, Kind.NOTE)


class Windows(TerminalApp):
    """The app without its sample: what is needed of that is abstract here."""

    opening: Opening
    engine: Engine
    view: View | None
    is_auto: bool
    last_word = ""
    """What the person must know once the screen is gone."""

    @abstractmethod
    def remark(self, text: str, kind: Tone = "text") -> None: ...

    @abstractmethod
    def _armed_view(self, *, is_label: bool = False) -> View | None: ...

    @abstractmethod
    def _decide(self, decision: Decision) -> None: ...

    @abstractmethod
    def _show(self, view: View) -> None: ...

    @abstractmethod
    def _start(self, proposal: Proposal | None) -> None: ...

    @abstractmethod
    def _arm(self) -> None: ...

    @abstractmethod
    def _arm_again(self) -> None: ...

    def overlay_closed(self) -> None:
        """Keys that came with the one that closed it are for nobody."""
        self.stop_listening()
        self._arm_again()

    def keep_what_is_typed(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, CommentScreen) and (note := screen.changed) is not None:
                self.engine.decide(Decision.note(screen.row, note))
                self.last_word = f"the comment on row {screen.row_id} is saved as far as typed"

    # What became of a decision, told to the screens over the sample too

    def on_decided(self, message: messages.Decided) -> None:
        if message.decision.kind in REMARKS:
            self.engine.decide(message.decision)
        else:
            self._decide(message.decision)

    def _heed_decision(self, event: events.EngineEvent) -> None:
        match event:
            case events.DecisionSaved():
                self._decision_saved(event)
            case events.DecisionRefused():
                self._decision_refused(event)
            case events.DecisionNotSaved():
                self._decision_not_saved(event)
            case events.RemarkSaved():
                self._remark_saved(event)

    def _decision_saved(self, said: events.DecisionSaved) -> None:
        for screen in self._rows_screens():
            screen.decided(said.decision)

    def _decision_refused(self, said: events.DecisionRefused) -> None:
        self._not_decided(str(said.error))
        self.call_after_refresh(self._arm)

    def _decision_not_saved(self, said: events.DecisionNotSaved) -> None:
        def answered(again: bool | None) -> None:
            if again:
                self.engine.decide(said.decision)
            else:
                self.engine.drop(said.decision)
                self._not_decided("the last decision was dropped")
                self._arm()  # the sample has stood there all the time

        what = f"{said.decision.kind} {said.decision.value or ''}".strip()
        self.is_auto = False
        dwell = max(self.opening.dwell, READING) if self.opening.dwell else 0.0
        self.push_screen(NotSavedScreen(what, said.error, dwell), answered)

    def _remark_saved(self, said: events.RemarkSaved) -> None:
        if self.view and self.view.sample and self.view.sample.row == said.row:
            self._show(self.view.with_remark(flagged=said.flagged, note=said.note))
        for screen in self._rows_screens():
            screen.remarked(said)

    def _not_decided(self, why: str) -> None:
        self.remark(why, "warn")
        for screen in self._rows_screens():
            screen.not_decided(why)

    def _rows_screens(self) -> Iterator[RowScreen]:
        return (each for each in self.screen_stack if isinstance(each, RowScreen))

    # Keys that open a screen

    def action_comment(self) -> None:
        if self.view is None or self.view.sample is None:
            return
        sample = self.view.sample

        def written(note: str | None) -> None:
            if note is not None:
                self.engine.decide(Decision.note(sample.row, note))

        self.push_screen(CommentScreen(sample.row, sample.row_id, sample.note), written)

    def action_search(self) -> None:
        if not self._is_drawn():
            self._open_rows(SearchScreen)

    def action_history(self) -> None:
        self._open_rows(HistoryScreen)

    def action_disagreements(self) -> None:
        if not self._is_drawn():
            self._open_rows(DisagreementsScreen)

    def _is_drawn(self) -> bool:
        """Whether nobody may choose among the rows; says so."""
        is_drawn = self.view is not None and bool(self.view.settings.certify)
        if is_drawn:
            self.remark(DRAWN, "warn")
        return is_drawn

    def _open_rows(self, screen: type[RowScreen]) -> None:
        annotation, view = self.engine.annotation, self.view
        if annotation is None or view is None:
            return

        def closed(decision: Decision | None) -> None:
            if decision is not None:
                self._decide(decision)

        self.push_screen(screen(annotation, view.classes, self.opening), closed)

    def action_strategy(self) -> None:
        view = self._armed_view()
        if view is None or self._is_drawn():
            return
        if view.settings.find:
            self.remark("all of a class are to be found: the likeliest is asked first", "warn")
            return

        def chosen(strategy: str | None) -> None:
            if strategy not in (None, view.settings.strategy):
                self._decide(Decision.setting(strategy=str(strategy)))

        self.push_screen(StrategyScreen(view), chosen)

    def action_fold(self) -> None:
        sample = self.view.sample if self.view else None
        if sample is None:
            return

        def closed(folded: frozenset[str] | None) -> None:
            if folded is not None and folded != sample.folded:
                self._decide(Decision.setting(folded=sorted(folded)))

        self.push_screen(FoldingScreen(sample, self.opening.keymap), closed)

    def action_performance(self) -> None:
        if self.view is not None:
            self.push_screen(PerformanceScreen(self.view))

    def action_help(self) -> None:
        classes = self.view.classes if self.view else ()
        self.push_screen(HelpScreen(classes, self.opening.keymap))

    def action_guidelines(self) -> None:
        if self.opening.guidance:
            guidance = self.opening.guidance
            classes = self.view.classes if self.view else self.opening.guided_classes()
            screen = GuidelinesScreen(guidance.text, classes, self.opening.keymap)
            self.push_screen(screen)
        else:
            self.remark("there are none: --guidelines FILE and --classes-file FILE name some")

    # Before the first sample

    def _propose(self, proposal: Proposal) -> None:
        self.push_screen(ColumnsScreen(proposal), self._accepted)

    def _accepted(self, proposal: Proposal | None) -> None:
        if proposal is None:
            self.exit(0)
            return
        self.opening.proposal = proposal
        self._start(proposal)
