"""The random check: rows drawn from the whole pool before the first query. They never train.

One query in five is such a row until thirty have a label, then one in ten. Its place among the five
or ten is random: a person who counts must not know which row it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from altui.learning.evaluation import wilson_interval

if TYPE_CHECKING:
    from numpy.random import Generator

    from altui.learning.arrays import IntArray

FREQUENT, EVERY, EVERY_LATER = 30, 5, 10

LARGEST_SHARE = 10
"""At most one row in this many of the pool is checked."""

MOST_IN_GROUPS = 0.25
"""The groups of the rows that are checked hold at most this share of the pool."""

FEWEST_ROWS = 10
"""A smaller check could never show an accuracy, so there is none."""

TYPICAL_ACCURACY = 0.9


class Draw(NamedTuple):
    """A row set aside. `item` is the number of the label that it will be, counted from 1; None for
    a reserve row, which replaces an ignored one."""

    row: int
    item: int | None


def size_for(wanted: int, pool: int) -> int:
    """The size of the check for a pool of this size; 0 if it would be too small."""
    size = min(wanted, pool // LARGEST_SHARE)
    return size if size >= FEWEST_ROWS else 0


def draw(rows: IntArray, size: int, seed: int) -> list[Draw]:
    """`size` of the pool's `rows`, and half as many reserve rows, in random order."""
    import numpy as np  # the price of a check is told before arrays are needed

    rng = np.random.default_rng([seed, size])
    reserve = min(size // 2, len(rows) - size)
    drawn = rng.choice(rows, size + reserve, replace=False).tolist()
    return _with_items(drawn, size, rng)


def draw_within_groups(rows: IntArray, groups: IntArray, size: int, seed: int) -> list[Draw]:
    """The same where the rest of a drawn row's group never trains: rows of further groups are
    passed over once the drawn groups hold MOST_IN_GROUPS of all rows. `groups` (m,) are those of
    the `rows` (m,). Empty where so few rows are left that they could measure nothing."""
    import numpy as np

    rng = np.random.default_rng([seed, size])
    names, codes, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    left = int(MOST_IN_GROUPS * len(rows))
    is_drawn = np.zeros(len(names), bool)
    drawn: list[int] = []
    for place in rng.permutation(len(rows)).tolist():
        group = codes[place]
        if not is_drawn[group]:
            if sizes[group] > left:
                continue
            is_drawn[group] = True
            left -= int(sizes[group])
        drawn.append(int(rows[place]))
        if len(drawn) == size + size // 2:
            break
    size = min(size, len(drawn))
    return _with_items(drawn, size, rng) if size >= FEWEST_ROWS else []


def _with_items(drawn: list[int], size: int, rng: Generator) -> list[Draw]:
    """The first `size` rows with the numbers of their labels, the others in reserve."""
    items = [start + int(rng.integers(length)) for start, length in map(_block, range(size))]
    reserve: list[int | None] = [None] * (len(drawn) - size)
    return [Draw(*pair) for pair in zip(drawn, [*items, *reserve], strict=True)]


def is_due(answered: int, checked: int, items: Sequence[int]) -> bool:
    """Whether the next query is of the check, after `checked` of `answered` labels were."""
    return checked < len(items) and answered + 1 >= items[checked]


def price(size: int) -> str:
    """The cost of the check and its precision, in a sentence: of identical rows one is asked."""
    first, length = _block(size - 1)
    low, high = wilson_interval(round(TYPICAL_ACCURACY * size), size)
    points = round(50 * (high - low))
    return (
        f"Up to {size} of your first {first + length - 1} labels go into a random check that "
        f"measures the accuracy to about ±{points} points; --audit 0 turns it off."
    )


def _block(place: int) -> tuple[int, int]:
    """First item and length of the stretch that holds the check's item `place` (from 0)."""
    if place < FREQUENT:
        return EVERY * place + 1, EVERY
    return EVERY * FREQUENT + EVERY_LATER * (place - FREQUENT) + 1, EVERY_LATER
