"""What the engine tells whoever runs it. Each event says what has happened."""

from __future__ import annotations

from dataclasses import dataclass

from altui.errors import AltuiError
from altui.labeling.view import View
from altui.session.events import Decision


class EngineEvent:
    """Something that has happened; whoever runs the engine is handed it in the engine's thread."""


@dataclass(frozen=True)
class OpeningProgressed(EngineEvent):
    """What is being read or imported now, and how far it is."""

    text: str


@dataclass(frozen=True)
class OpeningFailed(EngineEvent):
    error: AltuiError


@dataclass(frozen=True)
class RoundReady(EngineEvent):
    """`note` says what went wrong on the way, if anything; the View is good all the same."""

    view: View
    note: str = ""


@dataclass(frozen=True)
class CurveMeasured(EngineEvent):
    """A Round came after the person had gone on without it: the row on the screen stays."""

    view: View
    note: str = ""


@dataclass(frozen=True)
class TrainingTakesLong(EngineEvent):
    """A fit goes on and on; `is_waiting` where no row can be answered meanwhile."""

    seconds: int
    is_waiting: bool


@dataclass(frozen=True)
class DecisionSaved(EngineEvent):
    """The decision is on disk; of flags and comments RemarkSaved says so."""

    decision: Decision


@dataclass(frozen=True)
class DecisionRefused(EngineEvent):
    """The session would not take the decision; nothing was written and nothing changed."""

    error: AltuiError


@dataclass(frozen=True)
class DecisionNotSaved(EngineEvent):
    """The decision could not be written. It is kept until the person tries again or drops it."""

    decision: Decision
    error: AltuiError


@dataclass(frozen=True)
class RemarkSaved(EngineEvent):
    """A flag or comment on a row: saved, and no new Round needed."""

    row: int
    flagged: bool
    note: str


@dataclass(frozen=True)
class RoundFailed(EngineEvent):
    """The worker met an error that is no ordinary model failure."""

    error: Exception
