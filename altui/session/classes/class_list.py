"""The classes of a session at one moment.

Each class that ever was has a slot, a number that never changes: decisions are stored by slot, so a
change of the classes changes no decision and can be undone. All other code sees only the classes
that hold now, numbered from 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Value = TypeVar("Value")

REMOVED = -1


class Split(NamedTuple):
    """The labels of the class in `slot` that were given before `event` are asked for again."""

    slot: int
    event: int


@dataclass(frozen=True)
class ClassList:
    """By slot: the name that it began with, its name now, and the slot of the class that it is now:
    itself, the one that it was merged into, or REMOVED."""

    first: tuple[str, ...]
    names: tuple[str, ...]
    homes: tuple[int, ...]
    splits: tuple[Split, ...] = ()
    begun: int = 0
    """How many slots there were when the session began."""

    @classmethod
    def of(cls, names: Sequence[str]) -> ClassList:
        return cls(tuple(names), tuple(names), tuple(range(len(names))), begun=len(names))

    @cached_property
    def active(self) -> tuple[int, ...]:
        """The slots of the classes that hold, in order."""
        return tuple(slot for slot, home in enumerate(self.homes) if slot == home)

    @cached_property
    def now(self) -> tuple[str, ...]:
        """The names of the classes that hold, in order."""
        return tuple(self.names[slot] for slot in self.active)

    @cached_property
    def index(self) -> NDArray[np.int64]:
        """The number of its class now by slot (s,), -1 where there is none.

        One more place at the end maps -1, which is no class, to itself.
        """
        import numpy as np  # here: what the screen says of classes needs no arrays

        places = {slot: place for place, slot in enumerate(self.active)}
        return np.array([*(places.get(home, -1) for home in self.homes), -1])

    @cached_property
    def _slots(self) -> Mapping[str, int]:
        return {self.names[slot]: slot for slot in self.active}

    def slot(self, name: str) -> int | None:
        """The slot of the class with this name now."""
        return self._slots.get(name)

    def holds(self, slot: int) -> bool:
        """Whether there is the class in `slot`, or another that it was merged into."""
        return slot < len(self.homes) and self.homes[slot] != REMOVED

    def has(self, slot: int, first: str) -> bool:
        """Whether the class in `slot` began as `first`: after an undone addition the slot may be
        that of another class, or of none."""
        return self.first[slot : slot + 1] == (first,)

    def fold(self, per_slot: Sequence[int]) -> list[int]:
        """Counts by slot, of the first slots or of all, as counts by class now."""
        counts = [0] * len(self.active)
        for place, count in zip(self.index.tolist(), per_slot, strict=False):
            if place >= 0:
                counts[place] += count
        return counts

    def name_now(self, slot: int) -> str:
        """The name of the class that a slot belongs to; empty where it was removed."""
        place = int(self.index[slot])
        return self.now[place] if place >= 0 else ""

    @cached_property
    def readings(self) -> Mapping[str, int]:
        """The names that a file may use, each with its slot: those of the beginning win. None of a
        class that was removed."""
        slots: dict[str, int] = {}
        for names in (self.first, self.names):
            for slot, name in enumerate(names):
                if self.homes[slot] != REMOVED:
                    slots.setdefault(name, slot)
        return slots

    def add(self, name: str) -> ClassList:
        """With a class more. One of the name that was removed comes back, with its key."""
        for slot, home in enumerate(self.homes):
            if home == REMOVED and self.names[slot] == name:
                return replace(self, homes=_put(self.homes, slot, slot))
        slot = len(self.homes)
        return replace(
            self,
            first=(*self.first, name),
            names=(*self.names, name),
            homes=(*self.homes, slot),
        )

    def rename(self, slot: int, name: str) -> ClassList:
        return replace(self, names=_put(self.names, slot, name))

    def merge(self, slot: int, into: int) -> ClassList:
        homes = tuple(into if home == slot else home for home in self.homes)
        return replace(self, homes=homes, splits=_without(self.splits, slot))

    def remove(self, slot: int) -> ClassList:
        homes = tuple(REMOVED if home == slot else home for home in self.homes)
        return replace(self, homes=homes, splits=_without(self.splits, slot))

    def split(self, slot: int, event: int) -> ClassList:
        return replace(self, splits=(*_without(self.splits, slot), Split(slot, event)))


def translate(name: str, before: ClassList, after: ClassList) -> str:
    """The name in `after` of the class that was `name` in `before`; empty where it is gone."""
    slot = before.slot(name)
    if slot is None or slot >= len(after.homes):
        return ""
    return after.name_now(slot)


def _put(values: tuple[Value, ...], place: int, value: Value) -> tuple[Value, ...]:
    return (*values[:place], value, *values[place + 1 :])


def _without(splits: tuple[Split, ...], slot: int) -> tuple[Split, ...]:
    return tuple(each for each in splits if each.slot != slot)
