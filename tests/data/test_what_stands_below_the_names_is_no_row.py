"""Lines of questions, units or codes below the column names are noticed, and no rows."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.data.layout import Layout
from altui.data.readers.layout.names_below import count_names_below
from altui.data.readers.reading import open_table
from altui.data.table import Table
from altui.errors import InputError

NAMES = ["plot", "yield", "rain", "crop"]
UNITS = ["", "t/ha", "mm", ""]
BODY = [[f"p{n:02}", f"{n}.5", str(40 + n), "rye" if n % 3 else "oats"] for n in range(20)]
IDS = [f'{{"ImportId":"QID{n}"}}' for n in range(4)]


def opened(folder: Path, rows: list[list[str]], ending: str, layout: Layout) -> Table:
    path = folder / f"data{ending}"
    if ending == ".xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    else:
        path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return open_table(path, layout=layout)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_line_of_units_is_asked_about_and_enter_leaves_it_out(
    tmp_path: Path, ending: str
) -> None:
    rows = [NAMES, UNITS, *BODY]
    table = opened(tmp_path, rows, ending, Layout())
    (question,) = table.questions
    assert (question.argument, question.changes) == ("first_row", "rows")
    assert [answer.value for answer in question.answers] == [3, 2]
    assert len(table) == 20 and table.columns == tuple(NAMES) and table.layout.first_row == 3
    assert table.location(0).endswith(("line 3", "row 3"))
    kept = opened(tmp_path, rows, ending, Layout(first_row=2))
    assert not kept.questions and len(kept) == 21
    again = opened(tmp_path, rows, ending, table.layout)
    assert not again.questions and len(again) == 20


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_the_questions_of_a_survey_are_no_answers(tmp_path: Path, ending: str) -> None:
    asked = ["Plot?", "How much did you harvest?", "Rain?", "Crop?"]
    table = opened(tmp_path, [NAMES, asked, IDS, *BODY], ending, Layout())
    assert len(table) == 20 and not table.questions
    assert any("2 to 3 stand below the column names: no row" in note for note in table.notes)


@given(
    st.lists(st.sampled_from(["1", "2.5", "-3", "NA", "?", "", "12 kg"]), min_size=4, max_size=4)
)
def test_a_row_of_numbers_and_gaps_is_a_row(cells: list[str]) -> None:
    numbers = [[str(n), str(n + 0.5), str(-n), str(2 * n)] for n in range(10)]
    assert count_names_below([cells, *numbers])[0] == 0


def test_words_in_a_lone_column_of_numbers_are_a_stray_of_a_row() -> None:
    rows = [["a", "high"], *([f"p{n}", str(n)] for n in range(10))]
    assert count_names_below(rows)[0] == 0


@pytest.mark.parametrize("line", [1, 2])
def test_rows_cannot_begin_at_the_names_or_above(tmp_path: Path, line: int) -> None:
    rows = [["Harvest report", "", "", ""], NAMES, *BODY]
    with pytest.raises(InputError, match="the column names stand in line 2"):
        opened(tmp_path, rows, ".csv", Layout(first_row=line))
    assert len(opened(tmp_path, rows, ".csv", Layout(first_row=3))) == 20
