"""The engine's events. Each says what has happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from altui.errors import AltuiError
from altui.labeling.team.status import OtherClass, TeamStatus
from altui.labeling.view import View
from altui.session.events import Decision

if TYPE_CHECKING:
    from altui.learning.honesty.model_lead import Lead


class EngineEvent:
    """Something that has happened. The engine sends it from its own thread."""


@dataclass(frozen=True)
class OpeningProgressed(EngineEvent):
    """What is being read or imported, and the share of it that is done, where that is known."""

    text: str
    done: float | None = None


@dataclass(frozen=True)
class OpeningFailed(EngineEvent):
    error: AltuiError


@dataclass(frozen=True)
class DecisionSaved(EngineEvent):
    """The decision is on disk. Flags and comments get RemarkSaved instead. It comes with
    the RoundReady of the Round after it, where that is made already."""

    decision: Decision


@dataclass(frozen=True)
class RoundReady(EngineEvent):
    """`note` says what went wrong, if anything. The View is valid anyway. `saved` is the decision
    that led to it, if that is told here."""

    view: View
    note: str = ""
    saved: DecisionSaved | None = None


@dataclass(frozen=True)
class CurveMeasured(EngineEvent):
    """A Round came too late: the person has continued without it; or others have given labels. The
    row on the screen stays."""

    view: View
    note: str = ""


@dataclass(frozen=True)
class TrainingTakesLong(EngineEvent):
    """A training takes long. `is_waiting`: there is no row to answer until it is done."""

    seconds: int
    is_waiting: bool


@dataclass(frozen=True)
class DecisionRefused(EngineEvent):
    """The session refused the decision. Nothing was written and nothing changed."""

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
class ModelIsAhead(EngineEvent):
    """Another model is plainly ahead of the session's by the labels so far."""

    lead: Lead


@dataclass(frozen=True)
class TeamChanged(EngineEvent):
    """The desk is lost or found again, or others have other classes than before."""

    status: TeamStatus


@dataclass(frozen=True)
class ClassOfAnother(EngineEvent):
    """Somebody of the team has a class that this person has not."""

    said: OtherClass


@dataclass(frozen=True)
class TeamNoted(EngineEvent):
    """Something is wrong with somebody's answers at the desk, or with their rows."""

    note: str


@dataclass(frozen=True)
class AlsoAnswered(EngineEvent):
    """The row just answered was answered by these people too, though nobody asked for two."""

    row: int
    people: tuple[str, ...]


@dataclass(frozen=True)
class ClusterChanged(EngineEvent):
    """The cluster is lost or found again. `state` says what is wrong; empty where nothing is."""

    state: str


@dataclass(frozen=True)
class SampleRefilled(EngineEvent):
    """Rows of the whole set were added to the sample, or could not be: `note` says it."""

    note: str


@dataclass(frozen=True)
class KeptDamaged(EngineEvent):
    """What was kept of the file from an earlier start is not as it was written."""

    note: str


@dataclass(frozen=True)
class RoundFailed(EngineEvent):
    """An unexpected error in a worker, not an ordinary failure of a model."""

    error: Exception
