"""A pass for some columns gives their cells as a pass over all does, and reads no others where the
format keeps columns apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from altui.data.readers.arrow import parquet as reader
from altui.data.readers.arrow.kept_groups import MOST_KEPT, KeptGroups
from altui.data.readers.reading import open_table
from altui.data.table import Table

arrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

COLUMNS = {"a": [1, 2, 3] * 4000, "a.b": ["x", None, "y"] * 4000, "c": [0.5, 1.5, None] * 4000}


def column(table: Table, name: str, names: Sequence[str]) -> list[str]:
    place = table.columns.index(name)
    return [cell for chunk in table.chunks_of(names) for cell in chunk.columns[place]]


def whole(table: Table, name: str) -> list[str]:
    place = table.columns.index(name)
    return [cell for chunk in table.chunks() for cell in chunk.columns[place]]


@pytest.mark.parametrize("is_coarse", [False, True])
@pytest.mark.parametrize("names", [["c"], ["a"], ["a.b"], ["c", "a"], ["a", "a.b", "c"]])
def test_the_cells_are_the_same(tmp_path: Path, names: list[str], is_coarse: bool) -> None:
    path = tmp_path / "d.parquet"
    parquet.write_table(arrow.table(COLUMNS), path, row_group_size=1000)
    with open_table(path) as table:
        table._is_coarse = is_coarse  # type: ignore[attr-defined]
        for _ in range(2):  # before there is a working copy, and with it
            for name in names:
                assert column(table, name, names) == whole(table, name)
            assert sum(len(chunk.lines) for chunk in table.chunks_of(names)) == 12_000


def test_of_parquet_no_other_column_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "d.parquet"
    parquet.write_table(arrow.table(COLUMNS), path)
    read: list[object] = []
    honest = reader.ParquetTable._read

    def watched(table: reader.ParquetTable, names: list[str] | None) -> object:
        read.append(names)
        return honest(table, names)

    monkeypatch.setattr(reader.ParquetTable, "_read", watched)
    with open_table(path) as table:
        assert table.texts(["a"])["a"][:3] == ["1", "2", "3"]
    assert read == [["a"]]


def test_the_groups_read_last_are_kept_within_bounds() -> None:
    class Group:
        nbytes = MOST_KEPT // 2

    read: list[int] = []

    def make(place: int) -> Group:
        read.append(place)
        return Group()

    kept = KeptGroups()
    for place in (0, 1, 0, 1, 2, 1, 0):
        kept.get(place, make)
    assert read == [0, 1, 2, 0]


def test_a_group_that_is_too_large_is_kept_alone() -> None:
    class Group:
        nbytes = 3 * MOST_KEPT

    read: list[int] = []
    kept = KeptGroups()
    for place in (0, 0, 1, 1):
        kept.get(place, lambda at: read.append(at) or Group())  # type: ignore[func-returns-value]
    assert read == [0, 1]
