"""Reasons of characters are told as the stretches of text, and the words, that they stand in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.display.marking import marked
from altui.labeling.explaining.stretches import join_characters


def test_neighbours_of_one_sign_are_one_stretch() -> None:
    found = join_characters(
        "这本书质量很差，不喜欢", {"质": 0.1, "质量": 0.4, "很差": 0.4, "差": 0.5, "喜欢": -0.4}
    )
    assert found == {"质量很差": pytest.approx(1.4), "喜欢": pytest.approx(-0.4)}


def test_what_is_quiet_is_left_out_of_a_stretch() -> None:
    assert list(join_characters("质量很差", {"差": 1.0, "质量": 0.1})) == ["差"]


def test_characters_within_a_word_are_told_as_the_word() -> None:
    found = join_characters("A Refund, funded", {" re": 0.5, "fund": 0.4, "ded ": -0.2, "d ": 0.1})
    assert found == {"refund": pytest.approx(0.7), "funded": pytest.approx(0.1)}


@given(
    st.text("ab 中文字", max_size=20),
    st.dictionaries(st.text("ab中文", min_size=1), st.floats(1, 2)),
)
def test_nothing_that_is_loud_is_lost(text: str, weights: dict[str, float]) -> None:
    standing = {run: each for run, each in weights.items() if run in text}
    total = sum(join_characters(text, standing).values())
    assert total <= sum(standing.values()) + 1e-9
    assert bool(total) == bool(standing)


def test_a_stretch_is_marked_where_it_stands_even_over_two_lines() -> None:
    lines = marked(["这本书质", "量很差 质量"], {"质量": 0.5, "差": -1.0})
    assert [[(each.text, each.weight) for each in line] for line in lines] == [
        [("这本书", 0.0), ("质", 0.5)],
        [("量", 0.5), ("很", 0.0), ("差", -1.0), (" ", 0.0), ("质量", 0.5)],
    ]
