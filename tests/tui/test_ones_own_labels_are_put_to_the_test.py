"""`d`: one's own labels that the model contradicts, worst first, blind, settled by the person."""

from __future__ import annotations

from multiprocessing import active_children

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui.labeling.advising.doubting import Doubting
from altui.labeling.annotation import Doubter
from altui.labeling.processes import RemoteLearner
from altui.session.events import Decision, Kind
from altui.tui.screens.disagreements import DisagreementsScreen
from tests.tui.stage import Stage, annotation_of, made_up, on_stage, opened

ROWS = 80


def truth(stage: Stage, row: int) -> int:
    return int(float(stage.annotation.dataset.table.cells(row)[1]) > 0)


async def label(stage: Stage, rows: list[int], *, wrong: int) -> None:
    """Label these rows rightly but for one, as a search would."""
    await stage.ready()
    for row in rows:
        name = ("no", "yes")[truth(stage, row) ^ (row == wrong)]
        stage.app.engine.decide(Decision.label(row, name))
    await stage.done_so_far(len(rows))
    await stage.until(lambda: stage.view.round.labeled == len(rows) + 6)
    await stage.ready()


async def look(stage: Stage, key: str = "d") -> DisagreementsScreen:
    await stage.ready()
    await stage.press(key)
    await stage.until(lambda: isinstance(stage.app.screen, DisagreementsScreen))
    screen = stage.app.screen
    assert isinstance(screen, DisagreementsScreen)
    await until_asked(stage)
    return screen


async def until_asked(stage: Stage) -> None:
    """Until a row is there and its keys count, or there is none."""
    screen = stage.app.screen
    assert isinstance(screen, DisagreementsScreen)
    await stage.until(
        lambda: (
            screen.painted.at is not None
            or "none of your other labels" in stage.shown("rows")
            or "could not" in stage.shown("rows")
            or "There are no more" in stage.shown("rows")
        )
    )


def surest(stage_rows: list[int]) -> int:
    table = made_up(ROWS).table
    return max(stage_rows, key=lambda row: abs(float(table.cells(row)[1])))


OWN = list(range(10, 40))
WRONG = surest(OWN)


def many(**settings: object):  # type: ignore[no-untyped-def]
    return opened(lambda: annotation_of(made_up(ROWS), recheck=0, **settings))


async def test_the_worst_comes_first_blind_and_the_person_settles_it() -> None:
    async with on_stage(many()) as stage:
        await label(stage, OWN, wrong=WRONG)
        right = truth(stage, WRONG)
        names = ("no", "yes")
        screen = await look(stage)
        shown = stage.shown("rows")
        assert f"row r{WRONG} " in shown and "what would you say now?" in shown
        assert not any(word in shown for word in ("yes", "by the other labels", " at 0."))
        await stage.press(str(right))
        await stage.until(lambda: screen.review.case and screen.review.case.second)
        await until_asked(stage)
        shown = stage.shown("rows")
        assert f"{names[1 - right]} before, {names[right]} now: which holds?" in shown
        assert f"by the other labels {names[right]} at " in shown
        await stage.press(str(right))
        await stage.done_so_far(len(OWN) + 2)
        assert stage.done()[-2:] == [
            (Kind.RECHECK, WRONG, names[right]),
            (Kind.SETTLE, WRONG, names[right]),
        ]
        assert stage.annotation.session.label(WRONG) == names[right]
        await stage.press("q")
        await stage.ready()
        await stage.answer("u")
        assert stage.annotation.session.label(WRONG) == names[1 - right]
        assert stage.annotation.session.state.disputed == WRONG
        await stage.answer("u")
        assert WRONG in stage.annotation.session.recheckable()


async def test_the_same_again_is_settled_and_does_not_come_twice() -> None:
    async with on_stage(many()) as stage:
        await label(stage, OWN, wrong=WRONG)
        await look(stage)
        given = str(1 - truth(stage, WRONG))
        await stage.press(given)
        assert (await stage.done_so_far(len(OWN) + 1))[-1] == (
            Kind.RECHECK,
            WRONG,
            ("no", "yes")[int(given)],
        )
        await pass_over_all(stage)
        assert "1 as before" in stage.shown("rows")
        await stage.press("d")
        await look(stage)
        assert WRONG not in await pass_over_all(stage)


async def pass_over_all(stage: Stage) -> list[int]:
    """Pass over every label that is still asked for; the rows of them."""
    screen = stage.app.screen
    assert isinstance(screen, DisagreementsScreen)
    rows = []
    await until_asked(stage)
    while screen.review.case is not None:
        rows.append(screen.review.case.row)
        await stage.press("s")
        await until_asked(stage)
    return rows


async def test_what_is_passed_over_comes_again_and_the_end_says_how_many() -> None:
    async with on_stage(many()) as stage:
        await label(stage, OWN, wrong=WRONG)
        await look(stage)
        passed = await pass_over_all(stage)
        assert f"looked at: {len(passed)} passed over" in stage.shown("rows")
        assert len(stage.done()) == len(OWN), "no event is made of it"
        await stage.press("q")
        await look(stage)
        assert f"row r{WRONG} " in stage.shown("rows")


async def test_a_dispute_left_open_comes_first_with_both_labels() -> None:
    async with on_stage(many()) as stage:
        await label(stage, OWN, wrong=WRONG)
        calm = next(row for row in OWN if row != WRONG)
        other = ("yes", "no")[truth(stage, calm)]
        stage.app.engine.decide(Decision.recheck(calm, other))
        await stage.done_so_far(len(OWN) + 1)
        await look(stage)
        assert f"row r{calm} " in stage.shown("rows") and "which holds?" in stage.shown("rows")
        await stage.press(str(truth(stage, calm)))
        await stage.done_so_far(len(OWN) + 2)
        assert stage.annotation.session.state.disputed is None
        await stage.until(lambda: f"row r{WRONG} " in stage.shown("rows"))


async def test_without_a_contradiction_that_is_said() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await look(stage)
        assert "none of your other labels" in stage.shown("rows")
        await stage.press("1")
        assert stage.done() == []
        await stage.press("d")
        assert not isinstance(stage.app.screen, DisagreementsScreen)


async def test_a_held_key_answers_one_question_only() -> None:
    async with on_stage(opened(lambda: annotation_of(made_up(ROWS)), dwell=60)) as stage:
        await label(stage, OWN, wrong=WRONG)
        screen = await look(stage)
        right = str(truth(stage, WRONG))
        screen.painted.at = -100.0
        stage.burst(*[right] * 5)
        await stage.settle()
        assert (await stage.done_so_far(len(OWN) + 1))[-1][0] is Kind.RECHECK
        await until_asked(stage)
        stage.burst(*[right] * 5)
        await stage.settle()
        assert len(stage.done()) == len(OWN) + 1


async def test_a_fit_that_hangs_is_left_without_waiting() -> None:
    annotation = annotation_of(made_up(30, 6), model="tests.labeling.strange:HangsOutOfFold")
    doubter, asked = annotation.doubter, list[RemoteLearner]()

    def keep() -> Doubter:
        asked.append(doubter())  # type: ignore[arg-type]
        return asked[0]

    annotation.doubter = keep  # type: ignore[method-assign]
    async with on_stage(opened(lambda: annotation)) as stage:
        await stage.ready()
        await stage.press("d")
        await stage.until(lambda: isinstance(stage.app.screen, DisagreementsScreen))
        screen = stage.app.screen
        assert isinstance(screen, DisagreementsScreen)
        await stage.until(lambda: asked and asked[0].pid is not None)
        assert "five trainings" in stage.shown("rows")
        pid = asked[0].pid
        assert pid in {child.pid for child in active_children()}
        await stage.press("q")
        assert not isinstance(stage.app.screen, DisagreementsScreen)
        await stage.until(lambda: pid not in {child.pid for child in active_children()})
        await stage.answer("1")


@given(st.lists(st.integers(0, 1), min_size=24, max_size=24), st.integers(0, 3))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_rows_of_the_check_are_in_no_list_whatever_their_labels(
    labels: list[int], seed: int
) -> None:
    annotation = annotation_of(made_up(40, 6), audit=10, seed=seed)
    session = annotation.session
    rows = np.random.default_rng(seed).permutation(np.arange(6, 40))[:24].tolist()
    for row, number in zip([*session.state.drawn, *rows], labels * 2, strict=False):
        session.decide(Decision.label(row, ("no", "yes")[number]))
    found = Doubting(annotation).find_contradictions()
    assert not found.keys() & session.state.drawn.keys()
    assert found.keys() <= {*rows} and all(each.label != each.predicted for each in found.values())
    annotation.close()


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_it_fits_narrow_screens(size: tuple[int, int]) -> None:
    async with on_stage(many(), size=size) as stage:
        await label(stage, OWN, wrong=WRONG)
        await look(stage)
        assert stage.shown("rows-keys").endswith("q back") and "0 no" in stage.shown("rows-keys")
