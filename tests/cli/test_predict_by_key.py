"""`altui predict SESSION rows -o labels/` of a folder by key writes the same folders again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import fsspec
import pyarrow
import pyarrow.parquet
import pytest

from tests.cli.doors import Door
from tests.cli.sessions import label
from tests.cli.test_predict_into_a_folder import ROWS, columns, read, words
from tests.data.partitions.sets import cut, write_by_key, write_far_by_key, write_here

NAMES = ("day=1/hour=0/a.parquet", "day=1/hour=0/b.parquet", "day=2/hour=%2F/a.parquet")


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    tables = dict(zip(NAMES, cut(columns(), 3), strict=True))
    return write_by_key(tmp_path / "rows", tables, group=7)


def names_in(folder: Path) -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())


def rows_of(folder: Path) -> list[dict[str, Any]]:
    tables = [pyarrow.parquet.ParquetFile(folder / name).read() for name in names_in(folder)]
    return [row for table in tables for row in table.to_pylist()]


@pytest.mark.parametrize("typed", ["rows", "rows/*/*/*.parquet"])
def test_the_same_folders_have_what_flat_files_have(
    altui: Door, clouds: Path, tmp_path: Path, rows: Path, typed: str
) -> None:
    label(clouds, range(20))
    answer = altui("predict", clouds, f"{tmp_path}/{typed}", "-o", f"{tmp_path}/out/")
    assert answer.status == 0, answer.err
    assert "50 rows of 3 files written to" in words(answer)
    assert names_in(tmp_path / "out") == sorted(NAMES)
    write_here(tmp_path / "flat", cut(columns(), 3))
    assert altui("predict", clouds, tmp_path / "flat", "-o", tmp_path / "flat-out").status == 0
    assert rows_of(tmp_path / "out") == read(tmp_path / "flat-out")
    again = altui("predict", clouds, rows, "-o", tmp_path / "out")
    assert "3 files are there already and fit" in again.err, again.err


def test_all_columns_are_those_of_the_folders_too(
    altui: Door, clouds: Path, tmp_path: Path, rows: Path
) -> None:
    label(clouds, range(20))
    assert altui("predict", clouds, rows, "-o", tmp_path / "out", "--all-columns").status == 0
    table = pyarrow.parquet.ParquetFile(tmp_path / "out" / NAMES[2]).read()
    assert table.schema.names[:6] == ["id", "width", "height", "more", "day", "hour"]
    assert {*table["day"].to_pylist()} == {"2"} and {*table["hour"].to_pylist()} == {"/"}


def test_what_fits_is_left_and_what_does_not_is_made_anew(
    altui: Door, clouds: Path, tmp_path: Path, rows: Path
) -> None:
    label(clouds, range(20))
    out = tmp_path / "out"
    predict = ("predict", clouds, rows, "-o", out)
    assert altui(*predict).status == 0
    (rows / "day=1" / "hour=0").rename(rows / "day=1" / "hour=1")
    (out / NAMES[2]).unlink()
    (out / "day=2" / ".a.parquet.999999999.part").write_bytes(b"begun")
    answer = altui(*predict)
    assert answer.status == 0 and "50 rows of 3 files written" in words(answer)
    assert "left as they are: day=1/hour=0/a.parquet, day=1/hour=0/b.parquet" in words(answer)
    moved = [name.replace("hour=0", "hour=1") for name in NAMES[:2]]
    assert names_in(out) == sorted([*NAMES, *moved])
    # The rows of a file change.
    table = pyarrow.parquet.ParquetFile(rows / NAMES[2]).read()
    pyarrow.parquet.write_table(table.slice(1), rows / NAMES[2])
    answer = altui(*predict)
    assert "2 files are there already and fit" in answer.err
    assert "1 file made anew: its file has changed" in answer.err


@pytest.mark.parametrize(
    "strange", ["notes.txt", "day=1/notes.txt", "day=1/hour=0/c.parquet", "more", "day=1/more"]
)
def test_a_folder_with_other_things_is_refused(
    altui: Door, clouds: Path, tmp_path: Path, rows: Path, strange: str
) -> None:
    label(clouds, range(20))
    out = tmp_path / "out"
    predict = ("predict", clouds, rows, "-o", out)
    assert altui(*predict).status == 0
    if "." in strange:
        pyarrow.parquet.write_table(pyarrow.table({"a": [1]}), out / strange)
    else:
        (out / strange).mkdir()
    answer = altui(*predict, "--overwrite")
    assert answer.status == 2 and f"has not written: {strange}" in words(answer)


def test_a_folder_by_key_is_strange_to_flat_files(
    altui: Door, clouds: Path, tmp_path: Path, rows: Path
) -> None:
    label(clouds, range(20))
    assert altui("predict", clouds, rows, "-o", tmp_path / "out").status == 0
    flat = rows / "day=1" / "hour=0"
    answer = altui("predict", clouds, flat, "-o", tmp_path / "out")
    assert answer.status == 2 and "has not written: day=1, day=2" in words(answer)


def test_from_another_machine_to_another_machine(
    altui: Door, clouds: Path, tmp_path: Path, rows: Path
) -> None:
    label(clouds, range(20))
    system = fsspec.filesystem("memory")
    write_far_by_key("far-keys", dict(zip(NAMES, cut(columns(), 3), strict=True)))
    assert altui("predict", clouds, rows, "-o", tmp_path / "out").status == 0
    for typed in ("memory://far-keys", "memory://far-keys/*/*/*.parquet"):
        far = ("predict", clouds, typed, "-o", "memory://far-keys-out/")
        answer = altui(*far)
        assert answer.status == 0, answer.err
        found = system.find("/far-keys-out")
        assert [name.removeprefix("/far-keys-out/") for name in found] == sorted(NAMES)
        tables = [pyarrow.parquet.read_table(system.open(name)) for name in found]
        assert [row for table in tables for row in table.to_pylist()] == rows_of(tmp_path / "out")
    system.pipe(found[1], system.cat(found[1])[:99])  # it was not sent to its end
    again = altui(*far)
    assert again.status == 0 and "2 files are there already and fit" in again.err
    system.pipe("/far-keys-out/day=1/hour=0/mine.parquet", b"PAR1")
    assert "has not written: day=1/hour=0/mine.parquet" in words(altui(*far))
    for name in ("/far-keys", "/far-keys-out"):
        system.rm(name, recursive=True)


@pytest.mark.parametrize("out", ["rows/out", "rows/day=1/out", "rows"])
def test_nothing_is_written_into_the_folder_of_the_data(
    altui: Door, clouds: Path, tmp_path: Path, rows: Path, out: str
) -> None:
    label(clouds, range(20))
    before = names_in(rows)
    for typed in ("rows", "rows/*/*/*.parquet"):
        answer = altui("predict", clouds, tmp_path / typed, "-o", tmp_path / out)
        assert answer.status == 2 and "this is the folder that the data come from" in words(answer)
    assert names_in(rows) == before


def test_a_cell_that_is_no_number_is_named_with_its_folders(
    altui: Door, clouds: Path, tmp_path: Path
) -> None:
    label(clouds, range(20))
    cells = [str(row) for row in range(ROWS)]
    cells[40] = "oops"
    tables = cut({**columns(), "width": cells}, 3)
    rows = write_by_key(tmp_path / "rows", dict(zip(NAMES, tables, strict=True)))
    answer = altui("predict", clouds, rows, "-o", tmp_path / "out")
    assert "day=2/hour=%2F/a.parquet, row 7, 'oops'" in words(answer), answer.err
