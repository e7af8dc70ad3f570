"""The classes as a person gives them: each with its key, its code and what it means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from altui.config.keymap import STANDARD, KeyMap

if TYPE_CHECKING:
    from altui.config.guidance import Guidance
    from altui.session.classes.class_list import ClassList


@dataclass(frozen=True)
class ClassKey:
    """A class as the person gives it."""

    key: str
    """The key that labels with it now; empty if it is only named."""
    name: str
    description: str = ""
    code: str = ""
    """Two characters or more that stand for its name where classes are named."""
    title: str = ""
    """What a person reads for its name, where that is only a number or a code."""

    @property
    def shown(self) -> str:
        """What the class is called on the screen; the session has its `name`."""
        return self.title or self.name


def class_keys(
    names: tuple[str, ...], keymap: KeyMap = STANDARD, guidance: Guidance | None = None
) -> tuple[ClassKey, ...]:
    """The classes with their keys, codes and descriptions."""
    entries = {each.name: each for each in guidance.entries} if guidance else {}
    own = guidance.own_keys if guidance else {}
    return tuple(
        ClassKey(key, name, entries[name].description, entries[name].code, entries[name].title)
        if name in entries
        else ClassKey(key, name)
        for key, name in zip(keymap.class_keys(names, own), names, strict=True)
    )


def keys_of_classes(
    classes: ClassList, keymap: KeyMap = STANDARD, guidance: Guidance | None = None
) -> tuple[ClassKey, ...]:
    """The classes that hold. Each keeps the key that it got when it was made, also under another
    name; the key of a class that is gone stays free."""
    keys = [each.key for each in class_keys(classes.first[: classes.begun], keymap, guidance)]
    free = keymap.left(keys)
    for name in classes.first[classes.begun :]:
        key = name if name in free else next(iter(free), "")
        free = [each for each in free if each != key]
        keys.append(key)
    entries = {each.name: each for each in guidance.entries} if guidance else {}
    known = []
    for slot, name in zip(classes.active, classes.now, strict=True):
        entry = entries.get(name) or entries.get(classes.first[slot])
        # Another name is what the person wants to read; a class of the title's name comes first.
        is_titled = entry is not None and entry.name == name and entry.title not in classes.now
        title = entry.title if entry is not None and is_titled else ""
        said = (entry.description, entry.code, title) if entry else ()
        known.append(ClassKey(keys[slot], name, *said))
    return tuple(known)


def keep_keys(classes: Iterable[ClassKey], before: Iterable[ClassKey]) -> tuple[ClassKey, ...]:
    """The classes; one without a key has the key that it had `before`."""
    keys = {each.name: each.key for each in before}
    return tuple(replace(each, key=each.key or keys.get(each.name, "")) for each in classes)
