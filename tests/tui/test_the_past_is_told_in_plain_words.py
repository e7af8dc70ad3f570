"""The plain dialogue looks back: decisions are listed and changed, labels asked for again."""

from __future__ import annotations

import io
from typing import Any

import pytest

from altui.errors import InputError
from altui.session.annotation import Annotation
from altui.session.events import Decision, Kind
from altui.session.filtering import Filter, Part
from altui.session.session import Session
from altui.tui.answers import understood
from altui.tui.plain import Dialogue
from altui.tui.plain_past import Look, filter_of
from altui.tui.view import class_keys
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
        ("check", Filter(part=Part.CHECK)),
        ("flagged no disagrees", Filter("no", contradicted=True, flagged=True)),
        ("commented not sure", Filter("not sure", commented=True)),
    ],
)
def test_words_pick_what_is_listed(text: str, wanted: Filter) -> None:
    assert filter_of(text, CLASSES) == wanted


def test_a_word_that_picks_nothing_is_told_what_does() -> None:
    with pytest.raises(InputError, match="disagrees, or a class, not by 'all'"):
        filter_of("flagged all", CLASSES)


def test_words_about_a_list_are_words_unless_a_class_has_that_name() -> None:
    view = a_view(("more", "less"))
    assert understood("more", view, 1.0) == Decision.label(
        view.sample.row, "more", **view.shown_at(1.0)
    )
    assert understood("more", a_view(), 1.0) == Look("more", "")
    assert understood("history flagged", a_view(), 1.0) == Look("history", "flagged")
    assert understood("d", a_view(), 1.0) == Look("disagreements", "")


def test_a_label_is_found_in_the_list_and_changed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said, annotation = talk(monkeypatch, capsys, "0\n1\nhistory\nshow 2\nchange 2 yes\nq\n")
    listed = said[said.index("history: 2 decisions") :]
    second = next(line for line in listed.splitlines() if line.startswith("2 "))
    row = second.split()[1]
    assert "its label: no" in listed and f"saved: {row}  yes" in listed
    assert list(labels(annotation).values()) == ["yes", "yes"]
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
    said, annotation = talk(monkeypatch, capsys, "search id=r17\nshow 1\nchange 1 yes\nq\n")
    assert "1 row found\n1 r17  id: r17" in said and "its label: none" in said
    assert labels(annotation) == {"r17": "yes"}


def contradicted() -> Annotation:
    """Thirty right labels but for one that could not be more wrong."""
    dataset = made_up(rows=80, labeled=6)
    annotation = annotation_of(dataset)
    lengths = {row: float(dataset.table.cells(row)[1]) for row in range(6, 46)}
    worst = max(lengths, key=lambda row: abs(lengths[row]))
    for row, length in lengths.items():
        name = ("no", "yes")[(length > 0) != (row == worst)]
        annotation.session.decide(Decision.label(row, name))
    return annotation


def wrong_row(annotation: Annotation) -> int:
    lengths = {row: float(annotation.dataset.table.cells(row)[1]) for row in range(6, 46)}
    return max(lengths, key=lambda row: abs(lengths[row]))


def test_a_contradicted_label_is_asked_again_blind_and_settled(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    annotation = contradicted()
    wrong = wrong_row(annotation)
    before = annotation.session.label(wrong)
    after = {"no": "yes", "yes": "no"}[before]
    said, _ = talk(monkeypatch, capsys, f"disagreements\n{after}\n{after}\nq\nq\n", annotation)
    asked = said[said.index("you have labeled this row") :]
    first = said[said.index("label 1 of ") : said.index("you have labeled this row")]
    assert before not in first.split() and "model" not in first
    assert f"{before} before, {after} now: which holds?" in asked
    assert "1 label looked at: 1 changed" in asked
    assert labels(annotation)[f"r{wrong}"] == after


def test_the_end_of_input_ends_it_there_too_and_others_are_passed_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said, annotation = talk(monkeypatch, capsys, "d\nmaybe\ns\n", contradicted())
    assert "a class's key or name, s passes over, q goes back" in said
    kinds = {each.kind for each in Session.read(annotation.session.path).events}
    assert Kind.RECHECK not in kinds


def test_nothing_to_look_at_again_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said, _ = talk(monkeypatch, capsys, "disagreements\n0\nq\n")
    assert "No label of yours is left that the model contradicts." in said


def test_a_model_that_fails_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: Any) -> Any:
        raise RuntimeError("no \x1b[31mgood")

    monkeypatch.setattr("altui.tui.plain_past.cases", fail)
    said, annotation = talk(monkeypatch, capsys, "disagreements\n0\nq\n")
    assert "this cannot be told: no" in said and "\x1b" not in said
    assert list(labels(annotation).values()) == ["no"]
