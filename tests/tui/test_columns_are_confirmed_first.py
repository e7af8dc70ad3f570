"""Before the first query: what was guessed is shown, changed with a key, and checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input

from altui.data.inference.columns import Role, infer_schema
from altui.data.memory_table import MemoryTable
from altui.errors import InputError
from altui.labeling.annotation import Annotation
from altui.labeling.engine import Say
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.labeling.opening.prepared import Prepared
from altui.session.events import Kind
from altui.tui.app import Opening
from altui.tui.panels.panel import LinesWidget
from altui.tui.screens.column_list import ColumnList
from altui.tui.screens.columns import (
    READY,
    ROLE_KEYS,
    ColumnsScreen,
    Proposal,
    key_lines,
)
from altui.wording.columns_screen.found import head_lines
from tests.display.hostile import unfit
from tests.tui.making import HOSTILE, LONG, WIDE, text_of
from tests.tui.stage import Stage, annotation_of, on_stage


def proposal(*, target: bool = True, classes: tuple[str, ...] = ()) -> Proposal:
    header = ["id", "size", "colour", "note", *(["label"] if target else [])]
    rows = [
        [f"r{k}", str(k * 1.5), "red" if k % 3 else "blue", f"some words on number {k} here"]
        + ([("yes", "no", "")[k % 3]] if target else [])
        for k in range(40)
    ]
    table = MemoryTable("fruit.csv", header, rows)
    return Proposal("fruit.csv", infer_schema(table), len(table), classes)


class Accepted:
    """An opening that keeps what was accepted; it refuses the first so many times."""

    def __init__(self, refusals: int = 0) -> None:
        self.proposals: list[Proposal] = []
        self.refusals = refusals

    def open(self, say: Say, accepted: Proposal | None) -> Annotation:  # noqa: ARG002
        assert accepted is not None
        self.proposals.append(accepted)
        if len(self.proposals) <= self.refusals:
            raise InputError("a row has the label 'maybe'", where="fruit.csv, line 3")
        return annotation_of()

    def opening(self, shown: Proposal) -> Opening:
        return Opening("fruit.csv", self.open, lambda _: Path("x.csv"), shown, dwell=0)


def role(stage: Stage, name: str) -> Role:
    screen = stage.app.screen
    assert isinstance(screen, ColumnsScreen)
    return screen.proposal.schema.column(name).role


async def test_how_one_goes_on_is_told_after_each_key() -> None:
    async with on_stage(Accepted().opening(proposal())) as stage:
        for key in ("", "j", "n", "k", "b"):
            await stage.press(*key)
            assert stage.shown("columns-remark") == READY
        await stage.press("t")
        assert stage.shown("columns-remark").startswith("t again")
        await stage.press("k")
        assert stage.shown("columns-remark") == READY


async def test_enter_accepts_what_was_guessed() -> None:
    accepted = Accepted()
    shown = proposal()
    async with on_stage(accepted.opening(shown)) as stage:
        assert "columns of fruit.csv" in stage.shown("columns")
        await stage.press("enter")
        await stage.ready()
        assert accepted.proposals == [shown]
        await stage.answer("1")


async def test_a_key_gives_the_column_under_the_cursor_its_role() -> None:
    async with on_stage(Accepted().opening(proposal())) as stage:
        await stage.press("j")
        for key, wanted in ROLE_KEYS.items():
            await stage.press(key, "j", key)
            assert role(stage, "colour") is wanted
            await stage.press("k", key)
            assert role(stage, "size") is wanted


async def test_the_key_of_a_text_goes_on_to_what_is_counted_in_it() -> None:
    async with on_stage(Accepted().opening(proposal())) as stage:
        await stage.press("j", "j", "j")
        assert "words and characters; 6 words on average" in stage.shown("columns")
        await stage.press("t")
        assert "text        words; 6 words" in stage.shown("columns")
        await stage.press("t")
        assert "text        characters; 6 words" in stage.shown("columns")


async def test_the_cursor_stays_among_the_columns() -> None:
    async with on_stage(Accepted().opening(proposal())) as stage:
        await stage.press("k", "up", "h")
        assert role(stage, "id") is Role.HIDDEN
        await stage.press(*["j"] * 9, "down", "h")
        assert role(stage, "label") is Role.HIDDEN


async def test_without_labels_the_classes_are_asked_for_and_nothing_starts_without_them() -> None:
    accepted = Accepted()
    async with on_stage(accepted.opening(proposal(target=False))) as stage:
        field = stage.app.screen.query_one(Input)
        assert not field.has_focus, "keys are keys until the field is opened"
        assert "name at least two classes" in stage.shown("columns-remark")
        await stage.press("enter")
        assert field.has_focus and "separated by commas" in stage.shown("columns-remark")
        await stage.press("escape", "enter", *"ripe,ripe", "enter")
        assert "a class is listed twice" in stage.shown("columns-remark")
        await stage.press("enter", "e")
        field.value = ""
        await stage.press(*"ripe, raw", "enter")
        assert "enter starts" in stage.shown("columns-remark")
        await stage.press("enter")
        await stage.ready()
        assert [each.classes for each in accepted.proposals] == [("ripe", "raw")]


async def test_the_classes_can_be_changed_again() -> None:
    accepted = Accepted()
    async with on_stage(accepted.opening(proposal(target=False))) as stage:
        await stage.press("e", *"a,b", "enter", "e", *',"c,d"', "enter", "enter")
        await stage.ready()
        assert [each.classes for each in accepted.proposals] == [("a", "b", "c,d")]


async def test_e_opens_the_classes_each_time_it_is_pressed() -> None:
    accepted = Accepted()
    async with on_stage(accepted.opening(proposal(target=False, classes=("a", "b")))) as stage:
        field = stage.app.screen.query_one(Input)
        assert not field.has_focus and stage.shown("classes-label") == "classes (e edits):"
        for letter in "ce":
            await stage.press("e")
            assert field.has_focus and "separated by commas" in stage.shown("columns-remark")
            await stage.press("end", ",", letter, "enter")
            assert not field.has_focus and stage.shown("columns-remark") == READY
        assert field.value == "a,b,c,e", "the second e of each round is text"
        await stage.press("enter")
        await stage.ready()
        assert [each.classes for each in accepted.proposals] == [("a", "b", "c", "e")]


async def test_nothing_starts_without_a_column_to_learn_from() -> None:
    accepted = Accepted()
    async with on_stage(accepted.opening(proposal())) as stage:
        await stage.press("j", "h", "j", "h", "j", "h", "enter")
        assert "nothing to learn from" in stage.shown("columns-remark")
        assert accepted.proposals == []
        await stage.press("s", "t", "enter")
        await stage.ready()


async def test_p_hides_the_labels_for_practice_and_shows_them_again() -> None:
    accepted = Accepted()
    async with on_stage(accepted.opening(proposal())) as stage:
        await stage.press("p")
        hidden = "Labels in 'label' are hidden from you, r reveals one (p changes that)."
        assert stage.shown("classes-label") == f"{hidden}\nclasses (e edits):"
        await stage.press("p")
        used = "Labels in 'label' are used for training (p changes that)."
        assert stage.shown("classes-label") == f"{used}\nclasses (e edits):"
        await stage.press("p", "enter")
        await stage.ready()
        assert [each.hide_labels for each in accepted.proposals] == [True]


async def test_without_labels_in_the_file_p_is_no_key_and_says_why() -> None:
    async with on_stage(Accepted().opening(proposal())) as stage:
        assert "p practise" in stage.shown("columns-keys")
        await stage.press("end", "s")
        assert "p practise" not in stage.shown("columns-keys")
        await stage.press("p")
        assert stage.shown("columns-remark") == (
            "no column holds labels to practise with: l takes a column for them"
        )
        await stage.press("l", "p")
        assert "are hidden from you" in stage.shown("classes-label")


async def test_an_error_in_the_file_brings_the_screen_back_with_what_was_chosen() -> None:
    accepted = Accepted(refusals=1)
    async with on_stage(accepted.opening(proposal())) as stage:
        await stage.press("j", "h", "enter")
        await stage.until(lambda: accepted.proposals)
        await stage.until(lambda: isinstance(stage.app.screen, ColumnsScreen))
        await stage.until(lambda: "fruit.csv, line 3: a row has" in stage.shown("columns-remark"))
        assert role(stage, "size") is Role.HIDDEN
        await stage.press("enter")
        await stage.ready()
        assert len(accepted.proposals) == 2


async def test_an_error_that_is_too_long_for_a_line_is_wrapped() -> None:
    accepted = Accepted(refusals=1)
    async with on_stage(accepted.opening(proposal()), (40, 24)) as stage:
        await stage.press("enter")
        await stage.until(lambda: accepted.proposals)
        await stage.until(lambda: isinstance(stage.app.screen, ColumnsScreen))
        await stage.until(lambda: "fruit.csv" in stage.shown("columns-remark"))
        lines = stage.shown("columns-remark").splitlines()
        assert lines == ["fruit.csv, line 3: a row has the label", "'maybe'"]
        remark = stage.app.screen.query_one("#columns-remark")
        await stage.until(lambda: remark.region.height == 2)
        await stage.press("j")
        assert stage.shown("columns-remark") == READY
        await stage.until(lambda: remark.region.height == 1)


async def test_the_column_under_the_cursor_stays_in_sight_when_more_is_said_below() -> None:
    header = [f"x{k}y" for k in range(40)]
    table = MemoryTable("many.csv", header, [[str(i * k / 2) for k in range(40)] for i in range(9)])
    shown = Proposal("many.csv", infer_schema(table), len(table), ("yes", "no"))
    async with on_stage(Accepted().opening(shown), (80, 24)) as stage:
        await stage.press(*["j"] * 39, "l")
        label = stage.app.screen.query_one("#classes-label")
        await stage.until(lambda: label.region.height == 2)
        in_sight = stage.app.screen.query_one("#columns").region.height
        assert "▸ x39y" in "\n".join(stage.shown("columns").splitlines()[:in_sight])


async def test_pages_and_home_and_end_reach_any_of_784_columns() -> None:
    header = [f"x{k}y" for k in range(784)]
    table = MemoryTable(
        "wide.csv", header, [[str(i * k / 2) for k in range(784)] for i in range(4)]
    )
    shown = Proposal("wide.csv", infer_schema(table), len(table), ("yes", "no"))
    async with on_stage(Accepted().opening(shown), (80, 24)) as stage:
        screen = stage.app.screen
        assert isinstance(screen, ColumnsScreen)

        def at_cursor() -> str:
            (marked,) = (text for text in stage.shown("columns").splitlines() if "▸" in text)
            return marked.split()[1]

        await stage.press("end")
        assert at_cursor() == "x783y"
        await stage.press("j", "pagedown", "pageup")
        page = 783 - int(at_cursor()[1:-1])
        assert page >= 10
        await stage.press("home", "k")
        assert at_cursor() == "x0y"
        await stage.press("space", "h", "pagedown")
        assert at_cursor() == f"x{2 * page}y" and role(stage, f"x{page}y") is Role.HIDDEN
        await stage.press("b")
        assert at_cursor() == f"x{page}y"


def fruit(folder: Path, *, labeled: int) -> Prepared:
    """A file of 30 rows of which the first so many have their label."""
    labels = [("yes", "no")[k % 2] if k < labeled else "" for k in range(30)]
    rows = [f"r{k},{k % 2 + k / 100},{label}" for k, label in enumerate(labels)]
    (folder / "fruit.csv").write_text("\n".join(["id,size,label", *rows, ""]))
    return prepare(OpenRequest(file=folder / "fruit.csv", seed=1, annotator="ada"))


def from_source(source: Prepared) -> Opening:
    return Opening("fruit.csv", source.open, lambda _: Path("x.csv"), source.proposal, dwell=0)


async def test_a_file_with_every_label_is_there_to_practise_on(tmp_path: Path) -> None:
    async with on_stage(from_source(fruit(tmp_path, labeled=30))) as stage:
        assert "Labels in 'label' are hidden from you" in stage.shown("classes-label")
        await stage.press("enter")
        await stage.ready()
        row = stage.row
        await stage.answer("r")
        assert stage.done() == [(Kind.REVEAL, row, ("yes", "no")[row % 2])]


async def test_with_every_label_used_there_is_nothing_to_label(tmp_path: Path) -> None:
    async with on_stage(from_source(fruit(tmp_path, labeled=30))) as stage:
        await stage.press("p", "enter")
        told = "every row has a label in 'label': there is nothing to label"
        await stage.until(lambda: isinstance(stage.app.screen, ColumnsScreen))
        remark = stage.app.screen.query_one("#columns-remark", LinesWidget)
        await stage.until(lambda: told in " ".join(remark.plain_text().split()))
        await stage.press("p", "enter")
        await stage.ready()
        assert stage.view.ending == ""


async def test_a_file_with_some_labels_has_them_used_for_training(tmp_path: Path) -> None:
    async with on_stage(from_source(fruit(tmp_path, labeled=10))) as stage:
        assert "Labels in 'label' are used for training" in stage.shown("classes-label")
        await stage.press("enter")
        await stage.ready()
        assert stage.row >= 10 and stage.view.round.labeled == 10


async def test_q_leaves_before_anything_is_opened() -> None:
    accepted = Accepted()
    async with on_stage(accepted.opening(proposal())) as stage:
        await stage.press("q")
        await stage.until(lambda: stage.app.return_code == 0)
        assert accepted.proposals == []


async def test_keys_of_the_labeling_screen_do_nothing_yet() -> None:
    accepted = Accepted()
    async with on_stage(accepted.opening(proposal())) as stage:
        await stage.press(*"01raux", "space", "b", "U", "f", "v", "g", "ctrl+l")
        assert isinstance(stage.app.screen, ColumnsScreen)
        await stage.press("enter")
        await stage.ready()
        assert stage.done() == [] and not stage.app.is_auto


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("text", [HOSTILE, WIDE, LONG], ids=range(3))
def test_foreign_names_and_examples_stay_in_their_line(width: int, text: str) -> None:
    header = [f"{text}{k}." for k in range(30)]
    rows = [[f"{text} {k} {i}" for k in range(30)] for i in range(20)]
    table = MemoryTable(text, header, rows)
    shown = Proposal(text, infer_schema(table), 20, notes=(text, text))
    for cursor in (0, 15, 29):
        head = head_lines(shown, width, 8)
        listed = ColumnList(shown.schema)
        listed.cursor.go_to(cursor, 30)
        columns = listed.lines(width, 14 - len(head))
        lines = text_of([*head, *columns])
        assert len(lines) == 14 and sum("▸" in line for line in lines) == 1
        for line in lines:
            assert cell_len(line) <= width and not unfit(line) and "\n" not in line


@pytest.mark.parametrize("width", [30, 60, 80, 200])
def test_every_key_is_named_at_every_width(width: int) -> None:
    keys = [("enter", "start"), ("j k", "move"), ("q", "quit"), ("s", "shown only")]
    lines = text_of(key_lines(keys, width))
    assert max(map(len, lines)) <= width
    assert all(f"{key} {word}" in "\n".join(lines) for key, word in keys)
