"""What holds of a row that several people have answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Ground(StrEnum):
    """Why a class holds, or that none does."""

    ALIKE = "alike"
    MAJORITY = "majority"
    SETTLED = "settled"
    OPEN = "open"


class Verdict(NamedTuple):
    """`held` is the class that holds; None where the answers are OPEN."""

    ground: Ground
    held: int | None


MAJORITY_OF = 3
"""Answers that a majority needs: one of two is none."""


def judge(answers: Iterable[int], settled: int | None = None) -> Verdict:
    """The verdict on the classes that people gave, one each and at least one in all, and on the one
    that a third person `settled` it by."""
    if settled is not None:
        return Verdict(Ground.SETTLED, settled)
    said = [*answers]
    if len({*said}) == 1:
        return Verdict(Ground.ALIKE, said[0])
    ((first, most),) = Counter(said).most_common(1)
    if len(said) >= MAJORITY_OF and 2 * most > len(said):
        return Verdict(Ground.MAJORITY, first)
    return Verdict(Ground.OPEN, None)
