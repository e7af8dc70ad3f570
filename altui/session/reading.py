"""A session as it is when it is read: for all that does not change it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from altui.errors import SessionError
from altui.session.events import OF_NO_ROW, Event, Kind
from altui.session.figures.curve import Curve
from altui.session.figures.summary import (
    Summary,
)
from altui.session.history import LISTED, HistoryItem, item_of
from altui.session.replay import Replay, settings_after, settings_of
from altui.session.row_mapping import Moves
from altui.session.settings import Settings
from altui.session.state.label_state import State
from altui.session.state.undo_stack import (
    OfNoRow,
    step_of,
)
from altui.session.store.location import certificate_path, is_session
from altui.session.store.log import EventLog

TAKEN_BACK = (Kind.UNDO, Kind.REDO)


@dataclass(frozen=True)
class SessionView:
    """A session as it was when read, for status and export: nothing is open any more."""

    path: Path
    settings: Settings
    state: State
    events: list[Event] = field(repr=False)
    _replay: Replay = field(repr=False)

    @property
    def moves(self) -> Moves:
        return self._replay.moves

    def summary(self) -> Summary:
        return self._replay.summary()

    def curve(self) -> Curve:
        """The accuracy after each answer that still stands, in their order."""
        return self._replay.curve()

    def event(self, sequence: int) -> Event:
        return self.events[sequence - 1]

    def history(self) -> list[HistoryItem]:
        """All decisions, newest first."""
        decisions = (e for e in reversed(self.events) if e.kind in LISTED)
        return [
            item_of(event, self.moves.row(event), self.state, self.settings) for event in decisions
        ]


def read_session(path: Path) -> SessionView:
    """The session in the file `path`, read whole and closed again."""
    with EventLog.open(path, readonly=True) as log:
        return view_of(path, log.events())


def read_certificate(session: Path) -> SessionView | None:
    """The certificate of the model of this session at its usual place, if there is one."""
    place = certificate_path(session)
    if not is_session(place):
        return None
    view = read_session(place)
    tested = str(view.settings.certify.get("path", ""))
    return view if Path(tested).name == session.name else None


def view_of(path: Path, events: Iterable[Event]) -> SessionView:
    kept = list(events)
    replay = Replay.of(kept)
    return SessionView(path, replay.settings, replay.state, kept, replay)


def read_settings(path: Path) -> Settings:
    """The current settings alone, without checking the whole log: enough to load the data."""
    with EventLog.open(path, readonly=True) as log:
        newest_first = log.newest((Kind.BEGIN, Kind.SETTING, Kind.SOURCE, Kind.REFILL, *OF_NO_ROW))
        if any(event.kind in OF_NO_ROW for event in newest_first):
            newest_first = log.newest((*{event.kind for event in newest_first}, *TAKEN_BACK))
    if not newest_first or newest_first[-1].kind is not Kind.BEGIN:
        raise SessionError("the session file is damaged: it has no beginning", where=str(path))
    *changes, first = newest_first
    settings = settings_of(first)
    steps: dict[str, OfNoRow] = {}
    for event in reversed(changes):
        if event.kind is Kind.SETTING:
            settings = settings.with_changes(event.value)
        elif event.kind is Kind.SOURCE:
            settings = settings.with_source(event.value)
        elif event.kind is Kind.REFILL:
            settings = settings.with_refill(event.value)
        elif event.kind in OF_NO_ROW:
            step = steps[str(event.sequence)] = step_of(event, settings.class_list)
            settings = settings_after(settings, step)
        elif moved := steps.get(event.value or ""):
            settings = settings_after(settings, moved.inverse if event.kind is Kind.UNDO else moved)
    return settings
