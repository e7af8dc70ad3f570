"""A look-alike in a line: what it has that the row on the screen has not is marked, and seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.data.dataset import Field
from altui.data.schema import Role
from altui.display.lines import Line, length, text_of
from altui.labeling.showing.shown_row import ShownRow
from altui.learning.neighbours.measures import COSINE, DISTANCE
from altui.wording.view.alike import difference_line, mark_text, near_text
from tests.tui.making import HOSTILE, LONG, WIDE, a_shown_row

texts = st.one_of(st.text(max_size=80), st.sampled_from([HOSTILE, WIDE, LONG, ""]))


def text_row(text: str, *fields: Field) -> ShownRow:
    return a_shown_row(Field("text", text, Role.TEXT), *fields)


def numbers(**cells: str) -> ShownRow:
    return a_shown_row(*(Field(name, cell, Role.NUMERIC) for name, cell in cells.items()))


def new(spans: Line) -> list[str]:
    return [span.text for span in spans if span.kind == "strong"]


def test_words_that_only_this_row_has_are_marked() -> None:
    told = difference_line(text_row("Where is my order?"), text_row("where is my blue coat"), 60)
    assert new(told) == ["blue", "coat"]
    assert mark_text(told) == "where is my ‹blue coat›"


def test_a_word_far_behind_is_seen_all_the_same() -> None:
    told = difference_line(text_row(LONG), text_row(f"{LONG} but this one is new"), 60)
    assert "but this one is" in text_of(told) and length(told) <= 60


def test_how_many_more_differ_is_said_where_there_is_no_room() -> None:
    words = " ".join(f"word{number}" for number in range(40))
    told = difference_line(text_row("nothing of it"), text_row(words), 60)
    shown = text_of(told).split()
    assert shown[-2:] == ["…", f"+{40 - len(shown[:-2])}"]


def test_columns_that_differ_are_told_and_the_others_named() -> None:
    told = difference_line(
        numbers(length="1.5", weight="2", age="7"), numbers(length="1.6", weight="2", age="7"), 60
    )
    assert text_of(told) == "length 1.6  same: weight, age"
    assert new(told) == ["1.6"]


def test_beside_a_text_only_columns_that_differ_are_told() -> None:
    of = text_row("a text", Field("size", "1", Role.NUMERIC), Field("kind", "x", Role.CATEGORICAL))
    other = text_row(
        "a text", Field("size", "1", Role.NUMERIC), Field("kind", "", Role.CATEGORICAL)
    )
    assert text_of(difference_line(of, other, 60)) == "a text  kind (empty)"


def test_an_id_differs_always_and_is_not_told() -> None:
    of, other = (a_shown_row(Field("id", name, Role.ID)) for name in "ab")
    assert text_of(difference_line(of, other, 60)) == ""


@given(texts, texts, st.integers(1, 120))
def test_any_text_fits_in_any_width(one: str, other: str, width: int) -> None:
    for of in (text_row(one), text_row(one, Field("size", other, Role.NUMERIC))):
        told = difference_line(of, text_row(other, Field("size", one, Role.NUMERIC)), width)
        assert length(told) <= width
        assert "\x1b" not in text_of(told)


@pytest.mark.parametrize(
    ("measure", "near", "said"),
    [
        (COSINE, 1.0, "1.00"),
        (COSINE, 0.9999, "0.99"),
        (COSINE, 0.5, "0.50"),
        (DISTANCE, 0.0, "0.00"),
        (DISTANCE, 0.001, "0.01"),
        (DISTANCE, 3.25, "3.25"),
    ],
)
def test_only_what_is_the_same_looks_the_same(measure: str, near: float, said: str) -> None:
    assert near_text(measure, near) == said
