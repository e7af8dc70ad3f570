"""The budget is spent, the pool is empty; and answers that come by themselves."""

from __future__ import annotations

import json

from altui.data.dataset import Dataset
from altui.session.events import Kind
from tests.tui.stage import annotation_of, made_up, on_stage, opened


def known(rows: int = 30, labeled: int = 6) -> Dataset:
    """All labels are in the file; those after the first are hidden until revealed."""
    dataset = made_up(rows, labeled=rows)
    dataset.part[labeled:] = 0
    return dataset


async def test_when_the_budget_is_spent_no_label_is_taken_until_one_goes_on() -> None:
    async with on_stage(opened(lambda: annotation_of(budget=2))) as stage:
        await stage.ready()
        await stage.answer("1")
        await stage.answer("0")
        assert stage.view.ending == "budget" and "the budget is spent" in stage.shown("row")
        await stage.press(*"10rsxnfc")
        assert len(stage.done()) == 2
        await stage.answer("g")
        assert "query 3 of 22" in stage.shown("row")
        await stage.answer("1")
        kind, _, value = stage.done()[2]
        assert kind is Kind.SETTING and json.loads(value or "") == {"budget": 22}
        assert len(stage.done()) == 4


async def test_the_last_label_of_a_budget_can_be_undone() -> None:
    async with on_stage(opened(lambda: annotation_of(budget=1))) as stage:
        await stage.ready()
        row = stage.row
        await stage.answer("1")
        await stage.answer("u")
        assert stage.view.ending == "" and stage.row == row


async def test_g_is_nothing_while_there_is_a_budget_left() -> None:
    async with on_stage(opened(lambda: annotation_of(budget=5))) as stage:
        await stage.ready()
        await stage.press("g")
        await stage.answer("1")
        assert [kind for kind, _, _ in stage.done()] == [Kind.LABEL]


async def test_an_empty_pool_ends_and_counts_what_was_set_aside() -> None:
    dataset = made_up(9, labeled=6)
    async with on_stage(opened(lambda: annotation_of(dataset))) as stage:
        await stage.ready()
        for key in "1xn":
            await stage.answer(key)
        assert stage.view.ending == "pool"
        text = stage.shown("row")
        assert "nothing is left to ask" in text and "2 set aside as ignored or unsure" in text
        await stage.press(*"1gs")
        view = await stage.answer("u")
        assert not view.ending and view.shown_row is not None


async def test_a_skipped_row_comes_back_when_nothing_else_is_left() -> None:
    dataset = made_up(8, labeled=6)
    async with on_stage(opened(lambda: annotation_of(dataset))) as stage:
        await stage.ready()
        skipped = stage.row
        await stage.answer("s")
        await stage.answer("1")
        assert stage.row == skipped
        await stage.answer("0")
        assert stage.view.ending == "pool"


async def test_a_reveals_one_after_the_other_until_a_key_stops_it() -> None:
    async with on_stage(opened(lambda: annotation_of(known()))) as stage:
        await stage.ready()
        await stage.press("a")
        await stage.until(lambda: stage.view.round.number >= 4)
        await stage.press("1")
        assert not stage.app.is_auto
        await stage.until(lambda: stage.app.accepts_keys)
        count = len(stage.done())
        assert {kind for kind, _, _ in stage.done()} == {Kind.REVEAL}
        await stage.answer("1")
        assert len(stage.done()) == count + 1


async def test_revealing_by_itself_stops_at_a_row_without_a_known_label() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.press("a")
        await stage.remarked("the file holds no label for this row")
        assert not stage.app.is_auto
        await stage.answer("1")


async def test_started_to_end_by_itself_it_spends_the_budget_and_leaves() -> None:
    opening = opened(lambda: annotation_of(known(), budget=3), auto=True, ends_itself=True)
    async with on_stage(opening) as stage:
        await stage.until(lambda: stage.app.return_code is not None)
        assert stage.app.return_code == 0
        assert [kind for kind, _, _ in stage.done()] == [Kind.REVEAL] * 3
