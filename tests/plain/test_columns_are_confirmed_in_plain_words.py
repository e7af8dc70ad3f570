"""The columns of a wide file, line by line: a group is one line, numbers name several columns."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from altui.data.inference.columns import infer_schema
from altui.data.memory_table import MemoryTable
from altui.data.schema import Role
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.labeling.proposal import Proposal
from altui.plain.columns import confirm_columns


@pytest.fixture
def proposal(monkeypatch: pytest.MonkeyPatch) -> Proposal:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    header = ["size", *(f"p{k}" for k in range(9)), "word"]
    rows = [
        [str(row / 2), *(str(2 * row * k) for k in range(9)), "abc"[row % 3]] for row in range(40)
    ]
    table = MemoryTable("wide.csv", header, rows)
    return Proposal("wide.csv", infer_schema(table), len(table), ("yes", "no"))


def confirmed(proposal: Proposal, *lines: str) -> Proposal:
    typed: Iterator[str] = iter([*lines, ""])
    accepted = confirm_columns(proposal, lambda: next(typed))
    assert accepted is not None
    return accepted


def test_a_group_is_one_line(proposal: Proposal, capsys: pytest.CaptureFixture[str]) -> None:
    assert confirmed(proposal) is proposal
    told = capsys.readouterr().out.splitlines()
    assert told[1].startswith("1 size: number (all 40 values are numbers")
    assert told[2].startswith("2-10 p0 ... p8: number (9 columns (8 number, 1 shown only); all 40")
    assert told[3].startswith("11 word: category (3 different values")


def test_two_numbers_change_the_columns_from_one_to_the_other(
    proposal: Proposal, capsys: pytest.CaptureFixture[str]
) -> None:
    accepted = confirmed(proposal, "2-10 h", "4 t", "3-12 n", "2-5 l", "/P2", "/nothing")
    roles = accepted.schema.roles()
    assert [roles[f"p{k}"] for k in range(9)] == ["hidden"] * 2 + ["text"] + ["hidden"] * 6
    assert accepted.schema.column("size").role is Role.NUMERIC
    said = capsys.readouterr()
    assert "there is no column 3-12; the last is 11" in said.err
    assert "only one column can be the label" in said.err
    assert said.out.splitlines()[-1].startswith("4 p2: text (words; chosen by you")


def test_how_numbers_are_read_is_a_question_with_a_number(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    file = tmp_path / "sales.csv"
    rows = [f"{n % 9 + 1}.{n * 37 % 900 + 100},{'abc'[n % 3]}" for n in range(40)]
    file.write_text("price,kind\n" + "\n".join(rows))
    asked = prepare(OpenRequest(file=file, classes=("yes", "no"))).proposal
    assert asked is not None
    for typed, word in ((), "point"), (("?1",), "comma"), (("?1", "?1"), "point"):
        reading = confirmed(asked, *typed).schema.column("price").reading
        assert reading is not None and reading.word == word
    told = capsys.readouterr().out
    assert "question 1: nothing says whether 1.100 in 'price' is 1.1 or 1100" in told
    assert "taken: decimal comma: 1.100 is 1100, 2.137 is 2137; ?1 changes it to: decimal" in told
    assert "1 price: number (all 40 values are numbers with a decimal comma; e.g. 1.100" in told


def test_a_text_that_is_made_a_text_again_is_read_in_the_next_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    rows = [[f"some words on number {row % 7} here"] for row in range(40)]
    table = MemoryTable("notes.csv", ["note"], rows)
    asked = Proposal("notes.csv", infer_schema(table), len(table), ("yes", "no"))
    ways = {(): "words and characters", ("1 t",): "words;", ("1 t", "1 t"): "characters;"}
    for lines, told in ways.items():
        chosen = confirmed(asked, *lines)
        assert f"1 note: text ({told}" in capsys.readouterr().out
        assert chosen.schema.names(Role.TEXT) == ["note"]
