"""Text as one types it from memory: case and accents do not count."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import combining, normalize

UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
"""Letters that Unicode does not take apart into a letter and a mark."""


@lru_cache(16_384)
def fold(text: str) -> str:
    """Lower case without accents. Folding twice changes nothing."""
    while (folded := _fold_once(text)) != text:
        text = folded
    return text


def _fold_once(text: str) -> str:
    apart = normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not combining(each)).translate(UNDECOMPOSED)
