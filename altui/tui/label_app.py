"""The app as its parts see it: the state that they share, and what they may ask of it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.display.lines import Tone
from altui.labeling.engine import Engine
from altui.labeling.events import DecisionNotSaved, EngineEvent
from altui.labeling.opening.face import Opening
from altui.tui.bindings import override_keys
from altui.tui.bridge import EngineSaid
from altui.tui.painted import Painted
from altui.tui.panels.opening import Begun
from altui.tui.panels.panel import Panel
from altui.tui.panels.place import Place
from altui.tui.panels.row import RowPanel
from altui.tui.panels.status import StatusPanel
from altui.tui.rest_of_name import RestOfName
from altui.tui.terminal.app import TerminalApp

if TYPE_CHECKING:
    from altui.labeling.proposal import Proposal
    from altui.labeling.showing.class_keys import ClassKey
    from altui.labeling.view import View


class LabelApp(TerminalApp):
    """One session: its engine, the View on the screen, and when that was painted."""

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self.opening = opening
        self.view: View | None = None
        self.engine = Engine(self._hand_over, is_patient=opening.is_patient, prepare=self._prepare)
        self.is_auto = opening.auto
        self.painted = Painted(opening.dwell)
        self.rest_of_name = RestOfName(opening.dwell)
        self._overridden: dict[str, str] = {}
        self._places: list[Place] = []

    @property
    def unsaved(self) -> Sequence[DecisionNotSaved]:
        return self.engine.unsaved

    def show(self, view: View, remark: str | None = None) -> None:
        """Show a View, with a remark in the status line where there is one; a longer one stands
        below the row, where there is room for all of it."""
        self.bind_keys([each.key for each in view.classes])
        is_long = remark is not None and cell_len(remark) > self.status_panel.size.width
        if is_long:
            view = replace(view, guide="\n".join(filter(None, (remark, view.guide))))
        self.view = view
        with self.painting():
            for panel in self.panels:
                if remark is not None and isinstance(panel, StatusPanel):
                    is_below = is_long and self.row_panel.shows_guide
                    panel.take_remark("" if is_below else remark, "warn")
                panel.show(view)
        self._places = [place for panel in self.panels if (place := panel.place())]

    def _prepare(self, view: View) -> Iterator[None]:
        """Make what the panels will show of a View, as they stand now; in a thread of the engine.
        The classes have their keys from the View on the screen, if they are the same classes."""
        shown = self.view
        if shown is None or names_of(shown.classes) != names_of(view.classes):
            return
        view = replace(view, keymap=self.opening.keymap, classes=shown.classes)
        for place in self._places:
            yield from place.prepare(view)

    def bind_keys(self, class_keys: Sequence[str] = ()) -> None:
        changed = override_keys(self.opening.keymap, class_keys)
        if changed != self._overridden:
            self._overridden = changed
            self.set_keymap(changed)

    def drop_rest_of_name(self, code: str, names: Sequence[str]) -> None:
        """A class was named: what is typed in one go with that is no key, nor what goes on with one
        of the names that a code begins."""
        self.rest_of_name.begin(code, names)

    def tell_begun(self, step: str = "", done: float | None = None) -> None:
        """What is being done before there is a row to show, and how far it is."""
        opening = self.opening
        panel = self.screen_stack[0].query_one(RowPanel)
        panel.show_begun(Begun(opening.title, opening.extent, step, done))

    def remark(self, text: str, kind: Tone = "text") -> None:
        """A passing remark in the status line, until the next one."""
        self.status_panel.remark(text, kind)

    @cached_property
    def status_panel(self) -> StatusPanel:
        return self.screen_stack[0].query_one(StatusPanel)

    @cached_property
    def panels(self) -> list[Panel]:
        """Those of the label screen, which stay to the end."""
        return list(self.screen_stack[0].query(Panel))

    @property
    def row_panel(self) -> RowPanel:
        return self.query_one(RowPanel)

    @abstractmethod
    def start(self, proposal: Proposal | None) -> None:
        """Open the session, with the columns as accepted."""

    @abstractmethod
    def arm(self, sent_at: float | None = None) -> None:
        """From now on keys count: the row has been painted, or `sent_at` that time."""

    @abstractmethod
    def action_curve(self) -> None:
        """Put the curve in place of the row on a narrow screen, or the row in its place."""

    def _hand_over(self, event: EngineEvent) -> None:
        """Called in the engine's threads."""
        self.post_message(EngineSaid(event))


def names_of(classes: Sequence[ClassKey]) -> list[str]:
    return [each.name for each in classes]
