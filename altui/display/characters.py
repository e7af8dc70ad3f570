"""Which characters may reach a terminal, and what replaces the others.

After `fit_characters` a text holds no control character besides newline, no bidirectional
control, no invisible character besides a joiner or emoji selector that does its work, no lone
surrogate and no noncharacter.
"""

from __future__ import annotations

import re
from itertools import chain
from unicodedata import category

from rich.cells import get_character_cell_size

REPLACEMENT = "\ufffd"
TAB = " " * 4
JOINER = "\u200d"
CIRCLE = "\u25cc"
LONGEST_RUN_OF_MARKS = 6

# No-break spaces (00A0, 2007, 202F) are left out on purpose.
BREAKING_SPACES = " \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"

# Default_Ignorable_Code_Point of the Unicode Character Database without ZWNJ (200C), ZWJ (200D)
# and VS16 (FE0F), then the interlinear annotation controls, which are as invisible.
_INVISIBLE = (
    *(0x00AD, 0x034F, 0x061C, 0x3164, 0xFEFF, 0xFFA0),
    *chain(range(0x115F, 0x1161), range(0x17B4, 0x17B6), range(0x180B, 0x1810)),
    *chain(range(0x200B, 0x200C), range(0x200E, 0x2010), range(0x2060, 0x2070)),
    *chain(range(0xFE00, 0xFE0F), range(0xFFF0, 0xFFFC), range(0x1BCA0, 0x1BCA4)),
    *chain(range(0x1D173, 0x1D17B), range(0xE0000, 0xE1000)),
)
_SEPARATORS_AND_BIDI = range(0x2028, 0x202F)
_DELETE_AND_C1 = range(0x7F, 0xA0)
_SURROGATES = range(0xD800, 0xE000)
_NONCHARACTERS = (
    *range(0xFDD0, 0xFDF0),
    *(plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF)),
)

_TABLE: dict[int, str] = {
    **dict.fromkeys(
        chain(_INVISIBLE, _SEPARATORS_AND_BIDI, _DELETE_AND_C1, _SURROGATES, _NONCHARACTERS),
        REPLACEMENT,
    ),
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) != "\n"},
    ord("\t"): TAB,
}

# A joiner works between two pictures or two letters of a joining script. Elsewhere it joins
# nothing, yet the measure of cells takes the character after it for a part of the one before.
_PICTURES = "\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff"
_JOINING_SCRIPTS = "\u0600-\u0dff"
_JOINERS = re.compile(
    rf"(?<=[{_PICTURES}]){JOINER}(?=[{_PICTURES}])"
    rf"|(?<=[{_JOINING_SCRIPTS}]){JOINER}(?=[{_JOINING_SCRIPTS}])"
    rf"|(?P<idle>{JOINER})"
)
# The longest emoji there are have three joiners; an endless chain would measure two cells.
_CHAIN = re.compile(
    rf"(?:[{_PICTURES}][\ufe0f\U0001f3fb-\U0001f3ff]{{0,2}}{JOINER}"
    rf"|[{_JOINING_SCRIPTS}]{{1,4}}{JOINER}){{6,}}"
)


_INDIC = re.compile("[\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1a00-\u1cff\ua800-\uabff]")
"""Where nearly all vowel signs stand that are written beside their letter."""


def spacing_marks(text: str) -> int:
    """Marks (Mc) that stand beside their letter: some terminals give each a cell, others none."""
    if text.isascii() or not _INDIC.search(text):
        return 0
    return sum(category(each) == "Mc" for each in text)


def fit_characters(text: str) -> str:
    """Replace, one for one, every character that a terminal could obey. CRLF becomes LF first."""
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
    text = text.translate(_TABLE)
    return _replace_idle_joiners(text) if JOINER in text else text


def _replace_idle_joiners(text: str) -> str:
    text = _JOINERS.sub(lambda found: REPLACEMENT if found["idle"] else JOINER, text)
    return _CHAIN.sub(lambda found: found[0].replace(JOINER, REPLACEMENT), text)


def settle_marks(text: str) -> tuple[str, int]:
    """Shorten runs of characters without a cell of their own; returns how many were left out.

    Stacked combining marks grow over the rows above and below and cost nothing in width. One
    that begins a line or a word has no character to stand on: it gets a dotted circle.
    """
    if text.isascii():
        return text, 0
    marks = sorted(c for c in set(text) if c != "\n" and not get_character_cell_size(c))
    if not marks:
        return text, 0
    run = "[" + re.escape("".join(marks)) + "]"
    based = re.sub(f"(?<![^\n{BREAKING_SPACES}])(?={run})", CIRCLE, text)
    runs = re.compile(f"({run}{{{LONGEST_RUN_OF_MARKS}}}){run}+")
    shorter = runs.sub(lambda found: found[1].rstrip(JOINER), based)
    return shorter, len(based) - len(shorter)
