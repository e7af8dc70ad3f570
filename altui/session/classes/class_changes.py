"""One change of the classes, as a CLASSES event stores it: a JSON object.

A change that makes no sense for the classes as they are is refused, with what to do instead.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Literal
from unicodedata import normalize

from altui.errors import SessionError
from altui.session.classes.class_list import REMOVED, ClassList

Change = Literal["add", "rename", "merge", "remove", "split"]

LONGEST_NAME = 200
"""Characters. A longer name is a slip, such as a pasted text."""


@dataclass(frozen=True)
class ClassChange:
    """`name` is a class: the new one of "add", else one that there is. `other` is its new name, or
    the class that it is merged into."""

    change: Change
    name: str
    other: str = ""

    def dumps(self) -> str:
        return json.dumps({key: value for key, value in asdict(self).items() if value})

    @classmethod
    def loads(cls, value: str | None) -> ClassChange:
        """SessionError if `value` is no such JSON object."""
        try:
            return cls(**json.loads(value or ""))
        except (ValueError, TypeError) as error:
            raise SessionError(f"a change of the classes cannot be read: {value!r}") from error

    def apply(self, classes: ClassList, event: int) -> ClassList:
        """The classes after it. SessionError if it cannot be made."""
        try:
            make = _MAKERS[self.change]
        except KeyError:
            raise SessionError(f"{self.change!r} is no change of the classes") from None
        return make(self, classes, event)


def _add(change: ClassChange, classes: ClassList, _: int) -> ClassList:
    return classes.add(_free_name(change.name, classes))


def _rename(change: ClassChange, classes: ClassList, _: int) -> ClassList:
    slot = slot_of(change.name, classes)
    if change.other == change.name:
        raise SessionError(f"the class is called {change.name!r} already")
    return classes.rename(slot, _free_name(change.other, classes))


def _merge(change: ClassChange, classes: ClassList, _: int) -> ClassList:
    slot, into = slot_of(change.name, classes), slot_of(change.other, classes)
    if slot == into:
        raise SessionError(f"{change.name!r} is one class: name another to merge it into")
    return _leaving_two(classes.merge(slot, into))


def _remove(change: ClassChange, classes: ClassList, _: int) -> ClassList:
    return _leaving_two(classes.remove(slot_of(change.name, classes)))


def _split(change: ClassChange, classes: ClassList, event: int) -> ClassList:
    return classes.split(slot_of(change.name, classes), event)


_MAKERS: Mapping[str, Callable[[ClassChange, ClassList, int], ClassList]] = {
    "add": _add,
    "rename": _rename,
    "merge": _merge,
    "remove": _remove,
    "split": _split,
}


def net_changes(classes: ClassList) -> tuple[ClassChange, ...]:
    """What is different from the classes at the beginning, whatever way led there."""
    return tuple(change for slot in range(len(classes.homes)) for change in _of_slot(slot, classes))


def _of_slot(slot: int, classes: ClassList) -> Iterator[ClassChange]:
    first, name, home = classes.first[slot], classes.names[slot], classes.homes[slot]
    is_new = slot >= classes.begun
    if home == REMOVED:
        if not is_new:
            yield ClassChange("remove", name)
    elif home != slot:
        yield ClassChange("merge", name, classes.names[home])
    elif is_new:
        yield ClassChange("add", name)
    elif name != first:
        yield ClassChange("rename", first, name)


def slot_of(name: str, classes: ClassList) -> int:
    """The slot of a class that holds. SessionError if there is none of the name."""
    slot = classes.slot(name)
    if slot is None:
        raise SessionError(f"there is no class {name!r}")
    return slot


def check_looks_new(change: ClassChange, classes: ClassList) -> None:
    """SessionError if another class is written the same but for capitals, blanks, or how its
    accents are stored: nobody could tell the two apart. Sessions may hold such classes."""
    new = change.name if change.change == "add" else change.other
    if change.change not in ("add", "rename"):
        return
    others = (each for each in classes.now if each not in (change.name, new))
    alike = next((each for each in others if _seen(each) == _seen(new)), None)
    if alike is not None:
        raise SessionError(
            f"there is a class {alike!r} already, which is written like {new!r}",
            hint="Choose another name, or use that class.",
        )


def _seen(name: str) -> str:
    return " ".join(normalize("NFKC", normalize("NFKC", name).casefold()).split())


def _free_name(name: str, classes: ClassList) -> str:
    if not name.strip() or name != name.strip():
        raise SessionError("a class needs a name, without blanks at its ends")
    if not name.isprintable() or len(name) > LONGEST_NAME:
        raise SessionError(
            f"a class cannot be called {name[:40]!r}",
            hint=f"A name is one line of at most {LONGEST_NAME} characters.",
        )
    if name in classes.now:
        raise SessionError(
            f"there is a class {name!r} already", hint="Choose another name, or merge the two."
        )
    return name


def _leaving_two(classes: ClassList) -> ClassList:
    if len(classes.now) < 2:
        raise SessionError(
            "a session needs two classes", hint="Add another class first: this one would be alone."
        )
    return classes
