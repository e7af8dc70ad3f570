"""A class that something else needs is neither undone nor lost on the way to a certificate."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from altui.errors import SessionError
from altui.labeling.annotation import Annotation
from altui.labeling.certifying.certification import open_certification
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.learning.rounds import Round
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision
from altui.session.exporting.export import export_session
from altui.session.suggested.telling import Suggested

WORDS = ("refund", "crash", "lovely", "parcel", "invoice", "freeze", "thanks", "late")


def write(path: Path, count: int, labels: Mapping[int, str], guess: str = "a") -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "text", "label", "guess"])
        for row in range(count):
            text = f"{WORDS[row % 8]} {WORDS[row // 8 % 8]} {row}"
            writer.writerow([f"r{row}", text, labels.get(row, ""), "a" if row < 4 else guess])
    return path


KNOWN = {row: "abc"[row % 3] for row in range(12)}


def begin(path: Path, **more: object) -> Annotation:
    said = {"classes": ("a", "b", "c"), "audit": 0, "recheck": 0, **more}
    request = OpenRequest(file=path, target="label", columns=("text",), **said)  # type: ignore[arg-type]
    return prepare(request).open()


def change(annotation: Annotation, *said: str) -> None:
    annotation.session.decide(Decision.classes(ClassChange(*said)))  # type: ignore[arg-type]
    annotation.follow_classes()


def round_now(annotation: Annotation) -> Round:
    return annotation.learner.round(annotation.session.knowledge())


def test_a_class_that_the_file_has_labels_of_by_now_is_not_undone(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.csv", 40, KNOWN)
    with closing(begin(path)) as annotation:
        change(annotation, "add", "x")
        change(annotation, "add", "y")
    write(path, 44, {**KNOWN, 40: "y", 41: "y", 42: "x"})
    with closing(prepare(OpenRequest(file=path), confirm=lambda: True).open()) as annotation:
        assert round_now(annotation).per_class == (4, 4, 4, 1, 2)
        with pytest.raises(SessionError, match="there are labels of the class 'y'"):
            annotation.session.decide(Decision.undo())
        assert round_now(annotation).per_class == (4, 4, 4, 1, 2)


@pytest.mark.parametrize("step", ["undo", "redo"])
def test_the_class_that_the_strategy_asks_for_does_not_go(tmp_path: Path, step: str) -> None:
    path = write(tmp_path / "rows.csv", 40, KNOWN)
    with closing(begin(path)) as annotation:
        change(annotation, "add", "x")
        if step == "redo":
            change(annotation, "remove", "x")
            annotation.session.decide(Decision.undo())
        annotation.session.decide(Decision.setting(strategy="most-likely:x"))
        with pytest.raises(SessionError, match="asks for 'x'"):
            annotation.session.decide(getattr(Decision, step)())
        annotation.session.decide(Decision.setting(strategy="margin"))
        annotation.session.decide(getattr(Decision, step)())
        assert annotation.session.settings.classes == ("a", "b", "c")


def test_a_suggestion_of_an_undone_class_is_none(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.csv", 200, KNOWN, guess="y")
    with closing(begin(path, audit=20, suggested="guess")) as annotation:
        session = annotation.session
        change(annotation, "add", "x")
        change(annotation, "add", "y")
        row = next(iter(session.state.drawn))
        session.decide(Decision.label(row, "a", suggested=Suggested("y").dumps()))
        for _ in range(3):
            session.decide(Decision.undo())
        session.decide(Decision.label(row, "a"))
        agreement = session.summary().agreement
        assert agreement is not None and agreement.check.total == 0
        change(annotation, "add", "z")
        agreement = session.summary().agreement
        assert agreement is not None and agreement.check.total == 0


def test_a_certificate_reads_its_file_by_the_classes_of_then(tmp_path: Path) -> None:
    known = {row: "abc"[row % 3] for row in range(80)}
    path = write(tmp_path / "rows.csv", 80, known)
    with closing(begin(path, hide_labels=True)) as annotation:
        change(annotation, "merge", "a", "b")
        change(annotation, "rename", "c", "see")
        for _ in range(20):
            query = round_now(annotation).query
            assert query is not None
            annotation.session.decide(Decision.reveal(query.row))
        place = annotation.session.path
    names = {"a": "b", "b": "b", "c": "see"}
    certificate = tmp_path / "certificate.altui"
    for _ in range(2):  # begun, and opened again
        with closing(open_certification(place, certificate, 0.8, None, None)) as opened:
            for _ in range(3):
                query = opened.learner.round(opened.session.knowledge()).query
                assert query is not None
                opened.session.decide(Decision.reveal(query.row))
                assert opened.session.label(query.row) == names[known[query.row]]
    export_session(certificate, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as stream:
        given = [row for row in csv.DictReader(stream) if row["altui_label"]]
    assert len(given) == 6 and all(names[row["label"]] == row["altui_label"] for row in given)


def test_the_history_keeps_the_names_of_classes_that_are_undone(tmp_path: Path) -> None:
    with closing(begin(write(tmp_path / "rows.csv", 40, KNOWN))) as annotation:
        change(annotation, "add", "x")
        change(annotation, "add", "y")
        annotation.session.decide(Decision.label(20, "y"))
        for _ in range(3):
            annotation.session.decide(Decision.undo())
        assert annotation.session.history(1)[0].value == "y"
        change(annotation, "add", "z")
        change(annotation, "add", "w")
        assert annotation.session.history()[2].value == "y"


def test_a_name_that_the_file_took_over_is_read_after_another_renaming(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.csv", 40, KNOWN)
    with closing(begin(path)) as annotation:
        change(annotation, "rename", "a", "first")
    write(path, 44, {**KNOWN, 40: "first", 41: "b"})
    with closing(prepare(OpenRequest(file=path), confirm=lambda: True).open()) as annotation:
        change(annotation, "rename", "first", "second")
        now = round_now(annotation).per_class
    with closing(prepare(OpenRequest(file=path)).open()) as annotation:
        assert annotation.session.settings.classes == ("second", "b", "c")
        assert round_now(annotation).per_class == now == (5, 5, 4)
        annotation.session.decide(Decision.undo())
        annotation.session.decide(Decision.undo())
    with closing(prepare(OpenRequest(file=path)).open()) as annotation:
        assert annotation.session.settings.classes == ("a", "b", "c")
        assert round_now(annotation).per_class == now
