"""Where there is room a name stands in full; where there is none, a line is cut behind a word."""

from __future__ import annotations

import re

import pytest
from textual.widgets import Input, Static

from altui.data.dataset import Field
from altui.data.schema import Role
from altui.labeling.explaining.reasons import Reasons
from altui.wording.view.row import WIDEST_NAME, row_lines
from tests.tui.making import a_shown_row, text_of
from tests.tui.stage import annotation_of, made_up, on_stage, opened

LONG_NAME = "share of the payments that came late"
CUT_WORD = re.compile(r"\S…")


@pytest.mark.parametrize("more", [0, 20])
def test_the_name_of_a_column_has_the_room_that_values_leave(more: int) -> None:
    """In the table of a row, and among the columns that decide."""
    fields = [Field(LONG_NAME, "0.25", Role.NUMERIC)]
    fields += [Field(f"c{k}", str(k), Role.NUMERIC) for k in range(more)]
    reasons = Reasons("yes", {LONG_NAME: 1.0}, {})
    first = text_of(row_lines(a_shown_row(*fields, reasons=reasons), 80))[1 if more else 0]
    assert first.split("  ")[0] == LONG_NAME and first.endswith("+++")


def test_a_long_value_leaves_a_name_no_more_than_its_share() -> None:
    field = Field(LONG_NAME, "long " * 40, Role.CATEGORICAL)
    first = text_of(row_lines(a_shown_row(field), 80))[0]
    assert first.startswith(f"{LONG_NAME[: WIDEST_NAME - 1]}…  long long")


@pytest.mark.parametrize(
    ("key", "name", "words"),
    [
        ("question_mark", "help", ("undo, redo ", "performance", "disagreements")),
        ("m", "strategies", ("the likeliest class …", "to collect this class")),
    ],
)
async def test_on_a_small_screen_a_list_of_keys_fills_it_and_cuts_no_word(
    key: str, name: str, words: tuple[str, ...]
) -> None:
    """It fills the screen: nothing is read beside it."""
    async with on_stage(opened(annotation_of), (60, 20)) as stage:
        await stage.ready()
        await stage.press(key)
        box = stage.app.screen.query_one(f"#{name}", Static)
        told = str(box.visual)
        assert all(each in told for each in words) and not CUT_WORD.search(told)
        await stage.until(lambda: box.region.width == stage.app.size.width)


async def test_what_a_search_takes_is_told_in_the_room_there_is() -> None:
    for width, last in ((80, "narrow what is asked"), (60, "must:TEXT or not:TEXT")):
        async with on_stage(opened(lambda: annotation_of(made_up())), (width, 20)) as stage:
            await stage.ready()
            await stage.press("/")
            hint = str(stage.app.screen.query_one(Input).placeholder)
            assert hint.endswith(last) and len(hint) < width
