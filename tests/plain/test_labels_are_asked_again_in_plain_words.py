"""`disagreements` in the plain dialogue: labels that the model contradicts are told blind, one by
one, settled or passed over, and then the row is asked about again."""

from __future__ import annotations

import io
import threading
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui.errors import StorageError
from altui.labeling.advising.doubting import Doubting
from altui.labeling.annotation import Annotation
from altui.plain import dialogue as plain
from altui.plain.dialogue import Dialogue
from altui.plain.typed.input import TypedLines
from altui.session.events import Decision, Kind
from altui.session.session import Session
from tests.plain.test_the_past_is_told_in_plain_words import labels, talk
from tests.tui.stage import annotation_of, made_up, opened

ROWS = range(6, 46)


def contradicted() -> Annotation:
    """Forty labels, right but for the one that could not be more wrong."""
    dataset = made_up(rows=80, labeled=6)
    annotation = annotation_of(dataset, recheck=0)
    worst = wrong_row(annotation)
    names = {row: ("no", "yes")[(length(annotation, row) > 0) != (row == worst)] for row in ROWS}
    annotation.session._append(*(Decision.label(row, name) for row, name in names.items()))
    return annotation


def wrong_row(annotation: Annotation) -> int:
    return max(ROWS, key=lambda row: abs(length(annotation, row)))


def length(annotation: Annotation, row: int) -> float:
    return float(annotation.dataset.table.cells(row)[1])


def kinds(annotation: Annotation) -> list[tuple[Kind, int | None, str | None]]:
    """What was decided after the forty labels."""
    events = Session.read(annotation.session.path).events
    decided = [each for each in events if each.kind not in (Kind.BEGIN, Kind.ROUND)]
    return [(each.kind, each.row, each.value) for each in decided[len(ROWS) :]]


def test_a_contradicted_label_is_asked_again_blind_and_settled(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    annotation = contradicted()
    wrong = wrong_row(annotation)
    before = annotation.session.label(wrong)
    after = {"no": "yes", "yes": "no"}[before]
    said, _ = talk(monkeypatch, capsys, f"disagreements\n{after}\n{after}\nq\nq\n", annotation)
    first, second, *_ = said[said.index(f"label 1 of 5, row r{wrong}\n") :].split("your answer: ")
    assert not {before, after, "model"} & {*first.split()} and " at " not in first
    assert first.endswith("The other labels speak against yours here: what would you say now?\n")
    assert f"saved: {after}, not as before" in second
    assert f"by the other labels {after} at 1.00, {before} at 0.00" in second
    assert second.endswith(f"{before} before, {after} now: which holds?\n")
    assert f"saved: {after} holds" in said
    assert "1 label looked at: 1 changed. 4 are left." in said
    assert labels(annotation)[f"r{wrong}"] == after
    assert kinds(annotation) == [(Kind.RECHECK, wrong, after), (Kind.SETTLE, wrong, after)]


@pytest.mark.parametrize("leave", ["q", "quit", "d", "disagreements"])
def test_the_way_back_leads_to_the_row(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], leave: str
) -> None:
    said, annotation = talk(monkeypatch, capsys, f"d\ns\n{leave}\n1\nq\n", contradicted())
    assert "1 label looked at: 1 passed over. 4 are left." in said
    (only,) = kinds(annotation)
    assert only[0] is Kind.LABEL and only[1] not in ROWS
    assert said.count("query 41, row") == 2 and "query 42, row" in said


def test_the_end_of_input_ends_it_there_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said, annotation = talk(monkeypatch, capsys, "d\nmaybe\nhelp\nu\ns\n", contradicted())
    answers = "0 no, 1 yes; skip passes over, flag, comment TEXT, q goes back"
    assert f"'maybe' is no answer here; {answers}" in said
    assert f"'u' is no answer here; {answers}" in said and f"\nyour answer: {answers}\n" in said
    assert kinds(annotation) == []


def test_a_flag_and_a_comment_are_of_the_row_that_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "d\nf\nc looks odd\nshow\nq\ny\nq\n"
    said, annotation = talk(monkeypatch, capsys, lines, contradicted())
    wrong = wrong_row(annotation)
    assert kinds(annotation) == [(Kind.FLAG, wrong, "on"), (Kind.NOTE, wrong, "looks odd")]
    assert said.count("flagged\ncomment: looks odd\nlength") == 1
    assert f"r{wrong}" not in said[said.index("looked at") :]


def test_nothing_to_look_at_again_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said, _ = talk(monkeypatch, capsys, "disagreements\n0\nq\n")
    assert "The model contradicts none of your other labels." in said


def test_a_model_that_fails_is_told_and_a_label_left_open_is_asked_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: Any) -> Any:
        raise RuntimeError("no \x1b[31mgood")

    monkeypatch.setattr("altui.plain.past.cases", fail)
    said, annotation = talk(monkeypatch, capsys, "disagreements\n0\nq\n")
    assert "The model could not be asked: no" in said and "\x1b" not in said
    assert "No label of yours" not in said and list(labels(annotation).values()) == ["no"]
    annotation = contradicted()
    annotation.session.decide(Decision.recheck(9, {"no": "yes", "yes": "no"}[label_of(annotation)]))
    said, _ = talk(monkeypatch, capsys, "d\n0\nq\n", annotation)
    assert "label 1 of 1, row r9\n" in said and "which holds?" in said
    assert kinds(annotation)[1:] == [(Kind.SETTLE, 9, "no")]


def label_of(annotation: Annotation) -> str:
    return annotation.session.label(9)


def test_a_row_that_cannot_be_read_takes_no_label(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: Any) -> Any:
        raise OSError("the disk \x1b[2Jis gone")

    monkeypatch.setattr("altui.plain.past.read_row", fail)
    said, annotation = talk(monkeypatch, capsys, "d\n1\ns\nf\nq\nq\n", contradicted())
    assert "the row cannot be read: the disk" in said and "\x1b" not in said
    assert "this row was not shown: show prints it" in said
    assert kinds(annotation) == []


def test_what_cannot_be_written_is_asked_about_there_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    annotation, real, failed = contradicted(), Session.decide, []

    def decide(self: Session, decision: Decision, *more: Any) -> Any:
        if decision.kind is Kind.RECHECK and len(failed) < 2:
            failed.append(decision)
            raise StorageError("the disk is full")
        return real(self, decision, *more)

    monkeypatch.setattr(Session, "decide", decide)
    wrong = wrong_row(annotation)
    same = annotation.session.label(wrong)
    said, _ = talk(monkeypatch, capsys, f"d\n{same}\nr\nd\n{same}\nq\nq\n", annotation)
    assert said.count("NOT SAVED: recheck") == 2 and failed[0] == failed[1]
    assert said.count("label 1 of 5") == 2, "what was dropped is asked anew"
    assert kinds(annotation) == [(Kind.RECHECK, wrong, same)]


def test_no_round_comes_between_the_labels_and_a_failed_one_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    annotation = contradicted()
    from altui.labeling import on_screen

    real, count = on_screen.build_view, []

    def build(*arguments: Any) -> Any:
        count.append(1)
        if len(count) == 2:
            raise RuntimeError("no view")
        return real(*arguments)

    monkeypatch.setattr(on_screen, "build_view", build)
    same = annotation.session.label(wrong_row(annotation))
    said, _ = talk(monkeypatch, capsys, f"d\n{same}\ns\nq\n\n1\nq\n", annotation)
    assert "no new row: RuntimeError: no view; an empty line tries again" in said
    assert [kind for kind, *_ in kinds(annotation)] == [Kind.RECHECK, Kind.LABEL]
    told = said[said.index("label 1 of 5") : said.index("looked at")]
    assert "query" not in told and "label 2 of 5" in told and "label 3 of 5" in told


@pytest.mark.slow
def test_a_fit_that_hangs_is_given_up_or_left_without_waiting(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def hanging() -> Annotation:
        return annotation_of(made_up(30, 6), model="tests.labeling.strange:HangsOutOfFold")

    monkeypatch.setattr(plain, "LONG", 0.1)
    said, annotation = talk(monkeypatch, capsys, "d\nw\n0\n", hanging())
    assert "this takes long; w gives it up" in said and "given up" in said
    assert list(labels(annotation).values()) == ["no"]
    said, _ = talk(monkeypatch, capsys, "d\n", hanging())
    assert "this takes long" in said and "contradicts." not in said
    said, _ = talk(monkeypatch, capsys, "history disagrees\nq\n", hanging())
    assert "this takes long" in said and "decisions" not in said


def test_a_list_that_takes_long_is_waited_for_at_the_end_of_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    annotation, real = contradicted(), Doubting.find_contradictions
    ended = threading.Event()
    monkeypatch.setattr(TypedLines, "is_over", property(lambda typed: _told_over(typed, ended)))

    def slow(self: Doubting) -> Any:
        assert ended.wait(30)
        return real(self)

    monkeypatch.setattr(Doubting, "find_contradictions", slow)
    monkeypatch.setattr(plain, "LONG", 0.001)
    said, _ = talk(monkeypatch, capsys, "history disagrees\n", annotation)
    assert "this takes long" in said and "history, model now disagrees: 5 decisions" in said


IS_OVER = TypedLines.is_over.fget  # type: ignore[attr-defined]


def _told_over(typed: TypedLines, ended: threading.Event) -> bool:
    is_over = bool(IS_OVER(typed))
    if is_over:
        ended.set()
    return is_over


LINES = ["d", "0", "1", "s", "q", "show", "f", "history", "change 1 yes", "show 1", "search 1", "u"]


@pytest.mark.slow
@given(st.lists(st.sampled_from(LINES), max_size=14))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_typed_a_label_is_for_a_row_that_was_told(
    monkeypatch: pytest.MonkeyPatch, lines: list[str]
) -> None:
    annotation = contradicted()
    told: list[str] = []
    real = Session.decide

    def decide(self: Session, decision: Decision, *more: Any) -> Any:
        if decision.kind in (Kind.LABEL, Kind.RECHECK, Kind.SETTLE):
            row = f"r{decision.row}"
            assert any(row in text.replace(",", "").split() for text in told), (lines, decision)
            assert decision.shown_at is not None
        return real(self, decision, *more)

    def put(text: str) -> None:
        told.append(text)

    with monkeypatch.context() as patch:
        patch.setattr(Session, "decide", decide)
        for module in ("output", "rows"):
            patch.setattr(f"altui.plain.{module}.put", put)
        patch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        assert Dialogue(opened(lambda: annotation)).run() == 0
    assert "NOT SAVED" not in "".join(told)
