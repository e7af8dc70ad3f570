"""Which decisions belong together: those that follow their header event without a gap, in one write
and as one step of undo. What is left of a damaged batch stays together as far as its events say so.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from altui.session.events import IMPORTS, Decision, Event, Kind

BESIDE, MEASURE, CLASS = "beside", "measure", "class"
"""Keys of an ALIKE event's JSON: its rows, each as [row, how near], and what tells how near. The
class is that of a decision on its way to the log, where each row's own event has it."""


class OpenBatch:
    """Follows the events. `first` is the event that began the batch: its header, or the first of
    its decisions where the header was lost to damage."""

    def __init__(self) -> None:
        self.first: Event | None = None
        self._kind: Kind | None = None
        self._last = 0
        self._rows: Sequence[int | None] = ()

    def begin(self, header: Event) -> None:
        self.first, self._kind, self._last = header, header.kind, header.sequence
        self._rows = rows_of(header) if header.kind is Kind.ALIKE else ()

    def take(self, event: Event, previous: int) -> Kind | None:
        """The kind of the batch that this decision belongs to; None where it stands alone.
        `previous` is the number of the event before it."""
        is_next = previous == self._last
        if event.kind in IMPORTS:
            if not (is_next and self._kind is Kind.IMPORT):
                self.first, self._kind = event, Kind.IMPORT
            self._last = event.sequence
            return Kind.IMPORT
        if event.kind is Kind.LABEL and is_next and event.row in self._rows:
            # Some may be lost to damage: those left still come in their order.
            self._rows = self._rows[self._rows.index(event.row) + 1 :]
            self._last = event.sequence
            return self._kind
        return None


def rows_of(header: Event) -> list[int | None]:
    """The rows of an ALIKE event: the one on the screen, and those given its label with it."""
    beside = json.loads(header.value or "{}").get(BESIDE, ())
    return [header.row, *(int(row) for row, _ in beside)]


def label_alike(label: Decision, beside: Sequence[tuple[int, float]], measure: str) -> Decision:
    """One decision for the row of `label` and its look-alikes: they are saved in one write, and are
    one step of undo. Each of `beside` is a row and how near it is by the `measure`."""
    if not beside:
        return label
    value = {MEASURE: measure, BESIDE: [*map(list, beside)], CLASS: label.value}
    return replace(label, kind=Kind.ALIKE, value=json.dumps(value))


def split_alike(decision: Decision) -> list[Decision]:
    """The header, the label of the row on the screen, and those of its look-alikes. Nobody saw what
    the model thought of these, and their time is that of the first."""
    value = json.loads(decision.value or "{}")
    name = value.pop(CLASS)
    header = Decision(Kind.ALIKE, decision.row, json.dumps(value), shown_at=decision.shown_at)
    first = replace(decision, kind=Kind.LABEL, value=name)
    return [header, first, *(Decision.label(row, name) for row, _ in value[BESIDE])]
