"""A decision that could not be saved: no line means anything else until it is saved or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.display.console import say
from altui.plain.typed.input import END
from altui.wording.news import DROPPED, EARLIER_SAVED, describe_not_saved

if TYPE_CHECKING:
    from altui.errors import AltuiError
    from altui.plain.rows import OtherRows
    from altui.plain.state import State
    from altui.session.events import Decision


class Unsaved:
    def __init__(self, state: State, others: OtherRows) -> None:
        self._state, self._others = state, others
        self._decision: Decision | None = None

    @property
    def is_kept(self) -> bool:
        return self._decision is not None

    def keep(self, decision: Decision, error: AltuiError) -> None:
        self._decision = decision
        self._state.is_auto, self._state.is_awaited = False, True
        say(f"{describe_not_saved(decision)}\n{error}")
        say(
            "The same answer again, or r, tries again; d drops it and goes on; q quits without "
            f"it. {EARLIER_SAVED}"
        )
        if self._state.opening.ends_itself:
            self._state.status = 1

    def take_line(self, text: str, answer: str) -> None:
        """A line about it; `answer` is the line that made the decision."""
        assert self._decision is not None
        if text in ("r", answer):
            decision, self._decision = self._decision, None
            self._state.decide(decision)
        elif text == "d":
            self._decision = None
            say(DROPPED)
            self._state.is_awaited = True
            self._others.forget_decision()
        elif text in ("q", END):
            self._state.status = 1
        else:
            say("not saved yet: r tries again, d drops it, q quits without it")
