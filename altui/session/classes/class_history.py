"""The classes at each event, those undone included: a name in an event is that of its moment."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from altui.session.classes.class_list import ClassList


class ClassHistory:
    """Follows the log. `now` are the classes after the last event."""

    def __init__(self, names: Sequence[str]) -> None:
        self.now = ClassList.of(names)
        self._events: list[int] = [0]
        self._lists: list[ClassList] = [self.now]

    def put(self, event: int, classes: ClassList) -> None:
        """From `event` on there are these classes."""
        self.now = classes
        self._events.append(event)
        self._lists.append(classes)

    def drop(self) -> None:
        """Take the last `put` back, as if it had not been."""
        self._events.pop()
        self._lists.pop()
        self.now = self._lists[-1]

    def at(self, event: int) -> ClassList:
        """The classes that `event` speaks of: those before it."""
        return self._lists[bisect_left(self._events, event) - 1]

    def name_now(self, name: str | None, event: int) -> str:
        """The name now of the class that `event` calls `name`; that name where it is gone."""
        if not name or len(self._events) == 1:
            return name or ""
        then = self.at(event)
        slot = then.slot(name)
        if slot is None or not self.now.has(slot, then.first[slot]):
            return name
        return self.now.name_now(slot) or name

    def old_names(self) -> Mapping[str, str]:
        """The name now for each name that a class had before: none that is a name now, and none
        that has meant two classes, or one that is gone."""
        meant: dict[str, set[str]] = {}
        for then in self._lists:
            for slot in then.active:
                is_there = self.now.has(slot, then.first[slot])
                name = self.now.name_now(slot) if is_there else ""
                meant.setdefault(then.names[slot], set()).add(name)
        clear = ((name, *meanings) for name, meanings in meant.items() if len(meanings) == 1)
        return {name: now for name, now in clear if now and name not in self.now.now}
