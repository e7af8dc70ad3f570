"""`z`: columns that one need not see are folded away; they stay features."""

from __future__ import annotations

import json

import pytest

from altui.data.dataset import Field
from altui.data.schema import Role
from altui.display.lines import text_of
from altui.errors import InputError
from altui.labeling.explaining.reasons import Reasons
from altui.labeling.showing.shown_row import ShownRow, foldable
from altui.plain.commands import interpret
from altui.plain.rendering import question
from altui.session.events import Decision, Kind
from altui.tui.panels.panel import LinesWidget
from altui.tui.screens.folding import FoldingScreen
from altui.wording.refusals import ONE_STAYS
from altui.wording.view.row import row_lines
from tests.tui.making import a_view
from tests.tui.stage import annotation_of, on_stage, opened

FIELDS = (
    Field("width", "3.5", Role.NUMERIC),
    Field("height", "7", Role.NUMERIC),
    Field("story", "it was so", Role.TEXT),
)
ROW = ShownRow(0, "r0", FIELDS, None, folded=frozenset({"height"}))


def shown(shown_row: ShownRow) -> str:
    return "\n".join(map(text_of, row_lines(shown_row, 60, "z")))


async def test_space_folds_one_away_and_the_row_stays() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.answer("1")
        row, name = stage.row, stage.view.shown_row.fields[1].name
        await stage.press("z")
        assert isinstance(stage.app.screen, FoldingScreen)
        await stage.press("j", "space", "q")
        await stage.until(lambda: stage.view.shown_row and stage.view.shown_row.folded)
        await stage.ready()
        assert f"folded (z): {name}" in stage.shown("row") and stage.row == row
        assert stage.done()[-1] == (Kind.SETTING, None, json.dumps({"folded": [name]}))
        await stage.answer("u")
        assert stage.view.summary.labels_given == 0 and stage.view.shown_row.folded == {name}
        await stage.press("z", "j", "enter", "z")
        await stage.until(lambda: not stage.view.shown_row.folded)
        assert "folded" not in stage.shown("row")


async def test_leaving_it_as_it_is_writes_nothing_and_one_column_stays() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        columns = len(stage.view.shown_row.fields)
        keys = [key for _ in range(columns) for key in ("space", "j")]
        await stage.press("z", *keys[:-1])
        assert ONE_STAYS in stage.app.screen.query_one("#rows-keys", LinesWidget).plain_text()
        back = [key for _ in range(columns - 1) for key in ("k", "space")]
        await stage.press(*back, "escape")
        assert not isinstance(stage.app.screen, FoldingScreen)
        assert stage.done() == []
        await stage.answer("1")


def test_what_is_folded_away_is_named_but_not_told() -> None:
    text = shown(ROW)
    assert "3.5" in text and "it was so" in text and "folded (z): height" in text
    assert "7" not in text
    lines = list(question(a_view(shown_row=ROW), is_explained=False))
    assert "folded: height" in lines and not any("7" in each for each in lines)


def test_one_that_decides_says_what_it_adds() -> None:
    reasons = Reasons("yes", {"height": -0.52, "width": 0.1}, {})
    assert "folded (z): height -0.52" in shown(
        ShownRow(0, "r0", FIELDS, None, folded=frozenset({"height"}), reasons=reasons)
    )


def test_a_name_that_is_gone_folds_nothing_and_something_is_always_shown() -> None:
    assert foldable(["height", "gone"], FIELDS) == {"height"}
    assert foldable(["width", "height", "story"], FIELDS) == frozenset()


def test_a_typed_word_folds_and_shows_again() -> None:
    view = a_view(shown_row=ROW)

    def said(line: str) -> Decision | str:
        return interpret(line, view, 0.0)

    assert said("fold width") == Decision.setting(folded=["height", "width"])
    assert said("z height") == Decision.setting(folded=[])
    with pytest.raises(InputError, match="width, height, story"):
        said("fold weight")
    two = a_view(shown_row=ShownRow(0, "r0", FIELDS[:2], None, folded=frozenset({"height"})))
    with pytest.raises(InputError, match=ONE_STAYS):
        interpret("fold width", two, 0.0)
