"""Each key and what it leaves in the session."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from altui.data.dataset import DataOptions
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.learning.rounds import Query
from altui.session.events import Kind
from altui.tui.screens.dialogs import CommentScreen, HelpScreen
from tests.tui.stage import Stage, annotation_of, made_up, on_stage, opened


async def test_a_digit_labels_the_row_on_the_screen_and_says_what_was_shown() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        view, row = stage.view, stage.row
        await stage.answer("1")
        assert stage.done() == [(Kind.LABEL, row, "yes")]
        assert stage.row != row and stage.view.round.number == 2
        event = next(e for e in stage.annotation.session.events() if e.kind is Kind.LABEL)
        query = view.round.query
        assert query is not None and query.probabilities is not None
        assert event.confidence == max(query.probabilities)
        assert event.predicted == view.classes[query.predicted or 0].name
        assert event.round == 1 and event.annotator == "ada"
        assert event.shown_at is not None and event.shown_at <= event.decided_at


@pytest.mark.parametrize(
    ("key", "kind"), [("s", Kind.SKIP), ("x", Kind.IGNORE), ("n", Kind.UNSURE)]
)
async def test_a_row_can_be_set_aside_and_brought_back(key: str, kind: Kind) -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        row = stage.row
        await stage.answer(key)
        assert stage.row != row
        await stage.answer("u")
        assert stage.row == row
        await stage.answer("U")
        assert stage.row != row
        assert [kind for kind, _, _ in stage.done()] == [kind, Kind.UNDO, Kind.REDO]


async def test_undo_goes_back_step_by_step_with_the_same_confidence_and_redo_forward() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        asked = [stage.view.round.query]
        asked += [(await stage.answer(key)).round.query for key in "0110"]
        for expected in asked[-2::-1]:
            same_query((await stage.answer("u")).round.query, expected)
        assert stage.view.summary.labels_given == 0
        for expected in asked[1:]:
            same_query((await stage.answer("U")).round.query, expected)


def same_query(query: Query | None, expected: Query | None) -> None:
    """The same row and the same confidence, to more digits than are ever shown."""
    assert query is not None and expected is not None
    assert (query.row, query.strategy) == (expected.row, expected.strategy)
    assert query.probabilities == pytest.approx(expected.probabilities, abs=1e-9)


async def test_reveal_takes_the_label_of_the_file() -> None:
    dataset = made_up(labeled=30)
    dataset.part[6:] = 0
    async with on_stage(opened(lambda: annotation_of(dataset))) as stage:
        await stage.ready()
        row = stage.row
        await stage.answer("r")
        assert stage.done() == [(Kind.REVEAL, row, dataset.known_label(row))]


async def test_where_the_file_holds_no_label_reveal_says_so_and_labeling_goes_on() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.press("r")
        await stage.remarked("the file holds no label for this row")
        assert stage.done() == []
        await stage.answer("1")


async def test_a_flag_goes_on_and_off_and_asks_for_nothing_new() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        row = stage.row
        await stage.press("f")
        await stage.until(lambda: "flagged" in stage.shown("row"))
        await stage.press("f")
        await stage.until(lambda: "flagged" not in stage.shown("row"))
        assert stage.done() == [(Kind.FLAG, row, "on"), (Kind.FLAG, row, "off")]
        assert stage.row == row


async def commented(stage: Stage) -> Input:
    """Press c and wait for the field."""
    await stage.press("c")
    await stage.until(lambda: isinstance(stage.app.screen, CommentScreen))
    return stage.app.screen.query_one(Input)


async def test_a_comment_is_written_with_keys_that_mean_nothing_else_meanwhile() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        row = stage.row
        field = await commented(stage)
        await stage.press(*"01squxr", "question_mark", "space", "1")
        assert stage.done() == [] and field.value == "01squxr? 1"
        await stage.press("enter")
        await stage.until(lambda: "comment  01squxr? 1" in stage.on_base("row"))
        assert stage.done() == [(Kind.NOTE, row, "01squxr? 1")]
        await stage.answer("1")


async def test_keys_that_come_together_with_c_label_nothing() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        stage.burst("c", *"1u0 s")
        await stage.until(lambda: isinstance(stage.app.screen, CommentScreen))
        assert stage.done() == []
        await stage.press("escape")
        await stage.answer("1")


async def test_a_comment_can_be_left_as_it_was() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        row = stage.row
        await commented(stage)
        await stage.press(*"ab", "enter")
        await stage.until(lambda: "comment  ab" in stage.on_base("row"))
        for keys in (["enter"], ["c", "escape"]):
            await commented(stage)
            await stage.press(*keys)
            await stage.until(lambda: not isinstance(stage.app.screen, CommentScreen))
        assert stage.done() == [(Kind.NOTE, row, "ab")]


async def test_an_old_comment_is_there_to_be_gone_on_with() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        row = stage.row
        await commented(stage)
        await stage.press(*"ab", "enter")
        await stage.until(lambda: "comment  ab" in stage.on_base("row"))
        await commented(stage)
        await stage.press("end", "c", "enter")
        assert (await stage.done_so_far(2))[1] == (Kind.NOTE, row, "abc")


async def test_a_key_that_comes_together_with_the_one_for_help_labels_nothing() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        stage.burst("question_mark", "1")
        await stage.settle()
        assert stage.done() == []


async def test_a_digit_without_a_class_says_which_there_are() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.press("7")
        await stage.remarked("no class has the key 7; there are: 0 no, 1 yes")
        await stage.answer("0")
        assert len(stage.done()) == 1


async def test_the_panels_follow_each_answer() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        name = stage.view.shown_row.row_id if stage.view.shown_row else ""
        await stage.answer("1")
        assert f"{name}  yes  model " in stage.shown("decisions")
        assert stage.shown("status").startswith("saved · 1 label given · no: ")
        assert "query 2" in stage.shown("row")


async def test_beside_a_decision_stand_the_first_words_of_its_row() -> None:
    words = [f"a {('dull', 'fine')[k % 2]}\tfilm\nno. {k}" for k in range(30)]
    labels = [("no", "yes")[k % 2] if k < 6 else "" for k in range(30)]
    table = MemoryTable("films", ("said", "label"), list(zip(words, labels, strict=True)))
    schema = infer_schema(table, target="label", text=("said",))
    dataset = load_dataset(table, schema, DataOptions(("no", "yes")))
    async with on_stage(opened(lambda: annotation_of(dataset))) as stage:
        await stage.ready()
        row = stage.row
        await stage.answer("s")
        decided = stage.shown("decisions").splitlines()[1]
        assert decided.endswith(f"skipped  a {('dull', 'fine')[row % 2]} film no. {row}")


async def test_help_lists_the_classes_and_any_key_only_closes_it() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.press("question_mark")
        assert isinstance(stage.app.screen, HelpScreen)
        await stage.press("1")
        assert not isinstance(stage.app.screen, HelpScreen)
        assert stage.done() == []


async def test_e_exports_and_says_where_to() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.press("e")
        await stage.remarked("exported to x.csv")
        await stage.answer("1")


async def test_q_leaves_at_once() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.answer("1")
        await stage.press("q")
        await stage.until(lambda: stage.app.return_code is not None)
        assert stage.app.return_code == 0 and stage.app.error is None


async def test_keys_for_looking_change_nothing() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        for key in ("space", "b", "j", "k", "up", "down", "pageup", "pagedown", "escape", "v"):
            await stage.press(key)
            assert stage.done() == [], key
        await stage.answer("1")
