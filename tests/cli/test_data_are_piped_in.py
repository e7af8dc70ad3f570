"""A dash is standard input: kept in a file with a name of its own, so that a session can go on."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import pytest

from altui.cli.standard_input import keep_standard_input
from altui.errors import InputError
from tests.cli.doors import Door
from tests.cli.sessions import label


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def pipe(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_it_is_kept_under_a_name_that_tells_its_kind(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for content, ending in (
        (b"a,b\n1,2\n", ".csv"),
        (b"c,d\n1,2\n", ".csv"),
        (b"a\tb\n1\t2\n", ".tsv"),
        (b'{"a": 1}\n', ".jsonl"),
        (b'[{"a": 1}]', ".json"),
        (b"TY  - JOUR\nTI  - x\n", ".ris"),
        (b"Hello there! How are you?\n", ".txt"),
        ("a,b\n1,2\n".encode("utf-16"), ".csv"),
        (gzip.compress(b'{"a": 1}\n'), ".jsonl.gz"),
        (b"PAR1....", ".parquet"),
        (b"PK\x03\x04....[Content_Types].xml", ".xlsx"),
    ):
        pipe(monkeypatch, content)
        kept = keep_standard_input()
        assert kept.name.startswith("stdin-") and kept.name.endswith(ending)
        assert kept.read_bytes() == content
        assert f"are kept in {kept}" in capsys.readouterr().err
    assert len(list(folder.iterdir())) == 11


def test_nothing_is_no_data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, b"")
    with pytest.raises(InputError, match="standard input is empty"):
        keep_standard_input()
    assert not list(folder.iterdir())


def test_simulate_takes_what_is_piped_in(
    altui: Door, clouds: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe(monkeypatch, clouds.read_bytes())
    words = ("--target", "label", "--seeds", "1", "--queries", "2", "--json")
    answer = altui("simulate", "-", *words)
    assert answer.status == 0 and answer.out.count("\n") >= 6
    assert [each.suffix for each in folder.iterdir()] == [".csv"]


def test_predict_takes_what_is_piped_in(
    altui: Door, clouds: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    label(clouds, range(12))
    pipe(monkeypatch, b"width,height\n-3,-3\n5,5\n")
    answer = altui("predict", clouds, "-", "-o", "out.csv")
    assert answer.status == 0 and "2 rows written" in answer.err
    assert (folder / "out.csv").read_text().splitlines()[1].startswith("-3,-3,ant")


def test_with_plain_it_is_for_the_answers(
    altui: Door, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe(monkeypatch, b"a,b\n1,2\n")
    answer = altui("label", "-", "--plain")
    assert answer.status == 2 and "--plain standard input is for the answers" in answer.err
    assert not list(folder.iterdir())
