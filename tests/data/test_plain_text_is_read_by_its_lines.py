"""A .txt file: what it holds decides; if nothing speaks for another kind, a row is a line."""

from __future__ import annotations

import pytest

from altui.data.layout import Layout
from altui.data.readers.reading import open_table
from altui.data.readers.text_kind import kind_of_stream
from tests.data.conftest import MakeTable, cells


def test_each_line_is_a_row_of_text(table: MakeTable) -> None:
    opened = table("One, two.\r\n\r\nThree\tfour; five\n  six  ", "notes.txt")
    assert opened.columns == ("text",) and opened.kind == "lines"
    assert cells(opened) == [("One, two.",), ("Three\tfour; five",), ("  six  ",)]
    assert [opened.line(row) for row in range(3)] == [1, 3, 4]
    assert opened.cells(1) == ("Three\tfour; five",)
    assert opened.notes == [
        "each line is a row of one column, text; no line is a header",
        "1 blank lines are no rows",
    ]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("a\tb\n1\t2\n", "tsv"),
        ("a;b\n1;2\n3;4\n", "csv"),
        ("a;b\n1;2\n", "lines"),
        ("Well, yes\nNo, never\nHm\n", "lines"),
        ('{"a": 1}\n{"a": 2}\n', "jsonl"),
        ('[\n{"a": 1}]', "json"),
        ("[sic] she said\n", "lines"),
        ('{"text": "x", "_input_hash": 1}\n', "prodigy"),
    ],
)
def test_what_it_holds_decides(table: MakeTable, content: str, kind: str) -> None:
    opened = table(content, "notes.txt")
    assert opened.kind == kind and opened.notes


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("text\nhello there\n", "csv"),
        ("a,b\n1,2\n", "csv"),
        ("a\tb\n1\t2", "tsv"),
        ("Hello there! How are you?\n", "txt"),
        ('[{"a": 1}]', "json"),
        ('{"rows": [', "json"),
        ('{"a": 1}\n{"a', "jsonl"),
        ("TY  - JOUR\nTI  - x\n", "ris"),
        ("", "txt"),
    ],
)
def test_a_stream_without_a_name_gets_a_kind(head: str, kind: str) -> None:
    assert kind_of_stream(head) == kind


def test_a_large_text_is_found_again_by_its_places(table: MakeTable) -> None:
    opened = table("".join(f"line number {n}\n" for n in range(40_000)), "notes.txt")
    assert len(opened) == 40_000 and opened.cells(31_234) == ("line number 31234",)


def test_a_text_that_is_said_to_have_cells_has_them(table: MakeTable) -> None:
    path = table("word\nsome words, and so on\nmore\n", "notes.txt").path
    with open_table(path, layout=Layout(header_row=1, separator="|")) as opened:
        assert opened.columns == ("word",) and opened.kind == opened.layout.kind == "csv"
    with open_table(path) as opened:
        assert opened.columns == ("text",) and opened.kind == opened.layout.kind == "lines"
