"""Which classes a person means by the beginnings of words that they typed. Only pure functions.

Typing more never brings back a class that is gone, and never changes the order of the others,
except that a name typed in full comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from altui.display.folded import fold

IDEOGRAPHS = "\u2e80"
"""From here on a character is a word of its own: Chinese and Japanese put no blanks in between."""


def narrow(typed: str, names: Sequence[str], order: Iterable[int]) -> list[int]:
    """The indices, in the given order, of the names that have words with these beginnings, each
    beginning in a word of its own. Without any all names.

    Without a blank the letters may also be the beginnings of several words, in the order of the
    name: `caa` and `ca a` both mean `card arrival`.
    """
    parts = sorted(fold(typed).split(), key=len, reverse=True)
    has = _has_words if len(parts) != 1 else _has_letters
    found = [index for index in order if has(parts, fold(names[index]))]
    whole = " ".join(fold(typed).split())
    return sorted(found, key=lambda index: " ".join(fold(names[index]).split()) != whole)


def _has_words(parts: Sequence[str], name: str) -> bool:
    """Whether each of `parts`, the longest first, begins at another word of the name."""
    free = list(word_starts(name))
    for part in parts:
        # Two beginnings fit the same word only if one begins the other: the longer one chooses
        # first, and takes nothing that the shorter one needs.
        start = next((place for place in free if name.startswith(part, place)), None)
        if start is None:
            return False
        free.remove(start)
    return True


def _has_letters(parts: Sequence[str], name: str) -> bool:
    """Whether the one part is the beginning of a word, or can be cut into those of several."""
    (part,) = parts
    reached = {0}  # so many letters are the beginnings of words up to here
    for start in word_starts(name):
        for letters in tuple(reached):
            common = _count_common(part[letters:], name[start:])
            reached.update(range(letters + 1, letters + common + 1))
    return len(part) in reached


def _count_common(first: str, second: str) -> int:
    """How many letters two texts begin with in common."""
    pairs = zip(first, second, strict=False)
    return next(
        (place for place, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second))
    )


@lru_cache(16_384)
def word_starts(name: str) -> tuple[int, ...]:
    """Where words of a folded name begin: at its start, behind what is no letter or digit, and
    with each ideograph."""
    return tuple(
        place
        for place, character in enumerate(name)
        if place == 0 or character >= IDEOGRAPHS or not name[place - 1].isalnum()
    )
