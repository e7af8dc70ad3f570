"""The formats that come with extras."""

import datetime
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from altui.data.inference.columns import infer_schema
from altui.data.memory_table import MemoryTable
from altui.data.readers.reading import open_table
from altui.data.writers.writing import write_table
from altui.errors import InputError
from tests.data.conftest import MakeTable, cells

arrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")
openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("python_calamine")


def test_values_of_all_types_become_text(tmp_path: Path) -> None:
    moment = datetime.datetime(2024, 5, 1, 12, 30)
    columns = {
        "s": ["007", None],
        "i": [7, None],
        "f": [0.1, float("nan")],
        "f32": arrow.array([0.1, None], arrow.float32()),
        "b": [True, False],
        "t": arrow.array([moment, None], arrow.timestamp("ns")),
        "d": [moment.date(), None],
        "m": [Decimal("1.50"), None],
        "l": [[1, 2], None],
        "o": [{"k": "é"}, None],
        "x": [b"abc", b"\xff"],
        "c": arrow.array(["u", "v"]).dictionary_encode(),
    }
    parquet.write_table(arrow.table(columns), tmp_path / "d.parquet")
    opened = open_table(tmp_path / "d.parquet")
    first = ("007", "7", "0.1", "0.1", "true", "2024-05-01 12:30:00", "2024-05-01", "1.50")
    assert cells(opened)[0] == (*first, "[1, 2]", '{"k": "é"}', "abc", "u")
    assert cells(opened)[1] == ("", "", "", "", "false", "", "", "", "", "", "ff", "v")
    assert opened.location(1, "s").endswith("d.parquet, row 2, column 's'")


def test_rows_are_found_again_across_row_groups(tmp_path: Path) -> None:
    columns = arrow.table({"n": list(range(10_000))})
    parquet.write_table(columns, tmp_path / "d.parquet", row_group_size=999)
    opened = open_table(tmp_path / "d.parquet")
    assert len(opened) == 10_000
    assert [opened.cells(row) for row in (0, 998, 999, 5000, 9999)] == [
        ("0",),
        ("998",),
        ("999",),
        ("5000",),
        ("9999",),
    ]


def test_parquet_to_parquet_keeps_types(tmp_path: Path) -> None:
    columns = arrow.table({"i": [1, 2, 3], "l": [[1.5], [], None]})
    parquet.write_table(columns, tmp_path / "d.parquet")
    opened = open_table(tmp_path / "d.parquet")
    write_table(opened, tmp_path / "o.parquet", ["label", "p"], lambda row: ("a", row / 2))
    written = parquet.read_table(tmp_path / "o.parquet")
    assert written.drop_columns(["label", "p"]).equals(columns)
    assert written["p"].to_pylist() == [0, 0.5, 1]
    write_table(opened, tmp_path / "s.parquet", ["label"], lambda _: [None], rows=[2, 0])
    assert parquet.read_table(tmp_path / "s.parquet")["i"].to_pylist() == [3, 1]


def test_csv_to_parquet_keeps_text(table: MakeTable, tmp_path: Path) -> None:
    write_table(table("a,b\n007,\n1e5,NA\n"), tmp_path / "o.parquet")
    assert cells(open_table(tmp_path / "o.parquet")) == [("007", ""), ("1e5", "NA")]


def test_an_empty_or_cut_parquet_file_is_named(tmp_path: Path) -> None:
    parquet.write_table(arrow.table({"a": arrow.array([], arrow.string())}), tmp_path / "d.parquet")
    with pytest.raises(InputError, match="no row"):
        open_table(tmp_path / "d.parquet")
    parquet.write_table(arrow.table({"a": ["x" * 99] * 999}), tmp_path / "d.parquet")
    whole = (tmp_path / "d.parquet").read_bytes()
    (tmp_path / "d.parquet").write_bytes(whole[:-20])
    with pytest.raises(InputError, match="damaged"):
        open_table(tmp_path / "d.parquet")
    (tmp_path / "d.parquet").write_bytes(whole[:8] + b"\xff" * 60 + whole[68:])
    with pytest.raises(InputError, match="damaged"):
        list(open_table(tmp_path / "d.parquet"))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "first"
    page.append(["id", "n", "when", "ok", "note"])
    page.append(["007", 3, datetime.date(2024, 5, 1), True, None])
    page.append([])
    page.append(["008", 1.5, datetime.datetime(2024, 5, 1, 12, 30), False, "é\nx"])
    other = book.create_sheet("second")
    other.append(["a"])
    other.append(["b"])
    book.create_sheet("empty")
    path = tmp_path / "book.xlsx"
    book.save(path)
    return path


def test_cells_of_a_sheet_are_as_excel_shows_them(workbook: Path) -> None:
    opened = open_table(workbook)
    assert cells(opened) == [
        ("007", "3", "2024-05-01", "TRUE", ""),
        ("008", "1.5", "2024-05-01 12:30:00", "FALSE", "é\nx"),
    ]
    assert opened.location(1).endswith("book.xlsx, row 4")
    assert opened.notes == [
        "sheet 'first' of 3 is read: first, second, empty",
        "1 blank row is passed over",
    ]


def test_a_sheet_can_be_named(workbook: Path) -> None:
    assert cells(open_table(workbook, sheet="second")) == [("b",)]
    with pytest.raises(InputError, match="no sheet 'secnd'") as caught:
        open_table(workbook, sheet="secnd")
    assert caught.value.hint == "Did you mean 'second'?"
    with pytest.raises(InputError, match="'empty' has no row"):
        open_table(workbook, sheet="empty")


@pytest.mark.parametrize(
    ("name", "package", "extra"),
    [("d.parquet", "pyarrow", "altui[parquet]"), ("d.xlsx", "python_calamine", "altui[excel]")],
)
def test_a_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, package: str, extra: str
) -> None:
    (tmp_path / name).write_bytes(b"x")
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InputError, match="extra package") as caught:
        open_table(tmp_path / name)
    assert extra in caught.value.hint


def test_a_missing_extra_is_named_when_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match="extra package"):
        write_table(MemoryTable("m", ["a"], [["1"]]), tmp_path / "o.parquet")


def test_roles_of_a_parquet_file(tmp_path: Path) -> None:
    columns = {"n": [0.5, None, 2.5] * 20, "label": ["a", "b", "a"] * 20}
    parquet.write_table(arrow.table(columns), tmp_path / "d.parquet")
    schema = infer_schema(open_table(tmp_path / "d.parquet"))
    assert schema.roles() == {"n": "numeric", "label": "target"}
