"""Arrow files and streams and Feather give the cells that Parquet gives of the same columns."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from altui.data.readers.arrow import arrow_file
from altui.data.readers.reading import open_table
from altui.data.writers.writing import write_table
from altui.errors import InputError
from tests.data.conftest import cells
from tests.data.fuzz import damaged

arrow = pytest.importorskip("pyarrow")
feather = pytest.importorskip("pyarrow.feather")
parquet = pytest.importorskip("pyarrow.parquet")

N = 300
COLUMNS = arrow.table(
    {
        "id": [f"é{n}" for n in range(N)],
        "n": [n / 8 if n % 7 else None for n in range(N)],
        "kind": arrow.array(["a", "b", None] * (N // 3)).dictionary_encode(),
        "l": [[n, 1] for n in range(N)],
    }
)


def write(path: Path, form: str, columns: Any = COLUMNS) -> Path:
    if form == "feather":
        feather.write_feather(columns, str(path), chunksize=100)
        return path
    new = arrow.ipc.new_file if form == "file" else arrow.ipc.new_stream
    with new(str(path), columns.schema) as writer:
        writer.write_table(columns, max_chunksize=64)
    return path


@pytest.mark.parametrize("form", ["feather", "file", "stream"])
@pytest.mark.parametrize("is_large", [False, True])
def test_the_cells_are_those_of_parquet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, is_large: bool
) -> None:
    if is_large:
        monkeypatch.setattr(arrow_file, "LARGE_BATCH", 10)
    parquet.write_table(COLUMNS, tmp_path / "d.parquet")
    same = cells(open_table(tmp_path / "d.parquet"))
    path = write(tmp_path / ("d.feather" if form == "feather" else "d.arrow"), form)
    with open_table(path) as table:
        assert len(table) == N
        assert [table.cells(row) for row in (0, 99, 100, N - 1)] == [
            same[row] for row in (0, 99, 100, N - 1)
        ]
        assert cells(table) == same
        assert table.location(1, "n").endswith("row 2, column 'n'")


@pytest.mark.parametrize("ending", [".arrow", ".feather"])
def test_types_are_kept_from_file_to_file(tmp_path: Path, ending: str) -> None:
    table = open_table(write(tmp_path / "d.arrow", "file"))
    assert write_table(table, tmp_path / f"o{ending}", ["label"], lambda _: ["x"]) == N
    written = feather.read_table(str(tmp_path / f"o{ending}"))
    assert written.drop_columns(["label"]).equals(COLUMNS)


def test_what_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.feather"
    for content, said in (
        (b"FEA1 old", "old version 1"),
        (b"PAR1 other", "it is Parquet"),
        (b"a,b\n1,2\n", "damaged"),
    ):
        path.write_bytes(content)
        with pytest.raises(InputError, match=said) as caught:
            open_table(path)
        assert caught.value.hint and caught.value.where == str(path)
    with pytest.raises(InputError, match="no row"):
        open_table(write(tmp_path / "e.arrow", "file", COLUMNS.slice(0, 0)))


def damaged_arrow(folder: Path, seeds: range) -> int:
    """How many damaged files were read all the same; any other was refused in a sentence."""
    read = 0
    for form in ("file", "stream"):
        whole = write(folder / "whole.arrow", form).read_bytes()
        for seed in seeds:
            path = folder / "damaged.arrow"
            path.write_bytes(damaged(Random(seed), whole))
            try:
                with open_table(path) as table:
                    assert len(cells(table)) == len(table)
                    table.cells(len(table) - 1)
                    read += 1
            except InputError as error:
                assert str(path) in error.where and error.hint
    return read


def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    damaged_arrow(tmp_path, range(20))


@pytest.mark.slow
def test_a_thousand_damaged_files(tmp_path: Path) -> None:
    damaged_arrow(tmp_path, range(20, 520))
