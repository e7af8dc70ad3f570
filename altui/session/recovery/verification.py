"""Decides which events of a damaged session are still as they were written.

An event is proven by its hash, made from its own content and the previous event's hash. Both
hashes are in the file twice, in the event and in a neighbour: one damaged hash loses no event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from altui.session.events import Event, canonical, seal, sealed_fields
from altui.session.recovery.sqlite_carving import carve
from altui.session.store.event_rows import EventColumns, from_columns

MOST_TRIED = 50
"""The most damaged rows and missing sequences to try against each other."""

VerifiedEvent = Mapping[int, list[EventColumns]]
"""Rows by the sequence number that they contain, proven or not."""


@dataclass(frozen=True)
class Salvage:
    """`events` are proven, by sequence. `damaged` are rows that fit no hash."""

    events: Mapping[int, Event]
    damaged: tuple[EventColumns, ...]

    @property
    def hashes(self) -> dict[int, str]:
        """The hash of each proven event, and of each predecessor that a proven event names."""
        named = {s - 1: event.previous for s, event in self.events.items() if event.previous}
        return named | {s: event.hash for s, event in self.events.items()}


def salvage(content: bytes) -> Salvage:
    rows = [*dict.fromkeys(_readable(carve(content)))]
    found: dict[int, list[EventColumns]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    events = _prove_all(found)
    damaged = _unproven(rows, events)
    missing = [s for s in range(1, max(events, default=0) + len(damaged) + 1) if s not in events]
    for row in damaged[:MOST_TRIED]:
        # The sequence number itself may be damaged.
        for sequence in missing[:MOST_TRIED]:
            events.update(
                _prove_all({**_neighbours(found, sequence), sequence: [_at(row, sequence)]})
            )
    return Salvage(dict(sorted(events.items())), tuple(_unproven(damaged, events)))


def _unproven(rows: Iterable[EventColumns], events: Mapping[int, Event]) -> list[EventColumns]:
    uuids = {event.uuid for event in events.values()}
    return [row for row in rows if row[1] not in uuids]


def _at(row: EventColumns, sequence: int) -> EventColumns:
    return (sequence, *row[1:])


def _neighbours(found: VerifiedEvent, sequence: int) -> dict[int, list[EventColumns]]:
    return {s: found[s] for s in (sequence - 1, sequence + 1) if s in found}


def _readable(rows: Iterable[EventColumns]) -> Iterator[EventColumns]:
    for row in rows:
        try:
            yield tuple(
                cell.decode("utf-8", "surrogatepass") if isinstance(cell, bytes) else cell
                for cell in row
            )
        except ValueError:
            continue


def _prove_all(found: VerifiedEvent) -> dict[int, Event]:
    events: dict[int, Event] = {}
    for sequence in sorted(found):
        before = events.get(sequence - 1)
        after = [row[-2] for row in found.get(sequence + 1, ())]
        linked = "" if before is None else before.hash
        for row in sorted(found[sequence], key=lambda row: row[-2] != linked):
            event = _prove(row, before, after)
            if event is not None:
                events[sequence] = event
                break
    return events


def _prove(row: EventColumns, before: Event | None, after: list[object]) -> Event | None:
    """The event of a row, if two hashes in it or its neighbours fit its content."""
    try:
        content = canonical([sealed_fields(row)])[0]
        event = from_columns(row)
    except (TypeError, ValueError, KeyError):
        return None
    for previous in dict.fromkeys([row[-2], *([before.hash] if before else [])]):
        if not isinstance(previous, str) or not previous.isascii():
            continue
        own = seal(previous, content)
        if own == row[-1] or own in after:
            return event._replace(previous=previous, hash=own)
    return None
