"""No reader turns a cell into anything else: codes, words for missing values, blanks, quotes."""

from pathlib import Path

import pytest

from altui.data.readers.reading import open_table
from tests.data.conftest import MakeTable, cells


def test_codes_and_words_for_nothing_are_text(table: MakeTable) -> None:
    opened = table("id,x\n007,NA\n0010,null\n1e5,None\n+1,nan\n")
    assert cells(opened) == [("007", "NA"), ("0010", "null"), ("1e5", "None"), ("+1", "nan")]


def test_quotes_line_breaks_and_blanks_survive(table: MakeTable) -> None:
    opened = table('a,b\n" x ","say ""hi"""\n"one\ntwo\r\nthree", \n')
    assert cells(opened) == [(" x ", 'say "hi"'), ("one\ntwo\r\nthree", " ")]


def test_a_quote_in_the_middle_of_a_plain_cell_is_a_quote(table: MakeTable) -> None:
    assert cells(table("place,n\n37°36'37.8\"N,1\n")) == [("37°36'37.8\"N", "1")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(table: MakeTable, end: str) -> None:
    opened = table(end.join(["a,b", "1,2", "", "3,4"]))
    assert [(row.line, row.cells) for row in opened] == [(2, ("1", "2")), (4, ("3", "4"))]
    assert opened.notes == ["1 blank line is no row"]


def test_other_line_ends_of_unicode_are_part_of_a_cell(table: MakeTable) -> None:
    odd = "a\x0bb\x0cc\x1cd\x85e\u2028f"
    assert cells(table(f"a,b\n{odd},2\n")) == [(odd, "2")]


def test_nul_is_a_character_like_any_other(table: MakeTable) -> None:
    assert cells(table(b"a,b\nx\x00y,2\n")) == [("x\x00y", "2")]


@pytest.mark.parametrize(("mark", "said"), [(";", "';'"), ("\t", "a tab"), ("|", "'|'")])
def test_another_separator_is_seen_and_said(table: MakeTable, mark: str, said: str) -> None:
    opened = table(f"a{mark}b\n1,5{mark}2\n")
    assert cells(opened) == [("1,5", "2")]
    assert opened.notes == [f"cells are separated by {said}"]


def test_a_separator_within_quotes_is_none(table: MakeTable) -> None:
    assert table('"a;b"\n1\n').columns == ("a;b",)


def test_a_file_of_one_column_and_one_row_works(table: MakeTable) -> None:
    assert cells(table("word\napple")) == [("apple",)]


def test_tabs_separate_a_tsv(table: MakeTable) -> None:
    assert cells(table('a\tb\n1,2\t"x\ty"\n', "data.tsv")) == [("1,2", "x\ty")]


def test_a_cell_of_ten_megabytes_is_read(table: MakeTable) -> None:
    long = "word " * 2_000_000
    assert cells(table(f'a,b\n"{long}",1\n2,3\n')) == [(long, "1"), ("2", "3")]


def test_blank_names_get_a_number(table: MakeTable) -> None:
    opened = table("a,,column_2, \n1,2,3,4\n")
    assert opened.header == ("a", "", "column_2", " ")
    assert opened.columns == ("a", "column_2_", "column_2", "column_4")


def test_any_row_can_be_read_again_by_its_place(table: MakeTable) -> None:
    rows = "".join(f'{i},"line\nof {i}"\n\n' if i % 7 == 0 else f"{i},é\n" for i in range(20_000))
    opened = table("n,text\n" + rows)
    streamed = list(opened)
    assert len(opened) == 20_000
    for place in (0, 1, 7, 14, 9_999, 19_999, -1):
        assert opened.cells(place) == streamed[place].cells
    assert opened.line(8) == streamed[8].line == 14
    assert opened.location(8, "text").endswith("data.csv, line 14, column 'text'")
    with pytest.raises(IndexError):
        opened.cells(20_000)


def test_each_pass_starts_anew_and_two_can_run_side_by_side(table: MakeTable) -> None:
    opened = table("a\n" + "".join(f"{i}\n" for i in range(10_000)))
    assert all(first == second for first, second in zip(opened, opened, strict=True))


def test_chunks_hold_the_same_cells_as_rows(table: MakeTable) -> None:
    opened = table("a,b\n" + "".join(f'{i},"q{i}"\n' for i in range(30_000)))
    chunked = [row for chunk in opened.chunks() for row in zip(*chunk.columns, strict=True)]
    assert chunked == cells(opened)


def test_the_fingerprint_is_that_of_the_file(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("a\n1\n")
    second.write_text("a\n2\n")
    assert open_table(first).fingerprint() == open_table(first).fingerprint()
    assert open_table(first).fingerprint() != open_table(second).fingerprint()
