"""Of a workbook the visible sheet is read, below its titles and above its totals, without the rows
that a filter hides; whatever is left out is named."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui.data.inference.columns import infer_schema
from altui.data.layout import Layout
from altui.data.readers.sheets.excel import ExcelTable
from altui.data.readers.sheets.markup import read_markup
from altui.errors import InputError
from tests.data.conftest import cells

MakeSheet = Callable[..., Path]
BODY = [["a", 1.5, "x"], ["b", 2.5, "y"], ["c", 3.5, "z"]]
HEADER = ["name", "n", "note"]


def report_of(path: Path, **named: Any) -> ExcelTable:
    return ExcelTable(path, Layout(**named))


@pytest.fixture
def sheet(tmp_path: Path) -> MakeSheet:
    """`sheet(rows, change)` is a workbook of one sheet, to which `change` is done."""

    def make(rows: Sequence[Sequence[Any]], change: Callable[[Any], object] = id) -> Path:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        change(book.active)
        book.save(tmp_path / "book.xlsx")
        return tmp_path / "book.xlsx"

    return make


def test_a_report_as_an_office_writes_it() -> None:
    table = report_of(Path(__file__).parent / "files" / "people" / "07_excel_report.xlsx")
    assert (table.layout.sheet, table.layout.header_row, len(table)) == ("Report", 4, 120)
    assert table.columns == ("Region", "Date", "Amount", "Share", "Text as number", "Remark")
    assert table.cells(0)[:3] == ("North", "2025-07-02", "2121.88")
    assert table.location(0).endswith("row 5")
    assert table.notes == [
        "sheet 'Report' of 2 is read: _lists (hidden), Report",
        "titles above the header are no rows: lines 1-2",
        "totals and remarks at the end are no rows: line 125 ('Total')",
        "1 blank row is passed over",
        "merged cells are empty but for the first of each: 116 in 'Region'",
    ]
    assert infer_schema(table).column("Amount").role == "numeric"


def test_a_session_of_before_reads_what_it_read_then() -> None:
    path = Path(__file__).parent / "files" / "people" / "07_excel_report.xlsx"
    table = report_of(path, version=0)
    assert (table.kind, cells(table)) == ("excel", [("y",)])
    table = report_of(path, sheet="Report", version=0)
    assert table.columns[0] == "Complaints report Q3 2024" and len(table) == 123


def test_a_hidden_sheet_is_read_where_it_is_named() -> None:
    table = report_of(
        Path(__file__).parent / "files" / "people" / "07_excel_report.xlsx", sheet="_lists"
    )
    assert cells(table) == [("y",)]


def test_the_row_of_the_names_can_be_said(sheet: MakeSheet) -> None:
    path = sheet([["Report", "of", "May"], HEADER, *BODY])
    assert report_of(path).columns == ("Report", "of", "May")
    table = report_of(path, header_row=2)
    assert table.columns == ("name", "n", "note") and len(table) == 3
    assert table.notes == ["titles above the header are no rows: line 1"]
    table = report_of(path, header_row=0)
    assert table.columns == ("column_1", "column_2", "column_3") and len(table) == 5
    with pytest.raises(InputError, match="row 9 of the sheet is empty") as caught:
        report_of(path, header_row=9)
    assert str(path) in caught.value.where and "0 if none does" in caught.value.hint


def test_rows_that_a_filter_hides_are_left_out_and_counted(sheet: MakeSheet) -> None:
    def hide(page: Any) -> None:
        page.row_dimensions[3].hidden = True

    table = report_of(sheet([HEADER, *BODY], hide))
    assert [row[0] for row in cells(table)] == ["a", "c"]
    assert table.notes == ["1 hidden row is left out: 3"]
    assert [table.line(row) for row in (0, 1)] == [2, 4]


def test_errors_keep_their_text_and_formulas_without_a_value_are_counted(sheet: MakeSheet) -> None:
    rows = [["#N/A", "=1/0", "x"], ["b", "#DIV/0!", "y"]]
    table = report_of(sheet([HEADER, *rows]))
    assert cells(table) == [("#N/A", "", "x"), ("b", "#DIV/0!", "y")]
    assert table.notes == [
        "1 formulas were never calculated and are empty: open the file in Excel and save it"
    ]


@pytest.mark.parametrize("word", ["Total", "Summe:", "GRAND TOTAL", "Gesamtsumme", "Итого"])
def test_totals_and_remarks_at_the_end_are_no_rows(sheet: MakeSheet, word: str) -> None:
    table = report_of(sheet([HEADER, *BODY, [word, 7.5], [], ["Source: the office"]]))
    assert len(table) == 3
    assert table.notes[0] == (
        f"totals and remarks at the end are no rows: lines 5 ('{word}'), 7 ('Source: the office')"
    )


def test_a_row_at_the_end_that_is_one_stays(sheet: MakeSheet) -> None:
    table = report_of(sheet([HEADER, *BODY, ["Total loss", 1, "x"], [None, 2, None]]))
    assert len(table) == 5 and table.notes == []
    assert len(report_of(sheet([["word"], ["a"], ["Total"]]))) == 2


def test_totals_between_the_rows_are_named_and_stay(sheet: MakeSheet) -> None:
    table = report_of(sheet([HEADER, *BODY, ["Total", 7.5], *BODY, *BODY]))
    assert len(table) == 10
    assert table.notes == ["what looks like totals within are rows too: 5"]


def test_columns_and_rows_may_begin_anywhere(sheet: MakeSheet) -> None:
    table = report_of(sheet([[], [], [None, *HEADER], *([None, *row] for row in BODY)]))
    assert table.columns == ("name", "n", "note") and table.line(0) == 4


def test_hidden_rows_of_a_sheet_of_libreoffice(tmp_path: Path) -> None:
    rows = (
        '<table:table table:name="other"><table:table-row table:visibility="filter"/></table:table>'
        '<table:table table:name="a &amp; b"><table:table-row/>'
        '<table:table-row table:number-rows-repeated="2" table:visibility="collapse"/>'
        '<table:table-row/><table:table-row table:visibility="filter"/></table:table>'
    )
    with zipfile.ZipFile(tmp_path / "x.ods", "w") as book:
        book.writestr("content.xml", rows)
    assert read_markup(tmp_path / "x.ods", "a & b").hidden == {2, 3, 5}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    titles=st.integers(0, 3),
    gap=st.integers(0, 2),
    rows=st.integers(4, 40),
    width=st.integers(3, 7),
    footer=st.booleans(),
    hidden=st.sets(st.integers(0, 3), max_size=2),
)
def test_every_row_of_a_report_is_read_and_no_other(
    sheet: MakeSheet, titles: int, gap: int, rows: int, width: int, footer: bool, hidden: set[int]
) -> None:
    head = [[f"Report {n}"] for n in range(titles)] + [[] for _ in range(gap)]
    body = [[f"r{row}", *range(row, row + width - 1)] for row in range(rows)]
    foot = [["Total", *[99] * (width - 1)]] if footer else []
    first = len(head) + 2

    def hide(page: Any) -> None:
        for row in hidden:
            page.row_dimensions[first + row].hidden = True

    names = [f"c{n}" for n in range(width)]
    table = report_of(sheet([*head, names, *body, *foot], hide))
    seen = [[str(cell) for cell in row] for n, row in enumerate(body) if n not in hidden]
    assert [list(row) for row in cells(table)] == seen
    assert table.columns == tuple(names) and table.layout.header_row == first - 1
    assert len(table.notes) >= bool(titles) + footer + bool(hidden)
