from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from altui.display.text import displayable
from tests.display.hostile import any_text, naughty_strings, unfit


@given(any_text)
def test_nothing_that_a_terminal_obeys_gets_through(text: str) -> None:
    assert not unfit(displayable(text))


@given(any_text, st.integers(-1, 150), st.integers(-1, 5))
def test_a_cut_text_is_fit_too_and_keeps_the_caps(text: str, most: int, lines: int) -> None:
    shown = displayable(text, max_characters=most, max_lines=lines)
    assert not unfit(shown)
    assert len(shown) <= max(most, 0)
    assert shown.count("\n") < max(lines, 1)


@given(any_text)
def test_showing_what_is_shown_changes_nothing(text: str) -> None:
    assert displayable(displayable(text)) == displayable(text)


@given(any_text, st.integers(0, 400), st.integers(0, 9))
def test_cutting_what_was_cut_changes_nothing(text: str, most: int, lines: int) -> None:
    once = displayable(text, max_characters=most, max_lines=lines)
    assert displayable(once, max_characters=most, max_lines=lines) == once


def test_known_naughty_strings_are_tamed() -> None:
    for string in naughty_strings():
        shown = displayable(string)
        assert not unfit(shown)
        assert displayable(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words, Größe, 東京, привет", "plain words, Größe, 東京, привет"),
        ("\x1b]0;owned\x07", "␛]0;owned␇"),
        ("a\tb", "a    b"),
        ("one\r\ntwo\rthree\n", "one\ntwo␍three\n"),
        ("\x7f\x9b\x00", "\ufffd\ufffd␀"),
        ("safe\u202egnp.exe", "safe\ufffdgnp.exe"),
        ("pass\u200bword\ufeff", "pass\ufffdword\ufffd"),
        ("\u2028\u2029\ud800\ufffe\U000e0041", "\ufffd" * 5),
        ("[bold]not markup[/]", "[bold]not markup[/]"),
    ],
)
def test_this_is_shown_as_that(text: str, shown: str) -> None:
    assert displayable(text) == shown


@pytest.mark.parametrize(
    "text", ["👩\u200d💻", "❤\ufe0f", "می\u200cخواهم", "ශ\u0dca\u200dරී", "🇩🇪", "e\u0301"]
)
def test_joiners_selectors_and_accents_that_do_their_work_stay(text: str) -> None:
    assert displayable(text) == text


def test_a_joiner_that_joins_nothing_is_seen() -> None:
    assert displayable("a\u200db 👩\u200d \u200d") == "a\ufffdb 👩\ufffd \ufffd"


def test_an_endless_chain_of_joined_pictures_takes_the_room_it_takes() -> None:
    assert cell_len(displayable("👩\u200d" * 30 + "👩")) >= 60


def test_a_long_text_says_how_much_is_missing() -> None:
    shown = displayable("x" * 100_000)
    assert len(shown) <= 20_000
    kept = shown.count("x")
    assert shown.endswith(f"\n… {100_000 - kept:,} more characters")


def test_many_lines_are_cut_and_said_to_be() -> None:
    shown = displayable("line\n" * 100_000)
    assert len(shown.split("\n")) == 2_000
    assert shown.endswith("more characters")


def test_a_tower_of_accents_is_cut_down() -> None:
    assert displayable("Z" + "\u0301" * 60 + "algo") == (
        "Z" + "\u0301" * 6 + "algo\n… 54 stacked marks left out"
    )
