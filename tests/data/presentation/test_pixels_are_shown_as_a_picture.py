"""Which columns are a picture, and what it looks like; nothing else hangs on it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from altui.data.dataset import DataOptions
from altui.data.inference.columns import infer_schema, restore_schema
from altui.data.inference.form_questions import ask_about_columns
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.data.presentation.pixel_grid import find_grids
from altui.data.schema import Role, Schema
from altui.errors import InputError

PIXELS = [f"p{k}" for k in range(64)]
BY_PLACE = [f"{row}x{column}" for row in range(1, 9) for column in range(1, 9)]


def table(names: Sequence[str], highest: int = 255, rows: int = 12, tail: str = "") -> MemoryTable:
    """The first pixel is always 0; an age and a label stand around them."""
    made = [
        [
            str(20 + row),
            *(f"{row * k % (highest + 1)}{tail}" for k in range(len(names))),
            "ab"[row % 2],
        ]
        for row in range(rows)
    ]
    return MemoryTable("pixels.csv", ["age", *names, "label"], made)


def schema_of(names: Sequence[str], highest: int = 255, tail: str = "") -> Schema:
    return infer_schema(table(names, highest, tail=tail))


def offered(names: Sequence[str], highest: int = 255, tail: str = "") -> list[object]:
    found = ask_about_columns(schema_of(names, highest, tail), (), is_shown=True)
    return [answer.value for question in found for answer in question.answers]


@pytest.mark.parametrize("names", [PIXELS, BY_PLACE, [f"pixel_{k:02}" for k in range(64)]])
@pytest.mark.parametrize("tail", ["", ".0"])
def test_a_square_of_bytes_is_offered_as_a_picture(names: list[str], tail: str) -> None:
    assert offered(names, tail=tail) == ["8x8", "no"]


def test_what_is_no_square_or_no_bytes_is_not() -> None:
    assert offered(PIXELS[:63]) == []
    assert offered(PIXELS, highest=300) == []
    assert offered(PIXELS, tail=".5") == []
    assert offered([f"{k} q" if k % 2 else f"q{k}" for k in range(64)]) == []
    assert offered(PIXELS, highest=7) == [], "answers of a questionnaire"
    assert offered(PIXELS[:49]) == []
    assert ask_about_columns(schema_of(PIXELS), (), is_shown=False) == ()


def test_the_columns_are_found_by_a_session_that_knows_only_their_roles() -> None:
    opened = table(PIXELS)
    schema = restore_schema(opened, infer_schema(opened).roles())
    for pixels, size in (("8x8", (8, 8)), ("16x4", (16, 4))):
        (grid,) = find_grids(schema, pixels)
        assert list(grid.names) == PIXELS and (grid.width, grid.height) == size
    assert find_grids(schema, None) == find_grids(schema, "no") == ()


def test_columns_of_any_names_are_a_picture_when_they_are_alone() -> None:
    names = ["".join("ab"[k >> bit & 1] for bit in range(4)) for k in range(16)]
    schema = schema_of(names).with_role("age", Role.HIDDEN).with_role(names[0], Role.NUMERIC)
    assert find_grids(schema, "4x4")[0].names == tuple(names)


def test_two_pictures_stand_side_by_side() -> None:
    names = [*(f"left{k}" for k in range(64)), *(f"right{k}" for k in range(64))]
    assert [each.names[0] for each in find_grids(schema_of(names), "8x8")] == ["left0", "right0"]


def test_hidden_pixels_are_black_and_a_hidden_picture_is_none() -> None:
    schema = schema_of(PIXELS).with_roles(PIXELS[:3], Role.HIDDEN)
    assert len(find_grids(schema, "8x8")) == 1
    with pytest.raises(InputError, match="no 64 columns in a row"):
        find_grids(schema.with_roles(PIXELS, Role.HIDDEN), "8x8")


@pytest.mark.parametrize("pixels", ["8", "8x", "0x64", "8 x 8", "x", "yes"])
def test_a_size_that_is_none_is_said(pixels: str) -> None:
    with pytest.raises(InputError, match="is no size of a picture"):
        find_grids(schema_of(PIXELS), pixels)


def test_the_brightest_number_is_white() -> None:
    opened = table(PIXELS, highest=16)
    data = load_dataset(opened, infer_schema(opened), DataOptions(("a", "b"), pixels="8x8"))
    (grid,) = data.grids
    cells = {each.name: each.text for each in data.fields(1)}
    drawn = grid.draw(cells, 16)
    assert drawn.shape == (8, 8) and drawn[0, 0] == 0 and drawn[2, 0] == 255
    assert drawn[0, 1] == int(255 / 16)
    odd = grid.draw({**cells, "p1": "", "p2": "x", "p3": "-4", "p4": "inf", "p5": "99"}, 16)
    assert odd[0].tolist()[1:6] == [0, 0, 0, 0, 255] and np.array_equal(odd[1:], drawn[1:])


def test_a_text_among_the_pixels_leaves_numbers_to_be_shown() -> None:
    opened = table(PIXELS)
    schema = infer_schema(opened).with_role("p9", Role.TEXT)
    assert load_dataset(opened, schema, DataOptions(("a", "b"), pixels="8x8")).grids == ()
