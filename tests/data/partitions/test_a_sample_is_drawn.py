"""Of a large set of Parquet files a random sample is labeled, which depends on the ids alone."""

from __future__ import annotations

import errno
import stat
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.data.layout import Layout
from altui.data.readers.partitions import drawing
from altui.data.readers.partitions.id_hashes import hash_ids
from altui.data.readers.partitions.sampled_table import SAMPLE
from altui.data.readers.reading import open_table
from altui.data.table import Table
from altui.errors import InputError
from tests.data.partitions.sets import cut, write_far, write_here

NAMES = [f"m-{k}" for k in range(3000)]
ROWS = {"id": NAMES, "x": [k / 7 for k in range(3000)]}


def sample(place: Path, rows: int, scratch: Path | None, by: str | None = None) -> Table:
    return open_table(place, layout=Layout(drawn=rows, drawn_by=by), scratch=scratch)


def lowest(ids: Any, count: int) -> set[str]:
    hashes = hash_ids(pyarrow.array(ids))
    return {str(ids[row]) for row in np.argsort(hashes, kind="stable")[:count]}


def test_it_is_the_rows_with_the_lowest_hashes_in_the_order_of_the_set(tmp_path: Path) -> None:
    place = write_here(tmp_path / "rows", cut(ROWS, 4), group=100)
    with sample(place, 500, tmp_path / "kept") as table:
        ids = [row.cells[0] for row in table]
        assert set(ids) == lowest(NAMES, 500) and ids == sorted(ids, key=NAMES.index)
        assert table.columns == ("id", "x") and len(table) == 500 and table.population == 3000
        assert [table.cells(k)[0] for k in (0, 499)] == [ids[0], ids[499]]
        assert table.notes == ["A random sample of 500 of 3,000 rows, drawn by 'id'"]
        row = NAMES.index(ids[7])
        where = f"{place.parent}/part-{row // 750:02d}.parquet, row {row % 750 + 1}, column 'x'"
        assert table.location(7, "x") == where


def test_how_the_rows_lie_in_files_plays_no_part(tmp_path: Path) -> None:
    apart = write_here(tmp_path / "apart", cut(ROWS, 7), group=11)
    mixed = pyarrow.table(ROWS).take(np.random.default_rng(1).permutation(3000))
    other = write_here(tmp_path / "other", [mixed])
    far = write_far("drawn", cut(ROWS, 2))
    found = []
    for place in (apart, other, far, other.parent / "part-00.parquet"):
        with sample(place, 400, None) as table:
            found.append({row.cells for row in table})
    assert found[0] == found[1] == found[2] == found[3] and len(found[0]) == 400


def test_a_larger_sample_holds_the_smaller(tmp_path: Path) -> None:
    place = write_here(tmp_path / "rows", cut(ROWS, 3))
    with sample(place, 50, None) as small, sample(place, 700, None) as large:
        assert {row.cells for row in small} < {row.cells for row in large}


def test_it_is_kept_for_its_owner_and_not_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = write_here(tmp_path / "rows", cut(ROWS, 3))
    with sample(place, 300, tmp_path / "kept") as table:
        before = list(table)
    kept = tmp_path / "kept" / SAMPLE
    assert [*kept.parent.iterdir()] == [kept] and stat.S_IMODE(kept.stat().st_mode) == 0o600

    def no_pass(*_: object) -> None:
        pytest.fail("the set was read again")

    with monkeypatch.context() as patched:
        patched.setattr(drawing, "_take", no_pass)
        with sample(place, 300, tmp_path / "kept") as table:
            assert list(table) == before
    kept.write_bytes(b"PAR1 damaged")
    with sample(place, 300, tmp_path / "kept") as table:
        assert list(table) == before
    pyarrow.parquet.write_table(cut(ROWS, 3)[0].slice(5), place.parent / "part-00.parquet")
    with sample(place, 300, tmp_path / "kept") as table:
        assert list(table) != before and table.population == 2995


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    place = write_here(tmp_path / "rows", cut({"id": [*range(9), None], "x": [1.0] * 10}, 2))
    with pytest.raises(InputError, match="the id is missing") as raised:
        sample(place, 4, tmp_path / "kept")
    assert raised.value.where == f"{place.parent}/part-01.parquet, row 5, column 'id'"
    assert not [*(tmp_path / "kept").iterdir()]


def test_no_row_is_looked_up_in_files_that_have_changed(tmp_path: Path) -> None:
    place = write_here(tmp_path / "rows", cut(ROWS, 3))
    with sample(place, 300, tmp_path / "kept") as table:
        file = place.parent / "part-00.parquet"
        pyarrow.parquet.write_table(cut(ROWS, 3)[0].slice(5), file)
        with pytest.raises(InputError, match="the file has changed since it was opened") as raised:
            table.find(["7"])
        assert raised.value.where == str(file)
        assert [each.name for each in (tmp_path / "kept").iterdir()] == ["sample.kept"]


def test_small_sets_are_read_whole(tmp_path: Path) -> None:
    place = write_here(tmp_path / "rows", cut(ROWS, 3))
    whole = Layout(drawn=3000), Layout(drawn=10, drawn_from=3001), Layout()
    for layout in whole:
        with open_table(place, layout=layout, scratch=tmp_path) as table:
            assert len(table) == 3000 and table.population is None and not table.notes


def test_a_small_set_on_another_machine_is_copied_whole(tmp_path: Path) -> None:
    place = write_far("copied", cut({"text": ["a", "b", "c"]}, 2))
    with open_table(place, layout=Layout(drawn=3), scratch=tmp_path / "kept") as table:
        assert [row.cells for row in table] == [("a",), ("b",), ("c",)]
        assert table.population is None and not table.notes
        assert table.location(2) == "memory://copied/part-01.parquet, row 1"
    assert (tmp_path / "kept" / SAMPLE).is_file()


@pytest.mark.parametrize(
    ("columns", "by", "said"),
    [
        (
            {"text": NAMES},
            None,
            "of 3,000 rows a sample is labeled, and rows are drawn by",
        ),
        ({"ID": NAMES, "Id": NAMES}, None, "a sample is labeled, and rows are drawn by their ids"),
        ({"ID": NAMES}, "name", "there is no column 'name'"),
    ],
)
def test_without_ids_there_is_no_sample(
    tmp_path: Path, columns: dict[str, Any], by: str | None, said: str
) -> None:
    place = write_here(tmp_path / "rows", cut(columns, 2))
    with pytest.raises(InputError) as raised:
        sample(place, 100, None, by)
    assert said in str(raised.value) and raised.value.where == str(place)


def test_any_column_may_be_the_id(tmp_path: Path) -> None:
    days = pyarrow.array(range(3000), pyarrow.int32()).cast(pyarrow.date32())
    place = write_here(tmp_path / "rows", cut({"day": days, "text": NAMES}, 2))
    with sample(place, 200, None, "day") as table:
        assert len({row.cells[0] for row in table}) == 200 and table.layout.drawn_by == "day"


def test_a_column_that_has_no_value_in_one_of_the_files(tmp_path: Path) -> None:
    first = pyarrow.table({"id": range(100), "note": pyarrow.nulls(100)})
    second = pyarrow.table({"id": range(100, 200), "note": ["seen"] * 100})
    place = write_here(tmp_path / "rows", [first, second])
    with sample(place, 60, None) as table:
        assert {row.cells[1] for row in table} == {"", "seen"}


@given(st.lists(st.text(max_size=40), unique=True, max_size=60), st.integers(0, 59))
def test_a_hash_depends_on_the_text_alone(texts: list[str], start: int) -> None:
    whole = hash_ids(pyarrow.array(texts, pyarrow.string()))
    assert len(set(whole.tolist())) == len(texts)
    part = hash_ids(pyarrow.array(texts, pyarrow.string()).slice(start))
    assert part.tolist() == whole[start:].tolist()
    alone = [int(hash_ids(pyarrow.array([each], pyarrow.large_string()))[0]) for each in texts]
    assert alone == whole.tolist()


@pytest.mark.parametrize("kind", ["int8", "int32", "int64"])
def test_a_hash_depends_on_the_number_alone(kind: str) -> None:
    numbers = list(range(-100, 100))
    found = hash_ids(pyarrow.array(numbers, kind))
    assert found.tolist() == hash_ids(pyarrow.array(numbers, pyarrow.int64())).tolist()
    shares = found.astype(float) / 2**64
    assert len(set(found.tolist())) == 200 and 0.4 < shares.mean() < 0.6


def test_ids_that_stand_there_twice_make_no_smaller_sample(tmp_path: Path) -> None:
    rows = {"id": [NAMES[k // 300] for k in range(3000)], "x": ROWS["x"]}
    place = write_here(tmp_path / "rows", cut(rows, 2))
    with sample(place, 400, None) as table:
        assert len(table) >= 400


def test_a_full_disk_is_told_with_what_can_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    place = write_here(tmp_path / "rows", cut(ROWS, 2))
    monkeypatch.setattr(pyarrow.parquet.ParquetWriter, "write_table", full)
    with pytest.raises(InputError, match="there is no room for the sample") as raised:
        sample(place, 100, tmp_path / "kept")
    assert "`pool` N" in raised.value.hint and raised.value.where == str(tmp_path / "kept")
    assert not [*(tmp_path / "kept").iterdir()]
