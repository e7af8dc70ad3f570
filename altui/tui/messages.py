"""What the threads tell the app. Each says what has happened; only the app changes state."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from altui.errors import AltuiError
from altui.session.events import Decision
from altui.tui.view import View


@dataclass
class OpeningProgressed(Message):
    """What is being read or imported now, and how far it is."""

    text: str

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, OpeningProgressed)


@dataclass
class OpeningFailed(Message):
    error: AltuiError


@dataclass
class RoundReady(Message):
    """`note` says what went wrong on the way, if anything; the View is good all the same."""

    view: View
    note: str = ""


@dataclass
class CurveMeasured(Message):
    """A Round came after the person had gone on without it: the row on the screen stays."""

    view: View
    note: str = ""


@dataclass
class TrainingTakesLong(Message):
    """A fit goes on and on; `is_waiting` where no row can be answered meanwhile."""

    seconds: int
    is_waiting: bool


@dataclass
class Decided(Message):
    """A screen over the sample has been given a decision; the session has not heard of it yet."""

    decision: Decision


@dataclass
class DecisionSaved(Message):
    """The decision is on disk; of flags and comments RemarkSaved says so."""

    decision: Decision


@dataclass
class DecisionRefused(Message):
    """The session would not take the decision; nothing was written and nothing changed."""

    error: AltuiError


@dataclass
class DecisionNotSaved(Message):
    """The decision could not be written. It is kept until the person tries again or drops it."""

    decision: Decision
    error: AltuiError


@dataclass
class RemarkSaved(Message):
    """A flag or comment on a row: saved, and no new Round needed."""

    row: int
    flagged: bool
    note: str


@dataclass
class RoundFailed(Message):
    """The worker met an error that is no ordinary model failure."""

    error: Exception
