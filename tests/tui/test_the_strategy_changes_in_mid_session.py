"""`m`: another query strategy or model from here on, and the log says so."""

from __future__ import annotations

import json

from textual.widgets import Static

from altui.config.keymap import STANDARD
from altui.session.events import Kind
from altui.tui.screens.strategy import StrategyScreen, choices, letters, model_choices
from tests.tui.making import a_view, some_settings
from tests.tui.stage import Stage, annotation_of, made_up, on_stage, opened


def letter(stage: Stage, strategy: str) -> str:
    names = [name for name, _ in choices(stage.view)]
    return letters(STANDARD)[names.index(strategy)]


async def test_a_letter_changes_the_strategy_and_the_next_row_comes_by_it() -> None:
    dataset = made_up(rows=40, labeled=12)
    async with on_stage(opened(lambda: annotation_of(dataset))) as stage:
        await stage.ready()
        await stage.press("m")
        assert isinstance(stage.app.screen, StrategyScreen)
        view = await stage.answer(letter(stage, "most-likely:yes"))
        assert view.settings.strategy == "most-likely:yes"
        assert view.round.query is not None and view.round.query.strategy == "most-likely:yes"
        assert "the most likely to be yes" in stage.shown("confidence")
        assert stage.done() == [(Kind.SETTING, None, json.dumps({"strategy": "most-likely:yes"}))]
        await stage.answer("1")
        assert stage.view.round.query is not None
        assert stage.view.round.query.strategy == "most-likely:yes"


def letter_of_model(stage: Stage, model: str) -> str:
    names = [name for name, _ in model_choices(stage.view)]
    return letters(STANDARD)[names.index(model) - len(names)]


async def test_a_letter_changes_the_model_and_undo_takes_that_back() -> None:
    dataset = made_up(rows=40, labeled=12)
    async with on_stage(opened(lambda: annotation_of(dataset))) as stage:
        await stage.ready()
        before = stage.view.round.query
        await stage.press("m")
        assert "the model that learns" in str(stage.app.screen.query_one("#strategies").render())
        view = await stage.answer(letter_of_model(stage, "bayes"))
        assert view.settings.model == "bayes" and "bayes" in stage.shown("status")
        known, learner = stage.annotation.session.knowledge(), stage.annotation.learner
        assert learner.round(known).query == view.round.query != before
        await stage.answer("1")
        assert stage.view.settings.model == "bayes"
        await stage.answer("u")
        view = await stage.answer("u")
        assert view.settings.model == "newton" and view.round.query == before


async def test_a_slow_model_learns_in_processes_of_its_own() -> None:
    dataset = made_up(rows=40, labeled=12)
    async with on_stage(opened(lambda: annotation_of(dataset))) as stage:
        await stage.ready()
        before = stage.view.round.query
        await stage.press("m")
        view = await stage.answer(letter_of_model(stage, "forest"))
        assert view.round.query is not None and view.round.query.alike
        expected = stage.annotation.learner.round(stage.annotation.session.knowledge())
        assert expected.query == view.round.query
        assert (await stage.answer("u")).round.query == before


async def test_where_a_class_is_to_be_found_the_models_are_offered_alone() -> None:
    async with on_stage(opened(lambda: annotation_of(find="yes"))) as stage:
        await stage.ready()
        assert choices(stage.view) == []
        await stage.press("m")
        view = await stage.answer(letter_of_model(stage, "bayes"))
        assert (view.settings.model, view.settings.find) == ("bayes", "yes")


async def test_any_other_key_and_the_strategy_in_force_leave_all_as_it_is() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        row = stage.row
        for key in ("escape", "m", "1", letter(stage, "least-confidence")):
            await stage.press("m", key)
            assert not isinstance(stage.app.screen, StrategyScreen)
        assert stage.done() == [] and stage.row == row


async def test_the_screen_fits_a_small_terminal_with_ten_classes() -> None:
    names = tuple(f"a class with a long name {n}" for n in range(10))
    dataset = made_up(rows=60, labeled=20, classes=names)
    async with on_stage(opened(lambda: annotation_of(dataset)), size=(60, 20)) as stage:
        await stage.ready()
        await stage.press("m")
        box = stage.app.screen.query_one("#strategies")
        assert box.region.bottom <= 20 and box.region.right <= 60


async def test_the_strategies_say_what_they_are_beside_those_for_ten_classes() -> None:
    dataset = made_up(rows=60, labeled=20, classes=tuple(f"class {n}" for n in range(10)))
    async with on_stage(opened(lambda: annotation_of(dataset)), size=(80, 24)) as stage:
        await stage.ready()
        await stage.press("m")
        box = stage.app.screen.query_one("#strategies", Static)
        told = str(box.render())
        for words in ("classes are closest", "most-likely:class 9", "naive Bayes"):
            assert words in told
        assert "…" not in told and box.region.bottom <= 24


def test_a_strategy_of_ones_own_is_in_the_list_while_it_is_in_force() -> None:
    view = a_view(settings=some_settings(("no", "yes"), strategy="mine:best"))
    assert choices(view)[-1] == ("mine:best", "your own")
    assert ("mine:best", "your own") not in choices(a_view())
