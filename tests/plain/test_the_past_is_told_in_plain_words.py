"""The plain dialogue looks back: decisions are listed, told and changed, rows searched for."""

from __future__ import annotations

import io

import numpy as np
import pytest

from altui.errors import InputError
from altui.labeling.annotation import Annotation
from altui.labeling.showing.class_keys import class_keys
from altui.learning.evaluation import Evaluation
from altui.plain import rendering
from altui.plain.commands import interpret
from altui.plain.dialogue import Dialogue
from altui.plain.lists import ListRequest, filter_of
from altui.session.events import Decision, Kind
from altui.session.figures.curve import Curve
from altui.session.finding.filtering import DecisionPart, Filter
from altui.session.session import Session
from tests.tui.making import a_view
from tests.tui.stage import annotation_of, made_up, opened

CLASSES = class_keys(("no", "yes", "not sure"))


def talk(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    lines: str,
    annotation: Annotation | None = None,
) -> tuple[str, Annotation]:
    """What is said, on stdout and stderr, to these lines."""
    annotation = annotation or annotation_of()
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    assert Dialogue(opened(lambda: annotation)).run() == 0
    return "".join(capsys.readouterr()), annotation


def labels(annotation: Annotation) -> dict[str, str]:
    """The label that holds for each row that the person labeled."""
    view = Session.read(annotation.session.path)
    classes, state = view.settings.classes, view.state
    return {f"r{row}": classes[state.label_of(row)] for row in state.standings}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", Filter()),
        ("yes", Filter("yes")),
        ("1", Filter("yes")),
        ("not sure", Filter("not sure")),
        ("check", Filter(part=DecisionPart.CHECK)),
        ("flagged no disagrees", Filter("no", contradicted=True, flagged=True)),
        ("commented not sure", Filter("not sure", commented=True)),
        ("not sure flagged", Filter("not sure", flagged=True)),
        ("class 2  comment disagree", Filter("not sure", contradicted=True, commented=True)),
        ("part random check yes", Filter("yes", part=DecisionPart.CHECK)),
        ("part aside flag", Filter(part=DecisionPart.ASIDE, flagged=True)),
        ("answered", Filter(part=DecisionPart.ASKED)),
    ],
)
def test_words_pick_what_is_listed(text: str, wanted: Filter) -> None:
    assert filter_of(text, CLASSES) == wanted


def test_a_word_that_picks_nothing_is_told_what_does() -> None:
    for text in ("flagged all", "all flagged", "class all", "part all", "class", "nothing"):
        with pytest.raises(InputError, match="history can be followed by a class, answered"):
            filter_of(text, CLASSES)


def test_words_about_a_list_are_words_unless_a_class_has_that_name() -> None:
    view = a_view(("more", "less"))
    assert interpret("more", view, 1.0) == Decision.label(
        view.shown_row.row, "more", **view.shown_at(1.0)
    )
    assert interpret("more", a_view(), 1.0) == ListRequest("more", "")
    assert interpret("history flagged", a_view(), 1.0) == ListRequest("history", "flagged")
    assert interpret("d", a_view(), 1.0) == ListRequest("disagreements", "")


def test_a_label_is_found_in_the_list_and_changed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "0\n1\nhistory\nshow 2\nchange 2 yes\nshow 2\nu\nshow 2\nq\n"
    said, annotation = talk(monkeypatch, capsys, lines)
    listed = said[said.index("history: 2 decisions") :]
    second = next(line for line in listed.splitlines() if line.startswith("2 "))
    row = second.split()[1]
    first, again, undone = listed.split(f"\nrow {row}\n")[1:]
    assert first.startswith("no  model ") and "round 1" in first and "length: " in first
    assert f"changed: {row} was no, is yes\n" in first and f"saved: {row}  yes" in first
    assert again.splitlines()[1] == "now yes" and "now " not in undone
    assert sorted(labels(annotation).values()) == ["no", "yes"] and labels(annotation)[row] == "no"
    kinds = [each.kind for each in Session.read(annotation.session.path).events]
    assert kinds.count(Kind.LABEL) == 3


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("show 1", "nothing is listed yet"),
        ("search", "search wants a text"),
        ("search length=nowhere", "0 rows found"),
        ("history\nshow 2", "by its number in the list, 1 to 1"),
        ("history\nchange one yes", "by its number in the list"),
        ("history\nchange 1 maybe", "wants one of these classes: 0 no, 1 yes"),
        ("history\nchange 1 no", "its label is no"),
        ("history\nmore", "there are no more"),
        ("history yes\nshow 1", "the list is empty"),
        ("history\nflag 2", "by its number in the list"),
        ("history\nnote 1", "note N and a text"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_changed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str, told: str
) -> None:
    said, annotation = talk(monkeypatch, capsys, f"0\n{line}\nq\n")
    assert told in said and list(labels(annotation).values()) == ["no"]


def test_of_many_the_newest_are_told_and_the_others_on_asking(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said, _ = talk(
        monkeypatch, capsys, "0\n1\n" * 6 + "history no\nhistory\nmore\nchange 12 1\nq\n"
    )
    assert "history, no: 6 decisions" in said and "history: 12 decisions" in said
    assert "2 more: more;" in said and "\n12 r" in said


def test_a_row_is_searched_for_and_labeled(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "search id=r17\nchange 1 no\nshow 1\nchange 1 yes\nsearch id=r17\nq\n"
    said, annotation = talk(monkeypatch, capsys, lines)
    assert "1 row found\n1 r17  id: r17" in said and "row r17\nno label yet\n" in said
    assert "labeled: r17 is yes" in said and "0 rows found" in said
    assert "read the row before you label it: show 1 first" in said
    assert labels(annotation) == {"r17": "yes"}


def test_a_label_from_a_list_tells_when_its_row_was_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, annotation = talk(monkeypatch, capsys, "0\nhistory\nchange 1 yes\nq\n")
    first, second = (
        each for each in Session.read(annotation.session.path).events if each.kind is Kind.LABEL
    )
    assert first.shown_at is not None and second.shown_at is not None
    assert second.predicted is None and second.round is None


def test_any_row_of_the_list_is_flagged_and_commented(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "0\n1\nhistory\nflag 2\nnote 2 odd one\nhistory flagged no\nshow 1\ny\nq\n"
    said, annotation = talk(monkeypatch, capsys, lines)
    view = Session.read(annotation.session.path)
    (row,) = view.state.flags
    assert view.state.notes == {row: "odd one"} and labels(annotation)[f"r{row}"] == "no"
    assert f"saved: r{row} flagged, comment: odd one" in said
    assert "history, no, flagged: 1 decision\n" in said
    shown = said[said.index(f"\nrow r{row}\n") :]
    assert "flagged\ncomment: odd one\n" in shown
    assert "odd one" not in shown[shown.index("query 3") :], "another row is asked"


def test_rows_of_the_check_are_listed_without_an_opinion(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    annotation = annotation_of(made_up(rows=130, labeled=12), audit=10)
    drawn = {f"r{row}" for row in annotation.session.state.drawn}
    lines = "1\n" * 22 + "history\nmore\nmore\nhistory check\nhistory disagrees\nq\n"
    said, _ = talk(monkeypatch, capsys, lines, annotation)
    every, check, contradicted = said[said.index("history: 22") :].split("history")[1:]
    told = [line.split(maxsplit=2) for line in every.splitlines() if line[:1].isdigit()]
    told = [each for each in told if each[1].startswith("r")]
    assert len(told) == 22 and any(row in drawn for _, row, _ in told)
    assert all(("model" not in words) == (row in drawn) for _, row, words in told)
    assert all(words.endswith("random check") == (row in drawn) for _, row, words in told)
    rows = {line.split()[1] for line in check.splitlines() if line[:1].isdigit()}
    assert rows and rows <= drawn
    assert not drawn & {*contradicted.split()}


def test_the_curve_is_told_in_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [*rendering.curve(a_view())] == [
        "22 labels: 0.8700 (87/100, 79 to 92 %, test)",
        "21 labels: 0.8600 (86/100, 78 to 91 %, test)",
        "20 labels: 0.8500 (85/100, 77 to 91 %, test)",
    ]
    said, _ = talk(monkeypatch, capsys, "0\n1\ncurve\nq\n")
    assert "accuracy: no test set\n8 labels: no: 4, yes: 4\n7 labels: no: 4, yes: 3\n" in said


def test_a_long_curve_is_told_in_few_lines_from_its_end_to_its_start() -> None:
    found = [Evaluation(50 + step % 40, 100) for step in range(301)]
    told = [*rendering.curve(a_view(curve=Curve((10, 10), np.zeros(300, dtype=int), found)))]
    assert len(told) <= 25 and told[0].startswith("320 labels: 0.7000 (70/100, ")
    assert told[-1].startswith("20 labels: 0.5000 (50/100, ")
