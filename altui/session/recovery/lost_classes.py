"""Names of classes whose change is lost: a label given under such a name is kept under it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress

from altui.errors import SessionError
from altui.learning.strategies import wanted_class
from altui.session.classes.class_list import ClassList
from altui.session.events import NAMING, Event, Kind
from altui.session.state.undo_stack import ClassesChange


def restore_classes(saved: Sequence[Event]) -> list[Event]:
    """The events with every class that they name: one whose addition or renaming is lost is a class
    from the beginning on. A change of a class that is not there, for the same reason, is left out;
    where labels still name classes that the changes left would not have, all changes are."""
    usable, unknown = _follow(saved)
    for _ in range(2):
        if not unknown:
            return usable
        usable, unknown = _follow([_with_more(event, unknown) for event in saved])
    without = [event for event in saved if event.kind is not Kind.CLASSES]
    _, unknown = _follow(without)
    return [_with_more(event, unknown) for event in without]


def _follow(saved: Sequence[Event]) -> tuple[list[Event], list[str]]:
    """The events that can be followed, and the classes that they name and that are not there."""
    unknown: dict[str, None] = {}
    follower = _Follower(_begun(saved))
    for event in saved:
        name = _class_in(event)
        if name and follower.now.slot(name) is None:
            unknown[name] = None
        follower.follow(event)
    return [event for event in saved if event.sequence not in follower.refused], [*unknown]


def _class_in(event: Event) -> str | None:
    """The class that a label, or a chosen strategy, names."""
    if event.kind is Kind.SETTING:
        return wanted_class(str(json.loads(event.value or "{}").get("strategy", "")))
    return event.value if event.kind in NAMING else None


class _Follower:
    """`now` are the classes after the events followed, `refused` the changes left out."""

    def __init__(self, now: ClassList) -> None:
        self.now = now
        self.refused: set[int] = set()
        self._steps: dict[str, ClassesChange] = {}

    def follow(self, event: Event) -> None:
        if event.kind is Kind.CLASSES:
            self.refused.add(event.sequence)
            with suppress(SessionError):
                step = ClassesChange.of(event, self.now)
                self._steps[str(event.sequence)], self.now = step, step.after
                self.refused.discard(event.sequence)
        elif step_ := self._steps.get(event.value or ""):
            if event.kind is Kind.UNDO:
                self.now = step_.before
            elif event.kind is Kind.REDO:
                self.now = step_.after


def _begun(saved: Sequence[Event]) -> ClassList:
    first = next((event for event in saved if event.kind is Kind.BEGIN), None)
    stored = json.loads(first.value or "{}") if first else {}
    return ClassList.of(tuple(stored.get("classes", ())))


def _with_more(event: Event, names: Sequence[str]) -> Event:
    if event.kind is not Kind.BEGIN:
        return event
    stored = json.loads(event.value or "{}")
    classes = [*stored["classes"], *(name for name in names if name not in stored["classes"])]
    initial = [*stored["initial"], *[0] * (len(classes) - len(stored["classes"]))]
    return event._replace(value=json.dumps({**stored, "classes": classes, "initial": initial}))
