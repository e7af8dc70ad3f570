"""The line in which a class is named: what is typed, what fits it, and which is chosen.

A name needs Enter. Only a declared code is taken as it stands, and only when it is typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from altui.display.folded import fold
from altui.labeling.naming.narrowing import narrow

if TYPE_CHECKING:
    from altui.labeling.showing.class_keys import ClassKey

ADD = "+"


class Choice(NamedTuple):
    """The class that the person wants; `is_new` if the session does not have it yet."""

    name: str
    is_new: bool = False


class ClassLine:
    """`order` are the indices of all classes, the likeliest first. `can_add`: whether a name that
    no class has may become a class."""

    def __init__(
        self, classes: Sequence[ClassKey], order: Sequence[int], *, can_add: bool = False
    ) -> None:
        self._classes, self._order, self.can_add = classes, order, can_add
        self.names = [each.shown for each in classes]
        # A code that became the name of a class is that name, which needs Enter.
        called = {fold(name) for name in self.names}
        codes = {fold(each.code): each.name for each in classes if each.code}
        self._by_code = {code: name for code, name in codes.items() if code not in called}
        self._put("")

    def _put(self, typed: str) -> None:
        self.typed = typed
        self.matches = [self._classes[i] for i in narrow(typed, self.names, self._order)]
        self.at = 0
        self.is_adding = False
        """Whether the next Enter adds a class of the typed name."""

    def type(self, character: str) -> Choice | None:
        """Take one typed character; returns the class whose code is complete with it."""
        if character == ADD and self._may_add():
            self.is_adding = True
            return None
        self._put(self.typed + character)
        name = self._by_code.get(fold(self.typed.strip()))
        return None if name is None else Choice(name)

    def paste(self, text: str) -> None:
        """Take a text that nobody typed: it narrows, and decides nothing."""
        self._put(f"{self.typed}{' '.join(text.split())}")

    def erase(self) -> None:
        """Take back the last character, or the wish to add a class."""
        self._put(self.typed if self.is_adding else self.typed[:-1])

    def move(self, by: int) -> None:
        """Choose a class further down or up; it stays among those that fit."""
        self.at = max(0, min(self.at + by, len(self.matches) - 1))

    def enter(self) -> Choice | None:
        """The chosen class; None where no class fits."""
        if self.is_adding:
            return Choice(self.typed.strip(), is_new=True)
        return Choice(self.matches[self.at].name) if self.matches else None

    def _may_add(self) -> bool:
        typed = self.typed.strip()
        is_known = fold(typed) in map(fold, self.names)
        is_part = bool(narrow(self.typed + ADD, self.names, self._order))
        return self.can_add and bool(typed) and not (is_known or is_part)
