"""Columns of numbers with blanks between, as instruments write them, are a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.data.layout import Layout
from altui.data.readers.reading import open_table
from altui.data.readers.text.blanks import are_rows_of_blanks
from tests.data.conftest import cells

ROWS = [(f"{n / 7:.3f}", str(n * 3), f"{-n}.5", "ab"[n % 2]) for n in range(30)]
TEXT = "sepal  petal   width  class\n" + "".join(
    f"{a:>8} {b:>5}\t{c:<9}{d} \r\n" for a, b, c, d in ROWS
)


@pytest.mark.parametrize("name", ["iris.dat", "iris.data", "iris.txt", "iris.csv", "iris.asc"])
def test_a_table_of_blanks_is_read_under_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT)
    with open_table(tmp_path / name) as table:
        assert table.columns == ("sepal", "petal", "width", "class")
        assert cells(table) == ROWS and table.cells(7) == ROWS[7]
        assert table.location(3).endswith("line 5")
        assert "cells are separated by blanks" in table.notes
        layout = table.layout
    with open_table(tmp_path / name, layout=layout) as again:
        assert cells(again) == ROWS and again.fingerprint() == table.fingerprint()


def test_words_are_cut_by_blanks_where_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("name kind\nrye grain\nplum fruit\n")
    assert open_table(path).columns == ("name kind",)
    assert cells(open_table(path, layout=Layout(separator=" "))) == [
        ("rye", "grain"),
        ("plum", "fruit"),
    ]


@given(st.lists(st.lists(st.sampled_from(["the", "rye", "7", "grew"]), min_size=3), min_size=6))
def test_sentences_are_no_table(lines: list[list[str]]) -> None:
    numbers = sum(word == "7" for line in lines[1:] for word in line)
    is_even = len(set(map(len, lines))) == 1
    found = are_rows_of_blanks([" ".join(line) for line in lines])
    assert not found or (is_even and 2 * numbers >= sum(map(len, lines[1:])))
