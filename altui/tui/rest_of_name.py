"""What is typed after a class was named and still belongs to its name: it is no key."""

from __future__ import annotations

import time
from collections.abc import Sequence

from altui.display.folded import fold
from altui.labeling.naming.narrowing import word_starts

PAUSE = 1.0
"""Seconds after which nobody is still typing the same name."""


class RestOfName:
    """`dwell`: seconds without a key after which the next one is a key again. After a code that
    begins a name, the letters that go on with the name may come more slowly."""

    def __init__(self, dwell: float) -> None:
        self._dwell = dwell
        self._last: float | None = None
        self._typed = ""
        self._ends: Sequence[str] = ()

    def begin(self, code: str = "", names: Sequence[str] = ()) -> None:
        """A class has just been named, by `code` if it was not taken with enter."""
        self._last = time.monotonic()
        begun = fold(code.strip())
        self._ends = [end for name in names for end in _ends(begun, fold(name))] if begun else ()
        self._typed = ""

    def takes(self, character: str | None = None) -> bool:
        """Whether a key pressed now is still typed with the name."""
        if self._last is None:
            return False
        now = time.monotonic()
        waited, goes_on = now - self._last, self._goes_on(character)
        if waited < self._dwell or (goes_on and waited < PAUSE):
            self._last = now
            return True
        self._last = None
        return False

    def _goes_on(self, character: str | None) -> bool:
        """Whether it is the next letter of a name that the code begins."""
        self._typed += fold(character) if character else "\n"
        self._ends = [each for each in self._ends if each.startswith(self._typed)]
        return bool(self._ends)


def _ends(begun: str, name: str) -> list[str]:
    """What is left to be typed of a name from each of its words that begins so."""
    places = (place for place in word_starts(name) if name.startswith(begun, place))
    return [name[place + len(begun) :] for place in places]
