"""What is shown, written down character by character and apart from the code, is what is shown.

Whole texts, one line, wrapped lines, padded and cut ones, and the columns of a table all show the
stored text after these replacements and nothing else.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from altui.display import console
from altui.display.lines import Span, cut, length, line
from altui.display.text import displayable, one_line, pad, wrap
from tests.display.hostile import FORBIDDEN, OWN, any_text, naughty_strings

SPACES = set(" \n\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")
INVISIBLE_TOO = {*map(chr, (*range(0x17B4, 0x17B6), *range(0x180B, 0x1810), 0xFFA0, 0x2065))} | {
    chr(code) for code in (*range(0x206A, 0x2070), *range(0xFFF0, 0xFFFC))
}
MUSIC_AND_SHORTHAND = {chr(code) for code in (*range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B))}
REPLACED = FORBIDDEN | INVISIBLE_TOO | MUSIC_AND_SHORTHAND


def replaced(text: str) -> str:
    """CRLF is a line end; a tab four spaces; a control character its picture; what is invisible
    or steers the terminal U+FFFD."""
    return "".join(map(_shown, text.replace("\r\n", "\n")))


def _shown(character: str) -> str:
    code = ord(character)
    if character == "\n":
        return character
    if character == "\t":
        return "    "
    if code < 0x20:
        return chr(0x2400 + code)
    is_tag = 0xE0000 <= code < 0xE1000
    is_noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    is_control = unicodedata.category(character) in ("Cc", "Cs")
    if is_control or is_noncharacter or is_tag or character in REPLACED:
        return "\ufffd"
    return character


def bases(text: str) -> str:
    """The dotted circle under a mark that begins a line or a word."""
    shown = ""
    for before, here in zip(["\n", *text], text, strict=False):
        lone = here != "\n" and not get_character_cell_size(here) and before in SPACES
        shown += "\u25cc" + here if lone else here
    return shown


def has_joiner(text: str) -> bool:
    """Joiners stay where they join; which those are has tests of its own."""
    return "\u200d" in text


@given(any_text)
def test_a_text_is_shown_with_these_replacements(text: str) -> None:
    assume(not has_joiner(text) and not re.search("[^\\w\\s]{7}", text))
    assert displayable(text) == bases(replaced(text))


@given(st.text("ab \t\r\n\x00\x1b\x7f\x85\x9b\u202e\u2028\ud800\ufffeé東\u0301", max_size=80))
def test_so_are_control_characters(text: str) -> None:
    assume("\u0301" * 7 not in text)
    assert displayable(text) == bases(replaced(text))


@given(any_text, st.integers(2, 60))
def test_wrapped_lines_hold_the_text_but_for_the_spaces_at_their_ends(text: str, w: int) -> None:
    shown, place = displayable(text), 0
    for each in wrap(text, w):
        while not shown.startswith(each, place):
            assert shown[place] in SPACES, (shown, place, each)
            place += 1
        place += len(each)
    assert not shown[place:].strip("".join(SPACES))


@given(any_text, st.integers(1, 80))
def test_a_cut_line_is_the_beginning_and_says_that_it_was_cut(text: str, width: int) -> None:
    whole, shown = one_line(text), one_line(text, width)
    assert shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))
    assert shown == whole or cell_len(whole) > width
    assert pad(text, width).rstrip() == shown.rstrip()
    assert pad(text, width, "right").lstrip() == shown.lstrip()


@given(st.lists(any_text, max_size=4), st.integers(1, 60))
def test_a_line_of_a_panel_is_cut_like_any_other(texts: list[str], width: int) -> None:
    spans = line(*(Span(one_line(text)) for text in texts))
    shown, whole = cut(spans, width), "".join(span.text for span in spans)
    assert length(shown) <= width
    text = "".join(span.text for span in shown)
    assert text == whole or whole.startswith(text.removesuffix("…"))


def table_cells(cell: str, width: int) -> str:
    """A column of a table as it is printed, its folded lines put together again."""
    stream = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", stream)
        patch.setattr("altui.display.streams.PIPED_WIDTH", width)
        console.put_table("", ["name"], [[cell]])
    rows = stream.getvalue().splitlines()[3:-1]
    return "".join(row.strip() for row in rows)


@given(any_text)
def test_a_cell_of_a_table_is_the_stored_text_on_one_line(text: str) -> None:
    assert _solid(table_cells(text, 60)) == _solid(one_line(text))


def test_strings_of_our_own_are_shown_whole_everywhere() -> None:
    for text in OWN:
        assert _solid("".join(wrap(text, 20))) == _solid(displayable(text))
        assert _solid(table_cells(text, 60)) == _solid(one_line(text))
        if not has_joiner(text) and "tower" not in text:
            assert displayable(text) == bases(replaced(text))


def test_known_naughty_strings_are_shown_with_these_replacements() -> None:
    for text in naughty_strings():
        if not has_joiner(text) and "marks left out" not in displayable(text):
            assert displayable(text) == bases(replaced(text))


@given(any_text)
def test_json_tells_the_stored_text_itself(text: str) -> None:
    stream = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", stream)
        console.put_json({text: text})
    assert json.loads(stream.getvalue()) == {text: text}
    assert stream.getvalue()[:-1].isprintable()


def _solid(text: str) -> str:
    return re.sub(r"\s", "", text)
