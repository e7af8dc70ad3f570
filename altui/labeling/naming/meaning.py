"""What a typed line means as a class: its key, its code, its name, or the beginning of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.display.folded import fold
from altui.labeling.naming.narrowing import narrow

if TYPE_CHECKING:
    from altui.labeling.showing.class_keys import ClassKey


def by_key(text: str, classes: Sequence[ClassKey]) -> ClassKey | None:
    """The class with this key or code, which no word of altui takes the place of."""
    key = (each for each in classes if each.key and each.key == text)
    code = (each for each in classes if each.code and fold(each.code) == fold(text))
    return next(key, None) or next(code, None)


def by_name(text: str, classes: Sequence[ClassKey]) -> list[ClassKey]:
    """The class of this name; else all classes whose names it may begin. Case and accents count
    only between names that differ in nothing else."""
    exact = [each for each in classes if is_name(text, each)]
    if exact or not text.strip():
        return exact
    names = [each.shown for each in classes]
    found = [classes[index] for index in narrow(text, names, range(len(names)))]
    whole = [each for each in found if fold(each.shown).split() == fold(text).split()]
    return whole or found


def is_name(text: str, each: ClassKey) -> bool:
    """Whether this is what the class is called, in the session or on the screen."""
    return text.strip() in (each.name.strip(), each.shown.strip())


def is_whole(text: str, each: ClassKey) -> bool:
    """Whether this is the key, the code or the name of the class, and no beginning."""
    return by_key(text, [each]) is not None or is_name(text, each)


def named(text: str, classes: Sequence[ClassKey]) -> list[ClassKey]:
    """What is meant where a name is asked for: a class of this very name comes before the one that
    has it as its key or code."""
    exact = [each for each in classes if is_name(text, each)]
    return exact or meant(text, classes)


def meant(text: str, classes: Sequence[ClassKey]) -> list[ClassKey]:
    """The class with this key or code, or else those that the name may mean."""
    chosen = by_key(text.strip(), classes)
    return [chosen] if chosen else by_name(text, classes)
