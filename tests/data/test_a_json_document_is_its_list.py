"""A .json file: a list of objects, or an object with one such list; errors say line and column."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui.data.readers import json_window
from altui.data.readers.json_document import unroll
from altui.data.readers.reading import open_table
from altui.data.readers.text.utf8_source import open_source
from altui.data.writers.writing import write_table
from altui.errors import InputError
from tests.data.conftest import MakeTable, cells

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"), max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner),
    max_leaves=5,
)
OBJECTS = st.lists(st.dictionaries(st.sampled_from("abc"), VALUES, min_size=1), min_size=1)


def test_objects_are_rows_and_nested_values_their_text(table: MakeTable) -> None:
    opened = table('[{"a": 1.50, "b": [1, {"x": null}]},\n {"c": true, "a": "é"}]', "data.json")
    assert opened.columns == ("a", "b", "c") and opened.kind == "json"
    assert cells(opened) == [("1.50", '[1, {"x": null}]', ""), ("é", "", "true")]
    assert opened.location(1, "a").endswith("data.json, line 2, column 'a'")


def test_an_object_with_one_list_says_which_it_is(table: MakeTable) -> None:
    opened = table('{"total": 2, "names": ["a"], "items": [{"a": 1}, {"a": 2}]}', "data.json")
    assert cells(opened) == [("1",), ("2",)]
    assert opened.notes == ["the rows are the list 'items' of the JSON object"]
    assert opened.location(1).endswith("data.json, object 2")


def test_json_lines_under_the_wrong_ending_are_read_and_said(table: MakeTable) -> None:
    opened = table('{"a": 1}\n{"a": 2}\n', "data.json")
    assert opened.kind == "jsonl" and cells(opened) == [("1",), ("2",)]
    assert opened.notes == ["the file holds JSON Lines, one object per line"]


@pytest.mark.parametrize(
    ("content", "place", "message", "hint"),
    [
        ('[{"a": 1},\n 3]', "line 2, column 2", "found only '3'", "one object per row"),
        ('[{"a": 1},\n {"a": ]', "line 2, column 8", "not valid JSON: Expecting value", "jq"),
        ('[{"a": 1}\n {"a": 2}]', "line 2, column 2", "expected a comma or ]", "Mend"),
        ('[{"a": 1},\n]', "line 2, column 1", "a comma before the closing ]", "Mend"),
        ('[{"a": 1}', "line 1, column 10", "it ends here", "Mend"),
        ('[{"a": 1}] x', "line 1, column 12", "more after the end", "jq -c ."),
        ('{"a": [{"x": 1}],\n "b": [{"x": 2}]}', "line 2, column 8", "two lists of objects", "jq"),
        ('{"a": {"0": 1}, "b": {"0": 2}}', "column 31", "no list of objects", "orient='records'"),
        ('{"a": 1}', "column 9", "no list of objects", "jq -c '.[]'"),
        ("hello", "line 1, column 1", "neither [ nor {", "by what it holds"),
        ('[{"a": 1, "a": 2}]', "line 1", "the key 'a' stands twice", "one object"),
        ("[" * 100_000, "line 1, column 2", "nested too deeply", "Mend"),
    ],
)
def test_what_is_wrong_has_its_line_and_column(
    tmp_path: Path, content: str, place: str, message: str, hint: str
) -> None:
    path = tmp_path / "data.json"
    path.write_text(content)
    with pytest.raises(InputError) as caught:
        open_table(path)
    assert message in caught.value.message and caught.value.where.endswith(place)
    assert hint in caught.value.hint


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(objects=OBJECTS, indent=st.sampled_from([None, 1]), block=st.integers(1, 9))
def test_it_reads_as_the_same_objects_one_per_line(
    tmp_path: Path,
    objects: list[dict[str, object]],
    indent: int | None,
    block: int,
) -> None:
    """However few bytes are looked at at a time."""
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, objects)))
    (tmp_path / "a.json").write_text(json.dumps(objects, indent=indent))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_window, "BLOCK", block)
        document, lines = open_table(tmp_path / "a.json"), open_table(tmp_path / "a.jsonl")
    assert document.columns == lines.columns
    squeezed = [[_squeezed(cell) for cell in row] for row in cells(document)]
    assert squeezed == [[_squeezed(cell) for cell in row] for row in cells(lines)]
    assert [document.cells(row) for row in range(len(document))] == cells(document)


def _squeezed(cell: str) -> object:
    try:
        return json.loads(cell) if cell[:1] in ("[", "{") else cell
    except ValueError:
        return cell  # text that begins so


def test_a_written_list_is_read_again(table: MakeTable, tmp_path: Path) -> None:
    first = table('[{"a": 1.50, "b": {"c": [ 1 ]}}]', "data.json")
    write_table(first, tmp_path / "out.json", ["x"], lambda _: [None])
    assert (
        tmp_path / "out.json"
    ).read_text() == '[\n{"a": 1.50, "b": {"c": [ 1 ]}, "x": null}\n]\n'


def test_a_large_list_is_never_whole_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_window, "BLOCK", 64 << 10)
    path, row = tmp_path / "large.json", json.dumps({"text": "word " * 2000, "n": [1, 2]})
    path.write_text("[" + ",\n".join([row] * 500) + "]")
    tracemalloc.start()
    try:
        assert len(unroll(open_source(path)).lines) == 500
        assert tracemalloc.get_traced_memory()[1] < path.stat().st_size / 2
    finally:
        tracemalloc.stop()
