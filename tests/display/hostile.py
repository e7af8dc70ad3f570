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


def _numbered(start: int, stop: int) -> str:
    return "".join(chr(code) for code in range(start, stop))


OWN = (
    "title \x1b]0;owned\x07 and \x1b]2;owned\x1b\\ end",
    "clipboard \x1b]52;c;cm0gLXJmIH4=\x07 link \x1b]8;;http://x\x07y\x1b]8;;\x07",
    "clear \x1b[2J\x1b[H\x1b[3J home, colour \x1b[31mred\x1b[0m, up \x1b[1A\x1b[2K",
    "modes \x1b[?1049l\x1b[?25l\x1b[?1003h\x1b[?2004l\x1bc\x1b(0\x1b#8\x1b7\x1b8",
    "queries \x1b[6n\x1b[c\x1b[>c\x1b[21t\x1bZ\x05 answer",
    "strings \x1bP$qm\x1b\\ \x1b_Gi=1;AAAA\x1b\\ \x1b^pm\x1b\\ \x1bXsos\x1b\\",
    "in tmux \x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\",
    "one byte \x9b2J\x9d0;owned\x9c\x90q\x9c\x85\x84\x8d next",
    "over\rwritten \x08\x08\x08 back\x0b down\x0c page\x0e shift\x0f in \x1a sub",
    "every \x7f" + _numbered(0, 0x20).replace("\n", "") + _numbered(0x80, 0xA0),
    "bidi " + "a".join(sorted(BIDI)) + " end",
    "unseen " + "b".join(sorted(ZERO_WIDTH | SEPARATORS)) + " end",
    "tags \U000e0041\U000e0042\U000e007f vs \ufe00\ufe0e\U000e0100 end",
    "joined a\u200db \u200c\u200d 👩\u200d💻 ❤\ufe0f 🇩🇪🇫 " + "👩\u200d" * 12 + "👩",
    "tower Z" + "\u0301\u0336\u20dd" * 12 + "algo \u0e47\u0e47",
    "markup [bold red]x[/] [/] [link=http://x]y[/link] [$accent] [@click=quit]z[/] :bomb: \\[a]",
    "formats {0} %s %(x)s ${HOME} `id` $(id) \\x1b[31m &amp; <b>b</b> 'q' \"r\"",
    "tab\tand\r\ncrlf\nnewline\u2028line\u2029paragraph\x85next",
    "wide 東京都庁 한국어 😀😀 ﷽ 𒐫 ｆｕｌｌ",
    "pictures \u2400\u241b\u2421 \ufffd … ⏎ ◌",
    "nothing \ufffe\uffff\U0010ffff\ufdd0 end",
)
"""Strings of our own, each with another way to reach the terminal behind the program."""
