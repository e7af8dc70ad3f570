"""All of a row can be read: as a table, as prose, page by page."""

from __future__ import annotations

import re

import pytest
from textual.app import App, ComposeResult

from altui.data.dataset import Field
from altui.data.inference.columns import Role
from altui.labeling.view import View
from altui.tui.panels.panel import KIND_CLASSES, Panel
from altui.tui.panels.row import RowPanel
from altui.wording.view.row import row_lines
from tests.tui.making import a_shown_row, a_view, drawn, text_of

WORDS = [f"word{number}" for number in range(1500)]


def numbers(count: int) -> tuple[Field, ...]:
    return tuple(Field(f"x{k}", f"{k * 1.25 - 3:.2f}", Role.NUMERIC) for k in range(count))


def test_a_few_numbers_stand_under_each_other_aligned_to_the_right() -> None:
    lines = text_of(row_lines(a_shown_row(*numbers(10)), 60))
    assert lines[0] == "x0  -3.00" and lines[9] == "x9   8.25"


def test_many_short_values_stand_in_columns() -> None:
    lines = text_of(row_lines(a_shown_row(*numbers(40)), 60))
    assert len(lines) == 14
    assert all(f"x{k} " in "\n".join(lines) for k in range(40))


def test_text_comes_first_under_its_name_and_is_wrapped_to_a_readable_width() -> None:
    fields = (Field("age", "41", Role.NUMERIC), Field("note", " ".join(WORDS[:60]), Role.TEXT))
    lines = text_of(row_lines(a_shown_row(*fields), 120))
    assert lines[0] == "note" and max(map(len, lines)) <= 84
    assert lines[-1].split() == ["age", "41"]


def test_a_text_alone_needs_no_name() -> None:
    assert text_of(row_lines(a_shown_row(Field("text", "hello", Role.TEXT)), 60)) == ["hello"]


def test_flag_and_comment_stand_above() -> None:
    lines = text_of(row_lines(a_shown_row(flagged=True, note="look again"), 60))
    assert lines[:2] == ["flagged", "comment  look again"]


def test_a_long_comment_is_wrapped_beside_its_name() -> None:
    note = " ".join(WORDS[:20])
    first, *rest = text_of(row_lines(a_shown_row(note=note), 60))[:-2]
    assert first.startswith("comment  word0 ") and len(rest) == 2
    assert all(each.startswith("         word") for each in rest)
    assert " ".join(each[9:] for each in (first, *rest)) == note


URL = "https://example.org/a/rather/long/path?" + "&".join(f"key{k}=value{k}" for k in range(12))


@pytest.mark.parametrize("width", [20, 40, 60, 80])
@pytest.mark.parametrize("others", [1, 15])
def test_a_long_value_is_wrapped_whole_beside_its_name(width: int, others: int) -> None:
    fields = (Field("url", URL, Role.SHOWN), Field("said", "yes\nno", Role.CATEGORICAL))
    lines = text_of(row_lines(a_shown_row(*fields, *numbers(others)), width))
    assert max(map(len, lines)) <= width
    said = next(number for number, text in enumerate(lines) if text.startswith("said"))
    assert lines[0].startswith("url   ") and said > 1
    assert all(text.startswith("      ") for text in lines[1:said])
    assert "".join(text[6:] for text in lines[:said]) == URL
    assert lines[said : said + 2] == ["said  yes", "      no"]
    assert lines[said + 2 :] == [f"x{k}".ljust(6) + f"{k * 1.25 - 3:.2f}" for k in range(others)]


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_an_empty_text_is_said_to_be_empty(text: str) -> None:
    fields = (Field("note", text, Role.TEXT), Field("age", "41", Role.NUMERIC))
    assert text_of(row_lines(a_shown_row(fields[0]), 60)) == ["(empty)"]
    lines = text_of(row_lines(a_shown_row(*fields), 60))
    assert lines == ["note", "(empty)", "", "age  41"]


@pytest.mark.parametrize("texts", [("",), ("", ""), ("\n\n",), ("\u0301",)])
def test_an_empty_row_does_no_harm(texts: tuple[str, ...]) -> None:
    fields = [Field(f"t{k}", text, Role.TEXT) for k, text in enumerate(texts)]
    assert len(drawn(RowPanel(id="row"), a_view(shown_row=a_shown_row(*fields)))) == 20


class OnePanel(App[None]):
    COMPONENT_CLASSES = KIND_CLASSES

    def __init__(self, panel: Panel) -> None:
        super().__init__()
        self.panel = panel

    def compose(self) -> ComposeResult:
        yield self.panel


def long_text(row: int = 7) -> View:
    return a_view(shown_row=a_shown_row(Field("text", " ".join(WORDS), Role.TEXT), row=row))


async def test_paging_reaches_every_word_and_stops_at_both_ends() -> None:
    panel = RowPanel(id="row")
    async with OnePanel(panel).run_test(size=(60, 20)) as pilot:
        panel.show(long_text())
        await pilot.pause()
        pages = [panel.plain_text()]
        while True:
            panel.scroll_lines(panel.page())
            if panel.plain_text() == pages[-1]:
                break
            pages.append(panel.plain_text())
        assert re.findall(r"word\d+", "\n".join(pages)) == WORDS, "each once and in order"
        assert len(pages) > 5
        assert pages[0].endswith("lines 1-18 of 225  space next page")
        assert pages[-1].endswith("lines 217-225 of 225  b page back"), "the end alone"
        for page in pages[-2::-1]:
            panel.scroll_lines(-panel.page())
            assert panel.plain_text() == page
        panel.scroll_lines(-1)
        assert panel.plain_text() == pages[0]


async def test_line_by_line_one_comes_to_the_last_line_and_no_further() -> None:
    panel = RowPanel(id="row")
    async with OnePanel(panel).run_test(size=(60, 20)) as pilot:
        panel.show(long_text())
        await pilot.pause()
        for _ in range(300):
            panel.scroll_lines(1)
        assert panel.plain_text().endswith("lines 225-225 of 225  b page back")
        panel.scroll_lines(-1)
        assert panel.plain_text().endswith("lines 224-225 of 225  b page back")


async def test_what_fits_stays_where_it_is() -> None:
    panel = RowPanel(id="row")
    async with OnePanel(panel).run_test(size=(60, 20)) as pilot:
        panel.show(a_view(shown_row=a_shown_row(*numbers(10))))
        await pilot.pause()
        before = panel.plain_text()
        for by in (1, panel.page(), -1):
            panel.scroll_lines(by)
            assert panel.plain_text() == before


async def test_the_next_row_begins_at_its_top() -> None:
    panel = RowPanel(id="row")
    async with OnePanel(panel).run_test(size=(60, 20)) as pilot:
        panel.show(long_text())
        await pilot.pause()
        panel.scroll_lines(50)
        assert "word0 " not in panel.plain_text()
        panel.show(long_text(row=8))
        assert "word0 " in panel.plain_text()


async def test_a_comment_on_the_row_leaves_the_place_where_one_reads() -> None:
    panel = RowPanel(id="row")
    async with OnePanel(panel).run_test(size=(60, 20)) as pilot:
        panel.show(long_text())
        await pilot.pause()
        panel.scroll_lines(50)
        panel.show(long_text().with_remark(flagged=True, note=""))
        assert "word0 " not in panel.plain_text()
