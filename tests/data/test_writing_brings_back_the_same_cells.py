"""What is written can be read again as it was, in every format, and nothing is overwritten."""

import csv
import io
import json
import string
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.data.memory_table import MemoryTable
from altui.data.readers.reading import open_table
from altui.data.writers.writing import check_free, write_stream, write_table
from altui.errors import InputError
from tests.data.conftest import MakeTable, as_written, cells, filled

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
awkward = st.sampled_from(
    [
        "",
        "007",
        "NA",
        '"',
        '""',
        "a\rb",
        "\r",
        "\n",
        "\r\n",
        "\0",
        " x ",
        "a,b",
        "a\tb",
        "\ufeffx",
        ";",
    ]
)
names = st.text(
    st.sampled_from(string.ascii_letters + ' ,;\t"\n\ré\ufeff'), min_size=1, max_size=6
).filter(str.strip)


@st.composite
def tables(draw: st.DrawFn) -> MemoryTable:
    header = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    row = st.lists(text | awkward, min_size=len(header), max_size=len(header))
    return MemoryTable("made", header, draw(st.lists(row, min_size=1, max_size=6)))


@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl"])
@settings(deadline=None)  # files on a busy disk
@given(made=tables())
def test_any_table_comes_back(ending: str, made: MemoryTable) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{ending}"
        assert write_table(made, path) == len(made)
        wanted = filled(cells(made), ending)
        if not wanted:
            return
        with open_table(path, layout=as_written(ending, made)) as opened:
            assert opened.columns == made.columns
            assert cells(opened) == wanted
            assert [opened.cells(row) for row in range(len(opened))] == wanted


def test_columns_are_appended_and_cells_untouched(table: MakeTable, tmp_path: Path) -> None:
    opened = table('id,,x\n007," a ",1.50\n008,,NA\n')
    target = tmp_path / "out.csv"
    write_table(opened, target, ["label", "p"], lambda row: (None, 0.25) if row else ("a,b", 1))
    assert target.read_bytes() == b'id,,x,label,p\n007, a ,1.50,"a,b",1\n008,,NA,,0.25\n'


def test_only_some_rows_in_the_order_asked(table: MakeTable, tmp_path: Path) -> None:
    opened = table("n\n" + "".join(f"{i}\n" for i in range(10)))
    for ending in ("csv", "jsonl", "parquet"):
        target = tmp_path / f"out.{ending}"
        assert write_table(opened, target, ["k"], lambda row: [row], rows=[7, 2]) == 2
        assert cells(open_table(target)) == [("7", "7"), ("2", "2")]


def test_objects_keep_their_own_text(table: MakeTable, tmp_path: Path) -> None:
    lines = ['{"a": 1.50, "b": [1,  2]}', "{ }", '{"a":"\\u00e9\\ud800" }']
    opened = table("\n".join(lines) + "\n", "in.jsonl")
    target = tmp_path / "out.jsonl"
    write_table(opened, target, ["label"], lambda _: ["é"])
    assert target.read_text().splitlines() == [
        '{"a": 1.50, "b": [1,  2], "label": "é"}',
        '{"label": "é"}',
        '{"a":"\\u00e9\\ud800", "label": "é"}',
    ]


def test_half_a_surrogate_pair_is_no_csv(table: MakeTable, tmp_path: Path) -> None:
    opened = table('{"a": "x"}\n{"a": "\\ud800"}\n', "in.jsonl")
    for ending in ("csv", "parquet"):
        with pytest.raises(InputError, match="half of a surrogate pair"):
            write_table(opened, tmp_path / f"out.{ending}")
    write_table(MemoryTable("m", ["a"], cells(opened)), tmp_path / "out.jsonl")
    assert cells(open_table(tmp_path / "out.jsonl")) == cells(opened)


def test_formulas_are_defused_only_when_asked(tmp_path: Path) -> None:
    risky = ["=1+1", "+x", "-x", "@a", "\tx", "\rx", "-1.5", "+3", "fine"]
    made = MemoryTable("m", ["t"], [[cell] for cell in risky])
    write_table(made, tmp_path / "safe.csv", for_spreadsheet=True)
    safe = [row[0] for row in cells(open_table(tmp_path / "safe.csv"))]
    assert safe == ["'=1+1", "'+x", "'-x", "'@a", "'\tx", "'\rx", "-1.5", "+3", "fine"]
    write_table(made, tmp_path / "raw.csv")
    assert [row[0] for row in cells(open_table(tmp_path / "raw.csv"))] == risky


def test_a_stream_takes_csv(table: MakeTable) -> None:
    stream = io.BytesIO()
    assert write_stream(table("a\n1\n"), stream, ["é"], lambda _: ["x"]) == 1
    assert list(csv.reader(io.StringIO(stream.getvalue().decode()))) == [["a", "é"], ["1", "x"]]


def test_nothing_is_overwritten_unasked(table: MakeTable, tmp_path: Path) -> None:
    opened = table("a\n1\n")
    target = tmp_path / "out.csv"
    target.write_text("precious")
    with pytest.raises(InputError, match="a file of this name already exists"):
        write_table(opened, target)
    assert target.read_text() == "precious"
    write_table(opened, target, overwrite=True)
    assert target.read_text() == "a\n1\n"
    with pytest.raises(InputError, match="the data comes from"):
        write_table(opened, opened.path, overwrite=True)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("out.dat", "cannot write a file that ends in '.dat'"),
        ("nowhere/out.csv", "no such folder"),
        ("folder.csv", "this is a folder"),
        ("data.csv/out.csv", "a part of this path is a file"),
    ],
)
def test_a_target_that_cannot_be(table: MakeTable, tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InputError, match=message):
        write_table(table("a\n1\n"), tmp_path / name)


def test_a_folder_is_made_by_the_command_that_is_named(table: MakeTable, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        write_table(table("a\n1\n"), tmp_path / "my labels" / "out.csv")
    assert caught.value.hint == f"Make it first: mkdir -p '{tmp_path}/my labels'"


def test_a_folder_is_not_called_a_file_that_could_be_replaced(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is a folder"):
        check_free(tmp_path)


def test_a_name_that_is_taken_is_refused(table: MakeTable, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="already has a column 'a'"):
        write_table(table("a\n1\n"), tmp_path / "out.csv", ["a"], lambda _: ["x"])


def test_a_failure_leaves_nothing_behind(table: MakeTable, tmp_path: Path) -> None:
    opened = table("a\n1\n2\n")

    def fail(row: int) -> list[str]:
        raise ZeroDivisionError(row)

    with pytest.raises(ZeroDivisionError):
        write_table(opened, tmp_path / "out.csv", ["b"], fail)
    assert [path.name for path in tmp_path.iterdir()] == ["data.csv"]


def test_columns_become_objects(table: MakeTable, tmp_path: Path) -> None:
    write_table(table("a,\n007,x\n"), tmp_path / "out.jsonl", ["n"], lambda _: [3])
    wanted = {"a": "007", "column_2": "x", "n": 3}
    assert json.loads((tmp_path / "out.jsonl").read_text()) == wanted
