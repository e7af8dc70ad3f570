"""Text packed as .gz, .bz2, .xz, .zst or .zip: what is inside, or what is wrong with it."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest

from altui.data.readers.reading import open_table
from altui.data.readers.text import packed
from altui.errors import InputError
from tests.data.conftest import MakeTable, cells
from tests.data.fuzz import PACKINGS

ROWS = b"text,n\n" + b"".join(b"row %d,%d\n" % (n, Random(n).getrandbits(64)) for n in range(3000))


def pack(content: bytes, packing: str) -> bytes:
    if packing == "zst":
        pyarrow = pytest.importorskip("pyarrow")
        return bytes(pyarrow.Codec("zstd").compress(content, asbytes=True))
    return PACKINGS[packing](content)


ALL = pytest.mark.parametrize("packing", [*PACKINGS, "zst"])


@ALL
def test_the_first_bytes_decide_and_the_name_tells_the_kind(table: MakeTable, packing: str) -> None:
    for name in (f"data.tsv.{packing}", "data.tsv"):
        opened = table(pack(b"a\tb\n1\t2\n", packing), name)
        assert opened.kind == "tsv" and cells(opened) == [("1", "2")]


@ALL
def test_a_file_that_is_cut_off_is_named(table: MakeTable, packing: str) -> None:
    with pytest.raises(InputError, match=r"ends too early|damaged") as caught:
        table(pack(ROWS, packing)[:-40], f"data.csv.{packing}")
    assert "-t tells whether it is whole" in caught.value.hint


@ALL
def test_a_damaged_file_is_named(table: MakeTable, packing: str) -> None:
    content = bytearray(pack(ROWS, packing))
    content[len(content) // 2 : len(content) // 2 + 40] = bytes(40)
    with pytest.raises(InputError) as caught:
        table(bytes(content), f"data.csv.{packing}")
    assert caught.value.hint


@ALL
def test_a_bomb_is_stopped(table: MakeTable, monkeypatch: pytest.MonkeyPatch, packing: str) -> None:
    monkeypatch.setattr(packed, "SUSPICIOUS_SIZE", 1 << 20)
    monkeypatch.setattr(packed, "SUSPICIOUS_RATIO", 50)
    with pytest.raises(InputError, match="unpacking was stopped"):
        table(pack(b"a\n" + b"1\n" * 1_000_000, packing), f"data.csv.{packing}")


def archive(path: Path, **members: str) -> Path:
    with ZipFile(path, "w") as writing:
        for name, content in members.items():
            writing.writestr(name.replace("__", "."), content)
    return path


def test_one_of_several_members_is_named(tmp_path: Path) -> None:
    path = archive(tmp_path / "data.zip", a__csv="x\n1\n", b__jsonl='{"y": 2}\n')
    with pytest.raises(InputError, match="2 files in this zip archive") as caught:
        open_table(path)
    assert caught.value.hint == "Name one of them: data.zip::a.csv, data.zip::b.jsonl"
    with open_table(Path(f"{path}::b.jsonl")) as opened:
        assert opened.columns == ("y",) and opened.kind == "jsonl"
        assert opened.location(0) == f"{path}::b.jsonl, line 1"
    with pytest.raises(InputError, match=r"no 'c.csv'") as caught:
        open_table(Path(f"{path}::c.csv"))
    assert "data.zip::a.csv" in caught.value.hint


def test_the_only_member_needs_no_name(tmp_path: Path) -> None:
    path = archive(tmp_path / "data.zip", a__json='[{"x": 1}]')
    with ZipFile(path, "a") as writing:
        writing.writestr("__MACOSX/._a.json", "x")
    assert cells(open_table(path)) == [("1",)]
    with pytest.raises(InputError, match=r"ends in '.pdf'"):
        open_table(archive(tmp_path / "b.zip", a__pdf="%PDF"))


def test_a_workbook_under_the_name_of_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    with ZipFile(path, "w") as writing:
        writing.writestr("[Content_Types].xml", "<x/>")
    with pytest.raises(InputError, match="a zip archive or an Excel file, not text"):
        open_table(path)


def test_without_the_extra_zstd_names_it(table: MakeTable, monkeypatch: pytest.MonkeyPatch) -> None:
    content = pack(b"a\n1\n", "zst")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    with pytest.raises(InputError, match="zstd needs an extra package") as caught:
        table(content, "data.csv.zst")
    assert "altui[parquet]" in caught.value.hint


def test_text_that_begins_like_bzip2_is_text(table: MakeTable) -> None:
    assert cells(table("BZh9,b\n1,2\n")) == [("1", "2")]


def test_what_is_not_read_says_which_command_makes_it_so(tmp_path: Path) -> None:
    for name, command in (
        ("x.rds", 'write.csv(readRDS("x.rds"), "x.csv", row.names = FALSE)'),
        ("my data.pkl", 'pandas.read_pickle("my data.pkl").to_csv("my data.csv", index=False)'),
        ("x.yml", "yq -o=json x.yml > x.json"),
        ("x.pdf", "pdftotext -layout x.pdf x.txt"),
        ("x.tar", "tar -xf x.tar"),
        ("x.numbers", "Export To > CSV"),
    ):
        (tmp_path / name).write_bytes(b"x")
        with pytest.raises(InputError) as caught:
            open_table(tmp_path / name)
        assert command in caught.value.hint
