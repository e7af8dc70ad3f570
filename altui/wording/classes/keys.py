"""The keys of the classes in few characters."""

from __future__ import annotations

from collections.abc import Iterable

from altui.config.key_registry import DIGITS

RUN = 3
"""Digits in a row that are still listed one by one."""


FEW_CLASSES = 4
"""With more classes, their keys are listed together."""


def shorten_keys(keys: Iterable[str]) -> str:
    """Digits and letters in order, of four digits in a row and more only the ends: `0-9t`. Without
    the keys of recent classes, which change."""
    joined = "".join(sorted(key for key in keys if key.isalnum()))
    for first, last in ((first, last) for first in DIGITS for last in reversed(DIGITS)):
        run = DIGITS[int(first) : int(last) + 1]
        if len(run) > RUN and run in joined:
            return joined.replace(run, f"{first}-{last}")
    return joined
