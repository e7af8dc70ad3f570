"""The plain dialogue goes on in a search: the next hit, its place, and a narrowed pool."""

from __future__ import annotations

import pytest

from altui.session.session import Session
from tests.plain.test_the_past_is_told_in_plain_words import labels, talk
from tests.tui.stage import annotation_of

Patch, Capture = pytest.MonkeyPatch, pytest.CaptureFixture[str]


def test_one_hit_after_another_is_shown_and_labeled(monkeypatch: Patch, capsys: Capture) -> None:
    lines = "search r1\nnext\nchange yes\nnext\nchange 0\nnext\nnext\nq\n"
    said, annotation = talk(monkeypatch, capsys, lines)
    assert labels(annotation) == {"r10": "yes", "r11": "no"}
    assert "row r10\nno label yet\nhit 1 of 10, row 11 of 30\n" in said
    assert "labeled: r10 is yes\nhit 2 of 10, row 12 of 30: next prints it\nrow r11\n" in said
    assert "row r12\n" in said and "row r13\n" in said
    assert said.count("query ") == 1, "the row asked is not printed after every hit"


def test_a_row_that_was_not_printed_is_printed_before_it_is_answered(
    monkeypatch: Patch, capsys: Capture
) -> None:
    said, annotation = talk(monkeypatch, capsys, "search r1\nnext\nchange yes\n1\n0\nq\n")
    assert [*labels(annotation).values()].count("no") == 1 and len(labels(annotation)) == 2
    after = said[said.index("labeled: r10 is yes") :]
    assert after.index("query 2, row") < after.rindex("saved: ")


def test_the_last_hit_is_told_and_the_way_back(monkeypatch: Patch, capsys: Capture) -> None:
    said, _ = talk(monkeypatch, capsys, "search r17\nnext\nchange yes\nshow\nq\n")
    assert "that was the last hit; show prints the row asked" in said
    assert said.index("query 2, row") > said.index("that was the last hit;")


def test_next_is_for_a_search(monkeypatch: Patch, capsys: Capture) -> None:
    said, _ = talk(monkeypatch, capsys, "next\n0\nhistory\nnext\nq\n")
    assert said.count("next is for the rows of a search") == 2


def test_the_pool_is_narrowed_and_widened(monkeypatch: Patch, capsys: Capture) -> None:
    lines = "search must:r1 not:r15\n1\n1\nsearch must:\nq\n"
    said, annotation = talk(monkeypatch, capsys, lines)
    assert "asked from 9 rows, the random check from all\n1 r10  id: r10\n" in said
    assert set(labels(annotation)) <= {f"r{n}" for n in range(10, 20)} - {"r15"}
    assert "asked from must:r1 not:r15, " in said
    assert Session.read(annotation.session.path).settings.narrow == ""


def test_the_end_of_a_narrowed_pool_is_told(monkeypatch: Patch, capsys: Capture) -> None:
    said, annotation = talk(monkeypatch, capsys, "search must:r17\n1\ng\n1\nq\n")
    assert (
        "the narrowed pool is empty: Every row with must:r17 has its label; 23 other rows" in said
    )
    assert "g ask from all rows again, / search, or narrow to others" in said
    assert len(labels(annotation)) == 2


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("search must:", "all rows are asked from"),
        ("search must:nowhere", "no row without a label fits must:nowhere"),
        ("search must:a b", "b stands alone"),
        ("search a not:b", "stand alone"),
    ],
)
def test_what_cannot_be_narrowed_is_told(
    monkeypatch: Patch, capsys: Capture, line: str, told: str
) -> None:
    said, annotation = talk(monkeypatch, capsys, f"{line}\n0\nq\n")
    assert told in said and list(labels(annotation).values()) == ["no"]


def test_a_search_for_a_class_cannot_be_narrowed(monkeypatch: Patch, capsys: Capture) -> None:
    said, _ = talk(monkeypatch, capsys, "search must:r1\n0\nq\n", annotation_of(find="yes"))
    assert "is tested on all rows" in said
