"""How the plain dialogue stands: shared by its parts, changed in its one thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from altui.labeling.engine import Engine

if TYPE_CHECKING:
    from altui.labeling.events import EngineEvent
    from altui.labeling.opening.face import Opening
    from altui.labeling.view import View
    from altui.session.events import Decision


class State:
    def __init__(self, opening: Opening, send: Callable[[EngineEvent], object]) -> None:
        self.opening = opening
        self.engine = Engine(send, is_patient=opening.is_patient)
        self.view: View | None = None
        self.status: int | None = None
        """The exit status, once the dialogue is over."""
        self.error: Exception | None = None
        self.is_auto = opening.auto
        self.is_awaited = False
        """A line is wanted, and nothing is under way."""
        self.is_due = False
        """A decision is saved, and the Round after it is not there yet."""
        self.is_stuck = False
        """No Round could be made: the row that was asked has its answer."""
        self.may_hurry = False

    def decide(self, decision: Decision) -> None:
        self.is_awaited = False
        self.engine.decide(decision)

    def try_again(self) -> None:
        """Have the Round made that failed."""
        self.is_awaited = False
        self.engine.try_again()

    def fail(self, error: Exception, status: int) -> None:
        self.error, self.status = error, status

    @property
    def hurry_word(self) -> str:
        return self.opening.keymap.key("hurry") or "hurry"
