"""What each row of a dataset is there for."""

from __future__ import annotations

from enum import IntEnum


class Part(IntEnum):
    UNLABELED = 0
    LABELED = 1
    TEST = 2
    AUDIT = 3
    ASIDE = 4
    """It has a label but belongs to rows that measure the accuracy, so it does not train."""
