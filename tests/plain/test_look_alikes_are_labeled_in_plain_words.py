"""`alike` lists the rows most like the one asked, and `alike 1,3 CLASS` labels those with it."""

from __future__ import annotations

import re

import pytest

from altui.errors import InputError
from altui.plain.alike import Alike
from altui.session.events import Kind
from altui.session.session import Session
from tests.plain.test_the_past_is_told_in_plain_words import labels, talk
from tests.tui.making import a_view, some_query, some_round
from tests.tui.stage import annotation_of, made_up

Patch = pytest.MonkeyPatch
Captured = pytest.CaptureFixture[str]


def listed(said: str) -> list[str]:
    """The ids of the rows of the list."""
    return re.findall(r"^\d row (r\d+), \d\.\d\d: ", said, re.MULTILINE)


def test_they_are_listed_and_labeled_and_taken_back(monkeypatch: Patch, capsys: Captured) -> None:
    said, annotation = talk(monkeypatch, capsys, "alike\nalike 1,3 yes\nhistory\nq\n")
    near = listed(said)
    assert "9 look-alikes, by distance, 0 is the same" in said and len(near) == 9
    assert "saved: 3 rows are yes" in said
    given = labels(annotation)
    assert len(given) == 3 and {near[0], near[2]} < {*given} and {*given.values()} == {"yes"}
    (asked,) = {*given} - {near[0], near[2]}
    assert said.count(f"yes  given with {asked}") == 2
    kinds = [each.kind for each in Session.read(annotation.session.path).events]
    assert kinds.count(Kind.ALIKE) == 1 and kinds.count(Kind.LABEL) == 3
    said, annotation = talk(monkeypatch, capsys, "=\n= all 0\nu\nU\nu\nq\n")
    assert "saved: 10 rows are no" in said
    assert said.count("saved: look-alikes undone: 10 labels") == 2
    assert said.count("saved: look-alikes done again: 10 labels") == 1
    assert labels(annotation) == {}


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("alike 1 yes", "list the look-alikes of this row first"),
        ("alike\n0\nalike 1 yes", "list the look-alikes of this row first"),
        ("alike\nalike 1", "alike 1,3 CLASS labels"),
        ("alike\nalike 1 3 yes", "alike 1,3 CLASS labels"),
        ("alike\nalike 1,3 maybe", "alike 1,3 CLASS labels"),
        ("alike\nalike 1,10 yes", "by their numbers in the list, 1 to 9"),
        ("alike\nalike 0 yes", "by their numbers in the list, 1 to 9"),
    ],
)
def test_what_makes_no_sense_labels_nothing(
    lines: str, why: str, monkeypatch: Patch, capsys: Captured
) -> None:
    said, annotation = talk(monkeypatch, capsys, f"{lines}\nq\n")
    assert why in said
    assert len(labels(annotation)) == lines.count("\n0\n")


def test_a_row_of_the_check_is_labeled_alone(monkeypatch: Patch, capsys: Captured) -> None:
    annotation = annotation_of(made_up(rows=130, labeled=12), audit=10)
    drawn = {f"r{row}" for row in annotation.session.state.drawn}
    said, annotation = talk(monkeypatch, capsys, "alike\nalike all yes\n" * 30 + "q\n", annotation)
    assert "a row of the random check, labeled alone" in said
    assert not drawn & {*listed(said)}
    asked = {row for row in labels(annotation) if row in drawn}
    for event in Session.read(annotation.session.path).events:
        assert event.kind is not Kind.ALIKE or event.row_id not in asked


def test_a_label_that_is_asked_again_has_none() -> None:
    view = a_view(round=some_round(some_query(), again="recheck"))
    with pytest.raises(InputError, match="for this row alone"):
        Alike(annotation_of()).find(view)


def test_a_row_that_was_not_read_is_printed_first(monkeypatch: Patch, capsys: Captured) -> None:
    """After a label from a search the dialogue is in the list, not at the row asked."""
    lines = "search r1\nshow 1\nchange 1 yes\nalike\nalike 1 yes\nalike\nq\n"
    said, annotation = talk(monkeypatch, capsys, lines)
    assert len(labels(annotation)) == 1
    assert said.index("labeled: ") < said.index("query 2") < said.index("9 look-alikes")
