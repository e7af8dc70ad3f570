from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from altui.display.text import displayable, one_line, pad, wrap
from tests.display.hostile import any_text, naughty_strings, unfit

widths = st.integers(0, 60)


@given(any_text, widths)
def test_one_line_is_one_line_within_its_width(text: str, width: int) -> None:
    line = one_line(text, width)
    assert cell_len(line) <= width
    assert "\n" not in line
    assert not unfit(line)


@given(any_text)
def test_one_line_without_a_width_shows_everything(text: str) -> None:
    assert one_line(text) == displayable(text).replace("\n", "⏎")


@given(any_text, widths, st.sampled_from(["left", "right"]))
def test_a_padded_text_has_exactly_its_width(text: str, width: int, align: str) -> None:
    assert cell_len(pad(text, width, "right" if align == "right" else "left")) == width


@given(any_text, st.integers(1, 60))
def test_wrapped_lines_keep_to_the_width(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in wrap(text, width))
    assert not any(unfit(line) or "\n" in line for line in wrap(text, width))


@given(any_text, st.integers(2, 60))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    assert _solid("".join(wrap(text, width))) == _solid(displayable(text))


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=9), max_size=40), st.integers(9, 40))
def test_words_that_fit_stay_whole(words: list[str], width: int) -> None:
    assert " ".join(wrap(" ".join(words), width)) == " ".join(words)


def test_known_naughty_strings_keep_to_the_width() -> None:
    for string in naughty_strings():
        assert cell_len(one_line(string, 20)) <= 20
        assert cell_len(pad(string, 20)) == 20
        assert all(cell_len(line) <= 20 for line in wrap(string, 20))


def test_paragraphs_and_indents_stay() -> None:
    assert wrap("Dear all,\n\n  buy now or never\n", 10) == [
        "Dear all,",
        "",
        "  buy now",
        "or never",
        "",
    ]


def test_a_long_word_is_broken_and_spaces_at_a_break_go() -> None:
    assert wrap("see abcdefghijklm   ok", 8) == ["see abcd", "efghijkl", "m   ok"]
    assert wrap("one two   ", 8) == ["one two"]
    assert wrap("abc defgh", 4) == ["abc", "defg", "h"]


@pytest.mark.parametrize(
    ("text", "width", "line"),
    [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("rather longer", 7, "rather…"),
        ("two\nlines", 20, "two⏎lines"),
        ("東京都庁", 6, "東京…"),
        ("👩\u200d💻👩\u200d💻", 3, "👩\u200d💻…"),
        ("🇩🇪🇫🇷", 3, "🇩🇪…"),
        ("🇩🇪🇫🇷", 2, "…"),
        ("好", 1, "…"),
        ("anything", 0, ""),
    ],
)
def test_a_line_is_cut_between_whole_characters(text: str, width: int, line: str) -> None:
    assert one_line(text, width) == line


def test_numbers_stand_flush_right() -> None:
    assert pad("7", 3, "right") == "  7"
    assert pad("東", 3) == "東 "


def _solid(text: str) -> str:
    return re.sub(r"\s", "", text)
