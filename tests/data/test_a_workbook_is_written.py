"""An Excel export: numbers that can be summed, text that is never a formula, nothing cut off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui.data.layout import Layout
from altui.data.memory_table import MemoryTable
from altui.data.readers.reading import open_table
from altui.data.writers import workbook
from altui.data.writers.writing import write_table
from altui.errors import InputError
from tests.data.conftest import cells


def written(folder: Path, *rows: list[str]) -> list[tuple[Any, ...]]:
    """The rows and their types as they are in the workbook."""
    names = [f"c{n}" for n in range(len(rows[0]))]
    write_table(MemoryTable("m", names, rows), folder / "o.xlsx", overwrite=True)
    page = openpyxl.load_workbook(folder / "o.xlsx").active
    return [tuple((cell.value, cell.data_type) for cell in row) for row in page.iter_rows()][1:]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", (12, "n")),
        ("-0.50", (-0.5, "n")),
        ("007", ("007", "s")),
        ("1e5", ("1e5", "s")),
        ("٣", ("٣", "s")),
        ("1234567890123456", ("1234567890123456", "s")),
        ("=1+1", ("=1+1", "s")),
        ("#N/A", ("#N/A", "s")),
        ("2024-05-01", ("2024-05-01", "s")),
        ("", (None, "n")),
        ("TRUE", ("TRUE", "s")),
    ],
)
def test_a_cell_is_a_number_only_where_it_is_one(
    tmp_path: Path, cell: str, value: tuple[object, str]
) -> None:
    assert written(tmp_path, [cell, "x"])[0][0] == value


def same(cell: str) -> str | float:
    value = workbook.as_value(cell) or ""
    return float(value) if isinstance(value, int | float) else value


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=3, max_size=3),
        min_size=2,
        max_size=6,
    )
)
def test_what_is_written_is_read_again(tmp_path: Path, rows: list[list[str]]) -> None:
    rows = [["word", *row] for row in rows]
    table = MemoryTable("m", ["a", "b", "c", "=d"], rows)
    write_table(table, tmp_path / "o.xlsx", overwrite=True)
    again = open_table(tmp_path / "o.xlsx", layout=Layout(header_row=1))
    assert again.columns[:1] == ("a",)
    for row, found in zip(rows, cells(again), strict=True):
        assert [same(cell) for cell in found] == [same(cell) for cell in row]


def test_the_values_of_a_workbook_keep_their_types(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "n", "when", "ok"])
    for row in range(3):
        when = openpyxl.utils.datetime.from_excel(45000 + row / 2)
        book.active.append([f"00{row}", row / 4, when, row == 1])
    book.save(tmp_path / "d.xlsx")
    table = open_table(tmp_path / "d.xlsx")
    write_table(table, tmp_path / "o.xlsx", ["altui_label"], lambda row: [f"=l{row}"], rows=[2, 0])
    page = openpyxl.load_workbook(tmp_path / "o.xlsx").active
    before = list(book.active.iter_rows(values_only=True))
    found = list(page.iter_rows(values_only=True))
    assert found == [
        (*before[0], "altui_label"), (*before[3], "=l2"), (*before[1], "=l0"),
    ]  # fmt: skip
    assert page["E2"].data_type == "s"


def test_what_excel_cannot_hold_is_refused_and_not_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = MemoryTable("m", ["a"], [["x"], ["😀" * 16_384]])
    with pytest.raises(InputError, match="32,768 characters") as caught:
        write_table(table, tmp_path / "o.xlsx")
    assert caught.value.where == "m, row 2" and ".csv" in caught.value.hint
    with pytest.raises(InputError, match="surrogate"):
        write_table(MemoryTable("m", ["a"], [["\ud800"]]), tmp_path / "o.xlsx")
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(InputError, match="do not fit a sheet"):
        write_table(table, tmp_path / "o.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(InputError, match="extra package") as caught:
        write_table(MemoryTable("m", ["a"], [["1"]]), tmp_path / "o.xlsx")
    assert "altui[excel]" in caught.value.hint
