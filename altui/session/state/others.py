"""What other people say of each row, beside what is decided about it here.

Nothing here is a step of undo: what holds of a row is judged anew whenever an answer to it changes,
here or there. A function of the log alone, in whatever order answers came.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from enum import Enum
from typing import NamedTuple

from altui.desk.chains import Head
from altui.errors import SessionError
from altui.session.classes.class_history import ClassHistory
from altui.session.events import Event
from altui.session.opinions.verdict import Ground, judge
from altui.session.state.order import EventOrder

CHAINS, TWICE, CHECK = "chains", "twice", "check"
"""Keys of a SEEN event's JSON: how far each chain was read, and which of its rows two people are to
answer without knowing of each other, and which are of the random check."""


class Said(NamedTuple):
    """One person's answer to a row: the name that they give its class, and the event here that told
    of it."""

    chain: str
    name: str
    event: int


class RowSaid(NamedTuple):
    """The answers to one row, by chain in the order in which they came. `needed` is how many of
    them it takes before they hold without one given here; 0 where they never do."""

    answers: tuple[Said, ...]
    needed: int = 1


class Effect(Enum):
    """What others' answers do to a row here."""

    NONE = 0
    HELD = 1
    """Theirs is the row's label: there is none of one's own."""
    OVERRULED = 2
    """Most people say another class than was said here."""
    OPEN = 3
    """The answers differ: none of them is learned from."""


class Weighed(NamedTuple):
    """`number` is the slot of the class that holds, -1 for none. `is_taken`: the row need not be
    asked, though nothing is decided about it here."""

    effect: Effect
    number: int = -1
    event: int = 0
    is_taken: bool = False


NOTHING = Weighed(Effect.NONE)


class Own(NamedTuple):
    """What is decided here: the class index now of an answer, -1 without one. `is_set_aside`: the
    row is ignored or unsure, and others do not change that."""

    number: int = -1
    is_set_aside: bool = False


class Others:
    """`held` are the rows whose label is others', in the order of their events; `heads` say how far
    each chain was read; `overruled` is the slot of the class that most people say of rows that were
    said to be of another here."""

    def __init__(self, classes: ClassHistory) -> None:
        self.held = EventOrder()
        self.heads: dict[str, Head] = {}
        self._classes = classes
        self._rows: dict[int, RowSaid] = {}
        self._weighed: dict[int, Weighed] = {}
        self._names: dict[str, str] = {}
        self.overruled: dict[int, int] = {}
        self._taken = 0
        self._twice: Collection[int] = ()
        self._check: Collection[int] = ()

    def __bool__(self) -> bool:
        return bool(self._rows)

    def __contains__(self, row: int) -> bool:
        return row in self._rows

    @property
    def rows(self) -> list[int]:
        """The rows that anybody else has answered."""
        return [*self._rows]

    @property
    def taken(self) -> int:
        """How many rows need not be asked since others have answered them."""
        return self._taken

    @property
    def differing(self) -> int:
        """How many rows have answers that differ."""
        return sum(each.effect is Effect.OPEN for each in self._weighed.values())

    def said_by(self, chain: str) -> dict[int, str]:
        """The answers of one chain: the name of a class by row."""
        found = ((row, each) for row, said in self._rows.items() for each in said.answers)
        return {row: each.name for row, each in found if each.chain == chain}

    def said(self, row: int) -> RowSaid | None:
        return self._rows.get(row)

    def about(self, row: int) -> tuple[Said, ...]:
        """What each of the others says of a row."""
        said = self._rows.get(row)
        return said.answers if said is not None else ()

    def weighed(self, row: int) -> Weighed:
        return self._weighed.get(row, NOTHING)

    @property
    def effects(self) -> Mapping[int, Weighed]:
        """The rows for which it makes a difference what others say."""
        return self._weighed

    def see(self, event: Event) -> None:
        """Follow a SEEN event."""
        try:
            logged = json.loads(event.value or "")
            heads = {str(c): (int(n), str(h)) for c, (n, h) in logged[CHAINS].items()}
            marked = [frozenset(map(int, logged.get(key, ()))) for key in (TWICE, CHECK)]
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise SessionError(f"event {event.sequence} (seen) cannot be read") from error
        self.heads.update(heads)
        self._twice, self._check = marked

    def hear(self, event: Event) -> None:
        """Follow an OPINION event; `weigh` then says what holds."""
        row, chain = event.row, event.annotator
        if row is None:
            raise SessionError(f"event {event.sequence} ({event.kind}) names no row")
        before = self._rows.get(row, RowSaid(()))
        answers = tuple(each for each in before.answers if each.chain != chain)
        if event.value is not None:
            name = self._names.setdefault(event.value, event.value)
            answers = (*answers, Said(chain, name, event.sequence))
        needed = 0 if row in self._check else 2 if row in self._twice else 1
        if answers:
            self._rows[row] = RowSaid(answers, needed)
        else:
            self._rows.pop(row, None)

    def weigh(self, row: int, own: Own) -> bool:
        """Judge the row anew. Returns whether anything is different now."""
        before, now = self.weighed(row), self._weigh(row, own)
        if now == before:
            return False
        if before.effect is Effect.HELD:
            self.held.remove(before.event)
        if now.effect is Effect.HELD:
            self.held.add(now.event, row, now.number)
        self.overruled.pop(row, None)
        if now.effect is Effect.OVERRULED:
            self.overruled[row] = now.number
        self._taken += now.is_taken - before.is_taken
        if now == NOTHING:
            del self._weighed[row]
        else:
            self._weighed[row] = now
        return True

    def _weigh(self, row: int, own: Own) -> Weighed:
        said = self._rows.get(row)
        if said is None or own.is_set_aside or not said.needed:
            return NOTHING
        if own.number < 0 and len(said.answers) < said.needed:
            return NOTHING
        numbers = [self.number_of(each.name) for each in said.answers]
        known = [number for number in numbers if number >= 0]
        if not known:
            return NOTHING
        last, has_own = max(each.event for each in said.answers), own.number >= 0
        verdict = judge([*known, own.number] if has_own else known)
        if verdict.ground is Ground.OPEN or verdict.held is None:
            return Weighed(Effect.OPEN, event=last, is_taken=not has_own)
        if has_own and verdict.held == own.number:
            return NOTHING
        slot = self._classes.now.active[verdict.held]
        effect = Effect.OVERRULED if has_own else Effect.HELD
        return Weighed(effect, slot, last, is_taken=not has_own)

    def number_of(self, name: str) -> int:
        """The class index now of the class that is called so now; -1 where there is none here: the
        answer waits for it. As in a merge, a name that it had before is none."""
        slot = self._classes.now.slot(name)
        return -1 if slot is None else int(self._classes.now.index[slot])

    def take(self, row: int) -> RowSaid | None:
        """Remove what is said of a row, which is to get another number."""
        said = self._rows.pop(row, None)
        self.weigh(row, Own())
        return said

    def give(self, row: int, said: RowSaid) -> None:
        self._rows[row] = said
