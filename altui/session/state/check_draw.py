"""Draws the random check by row. Copies are one question, so the first drawn of them is asked and
stands for all that were drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from altui.data.dataset import Part
from altui.learning.honesty.random_check import Draw, draw, draw_within_groups

if TYPE_CHECKING:
    from altui.data.units.units import Units
    from altui.session.state.order import Integers


def draw_check(rows: Integers, units: Units, size: int, seed: int) -> list[Draw]:
    """`size` of these rows and half as many in reserve; fewer where their groups would take too
    many of the rows with them."""
    if units.groups is None:
        drawn = draw(rows, size, seed)
    else:
        drawn = draw_within_groups(rows, units.groups[rows], size, seed)
    return drawn if units.identical is None else _by_question(drawn, units.identical.set_of)


def _by_question(drawn: list[Draw], set_of: Integers) -> list[Draw]:
    """The first drawn row of each set in place of the others; in reserve one row is enough."""
    first: dict[int, int] = {}
    found = []
    for each in drawn:
        k = int(set_of[each.row])
        row = each.row if k < 0 else first.setdefault(k, each.row)
        if row == each.row or each.item is not None:
            found.append(Draw(row, each.item))
    return found


def count_questions(rows: Integers, units: Units) -> int:
    """How many questions these rows are."""
    if units.identical is None:
        return len(rows)
    sets = units.identical.set_of[rows]
    return int(np.count_nonzero(sets < 0)) + len(np.unique(sets[sets >= 0]))


def count_items(drawn: list[Draw]) -> int:
    """The size of the check that these rows make up."""
    return int(np.count_nonzero([each.item is not None for each in drawn]))


def describe_groups(drawn: list[Draw], units: Units, part: Integers) -> str:
    """What the random check means for the groups of its rows, in a sentence."""
    if not drawn or units.groups is None:
        return "No random check: the groups are too few, or too large, to set some apart"
    rows = [each.row for each in drawn]
    is_theirs = np.isin(units.groups, units.groups[rows]) & (part == Part.UNLABELED)
    others = int(is_theirs.sum()) - len({*rows})
    groups = len(np.unique(units.groups[rows]))
    return (
        f"Random check: {count_items(drawn):,} rows of {groups:,} groups, whose {others:,} others "
        "come last and never train"
    )
