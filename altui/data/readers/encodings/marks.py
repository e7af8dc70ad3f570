"""What speaks against a decoding whatever its language: capitals in words, odd signs, controls.

All figures are costs, as in `letters`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise

QUOTES = frozenset("“”„‘’‚«»‹›\"'")
DASHES = frozenset("–—")
WITH_NUMBERS = frozenset("€£°²³½¼¾µ±×‰º¥¢")
AT_WORDS = frozenset("¿¡§№©®™•…·ª")
HIDDEN = frozenset("\xa0\xad\u200c\u200d\u200e\u200f\u202f")

MEASURES = frozenset("€£°")
POWERS = frozenset("²³")

AT_HOME = 2.0  # prices and measures stand in nearly every row of a table
IN_PLACE = 3.5
OUT_OF_PLACE = 7.0
ODD = 10.0
IMPOSSIBLE = 14.0
CAPITAL = 1.0
CAPITAL_IN_WORD = 5.0
WORD = re.compile(r"[^\W\d_]+")


@cache
def sign_cost(before: str, sign: str, after: str) -> float:
    """The cost of what is no letter, by what stands beside it."""
    inside = before.isalpha() and after.isalpha()
    if sign in QUOTES:
        return _quote_cost(before.isalnum(), sign, after.isalnum())
    if sign in DASHES:
        return OUT_OF_PLACE - 2 if inside else IN_PLACE
    if sign in HIDDEN:
        return IN_PLACE + 1
    if sign in WITH_NUMBERS:
        return _number_sign_cost(before, sign, after)
    if sign == "µ" and not before.isalpha():
        return IN_PLACE
    if sign in AT_WORDS:
        return ODD if inside and sign not in "…·" else IN_PLACE + 1
    return _odd_cost(sign) + before.isalpha() + after.isalpha()


def _quote_cost(follows: bool, sign: str, precedes: bool) -> float:
    if precedes and (follows or sign == "’"):
        return OUT_OF_PLACE
    return IN_PLACE


def _number_sign_cost(before: str, sign: str, after: str) -> float:
    if sign in POWERS and before == "m" and not after.isalpha():
        return AT_HOME
    if sign in MEASURES and not (before.isalpha() or after.isalpha()):
        return AT_HOME
    if before.isdigit() or after.isdigit():
        return IN_PLACE
    return ODD if before.isalpha() and after.isalpha() else IN_PLACE + 2


def _odd_cost(sign: str) -> float:
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Co", "Cn", "Cs"):
        return IMPOSSIBLE
    return ODD


def capitals_cost(text: str) -> float:
    """Capitals outside ASCII are rarer than small letters, and stand at the start of words."""
    if text.islower():
        return 0.0
    return sum(_word_cost(word) for word in WORD.findall(text) if not word.isascii())


def _word_cost(word: str) -> float:
    if word.islower():
        return 0.0
    if word.isupper() or word[1:].islower():
        return CAPITAL
    breaks = sum(
        left.islower() != right.islower()
        for left, right in pairwise(word[1:])
        if not (left.isascii() and right.isascii()) and "ß" not in (left, right)
    )
    starts_small = word[0].islower() and word[1].isupper()
    return CAPITAL_IN_WORD * (breaks + starts_small)
