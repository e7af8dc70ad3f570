"""People who label one file at the same time: each an engine of its own, all at one desk."""

from __future__ import annotations

import csv
import queue
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from altui.desk.protocol import Desk
from altui.labeling import events
from altui.labeling.engine import Engine
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.labeling.team.team import Team
from altui.labeling.view import View
from altui.session.events import Decision
from altui.session.session import Session
from tests.threads import PATIENCE

CLASSES = ("even", "odd")
WORDS = ("refund", "crash", "lovely", "parcel", "invoice", "freeze", "thanks", "late", "price")


def write(path: Path, rows: int = 300) -> Path:
    """Texts whose words say their class, more or less."""
    chance = random.Random(5)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "text"])
        for row in range(rows):
            half = WORDS[:5] if row % 2 else WORDS[5:]
            words = [chance.choice(half if chance.random() < 0.8 else WORDS) for _ in range(4)]
            writer.writerow([f"r{row}", f"{' '.join(words)} {row}"])
    return path


class Announcing(Team):
    """It says on `changed` that something was taken in. Whoever holds that looks at a session to
    which nothing is added meanwhile."""

    def __init__(self, desk: Desk, session: Session, changed: threading.Condition) -> None:
        super().__init__(desk, session)
        self._taken_in = changed

    def take_in(self) -> bool:
        with self._taken_in:
            is_taken = super().take_in()
            self._taken_in.notify_all()
        return is_taken


class Person:
    """An engine, what it says, and the person at it, who knows the answers."""

    def __init__(self, data: Path, name: str, desk: Callable[[], Desk] | None, **said: Any) -> None:
        self.name = name
        self.said: queue.Queue[Any] = queue.Queue()
        self.engine = Engine(self.said.put)
        self.view: View | None = None
        self.rows: list[int] = []
        self.told: list[events.EngineEvent] = []
        self.changed = threading.Condition()
        said = {"audit": 0, "recheck": 0, "columns": ("text",), "no_cache": True, **said}
        request = OpenRequest(file=data, annotator=name, **{"classes": CLASSES, **said})
        prepared = prepare(request)
        if desk is not None:

            def take_part(session: Session) -> Team:
                team = Announcing(desk(), session, self.changed)
                team.join()
                return team

            prepared = replace(prepared, team=take_part)
        self.engine.start(lambda say: prepared.open(say))

    @property
    def session(self) -> Session:
        assert self.engine.annotation is not None
        return self.engine.annotation.session

    def hear(self, is_wanted: Callable[[Any], bool]) -> Any:
        """The next message that is wanted. A failure is never."""
        while True:
            message = self.said.get(timeout=PATIENCE)
            if isinstance(message, events.OpeningFailed | events.DecisionRefused):
                raise message.error
            assert not isinstance(message, events.RoundFailed | events.DecisionNotSaved), message
            self.told.append(message)
            if isinstance(message, events.RoundReady):
                self.view = message.view
                self.engine.mark_painted()
            if is_wanted(message):
                return message

    def find(self, is_wanted: Callable[[Any], bool]) -> Any:
        """The same, or one that was heard before."""
        return next(filter(is_wanted, self.told), None) or self.hear(is_wanted)

    def see(self) -> View:
        """The next row on the screen."""
        return self.hear(lambda each: isinstance(each, events.RoundReady)).view  # type: ignore[no-any-return]

    def answer(self, name: str | None = None) -> int:
        """Answer the row on the screen, and see the next one. Returns the row."""
        assert self.view is not None and self.view.shown_row is not None
        row = self.view.shown_row.row
        name = name or CLASSES[row % 2]
        self.engine.decide(Decision.label(row, name, **self.view.shown_at(0.0)))
        self.rows.append(row)
        self.see()
        return row

    def wait_for(self, is_so: Callable[[Session], bool]) -> None:
        """Until what others say has made the session as wanted."""
        with self.changed:
            assert self.changed.wait_for(lambda: is_so(self.session), PATIENCE)

    def close(self) -> None:
        self.engine.close()


@contextmanager
def inviting(data: Path, desk: Callable[[], Desk]) -> Iterator[Callable[..., Person]]:
    """What begins to label as a person of a name; all of them leave at the end."""
    people: list[Person] = []

    def begin(name: str, **said: Any) -> Person:
        person = Person(data, name, desk, **said)
        people.append(person)
        person.see()
        return person

    yield begin
    for person in people:
        person.close()
