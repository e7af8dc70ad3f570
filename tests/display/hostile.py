"""What may never reach a terminal, written down apart from the code that keeps it away."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import strategies as st

BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ZERO_WIDTH = set("\u00ad\u034f\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\u3164\u115f\u1160")
VARIATION_SELECTORS = {chr(code) for code in (*range(0xFE00, 0xFE0F), *range(0xE0100, 0xE01F0))}
TAGS = {chr(code) for code in range(0xE0000, 0xE0080)}
SEPARATORS = {"\u2028", "\u2029"}
FORBIDDEN = BIDI | ZERO_WIDTH | VARIATION_SELECTORS | TAGS | SEPARATORS


def unfit(text: str) -> set[str]:
    """The characters of a text that a terminal might obey or hide."""
    return {c for c in text if c in FORBIDDEN or (c != "\n" and _controls(c))}


def _controls(character: str) -> bool:
    noncharacter = ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
    return noncharacter or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


MARKS_AND_JOINERS = "\u0301\u0e47\u200d\u200c\ufe0f\u094d\u0dca\U0001f3fd\U0001f1e9\U0001f1ea"
LETTERS = "a 1\n\r\t\x1b\x00\x7f\x9b好é👩💻❤कර한\u1160\u11a8\u3000\xa0⏎…"
any_text = st.one_of(
    st.text(st.characters(), max_size=200),
    st.text(st.sampled_from(MARKS_AND_JOINERS + LETTERS + "".join(sorted(BIDI))), max_size=200),
)


def naughty_strings() -> list[str]:
    shared = os.environ.get("ALTUI_SHARED_DATA")
    folder = Path(shared) if shared else Path(__file__).parents[3] / "shared" / "data"
    path = folder / "hostile" / "blns.json"
    if not path.is_file():
        pytest.skip("no list of naughty strings here; ALTUI_SHARED_DATA names its folder")
    strings: list[str] = json.loads(path.read_text(encoding="utf-8"))
    return strings
