"""How a person writes their share of a file, and how much of it is to overlap."""

from __future__ import annotations

import re
from math import isfinite
from typing import NamedTuple

from altui.errors import InputError

_SHARE = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")


class Share(NamedTuple):
    """The share `number`, from 1 on, of `of` shares."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    @property
    def in_words(self) -> str:
        return f"share {self.number} of {self.of}"


def parse_share(text: str) -> Share:
    """The share that a person has written. InputError if it is none."""
    found = _SHARE.fullmatch(text.strip())
    if found is None:
        raise InputError(
            f"'{text}' is no share",
            hint="Write `share` 1/2 for the first of two people, 2/2 for the second.",
        )
    share = Share(*map(int, found.groups()))
    if not 1 <= share.number <= share.of:
        last = share.of
        hint = f"The first is 1/{last} and the last {last}/{last}." if last else "Begin with 1/2."
        raise InputError(f"there is no share {share.number} of {last}", hint=hint)
    return share


def check_overlap(overlap: float) -> None:
    """Raises InputError for a part that is none."""
    if not (isfinite(overlap) and 0 <= overlap <= 1):
        raise InputError(
            f"an overlap of {overlap:g} is not possible",
            hint="`overlap` 0.1 gives a tenth of the rows to everybody.",
        )
