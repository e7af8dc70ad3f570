"""The app that settles a team's open rows: one screen, and a thread that saves."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events

from altui.labeling.events import DecisionNotSaved, DecisionRefused, DecisionSaved, EngineEvent
from altui.labeling.writer import DecisionWriter
from altui.tui import screens
from altui.tui.bridge import EngineSaid
from altui.tui.first_keys import FirstKeys
from altui.tui.messages import Decided
from altui.tui.panels.panel import KIND_CLASSES
from altui.tui.rest_of_name import RestOfName
from altui.tui.settling.screen import SettleScreen
from altui.tui.terminal.app import TerminalApp
from altui.tui.themes import OKABE_ITO, choose_theme
from altui.tui.windows import READING
from altui.wording.news import DROPPED, describe_not_saved

if TYPE_CHECKING:
    from altui.config.keymap import KeyMap
    from altui.display.lines import Tone
    from altui.labeling.settling.look import SettleLook
    from altui.labeling.showing.class_keys import ClassKey
    from altui.session.events import Decision


class SettleApp(TerminalApp):
    CSS_PATH = "../altui.tcss"
    COMPONENT_CLASSES = KIND_CLASSES
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        look: SettleLook,
        classes: Sequence[ClassKey],
        keymap: KeyMap,
        *,
        dwell: float,
        theme: str,
    ) -> None:
        super().__init__()
        self._look, self._dwell = look, dwell
        self._rest_of_name = RestOfName(dwell)
        self._first_keys = FirstKeys(self, keymap, self._rest_of_name)
        self._settling = SettleScreen(look, classes, keymap, dwell)
        self._writer = DecisionWriter(self._commit, self._hand_over)
        self.animation_level = "none"
        self.register_theme(OKABE_ITO)
        self.theme = choose_theme(theme, self.console.color_system)

    @property
    def unsaved(self) -> Sequence[DecisionNotSaved]:
        return self._writer.unsaved

    def on_mount(self) -> None:
        gc.freeze()
        gc.enable()
        self.app_resume_signal.subscribe(self, lambda _: self.redraw())
        self._writer.start()
        self.push_screen(self._settling)

    async def on_event(self, event: events.Event) -> None:
        if not (isinstance(event, events.Key) and self._first_keys.take(event)):
            await super().on_event(event)

    # What the screens ask

    def on_decided(self, message: Decided) -> None:
        self._writer.put(message.decision)

    def resume_keys(self) -> None:
        """A screen has closed: drop the keys that came with the one that closed it."""
        self.stop_listening()

    def drop_rest_of_name(self, code: str, names: Sequence[str]) -> None:
        self._rest_of_name.begin(code, names)

    def remark(self, text: str, kind: Tone = "text") -> None:  # noqa: ARG002
        self._settling.say(text)

    def redraw(self) -> None:
        self.forget_frame()
        self.screen.refresh(layout=True)

    # What became of a decision

    def on_engine_said(self, message: EngineSaid) -> None:
        match message.event:
            case DecisionSaved(decision):
                self._settling.tell_saved(decision)
            case DecisionRefused(error):
                self._settling.tell_undecided(str(error))
            case DecisionNotSaved() as said:
                self._open_not_saved(said)

    def _open_not_saved(self, said: DecisionNotSaved) -> None:
        def answer(is_again: bool | None) -> None:
            if is_again:
                self._writer.put(said.decision)
            else:
                self._writer.drop(said.decision)
                self._settling.tell_undecided(DROPPED)

        dwell = max(self._dwell, READING) if self._dwell else 0.0
        what = describe_not_saved(said.decision)
        self.push_screen(screens.NotSavedScreen(what, said.error, dwell), answer)

    def _commit(self, decision: Decision) -> None:
        self._look.commit(decision)
        self._hand_over(DecisionSaved(decision))

    def _hand_over(self, event: EngineEvent) -> None:
        """Called in the writer's thread."""
        self.post_message(EngineSaid(event))

    def close_session(self) -> None:
        self._writer.close()
