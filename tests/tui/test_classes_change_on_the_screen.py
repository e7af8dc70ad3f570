"""`C` lists the classes: each may be added, renamed, merged, split, removed; undo takes it back."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision, Kind
from altui.tui.screens.classes import ClassesScreen
from altui.tui.screens.split import SplitScreen
from tests.tui.stage import Stage, annotation_of, made_up, on_stage, opened


async def list_classes(stage: Stage) -> None:
    await stage.ready()
    await stage.press("C")
    await stage.until(lambda: isinstance(stage.app.screen, ClassesScreen))


async def saved(stage: Stage, word: str) -> None:
    await stage.until(lambda: word in stage.shown("rows"))


def names(stage: Stage) -> list[str]:
    return [each.name for each in stage.view.classes]


async def test_a_class_is_added_renamed_and_merged() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await list_classes(stage)
        await stage.press("+", *"maybe", "enter")
        await saved(stage, "saved: class maybe added")
        assert "▸ 2 maybe  0 labels" in stage.shown("rows")
        await stage.press("r", *"be", "enter")
        await saved(stage, "saved: class maybe is called maybebe")
        await stage.press("escape")
        await stage.until(lambda: names(stage) == ["no", "yes", "maybebe"])
        await stage.answer("2")
        assert stage.done()[-1][2] == "maybebe"
        await list_classes(stage)
        await stage.press("j", "j", "m")
        assert "merge maybebe into the class under the cursor" in stage.shown("rows")
        await stage.press("k", "enter")
        await saved(stage, "saved: class maybebe merged into yes")
        await stage.press("u")
        await saved(stage, "undone: class maybebe merged into yes")
        assert "2 maybebe  1 label" in stage.shown("rows")


async def test_an_undo_says_what_it_took_back() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.answer("1")
        await list_classes(stage)
        await stage.press("r", *"es", "enter")
        await saved(stage, "is called")
        await stage.press("u")
        await saved(stage, "undone: class no is called noes")
        await stage.press("U")
        await saved(stage, "done again: class no is called noes")
        await stage.press("u", "u")
        await saved(stage, "undone: label yes, row ")


async def test_a_class_is_gone_to_by_its_name() -> None:
    names = tuple(f"kind {number:03}" for number in range(160))
    async with on_stage(opened(lambda: annotation_of(made_up(170, 160, names)))) as stage:
        await list_classes(stage)
        await stage.press("'", "1", "5", "enter")
        assert "▸   kind 015" in stage.shown("rows") or "kind 150" in stage.shown("rows")
        screen = stage.app.screen
        assert isinstance(screen, ClassesScreen)
        await stage.press("/", *"kind 077", "enter")
        assert screen._at.name == "kind 077"
        await stage.press("m", "'", *"012", "enter")
        assert screen._at.name == "kind 012"
        await stage.press("'", *"new+", "enter", "escape")
        assert "merge kind 077 into" in stage.shown("rows"), "no class is added here"
        await stage.press("enter")
        await saved(stage, "saved: class kind 077 merged into kind 012")


async def test_why_not_is_read_whole_and_a_long_name_leaves_the_keys() -> None:
    async with on_stage(opened(annotation_of), size=(80, 24)) as stage:
        await list_classes(stage)
        await stage.press("+", *"YES", "enter")
        await saved(stage, "Choose another name, or use that class.")
        assert "⏎" not in stage.shown("rows")
        assert len(stage.shown("rows").splitlines()) <= 23
        long = "a class with a rather long name of many words"
        await stage.press("+", *long, "enter")
        await saved(stage, "added")
        await stage.press("r")
        title = str(stage.app.screen.query_one("#comment-title", Static).content)
        assert title.endswith("… (enter takes it, escape leaves)") and len(title) < 80


async def test_a_second_enter_or_escape_merges_nothing() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await list_classes(stage)
        await stage.press("m", "enter", "escape")
        await stage.press("escape")
        await stage.ready()
        assert not [kind for kind, *_ in stage.done() if kind is Kind.CLASSES]


async def test_a_class_is_split_row_by_row() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.answer("1")
        await stage.answer("1")
        await stage.answer("0")
        first, second = (row for kind, row, value in stage.done() if value == "yes")
        await list_classes(stage)
        await stage.press("j", "s")
        await stage.until(lambda: isinstance(stage.app.screen, SplitScreen))
        screen = stage.app.screen
        assert isinstance(screen, SplitScreen)
        await stage.until(lambda: screen.painted.at is not None)
        assert "This row is yes, which is being split" in stage.shown("rows")
        await stage.press("0")
        await stage.until(lambda: "2 of 2" in stage.shown("rows") and screen.painted.at)
        await stage.press("1")
        await stage.until(lambda: "That was all" in stage.shown("rows"))
        assert "2 labels of yes asked again: 1 changed" in stage.shown("rows")
        labels = stage.done()[-2:]
        assert labels == [(Kind.LABEL, first, "no"), (Kind.LABEL, second, "yes")]
        await stage.press("u")
        await stage.until(lambda: "2 of 2" in stage.shown("rows") and screen.painted.at)
        await stage.press("u")
        await stage.until(lambda: "1 of 2" in stage.shown("rows") and screen.painted.at)
        await stage.press("u")
        await stage.until(lambda: "no answer here to take back" in stage.shown("rows-keys"))
        assert [stage.annotation.session.label(row) for row in (first, second)] == ["yes", "yes"]
        await stage.press("escape")
        await stage.ready()
        await stage.until(lambda: "2 to split: C" in stage.shown("status"))


async def test_a_class_with_labels_is_not_removed_and_the_reason_is_said() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await list_classes(stage)
        await stage.press("+", *"maybe", "enter")
        await saved(stage, "added")
        await stage.press("k", "x")
        await saved(stage, "'yes' is a class of the file")
        await stage.press("j", "x")
        await saved(stage, "saved: class maybe removed")
        assert "2 classes" in stage.shown("rows")


@pytest.mark.parametrize(
    "change",
    [
        ClassChange("add", "maybe"),
        ClassChange("rename", "yes", "aye"),
        ClassChange("merge", "late", "yes"),
        ClassChange("split", "late"),
    ],
)
async def test_the_row_after_a_change_is_the_one_of_a_reopened_session(change: ClassChange) -> None:
    """A Round follows from the events, whether the classes changed under it or before."""
    annotation = annotation_of()
    session = annotation.session
    session.decide(Decision.classes(ClassChange("add", "late")))
    annotation.follow_classes()
    for row, name in zip(range(8, 14), ("late", "no", "yes", "no", "late", "yes"), strict=True):
        session.decide(Decision.label(row, name))
    annotation.learner.round(session.knowledge())
    session.decide(Decision.classes(change))
    annotation.follow_classes()
    live = annotation.learner.round(session.knowledge())

    other = annotation_of()
    other.session.decide(Decision.classes(ClassChange("add", "late")))
    for event in session.events():
        if event.kind is Kind.LABEL and event.row is not None and event.value is not None:
            other.session.decide(Decision.label(event.row, event.value))
    other.session.decide(Decision.classes(change))
    other.follow_classes()
    again = other.learner.round(other.session.knowledge())
    assert live.query == again.query and live.per_class == again.per_class
    assert len(live.per_class) == len(session.settings.classes)
