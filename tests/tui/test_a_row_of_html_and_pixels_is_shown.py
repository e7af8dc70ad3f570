"""A row as a person sees it: HTML without tags and its source on a key, pixels as a picture, many
like columns on a few lines."""

from __future__ import annotations

import io

import numpy as np
import pytest

from altui.data.dataset import DataOptions, Dataset, Field
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.data.schema import Role
from altui.display.lines import text_of
from altui.errors import InputError
from altui.labeling.showing.shown_row import ShownRow
from altui.plain.commands import interpret
from altui.plain.dialogue import Dialogue
from altui.plain.rendering import row
from altui.session.events import Decision
from altui.tui.screens.parts.text_page import TextScreen
from altui.wording.view.row import row_lines
from altui.wording.view.source import NO_SOURCE
from tests.tui.making import a_view
from tests.tui.stage import annotation_of, on_stage, opened

SIDE = 28
NAMES = [f"p{k}" for k in range(SIDE * SIDE)]


def pages() -> Dataset:
    rows = [
        (f"r{k}", f"<p>page {k} on <i>{'tea' if k % 2 else 'rum'}</i></p>", "ab"[k % 2] * (k < 6))
        for k in range(30)
    ]
    table = MemoryTable("pages.csv", ("id", "body", "label"), rows)
    return load_dataset(table, infer_schema(table), DataOptions(("a", "b"), html=("body",)))


def digits() -> Dataset:
    """A bright bar, upright or level, on black."""
    rows = []
    for k in range(24):
        picture = np.zeros((SIDE, SIDE), int)
        picture[(slice(4, 24), slice(12, 16)) if k % 2 else (slice(12, 16), slice(4, 24))] = 200 + k
        rows.append((f"r{k}", *map(str, picture.ravel()), "ab"[k % 2] * (k < 6)))
    table = MemoryTable("digits.csv", ("id", *NAMES, "label"), rows)
    return load_dataset(table, infer_schema(table), DataOptions(("a", "b"), pixels="28x28"))


async def test_a_key_shows_the_source_of_html_and_the_row_comes_back() -> None:
    async with on_stage(opened(lambda: annotation_of(pages()))) as stage:
        await stage.ready()
        number = stage.view.shown_row.row_id[1:]  # type: ignore[union-attr]
        assert f"page {number} on " in stage.shown("row")
        assert "<" not in stage.shown("row")
        await stage.press("S")
        assert isinstance(stage.app.screen, TextScreen)
        assert f"<p>page {number} on <i>" in stage.shown("text-page")
        await stage.press("S")
        await stage.answer("1")


async def test_without_html_the_key_says_so() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.press("S")
        await stage.remarked(NO_SOURCE)


def test_the_plain_dialogue_has_the_source_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("source\nq\n"))
    assert Dialogue(opened(lambda: annotation_of(pages()))).run() == 0
    said = capsys.readouterr().out
    assert "body: page " in said and "\n<p>page " in said


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (140, 45)])
async def test_pixels_are_a_picture_on_the_row_panel(size: tuple[int, int]) -> None:
    async with on_stage(opened(lambda: annotation_of(digits())), size) as stage:
        await stage.ready()
        shown = stage.shown("row").splitlines()
        is_upright = int(stage.view.shown_row.row_id[1:]) % 2  # type: ignore[union-attr]
        bars = [each for each in shown if "▀" in each]
        assert len(shown) - 2 >= len([each for each in shown if set(each) <= {" ", "▀"}]) >= 8
        assert not any("p0" in each for each in shown), "the numbers are in the picture"
        assert is_upright in (0, 1) and len(bars) <= 24
        await stage.answer("1")


def test_without_a_screen_its_size_is_told() -> None:
    data = digits()
    (grid,) = data.grids
    sample = ShownRow(0, "r0", data.fields(0), None, grids=(grid,))
    assert list(row(sample)) == ["p0 ... p783: picture 28x28"]


FIELDS = tuple(Field(f"V{k}", f"{k / 4}", Role.NUMERIC) for k in range(60))
SAMPLE = ShownRow(0, "r0", (*FIELDS, Field("size", "7", Role.NUMERIC)), None)


@pytest.mark.parametrize("width", [40, 79, 120])
def test_many_like_columns_take_a_few_lines(width: int) -> None:
    lines = [text_of(each) for each in row_lines(SAMPLE, width)]
    assert len(lines) <= 6 and lines[1].startswith("V0 ... V59  0.0 0.25 0.5 0.75")
    assert lines[0].split() == ["size", "7"]
    assert any("60 values in all" in each for each in lines) or lines[-1].endswith("14.75")


def test_in_plain_words_they_are_one_line() -> None:
    told = list(row(SAMPLE))
    assert len(told) == 2 and told[0].startswith("V0 ... V59: 0.0 0.25 ")
    assert told[0].endswith(" 14.75")


async def test_a_group_is_folded_away_as_one_and_opens() -> None:
    async with on_stage(opened(lambda: annotation_of(wide()))) as stage:
        await stage.ready()
        await stage.press("z")
        first, second = stage.shown("rows").splitlines()[1:3]
        assert first.startswith("▸ + V0 ... V7  ") and second.startswith("  + size  ")
        await stage.press("o", "j", "j", "space", "k", "k")
        assert "(1 of 8 folded away)" in stage.shown("rows")
        await stage.press("space", "o", "q")
        await stage.until(lambda: len(stage.view.shown_row.folded) == 8)  # type: ignore[union-attr]
        assert "folded (z): V0 ... V7" in stage.shown("row")
        await stage.press("z", "space", "q")
        await stage.until(lambda: not stage.view.shown_row.folded)  # type: ignore[union-attr]


def wide() -> Dataset:
    names = [*(f"V{k}" for k in range(8)), "size"]
    rows = [
        (f"r{k}", *(str(k * place % 7) for place in range(1, 10)), "ab"[k % 2] * (k < 6))
        for k in range(30)
    ]
    table = MemoryTable("wide.csv", ("id", *names, "label"), rows)
    return load_dataset(table, infer_schema(table), DataOptions(("a", "b")))


def test_a_range_is_folded_by_a_typed_word() -> None:
    view = a_view(shown_row=SAMPLE)
    names = sorted(f"V{k}" for k in range(10, 20))
    assert interpret("fold V10..V19", view, 0.0) == Decision.setting(folded=names)
    with pytest.raises(InputError, match=r"V0 ... V59, size"):
        interpret("fold V50..V70", view, 0.0)
