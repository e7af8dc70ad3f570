"""What a file holds is told where its name says otherwise, and what cannot be read is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from altui.data.readers.reading import open_table
from altui.errors import InputError
from tests.data.conftest import cells

ROWS = [{"text": f"some words, {n}", "label": "ab"[n % 2]} for n in range(6)]
LINES = "\n".join(map(json.dumps, ROWS))


@pytest.mark.parametrize("name", ["d.csv", "d.tsv", "d.txt", "d.json"])
@pytest.mark.parametrize("content", [json.dumps(ROWS), json.dumps(ROWS, indent=1), LINES])
def test_json_is_json_under_any_name_of_a_text(tmp_path: Path, name: str, content: str) -> None:
    file = tmp_path / name
    file.write_text(content)
    table = open_table(file)
    assert cells(table) == [tuple(row.values()) for row in ROWS]
    if name != "d.json":
        assert table.notes[0].startswith("the file holds JSON")


@pytest.mark.parametrize("first", ["[sic] he said,a", "{braces},b", '["x"],c'])
def test_a_cell_that_begins_with_a_bracket_is_a_cell(tmp_path: Path, first: str) -> None:
    file = tmp_path / "d.csv"
    file.write_text(f"{first}\n" + "one,two\n" * 5)
    assert open_table(file).kind == "csv"


@pytest.mark.parametrize(
    ("name", "content", "told", "hint"),
    [
        ("d.json", "id,text\n1,a\n", "this is no JSON", ".csv"),
        ("d.json", json.dumps(ROWS[0], indent=1) + "\n{}", "another object", "jq -c . IN"),
        (
            "d.xls",
            "<html><table><tr></tr></table></html>",
            "no Excel file but a web page",
            ".xlsx",
        ),
        ("d.xls", "id\ttext\n1\ta\n", "no Excel file but text", ".tsv"),
        ("d.xlsx", "", "the file is empty", ""),
    ],
)
def test_the_hint_fits_what_is_in_the_file(
    tmp_path: Path, name: str, content: str, told: str, hint: str
) -> None:
    if name.startswith("d.xls"):
        pytest.importorskip("python_calamine")
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=told) as caught:
        open_table(tmp_path / name)
    assert hint in caught.value.hint
