"""Like columns as one: names that share a prefix and count up, such as p0, p1 ... p783.

A group is written `p0..p783` where it is typed. Such a range stands for each name that counts from
its first to its last, wherever these columns stand in the file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator, Sequence

from altui.errors import InputError

LEAST = 3
"""So many columns are a group; fewer are as short one by one."""

MOST_IN_RANGE = 200_000

NUMBERED = re.compile(r"(.*?)(0|[1-9][0-9]{0,8}|[0-9]{2,9})", re.DOTALL)
"""A name and the number at its end."""

DOTS = ".."


def find_groups(names: Sequence[str], kinds: Sequence[Hashable]) -> list[range]:
    """The places of all names in order, those of a group together, each other one alone.

    The names of a group count up by one, and are of one kind; None goes with any kind.
    """
    groups: list[range] = []
    start = 0
    while start < len(names):
        end = _end_of_run(names, kinds, start)
        if end - start >= LEAST:
            groups.append(range(start, end))
        else:
            end = start + 1
            groups.append(range(start, end))
        start = end
    return groups


def group_words(names: Sequence[str]) -> str:
    """A group, or a single name, as a person reads it."""
    return names[0] if len(names) == 1 else f"{names[0]} ... {names[-1]}"


def write_ranges(
    names: Sequence[str], kinds: Sequence[Hashable], known: Collection[str]
) -> list[tuple[str, int]]:
    """Each name or range as it is typed, and the place of its first name; a text that is the name
    of a `known` column is no range."""
    written: list[tuple[str, int]] = []
    for places in find_groups(names, kinds):
        text = f"{names[places[0]]}{DOTS}{names[places[-1]]}"
        if len(places) > 1 and text not in known:
            written.append((text, places[0]))
        else:
            written += [(names[place], place) for place in places]
    return written


def expand_range(text: str) -> list[str] | None:
    """The names that `p0..p783` stands for; None for a text that is no range.

    Raises InputError for a range that goes down, or from one name to another.
    """
    if DOTS not in text:
        return None
    for cut in re.finditer(r"(?=\.\.)", text):
        names = _count(text[: cut.start()], text[cut.start() + len(DOTS) :])
        if names is not None:
            return names
    first, _, last = text.partition(DOTS)
    if not NUMBERED.fullmatch(first) or not NUMBERED.fullmatch(last):
        return None
    raise InputError(
        f"'{text}' is no range of columns",
        hint="A range counts up from one name to a later one of the same kind: p0..p783.",
    )


def _count(first: str, last: str) -> list[str] | None:
    one, other = NUMBERED.fullmatch(first), NUMBERED.fullmatch(last)
    if one is None or other is None or one[1] != other[1]:
        return None
    low, high = int(one[2]), int(other[2])
    width = len(one[2]) if one[2].startswith("0") and len(one[2]) > 1 else 0
    if not low < high < low + MOST_IN_RANGE or (width and width != len(other[2])):
        return None
    return [f"{one[1]}{number:0{width}}" for number in range(low, high + 1)]


def _end_of_run(names: Sequence[str], kinds: Sequence[Hashable], start: int) -> int:
    """The place behind the last name that counts on from the one at `start`, of its kind."""
    kind = kinds[start]
    end = start + 1
    for expected in _following(names[start]):
        if end == len(names) or names[end] != expected:
            break
        if kinds[end] is not None:
            if kind is not None and kinds[end] != kind:
                break
            kind = kinds[end]
        end += 1
    return end


def _following(name: str) -> Iterator[str]:
    """The names that count on from this one: p8, p9, p10, and 08, 09, 10."""
    found = NUMBERED.fullmatch(name)
    if found is None:
        return
    width = len(found[2]) if found[2].startswith("0") else 0
    number = int(found[2]) + 1
    while width < 2 or number < 10**width:
        yield f"{found[1]}{number:0{width}}"
        number += 1
