"""The row that is asked again on the screen: blind, settled by the person, passed over by s."""

from __future__ import annotations

import pytest

from altui.learning.rounds import AGAIN, SETTLE
from altui.session.events import Kind
from tests.tui.stage import Stage, annotation_of, made_up, on_stage, opened

EVERY = 6


async def to_the_second_time(stage: Stage) -> int:
    await stage.ready()
    while stage.view.round.again != AGAIN:
        await stage.answer("1")
    return stage.row


async def test_it_is_shown_blind_and_another_answer_is_put_to_the_person() -> None:
    annotation = lambda: annotation_of(made_up(60, 10), recheck=EVERY)  # noqa: E731
    async with on_stage(opened(annotation)) as stage:
        row = await to_the_second_time(stage)
        assert stage.view.is_blind and "uncertainty" not in stage.shown("confidence")
        assert "asked again" in stage.shown("confidence")
        await stage.answer("0")
        assert (stage.row, stage.view.round.again) == (row, SETTLE)
        assert "yes and now no: which holds?" in stage.shown("confidence")
        assert stage.shown("row").splitlines()[1] == "yes and now no: which holds?"
        before = stage.view.summary.labels_given
        await stage.answer("0")
        assert stage.row != row and stage.view.summary.labels_given == before
        assert stage.view.summary.changed == 1
        assert stage.done()[-2:] == [(Kind.RECHECK, row, "no"), (Kind.SETTLE, row, "no")]
        assert "settled: no" in stage.shown("decisions")
        await stage.answer("u")
        await stage.answer("u")
        assert (stage.row, stage.view.round.again) == (row, AGAIN)


@pytest.mark.parametrize("key", ["s", "n", "x"])
async def test_setting_it_aside_leaves_the_label_as_it_is(key: str) -> None:
    annotation = lambda: annotation_of(made_up(60, 10), recheck=EVERY)  # noqa: E731
    async with on_stage(opened(annotation)) as stage:
        row = await to_the_second_time(stage)
        await stage.answer(key)
        assert stage.row != row and stage.done()[-1] == (Kind.RECHECK, row, None)
        assert stage.view.summary.changed == 0 and stage.annotation.session.state.label_of(row) == 1
