"""`rows/year=2024/month=1/part-0.parquet`: one table, and its keys are columns."""

from __future__ import annotations

import hashlib
from pathlib import Path

import fsspec
import pyarrow
import pyarrow.dataset
import pyarrow.parquet
import pytest

from altui.data.paths.places import home, is_there, name_at_home, named_place, session_stem, spelled
from altui.data.paths.set_files import SetFile, beside, files_by_key
from altui.data.readers.partitions.partition_set import PartitionSet
from altui.data.readers.reading import open_table
from altui.data.writers.writing import write_table
from altui.errors import InputError
from tests.data.conftest import cells
from tests.data.partitions.sets import cut, write_by_key, write_far_by_key, write_here

ROWS = {"id": list(range(12)), "a.b": [f"words {k}" for k in range(12)]}
NAMES = (
    "year=2023/month=10/a.parquet",
    "year=2023/month=9/a.parquet",
    "year=2024/month=1/a.parquet",
    "year=2024/month=1/b.parquet",
)
KEYS = [("2023", "10")] * 3 + [("2023", "9")] * 3 + [("2024", "1")] * 6
"""Of each row."""


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    folder = write_by_key(tmp_path / "rows", dict(zip(NAMES, cut(ROWS, 4), strict=True)), group=2)
    for aside in ("_SUCCESS", "_metadata", ".a.crc", "_delta_log/0.json", "year=2023/_SUCCESS"):
        (folder / aside).parent.mkdir(exist_ok=True)
        (folder / aside).write_text("")
    return folder


def said_of(place: Path) -> str:
    with pytest.raises(InputError) as caught:
        open_table(place)
    assert caught.value.hint
    return str(caught.value)


@pytest.mark.parametrize(
    "typed", ["rows", "rows/", "rows/*/*/*.parquet", "rows/year=*/month=*/[ab].parquet"]
)
def test_the_keys_are_columns_behind_those_of_the_files(rows: Path, typed: str) -> None:
    with open_table(named_place(f"{rows.parent}/{typed}")) as table:
        assert table.columns == ("id", "a.b", "year", "month")
        whole = [(str(k), f"words {k}", *KEYS[k]) for k in range(12)]
        assert cells(table) == [table.cells(k) for k in range(12)] == whole
        assert table.location(10, "a.b") == f"{rows}/{NAMES[3]}, row 2, column 'a.b'"
        assert write_table(table, rows.parent / "all.parquet") == 12
    written = pyarrow.parquet.read_table(rows.parent / "all.parquet")
    assert written["year"].to_pylist() == [year for year, _ in KEYS]


def test_a_pattern_means_some_of_the_folders(rows: Path) -> None:
    place = named_place(f"{rows}/year=2024/*/*.parquet")
    with open_table(place) as table:
        assert [row[2:] for row in cells(table)] == KEYS[6:]
    with open_table(named_place(f"{rows}/*/month=[19]/*.parquet")) as table:
        assert [row[2:] for row in cells(table)] == KEYS[3:]
    with open_table(named_place(f"{rows}/year=2024/month=1/*.parquet")) as table:
        assert table.columns == ("id", "a.b"), "a flat folder is what it was"
    assert is_there(place) and not is_there(named_place(f"{rows}/year=2025/*/*.parquet"))
    assert "no file has such a name" in said_of(named_place(f"{rows}/*/*.parquet"))
    assert "** for no more" in said_of(named_place(f"{rows}/**/*.parquet"))


@pytest.mark.parametrize(
    ("typed", "stem"),
    [
        ("in/rows/*/*/*.parquet", "rows"),
        ("in/rows/*/*", "rows"),
        ("in/rows/day=2024-01-*/*.parquet", "rows.day_2024-01-_"),
        ("in/rows/year=2024/*/*.parquet", "rows.year_2024"),
        ("s3://bucket/in/rows/*/*.parquet", "rows"),
    ],
)
def test_its_session_lies_beside_the_folder(typed: str, stem: str) -> None:
    place = named_place(typed)
    assert session_stem(place).startswith(stem) and "/" not in session_stem(place)
    assert spelled(place) == typed
    if typed.startswith("in"):
        assert home(place) == Path("in") and home(place) / name_at_home(place) == place


def test_two_patterns_have_a_session_each() -> None:
    typed = ("rows/day=1*/*.parquet", "rows/day=1/*", "rows/day=1?/*.parquet", "rows/*.parquet")
    assert len({session_stem(named_place(each)) for each in typed}) == 4


def test_the_keys_are_read_as_others_read_them(tmp_path: Path) -> None:
    names = ["2024-01-01 10%3A30", "a%2Fb=c", "100%25", "ü", "__HIVE_DEFAULT_PARTITION__", ""]
    tables = zip(names, cut({"id": list(range(12))}, 6), strict=True)
    folder = write_by_key(
        tmp_path / "rows", {f"the%20key={name}/a.parquet": table for name, table in tables}
    )
    with open_table(folder) as table:
        assert table.columns == ("id", "the key")
        found = dict(cells(table))
        missing = [row for row, value in found.items() if not value]
        assert sorted(missing) == ["10", "11", "8", "9"]
        assert {*found.values()} == {"2024-01-01 10:30", "a/b=c", "100%", "ü", ""}
    schema = pyarrow.schema([("the key", pyarrow.string())])
    way = pyarrow.dataset.partitioning(schema, flavor="hive")
    (tmp_path / "rows" / "the%20key=" / "a.parquet").unlink()
    for folder in (tmp_path / "rows").iterdir():
        folder.rename(folder.with_name(folder.name.replace("the%20key", "the key")))
    other = pyarrow.dataset.dataset(tmp_path / "rows", partitioning=way).to_table()
    theirs = dict(zip(other["id"].to_pylist(), other["the key"].to_pylist(), strict=True))
    assert theirs == {int(row): found[str(row)] or None for row in theirs}


def test_what_pyarrow_writes_is_read(tmp_path: Path) -> None:
    values = ["10:30 a/b", "ü%", None, "plain"]
    columns = {"id": range(8), "when": values * 2, "n": [k // 4 for k in range(8)]}
    table = pyarrow.table({name: list(cells_) for name, cells_ in columns.items()})
    schema = table.schema
    way = pyarrow.dataset.partitioning(
        pyarrow.schema([schema.field("when"), schema.field("n")]), flavor="hive"
    )
    pyarrow.dataset.write_dataset(table, tmp_path / "rows", format="parquet", partitioning=way)
    with open_table(tmp_path / "rows") as read:
        assert read.columns == ("id", "when", "n")
        assert sorted(cells(read)) == [
            (str(k), values[k % 4] or "", str(k // 4)) for k in range(8)
        ]  # fmt: skip


def test_the_columns_of_the_folders_come_before_those_of_the_same_name(tmp_path: Path) -> None:
    tables = {
        "day=1/a.parquet": pyarrow.table({"day": [7, 8], "id": [1, 2]}),
        "day=2/a.parquet": pyarrow.table({"id": [3], "day": ["other"]}),
    }
    with open_table(write_by_key(tmp_path / "rows", tables)) as table:
        assert cells(table) == [("1", "1"), ("2", "1"), ("3", "2")]
        assert table.columns == ("id", "day")
        assert table.notes == ["read from the names of the folders, not from the files: 'day'"]


def test_from_another_machine() -> None:
    place = write_far_by_key("by-key", dict(zip(NAMES, cut(ROWS, 4), strict=True)))
    fsspec.filesystem("memory").pipe("/by-key/_delta_log/0.json", b"{}")
    for typed in (place, named_place("memory://by-key/*/*/*.parquet")):
        with open_table(typed) as table:
            assert [row[2:] for row in cells(table)] == KEYS
            assert table.location(3) == f"memory://by-key/{NAMES[1]}, row 1"
    fsspec.filesystem("memory").pipe("/by-key/c.parquet", b"PAR1")
    assert said_of(place).startswith("memory://by-key/c.parquet: this file is less deep")
    fsspec.filesystem("memory").rm("/by-key", recursive=True)


@pytest.mark.parametrize("names", [["id"], ["month"], ["month", "a.b"], ["a.b", "year"]])
def test_any_columns_can_be_had_alone(rows: Path, names: list[str]) -> None:
    found = PartitionSet.of(files_by_key(rows))
    held = pyarrow.Table.from_batches(
        [batch for block in found.blocks() for batch in found.batches(block, names)]
    )
    whole = {
        "id": list(range(12)),
        "a.b": ROWS["a.b"],
        "year": [year for year, _ in KEYS],
        "month": [month for _, month in KEYS],
    }
    assert held.to_pydict() == {name: whole[name] for name in names}
    assert held.num_rows == 12


def test_a_file_that_moves_to_another_folder_is_another_fingerprint(rows: Path) -> None:
    before, digests = open_table(rows).fingerprint(), PartitionSet.of(files_by_key(rows)).digests
    (rows / "year=2023").rename(rows / "year=2022")
    assert open_table(rows).fingerprint() != before
    after = PartitionSet.of(files_by_key(rows)).digests
    assert [*map(str.__eq__, digests, after)] == [False, False, True, True]


def test_a_flat_folder_has_the_fingerprint_that_it_always_had(tmp_path: Path) -> None:
    write_here(tmp_path / "rows", cut(ROWS, 2))
    files = sorted((tmp_path / "rows").iterdir())
    whole, footers = hashlib.sha256(), hashlib.sha256()
    for file in files:
        data = file.read_bytes()
        name, size = file.name.encode(), len(data)
        whole.update(b"\0" + name + b"\0" + hashlib.sha256(data).digest())
        footer = data[-8 - int.from_bytes(data[-8:-4], "little") : -8]
        footers.update(b"\0%b\0%d\0" % (name, size) + hashlib.sha256(footer).digest())
    assert open_table(tmp_path / "rows").fingerprint() == whole.hexdigest()
    assert PartitionSet.of(beside(files)).fingerprint == footers.hexdigest()


def _add_file(rows: Path, name: str) -> Path:
    (rows / name).parent.mkdir(parents=True, exist_ok=True)
    (rows / name).write_bytes((rows / NAMES[0]).read_bytes())
    return rows / name


@pytest.mark.parametrize(
    ("name", "where", "said"),
    [
        ("c.parquet", "c.parquet", "this file is less deep in folders than"),
        ("year=2023/c.parquet", "year=2023/c.parquet", "this file is less deep in folders than"),
        ("year=2023/day=1/c.parquet", "year=2023/month=10", "the key is 'month' here, and 'day'"),
        ("other/c.parquet", "other", "this folder is not named by a key"),
        ("year=2025/more/c.parquet", "year=2025/more", "this folder is not named by a key"),
        ("year=2023/month=9/day=1/c.parquet", "year=2023/month=10/a.parquet", "those in"),
        ("year=2023/month=9/notes.csv", "year=2023/month=9/notes.csv", "reads Parquet files only"),
    ],
)
def test_what_is_in_the_way_is_named(rows: Path, name: str, where: str, said: str) -> None:
    _add_file(rows, name)
    told = said_of(rows)
    assert told.startswith(f"{rows / where}: ") and said in told


def test_a_link_that_leads_back_up_is_named(rows: Path) -> None:
    for folder in ("year=2023/month=10", "year=2023/month=9", "year=2024/month=1"):
        for file in (rows / folder).iterdir():
            file.unlink()
    (rows / "year=2024" / "month=1" / "year=2024").symlink_to(rows, target_is_directory=True)
    assert "the key 'year' is that of a folder above it too" in said_of(rows)


def test_an_empty_folder_is_no_matter(rows: Path) -> None:
    (rows / "year=2025").mkdir()
    (rows / "year=2024" / "month=2").mkdir()
    assert len(open_table(rows)) == 12
    assert files_by_key(rows)[3] == SetFile(rows / NAMES[3], 2)


def test_a_name_that_is_no_text_is_named(rows: Path) -> None:
    try:
        (rows / "year=\udcff").mkdir()
    except OSError:
        pytest.skip("such names cannot be here")
    assert "the name of this folder is no UTF-8" in said_of(rows)


def test_folders_of_texts_that_look_like_keys_are_classes_as_before(tmp_path: Path) -> None:
    for folder in ("kind=a", "kind=b", "other=c"):
        (tmp_path / "texts" / folder).mkdir(parents=True)
        (tmp_path / "texts" / folder / "a.txt").write_text("words")
    assert [row[2] for row in cells(open_table(tmp_path / "texts"))] == [
        "kind=a", "kind=b", "other=c",
    ]  # fmt: skip


def test_a_file_that_a_link_leads_to_is_not_written_over(rows: Path, tmp_path: Path) -> None:
    (rows / NAMES[3]).rename(tmp_path / "elsewhere.parquet")
    (rows / NAMES[3]).symlink_to(tmp_path / "elsewhere.parquet")
    for name in ("rows", "rows/*/*/*.parquet"):
        with (
            open_table(rows.parent / name) as table,
            pytest.raises(InputError, match="the file that the data comes from"),
        ):
            write_table(table, tmp_path / "elsewhere.parquet", overwrite=True)


@pytest.mark.parametrize("typed", ["rows/*/*/*.parquet", "rows/year=2024/*/*.parquet"])
def test_paths_in_cells_start_at_the_folder_of_a_pattern(rows: Path, typed: str) -> None:
    with open_table(named_place(f"{rows.parent}/{typed}")) as table:
        assert table.folder == rows


def test_nothing_is_written_into_the_folder(rows: Path) -> None:
    for name in ("rows", "rows/*/*/*.parquet"):
        with pytest.raises(InputError, match="folder that the data come from"):
            write_table(open_table(rows.parent / name), rows / "year=2023" / "labels.csv")
