"""Names that are too long, shortened so that those which begin alike can still be told apart.

No shortened name is wider than asked for; a name that fits stays whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from unicodedata import combining

from rich.cells import cell_len

from altui.display.text import one_line

NARROWEST = 8
"""Cells. In fewer there is no room for a beginning and for what differs."""


def shorten_apart(names: Sequence[str], width: int) -> list[str]:
    """Each name on one line of at most `width` cells. Of names that would look the same, what they
    have in common gives way, behind its beginning."""
    texts = [one_line(name, width) for name in names]
    if width < NARROWEST:
        return texts
    waiting = list(_alike(texts, range(len(texts))))
    while waiting:
        places = waiting.pop()
        wholes = [one_line(names[place]) for place in places]
        start = _where_they_part(wholes, width)
        widest = max(cell_len(whole[start:]) for whole in wholes)
        behind = min(widest, width - width // 3)
        for place, whole in zip(places, wholes, strict=True):
            head = one_line(whole[:start], width - behind)
            texts[place] = head + one_line(whole[start:], behind)
        # Those that part further behind are still alike: they part again, among themselves.
        waiting += [each for each in _alike(texts, places) if len(each) < len(places)]
    return texts


def share_room(lengths: Sequence[int], room: int, most: int) -> int:
    """The largest width, at most `most`, to which texts of these lengths can be cut so that they
    fit together: the short ones stay whole, and the long ones share what is left."""
    left = room
    for place, length in enumerate(sorted(lengths)):
        width = left // (len(lengths) - place)
        if length > width:
            return max(min(width, most), 0)
        left -= length
    return most


def _alike(texts: Sequence[str], places: Sequence[int]) -> list[list[int]]:
    """The places of texts that look the same, where there are several."""
    found: dict[str, list[int]] = defaultdict(list)
    for place in places:
        found[texts[place]].append(place)
    return [each for each in found.values() if len(each) > 1]


def _where_they_part(wholes: Sequence[str], width: int) -> int:
    """The first character in which they differ, or the beginning of its word where that is near."""
    first, last = min(wholes), max(wholes)
    pairs = enumerate(zip(first, last, strict=False))
    parting = next((place for place, (a, b) in pairs if a != b), len(first))
    start = first.rfind(" ", 0, parting) + 1
    if parting - start > width // 3:
        start = parting - 1
    while start and combining(first[start : start + 1] or " "):
        start -= 1
    return start
