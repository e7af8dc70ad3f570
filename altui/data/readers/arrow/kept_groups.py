"""The row groups that were read last. Rows are looked at in any order: those of the next answers,
of the history and of a search lie in a few groups, and one alone would be read again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MOST_KEPT = 64 << 20  # bytes of all groups; the latest is kept however large it is


class KeptGroups:
    """Whoever uses it sees to it that one thread does at a time."""

    def __init__(self) -> None:
        self._groups: dict[int, Any] = {}

    def get(self, place: int, read: Callable[[int], Any]) -> Any:
        """The group at this place; `read` where it is not kept."""
        group = self._groups.pop(place, None)
        if group is None:
            group = read(place)
        self._groups[place] = group  # the one used last stands last
        while len(self._groups) > 1 and sum(map(_size, self._groups.values())) > MOST_KEPT:
            del self._groups[next(iter(self._groups))]
        return group


def _size(group: Any) -> int:
    return int(group.nbytes)
