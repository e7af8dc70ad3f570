"""Values of JSON Lines come out as they are written."""

import pytest

from altui.errors import InputError
from tests.data.conftest import MakeTable, cells


def test_numbers_keep_their_digits(table: MakeTable) -> None:
    opened = table('{"a": 3.10, "b": 7e1}\n', "d.jsonl")
    assert cells(opened) == [("3.10", "7e1")]


def test_long_numbers_are_not_rounded(table: MakeTable) -> None:
    long = "9" * 5000
    assert cells(table(f'{{"n": {long}}}\n', "d.jsonl")) == [(long,)]


def test_true_false_null_and_missing(table: MakeTable) -> None:
    opened = table('{"a": true, "b": null}\n{"b": false, "c": "null"}\n', "d.ndjson")
    assert opened.columns == ("a", "b", "c")
    assert cells(opened) == [("true", "", ""), ("", "false", "null")]


def test_lists_and_objects_are_their_own_text(table: MakeTable) -> None:
    opened = table('{ "a" : [1.50,  "x"] , "b":{"k": {}}, "c": "z" }\n', "d.jsonl")
    assert cells(opened) == [('[1.50,  "x"]', '{"k": {}}', "z")]


def test_blank_lines_are_no_rows(table: MakeTable) -> None:
    opened = table('{"a": 1}\n\n  \n{"a": 2}\n', "d.jsonl")
    assert [row.line for row in opened] == [1, 4]
    assert opened.notes == ["2 blank lines are no rows"]


def test_a_row_is_found_again(table: MakeTable) -> None:
    text = "".join(f'{{"n": {i}, "t": "é{i}"}}\n' for i in range(5000))
    opened = table(text, "d.jsonl")
    assert len(opened) == 5000
    assert opened.cells(4321) == ("4321", "é4321")


@pytest.mark.parametrize(
    ("line", "message", "where"),
    [
        ("[1]", "expected a JSON object, found a list", "line 2"),
        ("null", "found null", "line 2"),
        ('"word"', "found only 'word'", "line 2"),
        ('{"a": }', "not valid JSON", "line 2, character 7"),
        ('{"a": "x\x01"}', "not valid JSON", "line 2, character 9"),
        ('{"a": 1, "a": 2}', "the key 'a' stands twice", "line 2"),
        ('{"a": ' + "[" * 200_000 + "]" * 200_000 + "}", "nested too deeply", "line 2"),
    ],
    ids=range(7),
)
def test_a_line_that_is_no_object_is_named(
    table: MakeTable, line: str, message: str, where: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        table('{"a": 1}\n' + line + "\n", "d.jsonl")
    assert caught.value.where.endswith(where)
    assert caught.value.hint


def test_objects_without_keys_are_no_table(table: MakeTable) -> None:
    with pytest.raises(InputError, match="no object with a key"):
        table("{}\n", "d.jsonl")


def test_a_new_key_on_every_line_is_no_table(table: MakeTable) -> None:
    with pytest.raises(InputError, match="different keys"):
        table("".join(f'{{"key{i}": 1}}\n' for i in range(10_001)), "d.jsonl")
