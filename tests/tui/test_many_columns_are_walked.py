"""The columns screen of a wide file: groups open and close, a part of a name is found, a role key
changes a whole group, and what was found fits beside the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from altui.data.inference.columns import infer_schema
from altui.data.memory_table import MemoryTable
from altui.data.questions import Answer, Question
from altui.data.schema import Role
from altui.labeling.proposal import Proposal
from altui.tui.app import Opening
from altui.tui.screens.columns import ColumnsScreen
from altui.wording.columns_screen.found import head_lines, whole_lines
from tests.tui.making import text_of
from tests.tui.stage import Stage, annotation_of, on_stage


def proposal(names: Sequence[str], **more: object) -> Proposal:
    rows = [[str(row * place / 2) for place in range(1, len(names) + 1)] for row in range(9)]
    table = MemoryTable("wide.csv", names, rows)
    made = Proposal("wide.csv", infer_schema(table), len(table), ("yes", "no"))
    return replace(made, **more)  # type: ignore[arg-type]


def opening(shown: Proposal) -> Opening:
    return Opening("wide.csv", lambda *_: annotation_of(), lambda _: Path("x.csv"), shown, dwell=0)


PIXELS = [*(f"p{k}" for k in range(784)), "size"]
MARKS = [f"mark {k % 2} of {k}" for k in range(12)]


def roles(stage: Stage) -> dict[str, int]:
    """How many columns have each role now."""
    columns = screen(stage).proposal.schema.columns
    return {role: sum(each.role is role for each in columns) for role in {c.role for c in columns}}


def screen(stage: Stage) -> ColumnsScreen:
    assert isinstance(stage.app.screen, ColumnsScreen)
    return stage.app.screen


def listed(stage: Stage) -> list[str]:
    """The lines in the place of the columns, as far as it is high."""
    height = stage.app.screen.query_one("#columns").region.height
    return stage.shown("columns").splitlines()[:height]


def at_cursor(stage: Stage) -> str:
    (marked,) = (text for text in listed(stage) if text.startswith("▸"))
    return marked


async def test_a_group_is_one_line_until_it_is_opened() -> None:
    async with on_stage(opening(proposal(PIXELS)), (80, 24)) as stage:
        assert at_cursor(stage).startswith("▸ + p0 ... p783  number      784 columns; all 9")
        await stage.press("j")
        assert at_cursor(stage).startswith("▸ size")
        await stage.press("k", "o", "end")
        assert at_cursor(stage).startswith("▸ size")
        await stage.press("k")
        assert at_cursor(stage).startswith("▸   p783 ")
        await stage.press("o")
        assert at_cursor(stage).startswith("▸ + p0 ... p783")


async def test_a_role_key_changes_each_column_of_a_group() -> None:
    async with on_stage(opening(proposal(PIXELS)), (80, 24)) as stage:
        await stage.press("h")
        assert roles(stage) == {Role.HIDDEN: 784, Role.NUMERIC: 1}
        await stage.press("l")
        assert "only one column can be the label: o opens" in stage.shown("columns-remark")
        await stage.press("n", "o", "j", "j", "t")
        assert roles(stage) == {Role.NUMERIC: 784, Role.TEXT: 1}
        assert at_cursor(stage).startswith("▸ p1 ") and "text" in at_cursor(stage)
        await stage.press("j")
        assert at_cursor(stage).startswith("▸ - p2 ... p783")


async def test_a_part_of_a_name_is_jumped_to() -> None:
    async with on_stage(opening(proposal(PIXELS)), (80, 24)) as stage:
        await stage.press("/", *"P70", "enter")
        assert at_cursor(stage).startswith("▸   p70 ")
        await stage.press("/", "enter")
        assert at_cursor(stage).startswith("▸   p700 "), "the same again is the next one"
        await stage.press("/", *"siz", "enter")
        assert at_cursor(stage).startswith("▸ size")
        await stage.press("/", *"nowhere", "enter")
        assert "no column's name contains 'nowhere'" in stage.shown("columns-remark")
        await stage.press("/", "escape", "s")
        assert roles(stage)[Role.SHOWN] == 1


async def test_what_is_typed_behind_the_slash_at_once_is_the_name() -> None:
    async with on_stage(opening(proposal(PIXELS)), (80, 24)) as stage:
        stage.burst("/", "h", "enter")
        await stage.settle()
        assert "no column's name contains 'h'" in stage.shown("columns-remark")
        assert roles(stage) == {Role.NUMERIC: 785}


def question(number: int) -> Question:
    answers = Answer(f"they mean: no label yet {number}", 1), Answer("they are classes", 2)
    return Question(f"f{number}", f"question {number} has words, {'and more, ' * 12}", answers)


FULL = proposal(
    MARKS,
    notes=tuple(f"note {k}: {'something was found here ' * 4}" for k in range(6)),
    questions=tuple(map(question, range(1, 5))),
)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (60, 12), (40, 10)])
async def test_the_cursor_stays_in_sight_below_questions_and_notes(size: tuple[int, int]) -> None:
    async with on_stage(opening(FULL), size) as stage:
        for key in ("home", "j", "pagedown", "end", "k"):
            await stage.press(key)
            at_cursor(stage)
        if size[1] >= 20:
            shown = "\n".join(listed(stage))
            assert all(f"question {n} has" in shown and f"yet {n}" in shown for n in range(1, 5))
            assert sum(" mark " in f" {each}" for each in listed(stage)) >= 5
            assert "notes (? shows all)" in shown or size[1] == 40
        await stage.press("?")
        told = stage.shown("text-page")
        assert "question 1 has words" in told
        await stage.press("q")
        assert isinstance(stage.app.screen, ColumnsScreen)


async def test_the_page_of_all_that_was_found_leaves_nothing_out() -> None:
    told = " ".join(text_of(whole_lines(FULL, 50)))
    assert all(" ".join(note.split()) in " ".join(told.split()) for note in FULL.notes)
    assert all(answer.words in told for each in FULL.questions for answer in each.answers)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("questions", range(5))
@pytest.mark.parametrize("notes", [0, 1, 6])
def test_the_head_keeps_to_its_room_and_says_what_is_missing(
    width: int, questions: int, notes: int
) -> None:
    shown = replace(FULL, questions=FULL.questions[:questions], notes=FULL.notes[:notes])
    for room in range(1, 30):
        lines = text_of(head_lines(shown, width, room))
        told = "\n".join(lines)
        assert len(lines) <= room and all(cell_len(each) <= width for each in lines)
        is_whole = all(f"note {k}:" in told for k in range(notes)) and all(
            f"question {k}" in told for k in range(1, questions + 1)
        )
        assert is_whole or "(? shows all)" in told or room < 3
