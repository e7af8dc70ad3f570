"""The keys of the classes in few characters."""

from __future__ import annotations

from collections.abc import Iterable

from altui.config.key_registry import DIGITS

RUN = 3
"""Digits in a row that are still listed one by one."""


def shorten_keys(keys: Iterable[str]) -> str:
    """The keys in order, of four digits in a row and more only the ends: `0-9t`."""
    joined = "".join(sorted(keys, key=lambda key: (key not in DIGITS, key)))
    for first, last in ((first, last) for first in DIGITS for last in reversed(DIGITS)):
        run = DIGITS[int(first) : int(last) + 1]
        if len(run) > RUN and run in joined:
            return joined.replace(run, f"{first}-{last}")
    return joined
