"""Sessions of several people over the same small data."""

from __future__ import annotations

from pathlib import Path

from altui.session.events import Decision
from altui.session.session import Session
from tests.session.making import Data

ROWS = 20


def begin(folder: Path, name: str, *, rows: int = ROWS, **settings: object) -> Session:
    place = folder / f"data.csv.{name}.altui"
    roles = {"id": "id", "text": "text"}
    return Data(rows).begin(place, **{"annotator": name, "roles": roles, **settings})


def label(session: Session, answers: dict[int, str]) -> None:
    for row, name in answers.items():
        session.decide(Decision.label(row, name))


def person(folder: Path, name: str, answers: dict[int, str], **settings: object) -> Path:
    """The closed session of somebody who gave these answers."""
    with begin(folder, name, **settings) as session:
        label(session, answers)
    return session.path


def go_on(place: Path, answers: dict[int, str]) -> None:
    """The same person labels more, at another time."""
    with Data(ROWS).resume(place) as session:
        label(session, answers)
