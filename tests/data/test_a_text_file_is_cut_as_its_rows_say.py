"""Separator, header, quotes and notes of a text file are found from its rows, and told."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.data.inference.columns import infer_schema
from altui.data.layout import Layout
from altui.data.readers.reading import open_table
from altui.errors import InputError
from tests.data.conftest import MakeTable, cells

BODY = [[str(n), f"{n},5", f"the parcel, number {n}"] for n in range(30)]
NAMES = ["id", "price, net", "text"]


def written(rows: list[list[str]], separator: str, **how: Any) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator="\n", **how).writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_the_separator_fits_the_rows_and_not_only_the_header(
    table: MakeTable, separator: str, ending: str
) -> None:
    opened = table(written([NAMES, *BODY], separator), f"data.{ending}")
    assert opened.columns == tuple(NAMES)
    assert cells(opened) == [tuple(row) for row in BODY]
    usual = separator == ("\t" if ending == "tsv" else ",")
    assert any("separated by" in note for note in opened.notes) != usual


@pytest.mark.parametrize("line", ["sep=;\n", "SEP=;\r\n"])
def test_the_line_of_excel_that_says_the_separator_is_obeyed(table: MakeTable, line: str) -> None:
    opened = table(line + written([NAMES, *BODY], ";"))
    assert opened.columns == tuple(NAMES) and len(opened) == 30
    assert opened.location(0).endswith("line 3")


def test_a_separator_that_was_said_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("a;b,c\n1;2,3\n")
    assert open_table(path, layout=Layout(separator=";")).columns == ("a", "b,c")
    assert open_table(path, layout=Layout(separator=",")).columns == ("a;b", "c")


def test_blanks_beside_the_separators_are_no_part_of_cells(table: MakeTable) -> None:
    opened = table('id, text , label\n0, "a, b", yes\n1,  c , no\n')
    assert opened.columns == ("id", "text", "label")
    assert cells(opened) == [("0", "a, b", "yes"), ("1", "c", "no")]
    assert opened.cells(1) == ("1", "c", "no")
    assert any("blanks beside" in note for note in opened.notes)
    kept = table("id,text\n0, a\n1,b\n")
    assert cells(kept) == [("0", " a"), ("1", "b")]


def test_commas_of_a_text_over_several_lines_say_nothing_of_blanks(table: MakeTable) -> None:
    text = "\n\n" + "In all, we found, at last, nothing\n\nor little, as before.\n\n" * 30
    opened = table("id,text\n" + "".join(f'{n},"{text}"\n' for n in range(20)))
    assert opened.notes == []
    assert cells(opened)[0] == ("0", text)


@pytest.mark.parametrize(
    "titles", ["Survey export\n2024-10-03\n\n", "Survey,,\n,,\n", "Report,,\n"]
)
def test_titles_above_the_header_are_named_and_are_no_rows(table: MakeTable, titles: str) -> None:
    opened = table(titles + written([["id", "n", "text"], *BODY], ","))
    assert opened.columns == ("id", "n", "text") and len(opened) == 30
    assert sum("above the column names" in note for note in opened.notes) == 1
    assert opened.line(0) == titles.count("\n") + 2


@pytest.mark.parametrize("notes", ["\nRecords: 30\n", ",,\nSource: office\nExported today\n"])
def test_notes_below_the_rows_are_named_and_are_no_rows(table: MakeTable, notes: str) -> None:
    opened = table(written([["id", "n", "text"], *BODY], ",") + notes)
    assert cells(opened) == [tuple(row) for row in BODY]
    assert opened.cells(29) == tuple(BODY[29])
    assert sum("below the rows" in note for note in opened.notes) == 1


def test_a_sum_at_the_end_is_no_row(table: MakeTable) -> None:
    opened = table("name,n\n" + "".join(f"x{i},{i}\n" for i in range(9)) + "Total,36\n")
    assert len(opened) == 9
    assert "below the rows" in opened.notes[0] and "Total 36" in opened.notes[0]


def test_a_row_that_was_cut_off_is_still_an_error(table: MakeTable) -> None:
    with pytest.raises(InputError, match="expected 3 cells"):
        len(table(written([["id", "n", "text"], *BODY], ",") + "30,7"))


def test_rows_of_blanks_only_are_counted_and_are_no_rows(table: MakeTable) -> None:
    opened = table("a,b\n1,2\n,\n , \n3,4\n,\n")
    assert cells(opened) == [("1", "2"), ("3", "4")]
    assert "3 blank lines are no rows" in opened.notes
    assert [opened.line(row) for row in range(2)] == [2, 5]


def test_a_file_without_a_header_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("".join(f"m{n:03},{n * 1.5},word {n}\n" for n in range(20)))
    opened = open_table(path)
    assert opened.columns == ("column_1", "column_2", "column_3") and len(opened) == 20
    question = opened.questions[0]
    assert (question.argument, question.changes) == ("header_row", "rows")
    assert [answer.value for answer in question.answers] == [0, 1]
    other = open_table(path, layout=Layout(header_row=1))
    assert other.columns == ("m000", "0.0", "word 0") and len(other) == 19
    assert not other.questions


TEXTS = [f"the order came{', late' * (n % 3)} and I paid {n} euros" for n in range(30)]


def test_a_text_on_the_first_line_is_a_row_and_a_question(table: MakeTable) -> None:
    opened = table("".join(f"the order {n} came late\n" for n in range(20)))
    assert opened.columns == ("column_1",) and len(opened) == 20
    assert opened.questions[0].argument == "header_row"
    assert infer_schema(opened).column("column_1").role == "text"


@pytest.mark.parametrize("name", ["text", "What did you like about it?", "Please tell us more:"])
def test_a_name_or_a_question_above_texts_is_a_header(table: MakeTable, name: str) -> None:
    opened = table(name + "\n" + "".join(f"the order {n} came late\n" for n in range(20)))
    assert opened.columns == (name,) and not opened.questions


def test_commas_of_texts_below_a_lone_name_separate_nothing(table: MakeTable) -> None:
    opened = table("comment\n" + "\n".join(TEXTS))
    assert cells(opened) == [(text,) for text in TEXTS]
    assert opened.notes == ["each line is one cell, its commas and semicolons a part of the text"]
    assert cells(open_table(opened.path, layout=opened.layout)) == cells(opened)


def test_a_file_without_a_header_may_begin_with_its_text(table: MakeTable) -> None:
    opened = table("".join(f"the order {n} came late,{'ab'[n % 2]}\n" for n in range(20)))
    roles = infer_schema(opened).roles()
    assert roles == {"column_1": "text", "column_2": "categorical"}


@pytest.mark.parametrize("header", ["country,2019,2020", "0,1,2", "name,n,text", "x1,y,z"])
def test_names_are_no_row(table: MakeTable, header: str) -> None:
    opened = table(header + "\n" + "".join(f"k{n},{n},{n}\n" for n in range(20)))
    assert opened.columns == tuple(header.split(",")) and not opened.questions


def test_r_leaves_out_the_name_of_the_first_column(table: MakeTable) -> None:
    opened = table("age,word\n" + "".join(f"{n},{n + 20},w\n" for n in range(9)))
    assert opened.columns == ("column_1", "age", "word")
    trailing = table("age;word\n" + "".join(f"{n};w;\n" for n in range(9)), "t.csv")
    assert trailing.columns == ("age", "word", "column_3")


SWALLOWED = "".join(
    f"{n}\t{'' if n != 3 else chr(34)}they said {n}{'' if n != 9 else chr(34)}\t\n"
    for n in range(20)
)


def test_a_quote_that_takes_rows_into_a_cell_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "tweets.tsv"
    path.write_text("id\ttweet\tkind\n" + SWALLOWED)
    opened = open_table(path)
    assert len(opened) == 20 and opened.cells(3)[1] == '"they said 3'
    question = opened.questions[0]
    assert question.argument == "quotes" and "line 5 opens a quote that takes 7" in question.text
    assert "20 rows" in question.answers[0].words and "14 rows" in question.answers[1].words
    assert len(open_table(path, layout=Layout(quotes="csv"))) == 14
    assert not open_table(path, layout=Layout(quotes="text")).questions


def test_a_quote_that_never_closes_is_asked_about_or_named_where_it_opens(tmp_path: Path) -> None:
    path = tmp_path / "tweets.tsv"
    path.write_text("id\ttweet\n" + "".join(f"{n}\t{chr(34) * (n == 7)}so\n" for n in range(20)))
    assert len(open_table(path)) == 20
    with pytest.raises(InputError, match="opened and never closed") as caught:
        list(open_table(path, layout=Layout(quotes="csv")))
    assert caught.value.where.endswith("line 9")


def test_cells_of_many_lines_are_cells(table: MakeTable) -> None:
    poem = "roses, red\nviolets, blue\nsugar, sweet\nand so, are you"
    rows = [[str(n), poem.replace(",", " "), "x"] for n in range(9)]
    opened = table(written([["id", "poem", "label"], *rows], ","))
    assert cells(opened) == [tuple(row) for row in rows] and not opened.questions


def test_what_a_session_stores_cuts_the_file_the_same(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("Survey,,\n" + written([["id", "n", "text"], *BODY], ",") + "\nRecords: 30\n")
    first = open_table(path)
    again = open_table(path, layout=Layout.from_json(first.layout.to_json()))
    assert again.layout == first.layout and cells(again) == cells(first)


def test_sessions_from_before_layouts_read_what_they_read(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("a,b\n1,2\n,\n3, 4\n")
    before = open_table(path, layout=Layout.from_json(None))
    assert cells(before) == [("1", "2"), ("", ""), ("3", " 4")]
    assert before.layout.version == 0


@settings(deadline=None, max_examples=60)
@given(
    separator=st.sampled_from([",", ";", "\t", "|"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    titles=st.integers(0, 3),
    blanks=st.integers(0, 3),
    notes=st.booleans(),
    words=st.lists(
        st.tuples(st.sampled_from(["no", "yes"]), st.text("abc ,;|äß", min_size=3, max_size=20)),
        min_size=12,
        max_size=30,
    ),
)
def test_rows_in_are_rows_out(
    tmp_path_factory: pytest.TempPathFactory,
    separator: str,
    quoting: int,
    line_end: str,
    encoding: str,
    titles: int,
    blanks: int,
    notes: bool,
    words: list[tuple[str, str]],
) -> None:
    rows = [[f"r{n}", str(n * 1.5), text, label] for n, (label, text) in enumerate(words)]
    body = written([["id", "n", "text", "label"], *rows], separator, quoting=quoting)
    above = "".join(f"Title {n}\n" for n in range(titles))
    below = f"{separator * 3}\n" * blanks + ("\nSource: the office\n" if notes else "")
    path = tmp_path_factory.mktemp("cut") / "data.csv"
    content = (above + body + below).replace("\n", line_end)
    path.write_bytes(content.encode(encoding))
    with open_table(path) as opened:
        assert opened.columns == ("id", "n", "text", "label")
        assert cells(opened) == [tuple(row) for row in rows]
        assert not opened.questions
