"""What is said of a team while a person labels: each thing once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from altui.labeling import events
from altui.session.events import Kind

if TYPE_CHECKING:
    from altui.labeling.team.alone import Place
    from altui.session.events import Decision


class TeamTelling:
    """Any thread may call."""

    def __init__(self, send: Callable[[events.EngineEvent], object]) -> None:
        self._send = send
        self._lock = threading.Lock()
        self._told: set[tuple[str, ...]] = set()

    def tell_change(self, team: Place) -> None:
        """That the desk is lost or found again; classes of others that this person has not, and
        what is wrong with their answers. What was so, and comes again, is told again."""
        status = team.status()
        if status is None:
            return
        self._send(events.TeamChanged(status))
        found: dict[tuple[str, ...], events.EngineEvent] = {
            (each.chain, each.name): events.ClassOfAnother(each) for each in status.classes
        }
        found |= {(note,): events.TeamNoted(note) for note in status.notes}
        with self._lock:
            fresh = [each for key, each in found.items() if key not in self._told]
            self._told = {*found}
        for each in fresh:
            self._send(each)

    def tell_answer(self, decision: Decision, team: Place) -> None:
        """That others have answered the row too that was answered here."""
        if decision.row is not None and decision.kind is Kind.LABEL:
            people = team.also_answered(decision.row)
            if people:
                self._send(events.AlsoAnswered(decision.row, tuple(people)))
