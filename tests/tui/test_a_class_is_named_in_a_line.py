"""The line at the foot in which a class is named: on the label screen and on every other screen
where a class can be given. No letter of a name ever answers another row."""

from __future__ import annotations

from functools import partial

import pytest
from textual.events import Paste

from altui.config.class_keys import ClassEntry
from altui.config.guidance import Guidance
from altui.labeling.annotation import Annotation
from altui.session.events import Kind
from altui.tui.rest_of_name import RestOfName
from altui.tui.screens.class_line import ClassLineScreen
from altui.tui.screens.disagreements import DisagreementsScreen
from altui.tui.screens.history import HistoryScreen
from altui.tui.screens.split import SplitScreen
from tests.tui.stage import Stage, annotation_of, made_up, on_stage, opened
from tests.tui.test_look_alikes_are_labeled_together import look as look_alikes
from tests.tui.test_ones_own_labels_are_put_to_the_test import until_asked
from tests.tui.test_rows_are_found_and_labeled import look_for

WORDS = "alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike"
NAMES = tuple(WORDS.split())
CODED = Guidance(entries=tuple(ClassEntry(each, "mk" * (each == "mike")) for each in NAMES))


def of_many(labeled: int = 13, rows: int = 39) -> Annotation:
    return annotation_of(made_up(rows, labeled, NAMES))


def is_naming(stage: Stage) -> bool:
    return isinstance(stage.app.screen, ClassLineScreen)


async def name(stage: Stage, *keys: str) -> None:
    """Name a class for the row on the screen, and wait for the next row."""
    await stage.ready()
    before = stage.view
    await stage.press("'", *keys)
    await stage.until(lambda: stage.app.view is not before and stage.app.accepts_keys)


def labels(stage: Stage) -> list[str | None]:
    return [value for kind, _, value in stage.done() if kind is Kind.LABEL]


async def test_letters_narrow_and_enter_takes_the_first() -> None:
    async with on_stage(opened(of_many)) as stage:
        await stage.ready()
        row = stage.row
        await stage.press("'")
        assert "+" in stage.shown("class-line") and "more" in stage.shown("class-line")
        await stage.press("l", "i")
        assert stage.shown("class-line").split() == ["class", "li_", "▸lima"]
        assert labels(stage) == [], "a name needs enter"
        await stage.press("enter")
        await stage.done_so_far(1)
        await stage.ready()
        assert stage.done() == [(Kind.LABEL, row, "lima")]


async def test_the_model_says_which_come_first_unless_it_is_hidden() -> None:
    async with on_stage(opened(partial(of_many, 33))) as stage:
        await stage.ready()
        assert all(stage.view.round.per_class), "the model knows all classes"
        query = stage.view.round.query
        assert query is not None and query.predicted is not None
        await stage.press("'")
        assert f"▸{NAMES[query.predicted]}" in stage.shown("class-line")
    async with on_stage(
        opened(partial(annotation_of, made_up(39, 13, NAMES), blind=True))
    ) as stage:
        await stage.ready()
        await stage.press("'")
        assert "▸alfa" in stage.shown("class-line")
        await stage.press("escape")
        await name(stage, "l", "enter")
        await stage.press("'")
        assert "▸lima" in stage.shown("class-line"), "the one used last"


async def test_the_choice_moves_and_escape_leaves() -> None:
    async with on_stage(opened(of_many)) as stage:
        await stage.ready()
        await stage.press("'", "tab")
        first, second = (each for each in stage.app.screen.named.matches[:2])  # type: ignore[attr-defined]
        assert f"▸{second.name}" in stage.shown("class-line")
        await stage.press("left", "right", "escape")
        assert not is_naming(stage) and labels(stage) == []
        await name(stage, "tab", "enter")
        assert labels(stage) != [first.name]


async def test_all_of_it_in_one_packet_labels_one_row() -> None:
    async with on_stage(opened(of_many)) as stage:
        await stage.ready()
        row = stage.row
        stage.burst("'", "k", "i", "enter", "q", "h", "1")
        await stage.done_so_far(1)
        await stage.ready()
        assert stage.done() == [(Kind.LABEL, row, "kilo")]
        assert stage.app.return_code is None and not stage.app.screen.is_modal


async def test_a_code_needs_no_enter_and_the_rest_of_the_name_is_no_key() -> None:
    async with on_stage(opened(of_many, guidance=CODED, dwell=30)) as stage:
        await stage.ready()
        stage.app.painted.at = -100.0
        row = stage.row
        await stage.press("'", "m", "k")
        await stage.done_so_far(1)
        await stage.ready()
        await stage.press("q", "h", "1", "x", "enter")
        assert stage.done() == [(Kind.LABEL, row, "mike")]
        assert stage.app.return_code is None and not stage.app.screen.is_modal
        stage.app.rest_of_name._last = -100.0
        await stage.press("h")
        assert isinstance(stage.app.screen, HistoryScreen), "after the dwell a key is a key"


async def test_slow_letters_that_go_on_with_a_name_after_its_code_are_no_keys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("altui.tui.rest_of_name.PAUSE", 1e6)  # however busy the machine is
    guidance = Guidance(entries=(ClassEntry("hotel", "ho"), *map(ClassEntry, NAMES[8:])))
    async with on_stage(opened(of_many, guidance=guidance)) as stage:
        await stage.ready()
        await stage.press("'", "h", "o")
        await stage.done_so_far(1)
        await stage.ready()
        await stage.press(*"tel")
        assert labels(stage) == ["hotel"] and not stage.app.screen.is_modal
        await stage.press("h")
        assert isinstance(stage.app.screen, HistoryScreen), "no name goes on with it"


def test_another_key_or_a_pause_ends_the_name() -> None:
    rest = RestOfName(0)
    assert not rest.takes("b")
    rest.begin("bu", ["minor bug", "bunts"])
    assert rest.takes("g") and not rest.takes("n") and not rest.takes("t")
    rest.begin("BU", ["Büro"])
    assert not rest.takes("é") and not rest.takes("r")
    rest.begin("bu", ["bunts"])
    rest._last = -100.0
    assert not rest.takes("n"), "a pause"
    rest.begin("", ["bunts"])
    assert not rest.takes("b"), "taken with enter"


async def test_what_is_pasted_chooses_nothing() -> None:
    async with on_stage(opened(of_many, guidance=CODED)) as stage:
        await stage.ready()
        await stage.press("'")
        stage.app.post_message(Paste("mk\r\n"))
        await stage.until(lambda: "mk_" in stage.shown("class-line"))
        assert is_naming(stage) and labels(stage) == []
        await stage.press("backspace", "backspace", "l", "i", "enter")
        await stage.done_so_far(1)
        assert labels(stage) == ["lima"]


async def test_the_last_used_classes_are_one_key_away_and_stay_there() -> None:
    async with on_stage(opened(of_many)) as stage:
        await stage.ready()
        await stage.press(",")
        assert "no class has the key ," in stage.shown("status")
        await name(stage, "l", "i", "enter")
        await name(stage, "m", "i", "enter")
        await stage.answer("0")
        assert {each.key: each.name for each in stage.view.classes}[","] == "lima"
        await stage.answer(".")
        await stage.answer(",")
        assert labels(stage) == ["lima", "mike", "alfa", "mike", "lima"]


async def test_a_row_of_the_history_gets_another_class() -> None:
    async with on_stage(opened(of_many)) as stage:
        await stage.ready()
        row = stage.row
        await stage.answer("0")
        await stage.press("h")
        await stage.until(lambda: "alfa" in stage.shown("rows"))
        await stage.press("'", "l", "i", "enter")
        await stage.until(lambda: "lima: 0 decisions" in stage.shown("rows"))
        await stage.press("'", "l", "i", "enter")
        await stage.until(lambda: "1 decision" in stage.shown("rows"))
        await stage.press("enter")
        await stage.until(lambda: stage.app.screen.painted.at)  # type: ignore[attr-defined]
        await stage.press("'", "k", "enter")
        await stage.done_so_far(2)
        assert stage.done()[-1] == (Kind.LABEL, row, "kilo")


async def test_a_row_that_was_found_gets_a_class() -> None:
    async with on_stage(opened(of_many)) as stage:
        screen = await look_for(stage, "r20")
        await stage.press("enter")
        await stage.until(lambda: screen.painted.at)
        await stage.press("'", "m", "enter")
        assert (await stage.done_so_far(1)) == [(Kind.LABEL, 20, "mike")]


async def test_a_label_asked_again_gets_a_class() -> None:
    async with on_stage(opened(of_many)) as stage:
        await stage.ready()
        for _ in range(6):
            await stage.answer("9")
        await stage.press("d")
        screen = stage.app.screen
        assert isinstance(screen, DisagreementsScreen)
        await until_asked(stage)
        assert screen.shown_row is not None
        row = screen.shown_row.row
        await stage.press("'", "l", "enter")
        await stage.until(lambda: (Kind.RECHECK, row, "lima") in stage.done())
        await stage.until(lambda: screen.painted.at)
        await stage.press("'", *"papa", "+", "enter")
        await stage.until(lambda: "papa" in stage.annotation.session.settings.classes)


async def test_a_row_that_was_found_gets_a_new_class_and_the_next_one_knows_it() -> None:
    async with on_stage(opened(of_many)) as stage:
        screen = await look_for(stage, "r2")
        await stage.press("enter")
        await stage.until(lambda: screen.painted.at)
        await stage.press("'", *"papa", "+", "enter")
        await stage.until(lambda: screen.shown_row is None)
        (kind, _, _), (_, row, value) = stage.done()
        assert kind is Kind.CLASSES and value == "papa"
        await stage.press("enter")
        await stage.until(lambda: screen.painted.at)
        await stage.press("'", *"pap", "enter")
        await stage.until(lambda: len(labels(stage)) == 2)
        assert labels(stage) == ["papa", "papa"] and stage.done()[-1][1] != row


async def test_an_undo_in_a_search_passes_over_the_class_that_a_label_needed() -> None:
    async with on_stage(opened(of_many)) as stage:
        screen = await look_for(stage, "r2")
        for keys in (("l", "enter"), (*"papa", "+", "enter")):
            await stage.press("enter")
            await stage.until(lambda: screen.painted.at)
            await stage.press("'", *keys)
            await stage.until(lambda: screen.shown_row is None)
        for left in (1, 0):
            await stage.press("u")
            await stage.until(lambda left=left: len(screen._labels.given) == left)  # type: ignore[misc]
        assert "papa" not in stage.annotation.session.settings.classes
        for given in (1, 2):
            await stage.press("U")
            await stage.until(lambda given=given: len(screen._labels.given) == given)  # type: ignore[misc]
        assert {*screen._labels.given.values()} == {"lima", "papa"}


async def test_a_row_of_the_history_gets_a_new_class_and_the_filter_adds_none() -> None:
    async with on_stage(opened(of_many)) as stage:
        await stage.ready()
        row = stage.row
        await stage.answer("0")
        await stage.press("h")
        await stage.until(lambda: "alfa" in stage.shown("rows"))
        await stage.press("'", *"papa", "+", "enter", "escape")
        assert len(stage.done()) == 1
        await stage.press("enter")
        await stage.until(lambda: stage.app.screen.painted.at)  # type: ignore[attr-defined]
        await stage.press("'", *"papa", "+", "enter")
        await stage.done_so_far(3)
        assert stage.done()[-1] == (Kind.LABEL, row, "papa")


async def begin_split(stage: Stage) -> SplitScreen:
    await stage.answer("0")
    await stage.answer("0")
    await stage.press("C", "s")
    await stage.until(lambda: isinstance(stage.app.screen, SplitScreen))
    screen = stage.app.screen
    assert isinstance(screen, SplitScreen)
    return screen


async def answer_split(stage: Stage, screen: SplitScreen, *answers: tuple[str, ...]) -> None:
    for keys in answers:
        await stage.until(lambda: screen.painted.at)
        before = screen.shown_row
        await stage.press("'", *keys)
        await stage.until(lambda before=before: screen.shown_row is not before)  # type: ignore[misc]


async def test_a_class_that_is_split_is_split_into_new_ones() -> None:
    async with on_stage(opened(of_many)) as stage:
        screen = await begin_split(stage)
        await answer_split(stage, screen, (*"papa", "+", "enter"), (*"papa", "enter"))
        assert labels(stage)[-2:] == ["papa", "papa"]


async def test_an_undo_in_a_split_passes_over_the_class_that_an_answer_needed() -> None:
    async with on_stage(opened(of_many)) as stage:
        screen = await begin_split(stage)
        await answer_split(stage, screen, ("l", "enter"), (*"papa", "+", "enter"))
        session = stage.annotation.session
        for left in (1, 2):
            await stage.press("u")
            await stage.until(
                lambda left=left: len(session.to_split()) == left and screen.painted.at
            )  # type: ignore[misc]
        assert "papa" not in session.settings.classes and screen.review.place == "1 of 2"


async def test_look_alikes_get_a_new_class() -> None:
    async with on_stage(opened(of_many)) as stage:
        await look_alikes(stage)
        await stage.press("1", "2", "enter", "'", *"papa", "+", "enter")
        await stage.until(lambda: labels(stage) == ["papa"] * 3)
        assert [kind for kind, *_ in stage.done()][:2] == [Kind.CLASSES, Kind.ALIKE]


async def test_a_window_too_small_for_the_row_takes_no_name() -> None:
    async with on_stage(opened(of_many), size=(80, 5)) as stage:
        await stage.ready()
        await stage.press("'")
        assert not is_naming(stage)
    async with on_stage(opened(of_many), size=(80, 24)) as stage:
        await stage.ready()
        await stage.press("'", "l")
        await stage.pilot.resize_terminal(80, 5)
        await stage.settle()
        await stage.press("enter")
        assert not is_naming(stage) and labels(stage) == []


async def test_a_name_that_no_class_has_is_added_and_given() -> None:
    async with on_stage(opened(of_many)) as stage:
        await stage.ready()
        row = stage.row
        await name(stage, *"papa", "+", "enter")
        await stage.done_so_far(2)
        await stage.ready()
        (kind, _, _), label = stage.done()
        assert kind is Kind.CLASSES and label == (Kind.LABEL, row, "papa")
        assert stage.view.classes[-1].name == "papa" and stage.view.classes[-1].key == ","
        await stage.answer("u")
        await stage.answer("u")
        assert "papa" not in stage.view.settings.classes
