"""The classes used last: they come first where the model says nothing, and those without a key of
their own are one key away. Both follow from the answers that stand, so a resumed session has the
same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from altui.labeling.showing.class_keys import ClassKey
    from altui.session.state.order import Integers


class RecentSlots:
    """The last used classes that have no key of their own, each in a slot.

    A class stays in its slot until it is the one unused for longest and another class needs the
    slot. The slots depend only on the answers; that they were followed before saves time.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._keyless: frozenset[int] = frozenset()
        self._used: Integers | None = None
        self._begin()

    def follow(self, used: Integers, keyless: frozenset[int]) -> list[int | None]:
        """The class in each slot, or None, after the classes `used` (n,), oldest first."""
        known = 0 if self._used is None else len(self._used)
        if keyless != self._keyless or not _begins_with(used, self._used):
            self._keyless, known = keyless, 0
            self._begin()
        for number in _changes(used[known:]):
            if number in keyless and self._count:
                self._put(number)
        self._used = used.copy()
        return list(self._slots)

    def _begin(self) -> None:
        self._slots: list[int | None] = [None] * self._count
        self._last = [0] * self._count
        self._turn = 0

    def _put(self, number: int) -> None:
        self._turn += 1
        if number in self._slots:
            slot = self._slots.index(number)
        else:
            slot = min(range(self._count), key=self._last.__getitem__)
        self._slots[slot], self._last[slot] = number, self._turn


def give_recent_keys(
    classes: tuple[ClassKey, ...], used: Integers, slots: RecentSlots, keys: Sequence[str]
) -> tuple[ClassKey, ...]:
    """The classes; those without a key that are in a slot have the key of that slot."""
    keyless = frozenset(index for index, each in enumerate(classes) if not each.key)
    if not keyless:
        return classes
    given = dict(zip(slots.follow(used, keyless), keys, strict=True))
    return tuple(
        replace(each, key=given[index]) if index in given else each
        for index, each in enumerate(classes)
    )


def order_by_use(used: Integers, names: Sequence[str]) -> list[int]:
    """All classes: those used before, the last one first, then the others by name."""
    newest_first = dict.fromkeys(reversed(used.tolist()))
    recent = [number for number in newest_first if 0 <= number < len(names)]
    others = set(range(len(names))).difference(recent)
    return [*recent, *sorted(others, key=lambda index: (names[index].casefold(), names[index]))]


def _begins_with(used: Integers, known: Integers | None) -> bool:
    return known is None or (len(known) <= len(used) and bool((used[: len(known)] == known).all()))


def _changes(numbers: Integers) -> list[int]:
    """Without repeats in a row, which change nothing."""
    return [number for number, _ in groupby(numbers.tolist())]
