"""What a line means where there is no screen: `understood` alone, then the dialogue around it."""

from __future__ import annotations

import io
import threading
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from altui.config.keymap import STANDARD
from altui.errors import InputError, StorageError
from altui.labeling.annotation import Annotation
from altui.labeling.showing.class_keys import ClassKey
from altui.plain import rendering
from altui.plain.commands import help_lines, interpret, words
from altui.plain.dialogue import Dialogue
from altui.plain.lists import ListRequest
from altui.plain.typed.input import READ_AHEAD
from altui.session.events import Decision, Kind
from altui.session.figures.curve import Curve
from altui.session.session import Session
from tests.tui.making import HOSTILE, a_shown_row, a_view
from tests.tui.stage import Fails, annotation_of, made_up, opened

VIEW = a_view(("no", "yes"))


def meant(line: str, view: Any = VIEW) -> tuple[Kind, str | None] | str:
    decision = interpret(line, view, 12.5)
    return (decision.kind, decision.value) if isinstance(decision, Decision) else decision


@pytest.mark.parametrize(
    ("line", "decision"),
    [
        ("0", (Kind.LABEL, "no")),
        (" 1 ", (Kind.LABEL, "yes")),
        ("yes", (Kind.LABEL, "yes")),
        ("r", (Kind.REVEAL, None)),
        ("reveal", (Kind.REVEAL, None)),
        ("s", (Kind.SKIP, None)),
        ("n", (Kind.UNSURE, None)),
        ("x", (Kind.IGNORE, None)),
        ("u", (Kind.UNDO, None)),
        ("U", (Kind.REDO, None)),
        ("f", (Kind.FLAG, "on")),
        ("c two  spaces stay", (Kind.NOTE, "two  spaces stay")),
        ("comment u", (Kind.NOTE, "u")),
        ("m random", (Kind.SETTING, '{"strategy": "random"}')),
        ("m bayes", (Kind.MODEL, '{"model": "bayes"}')),
        ("model forest", (Kind.MODEL, '{"model": "forest"}')),
        ("w", "hurry"),
        ("h", ListRequest("history", "")),
        ("help", "help"),
        ("p", "performance"),
        ("v", "curve"),
        ("accuracy", "performance"),
        ("e", "export"),
        ("q", "quit"),
    ],
)
def test_a_digit_a_letter_and_a_word(line: str, decision: object) -> None:
    assert meant(line) == decision


def test_an_answer_tells_the_row_and_what_was_shown_of_it() -> None:
    decision = interpret("1", VIEW, 12.5)
    assert isinstance(decision, Decision)
    assert (decision.row, decision.predicted, decision.shown_at) == (7, "yes", 12.5)
    assert decision.confidence == pytest.approx(0.51)


def test_behind_the_sign_that_names_a_class_its_name_comes_before_keys_and_codes() -> None:
    classes = (ClassKey("0", "q1"), ClassKey("2", "bug", code="q1"), ClassKey("3", "2"))
    view = replace(a_view(("q1", "bug", "2")), classes=classes)
    assert meant("2", view) == meant("q1", view) == (Kind.LABEL, "bug")
    assert meant("' 2", view) == meant("'2", view) == (Kind.LABEL, "2")
    assert meant("' q1", view) == (Kind.LABEL, "q1")
    assert meant("' 3", view) == (Kind.LABEL, "2"), "no class has this name"


def test_a_letter_is_never_mistaken_for_a_class() -> None:
    view = a_view(("x", "0", "skip"))
    assert meant("x", view) == (Kind.IGNORE, None)
    assert meant("skip", view) == (Kind.SKIP, None)
    assert meant("1", view) == (Kind.LABEL, "x")
    assert meant("0", view) == (Kind.LABEL, "0")


@pytest.mark.parametrize("line", ["", "7", "maybe", "yes no", "g", HOSTILE])
def test_what_is_no_answer_is_told_what_is_one(line: str) -> None:
    with pytest.raises(InputError, match="there are 0 no, 1 yes") as told:
        interpret(line, VIEW, 0.0)
    assert "\x1b" not in str(told.value)


def test_at_the_end_only_what_makes_sense_there_is_taken() -> None:
    end = a_view(ending="budget", shown_row=None)
    assert meant("g", end) == (Kind.SETTING, '{"budget": 40}')
    assert meant("u", end) == (Kind.UNDO, None)
    for line in ("0", "yes", "s", "r", "f", "c x"):
        with pytest.raises(InputError, match="no answer here"):
            interpret(line, end, 0.0)


def test_a_label_that_the_file_does_not_hold_cannot_be_revealed() -> None:
    with pytest.raises(InputError, match="holds no label"):
        interpret("r", a_view(shown_row=a_shown_row(known=None)), 0.0)


def test_help_names_every_letter() -> None:
    told = "\n".join(help_lines(VIEW))
    letters = {word for word in words(STANDARD) if len(word) == 1} - {"?"}
    assert {line.partition(":")[0][:1] for line in help_lines(VIEW)} >= letters
    assert "0 or its name: label no" in told and "any key" not in told


def test_no_text_of_a_file_passes_for_a_line_of_the_dialogue() -> None:
    from altui.data.dataset import Field
    from altui.data.schema import Role

    field = Field("body\x1b[2J", f"one\nquery 9, row x\n{HOSTILE}", Role.TEXT)
    told = list(rendering.question(a_view(shown_row=a_shown_row(field)), is_explained=True))
    assert [line for line in told if line.startswith("query")] == ["query 3 of 20, row id7"]
    assert "  query 9, row x" in told
    assert not set("".join(told)) & set("\x1b\x9b\x07\u202e\x00")


def test_the_curve_is_told_newest_first_or_why_there_is_none() -> None:
    view = a_view()
    told = list(rendering.curve(view))
    measured = [(n, each) for n, each in view.curve.measurements() if each.is_measured]
    assert told == [f"{n} labels: {each}" for n, each in reversed(measured)] and told
    without = replace(view, curve=Curve((1, 1), np.array([], int), [None]), has_test=True)
    assert list(rendering.curve(without)) == ["accuracy: not measured yet"]


def test_blind_tells_nothing_of_the_model() -> None:
    told = "\n".join(rendering.question(a_view(is_blind=True), is_explained=True))
    assert "0.51" not in told and "0.49" not in told
    assert "blind: hidden until you answer" in told


def talk(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    annotation: Annotation,
    lines: str,
    **more: Any,
) -> tuple[int, str, str]:
    """The dialogue with these lines typed ahead: status, stdout and stderr."""
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    status = Dialogue(opened(lambda: annotation, **more)).run()
    return status, *capsys.readouterr()


def answered(annotation: Annotation) -> list[Kind]:
    """What the log holds of answers, though the session is closed by now."""
    events = Session.read(annotation.session.path).events
    return [each.kind for each in events if each.kind in (Kind.LABEL, Kind.UNDO)]


def test_a_failed_write_is_told_and_the_same_answer_tries_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    annotation, real, failed = annotation_of(), Session.decide, []

    def decide(self: Session, decision: Decision, *more: Any) -> Any:
        if len(failed) < 2:
            failed.append(decision)
            raise StorageError("the disk is full")
        return real(self, decision, *more)

    monkeypatch.setattr(Session, "decide", decide)
    status, out, err = talk(monkeypatch, capsys, annotation, "1\n0\n1\nr\nu\nq\n")
    assert status == 0
    assert err.count("NOT SAVED: label yes") == 2 and "the disk is full" in err
    assert "not saved yet: r tries again" in err  # what is no answer to that is not taken for one
    assert failed[0] == failed[1]
    assert out.count("query 2") == 1
    assert answered(annotation) == [Kind.LABEL, Kind.UNDO]


def test_leaving_what_was_not_saved_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def decide(*_: Any) -> Any:
        raise StorageError("the disk is full")

    monkeypatch.setattr(Session, "decide", decide)
    status, out, _ = talk(monkeypatch, capsys, annotation_of(), "1\n")
    assert status == 1 and "query 2" not in out


def test_a_model_that_fails_is_told_and_labeling_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    annotation = annotation_of(classifier=Fails)
    status, out, err = talk(monkeypatch, capsys, annotation, "1\n0\nU\n")
    assert status == 0 and "query 3" in out
    assert "no model: " in out and "nothing to redo" in err
    assert "\x1b" not in out + err


def test_a_word_changes_the_model_and_undo_takes_that_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    annotation = annotation_of(made_up(rows=40, labeled=12))
    status, out, err = talk(monkeypatch, capsys, annotation, "m bayes\nm bayes\nu\nq\n")
    assert status == 0 and "or the model: newton, logistic, forest, bayes" in err
    first, second, third = [each for each in out.splitlines() if each.startswith("query 1")]
    assert first == third != second
    view = Session.read(annotation.session.path)
    assert view.settings.model == "newton" and view.state.can_redo


def test_after_the_budget_it_says_so_and_goes_on_if_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    annotation = annotation_of(budget=1)
    status, out, _ = talk(monkeypatch, capsys, annotation, "1\ng\n0\n")
    assert status == 0
    assert "the budget is spent: 1 label given, as planned." in out
    assert "query 2 of 21" in out and "query 3 of 21" in out


def test_no_row_of_the_random_check_is_given_away_before_its_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    annotation = annotation_of(made_up(rows=130, labeled=12), audit=10)
    drawn = {event.row_id for event in annotation.session.events() if event.kind is Kind.DRAW}
    _, out, _ = talk(monkeypatch, capsys, annotation, "1\n" * 12)
    whys: dict[bool, set[str]] = {True: set(), False: set()}
    for part in out.split("\nquery ")[1:]:
        question = part.partition("your answer:")[0].splitlines()
        row = question[0].rpartition("row ")[2]
        whys[row in drawn] |= {line for line in question if "random check" in line}
    assert whys[True] == whys[False] == {"by least-confidence, or drawn for the random check"}
    assert "random check" in out.partition("saved: ")[2]


def test_a_pipe_that_never_ends_is_not_read_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    is_full, went_on = threading.Event(), threading.Event()

    class Endless(io.StringIO):
        count = 0

        def readline(self, size: int | None = -1, /) -> str:  # noqa: ARG002
            self.count += 1
            if self.count == READ_AHEAD + 1:
                is_full.set()
            elif self.count > READ_AHEAD + 1:
                went_on.set()
            return "?\n"

    def never_open() -> Annotation:
        assert is_full.wait(30)
        assert not went_on.wait(0.3)
        raise InputError("that was all")

    monkeypatch.setattr("sys.stdin", Endless())
    dialogue = Dialogue(opened(never_open))
    dialogue.run()
    assert isinstance(dialogue.error, InputError)
