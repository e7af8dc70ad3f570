"""Whatever is wrong with a file is said with its place and a way out, and nothing is dropped."""

import gzip
import os
from pathlib import Path
from random import Random

import pytest

from altui.data.inference.columns import infer_schema
from altui.data.memory_table import MemoryTable
from altui.data.readers.reading import open_table
from altui.data.readers.text import packed as workcopy
from altui.data.writers.writing import write_table
from altui.errors import InputError
from tests.data.conftest import MakeTable


def packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def complaint(path: Path, content: bytes) -> InputError:
    """What is said when the file is opened and read to its end."""
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        for _ in open_table(path):
            pass
    assert str(path) in caught.value.where
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", "", "the file is empty"),
        (b"a,b\n", "", "no row below it"),
        (b"a,b", "", "no row below it"),
        (b"\n\r\n\n", "", "only blank lines"),
        (b"a,b\n1,2\n3\n", ", line 3", "expected 2 cells as in the header, found 1"),
        (b"a,b\n1,2\n\n3,4,5\n", ", line 4", "found 3"),
        (b'a,b\n"x\ny",2\n3\n', ", line 4", "found 1"),
        (b'a,b\n1,2\n3,"4\n5,6,7\n', ", line 3", "opened and never closed"),
        (b'a,b\n1,2\n"3"4,5\n', ", line 3", "after a closing double quote"),
        (b'a,b\n"' + b"x" * (17 << 20) + b'",1\n', ", line 2", "larger than 16 MiB"),
        (b"a,b,a\n1,2,3\n", "", "two columns are named 'a'"),
        (b"PAR1\x15\x04\x15\x00", "", "a Parquet file, not text"),
        (b"PK\x03\x04\x14\x00", "", "a zip archive or an Excel file"),
        (b"SQLite format 3\x00", "", "an SQLite database"),
        (bytes(range(256)) * 20, ", line 2", "the bytes fit no encoding"),
        (b"\xff\xfea\x00\n\x00\x00\xd8", ", line 2", "is not in utf-16"),
    ],
    ids=range(16),
)
def test_a_csv_that_is_none(tmp_path: Path, content: bytes, line: str, message: str) -> None:
    error = complaint(tmp_path / "data.csv", content)
    assert message in error.message
    assert error.where.endswith(f"data.csv{line}")


def test_a_bad_row_far_down_is_named_too(tmp_path: Path) -> None:
    content = b"a,b\n" + b"1,2\n" * 50_000 + b"3\n" + b"1,2\n" * 10
    assert complaint(tmp_path / "data.csv", content).where.endswith("line 50002")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("d.csv.gz", b"a,b\n1,2\n", "not a gzip file"),
        ("d.csv.gz", packed(Random(0).randbytes(5000))[:3000], "ends too early"),
        ("d.csv.gz", packed(b"a\n1\n")[:-8] + b"12345678", "damaged"),
        ("d.csv.gz", packed(b"a\n1\n") + b"rubbish", "damaged"),
        ("d.csv.gz", packed(b""), "nothing in the gzip file"),
        ("d.csv.gz", packed(b"a,b\n1\n"), "expected 2 cells"),
        ("d.parquet", b"a,b\n1,2\n", "no Parquet file"),
        ("d.xlsx", b"a,b\n1,2\n", "no Excel file"),
        ("d.xyz", b"a", "cannot tell what is in a file that ends in '.xyz'"),
        ("d", b"a", "no ending"),
        ("d.json", b"[]", "no object in the list"),
        ("d.csv.bz2", b"a,b\n1,2\n", "not a bzip2 file"),
        ("d.csv.xz", b"a,b\n1,2\n", "not an xz file"),
        ("d.csv.zip", b"a,b\n1,2\n", "not a zip file"),
        ("d.csv.zst", b"a,b\n1,2\n", "not a zstd file"),
        ("d.txt", b"\n \n", "only blank lines"),
    ],
    ids=range(16),
)
def test_a_file_that_is_not_what_its_name_says(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    assert message in complaint(tmp_path / name, content).message


def test_a_gzip_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workcopy, "SUSPICIOUS_SIZE", 4 << 20)
    error = complaint(tmp_path / "d.csv.gz", packed(b"a\n" + b"1\n" * 8_000_000))
    assert "unpacking was stopped" in error.message


def test_a_gzip_file_of_plain_data_is_read_whatever_its_name(table: MakeTable) -> None:
    assert [row.cells for row in table(packed(b"a\n1\n"), "d.csv")] == [("1",)]
    assert [row.cells for row in table(packed(b'{"a":1}'), "d.jsonl.gz")] == [("1",)]


def test_a_slip_in_the_name_gets_the_nearest_names(tmp_path: Path) -> None:
    (tmp_path / "reviews.csv").write_text("a\n1\n")
    with pytest.raises(InputError, match="no such file") as caught:
        open_table(tmp_path / "review.csv")
    assert caught.value.hint == "Did you mean 'reviews.csv'?"


def test_a_folder_and_a_path_through_a_file(tmp_path: Path) -> None:
    (tmp_path / "reviews.csv").write_text("a\n1\n")
    with pytest.raises(InputError, match="this is a folder") as caught:
        open_table(tmp_path)
    assert "reviews.csv" in caught.value.hint
    with pytest.raises(InputError, match="is a file, not a folder"):
        open_table(tmp_path / "reviews.csv" / "x.csv")
    with pytest.raises(InputError, match="no such file"):
        open_table(tmp_path / "nowhere" / "x.csv")


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match="a pipe or device"):
        open_table(tmp_path / "pipe.csv")


def test_a_link_is_followed_and_one_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("a\n1\n")
    for name, target in (("link", "data.csv"), ("lost", "gone.csv"), ("loop", "loop.csv")):
        (tmp_path / f"{name}.csv").symlink_to(target)
    assert len(open_table(tmp_path / "link.csv")) == 1
    with pytest.raises(InputError, match="a link to a file that is not there"):
        open_table(tmp_path / "lost.csv")
    with pytest.raises(InputError, match="cannot be read"):
        open_table(tmp_path / "loop.csv")


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_no_file(tmp_path: Path, device: str) -> None:
    (tmp_path / "device.csv").symlink_to(device)
    with pytest.raises(InputError, match=r"a pipe or device|cannot be read"):
        open_table(tmp_path / "device.csv")


@pytest.mark.parametrize("name", ["wide.csv", "wide.tsv", "wide.parquet"])
def test_more_columns_than_anyone_can_use_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    made = MemoryTable("made", [f"c{n}" for n in range(20)], [["1"] * 20])
    write_table(made, tmp_path / name)
    monkeypatch.setattr("altui.data.table.MOST_COLUMNS", 19)
    with pytest.raises(InputError, match="there are 20 columns; altui reads at most 19"):
        open_table(tmp_path / name)


def test_a_file_that_shrinks_while_it_is_read_loses_no_row_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("a\n" + "1\n" * 50_000)
    opened = open_table(path)
    rows = iter(opened)
    next(rows)
    path.write_text("a\n1\n")
    with pytest.raises(InputError, match="has changed"):
        list(rows)
        list(opened)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_of_someone_else(tmp_path: Path) -> None:
    path = tmp_path / "secret.csv"
    path.write_text("a\n1\n")
    path.chmod(0)
    with pytest.raises(InputError, match="may not read"):
        open_table(path)


def test_a_refused_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "data.csv"
    path.write_text("a\n1\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="may not read"):
        open_table(path)


def test_a_file_that_changes_meanwhile_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("a\n1\n2\n")
    opened = open_table(path)
    assert len(opened) == 2
    with path.open("a") as file:
        file.write("3\n")
    with pytest.raises(InputError, match="has changed"):
        list(opened)
    with pytest.raises(InputError, match="has changed"):
        opened.cells(0)


def test_only_excel_has_sheets(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("a\n1\n")
    with pytest.raises(InputError, match="only an Excel file has sheets"):
        open_table(path, sheet="one")


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        ({"target": "lable"}, "no column 'lable'", "Did you mean 'label'?"),
        ({"id": "LABEL"}, "no column 'LABEL'", "Did you mean 'label'?"),
        ({"text": ["zzz"]}, "no column 'zzz'", "The columns are 'x', 'label'."),
        ({"columns": ["x=numbr"]}, "'numbr' is no role", "The roles are id, target, numeric"),
        ({"columns": ["x=hidden"]}, "no column is left", "`text_columns`"),
    ],
)
def test_a_column_that_is_not_there(
    table: MakeTable, asked: dict[str, object], message: str, hint: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        infer_schema(table("x,label\n1,a\n2,b\n"), **asked)  # type: ignore[arg-type]
    assert hint in caught.value.hint
