"""`s3://bucket/rows/*.parquet` and whatever else fsspec knows are named like files here."""

from __future__ import annotations

from pathlib import Path

import fsspec
import pytest

from altui.data.paths.places import home, is_there, named_place, session_stem, spelled
from altui.data.paths.set_files import beside
from altui.data.readers.partitions.partition_set import PartitionSet
from altui.data.readers.reading import open_table
from altui.errors import InputError
from tests.data.partitions.sets import cut, write_far, write_here

ROWS = {"id": list(range(10)), "text": [f"words {k}" for k in range(10)]}


@pytest.mark.parametrize(
    "typed",
    ["memory://here/*.parquet", "memory://here", "memory://here/", "memory://here/part-0?.parquet"],
)
def test_a_folder_or_a_pattern_is_one_table(typed: str) -> None:
    write_far("here", cut(ROWS, 3))
    place = named_place(typed)
    assert spelled(place) == typed.rstrip("/") and is_there(place)
    with open_table(place) as table:
        assert [row.cells for row in table] == [(str(k), f"words {k}") for k in range(10)]
        assert table.cells(9) == ("9", "words 9")
        assert table.location(5, "text") == ("memory://here/part-01.parquet, row 2, column 'text'")


def test_a_file_that_fsspec_reaches_here(tmp_path: Path) -> None:
    write_here(tmp_path / "rows", cut(ROWS, 2))
    with open_table(named_place(f"file://{tmp_path}/rows/part-00.parquet")) as table:
        assert len(table) == 5


def test_its_session_lies_in_the_current_folder() -> None:
    place = named_place("s3://bucket/calls/*.parquet")
    assert home(place) == Path() and session_stem(place) == "calls"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("memory://nowhere/*.parquet", "there is no such file or folder"),
        ("memory://nowhere/a.parquet", "there is no such file or folder"),
        ("nosuch://bucket/a.parquet", "this place cannot be read: Protocol not known: nosuch"),
        ("memory://here/rows.csv", "from another machine altui reads Parquet only"),
    ],
)
def test_what_is_not_there_is_named_as_it_was_typed(typed: str, said: str) -> None:
    with pytest.raises(InputError) as raised:
        open_table(named_place(typed))
    assert said in str(raised.value) and raised.value.where == typed.removesuffix("/*.parquet")


def test_the_fingerprint_is_that_of_the_footers(tmp_path: Path) -> None:
    place = write_here(tmp_path / "rows", cut(ROWS, 2))
    far = write_far("footers", cut(ROWS, 2))
    system = fsspec.filesystem("memory")

    def of_far() -> PartitionSet:
        return PartitionSet.of(beside(far.parent / f"part-{k:02d}.parquet" for k in range(2)))

    here = PartitionSet.of(beside(sorted(place.parent.iterdir())))
    before = of_far().fingerprint
    assert before == here.fingerprint
    write_far("footers", cut({**ROWS, "text": [f"other {k}" for k in range(10)]}, 2))
    assert of_far().fingerprint != before
    system.rm("/footers", recursive=True)


@pytest.mark.parametrize("group", [1, 3, 4, 100])
def test_blocks_are_all_rows_once_and_in_their_order(
    tmp_path: Path, group: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("altui.data.readers.partitions.partition_set.BLOCK_ROWS", 4)
    write_here(tmp_path / "rows", cut({"id": list(range(25))}, 3), group)
    found = PartitionSet.of(beside(sorted((tmp_path / "rows").iterdir())))
    rows: list[int] = []
    for block in found.blocks():
        assert block.first == len(rows)
        held = [each for batch in found.batches(block) for each in batch["id"].to_pylist()]
        assert len(held) == block.rows <= max(group, 4)
        rows += held
    assert rows == list(range(25)) and len(found) == 25
