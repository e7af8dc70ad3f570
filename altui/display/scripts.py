"""Words and characters in the scripts of the world: what the features count, the marks find again.

A word is two or more letters or digits in a row, as scikit-learn takes them, with the marks that
stand on them. Where a script puts no blanks between words, its characters are read: a letter with
its marks.
"""

from __future__ import annotations

import re

UNSPACED_LETTERS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese."""

_ON_UNSPACED = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059"
    "\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u109a-\u109d"
    "\u17b4-\u17d3\u17dd\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f"
)
_ACCENTS = "\u0300-\u036f\u05b0-\u05bd\u05bf\u05c1\u05c2\u05c7\u0610-\u061a\u064b-\u065f\u0670"
"""With the points of Hebrew and Arabic."""

_INDIAN = "\u0900-\u0963\u0966-\u0dff"
"""Letters and signs, which stand for a letter each; without the full stops."""

_SPACED = rf"(?![{UNSPACED_LETTERS}])"

CHARACTER = re.compile(rf"[{UNSPACED_LETTERS}][{_ON_UNSPACED}]*")
"""A character of a script without blanks."""

UNSPACED = re.compile(rf"[{UNSPACED_LETTERS}{_ON_UNSPACED}]+")
"""A run of them."""

WORD = re.compile(rf"\w[{_ACCENTS}]*[\w{_INDIAN}][\w{_ACCENTS}{_INDIAN}]*")

UNIT = re.compile(
    rf"(?P<character>{CHARACTER.pattern})"
    rf"|(?P<word>{_SPACED}\w[{_ACCENTS}]*(?:{_SPACED}[\w{_ACCENTS}{_INDIAN}])+)"
    r"|(?P<sign>\S)"
)
"""What a text is made of for a reader: characters, words of the other scripts, and signs."""


def has_characters(text: str) -> bool:
    """Whether a part of the text is in a script without blanks."""
    return not text.isascii() and CHARACTER.search(text) is not None
