"""From a file with copies to labels for all of its rows, through a changed file and back again."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from altui.labeling.annotation import Annotation
from altui.labeling.certifying.certification import open_certification
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.session.events import Decision
from altui.session.exporting.export import export_session
from altui.simulation.replay import replay_session
from altui.simulation.scenarios import Splits

WORDS = (
    "refund",
    "crash",
    "lovely",
    "parcel",
    "invoice",
    "freeze",
    "thanks",
    "late",
    "price",
    "app",
)
CLASSES = ("even", "odd")


def text(question: int) -> str:
    return f"{WORDS[question % 10]} {WORDS[question // 10 % 10]} number{question}"


def write(path: Path, questions: list[int], label: dict[int, str] | None = None) -> Path:
    """A row for each question; every other copy is written in another way."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "text", *(["label"] if label is not None else [])])
        for row, question in enumerate(questions):
            said = text(question) if row % 2 else f"  {text(question).upper()} "
            more = [label.get(row, "")] if label is not None else []
            writer.writerow([f"r{row}", said, *more])
    return path


def request(path: Path, **more: object) -> OpenRequest:
    return OpenRequest(file=path, classes=CLASSES, columns=("text",), **more)  # type: ignore[arg-type]


def label_all(annotation: Annotation, most: int = 10_000) -> int:
    """How many answers it takes, which are right, until nothing is asked."""
    session, given = annotation.session, 0
    while given < most:
        made = annotation.learner.round(session.knowledge())
        session.record(made)
        if made.query is None:
            break
        row = made.query.row
        name = CLASSES[int(annotation.dataset.fields(row)[0].text.lower().split("number")[1]) % 2]
        if made.again:
            session.decide(Decision.recheck(row, name))
        else:
            session.decide(Decision.label(row, name))
            given += 1
    return given


def exported(path: Path) -> list[dict[str, str]]:
    target = path.with_name("out.csv")
    export_session(Path(f"{path}.altui"), target, overwrite=True)
    with target.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def is_right(row: dict[str, str]) -> bool:
    number = int(row["text"].lower().split("number")[1])
    return row["altui_label"] == CLASSES[number % 2]


def test_sixty_answers_label_360_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "d.csv", [row % 60 for row in range(360)])
    opened = prepare(request(path)).open()
    assert label_all(opened) == 60
    assert opened.session.summary().copies == 300
    assert opened.session.summary().remaining == 0
    opened.close()
    rows = exported(path)
    assert Counter(row["altui_part"] for row in rows) == {"labeled": 60, "same": 300}
    assert all(map(is_right, rows))
    assert all(row["altui_time"] for row in rows)


def test_each_row_is_asked_where_that_is_wanted(tmp_path: Path) -> None:
    path = write(tmp_path / "d.csv", [row % 10 for row in range(40)])
    opened = prepare(request(path, no_merge_identical=True, audit=0)).open()
    assert label_all(opened) == 40
    opened.close()


def test_rows_added_and_changed_find_their_labels(tmp_path: Path) -> None:
    path = write(tmp_path / "d.csv", [row % 20 for row in range(60)])
    opened = prepare(request(path)).open()
    assert label_all(opened) == 20
    opened.close()
    # The row that was asked says something else now, its copies stay; and more rows come.
    write(path, [30, *(row % 20 for row in range(1, 60)), 0, 30, 31])
    opened = prepare(request(path, accept_changes=True)).open()
    labels, _ = opened.session._pool.labels(opened.session.state)
    assert opened.session.settings.pool == 22
    assert labels[[0, 61]].tolist() == [0, 0]  # edited, it keeps its label, which serves its copies
    assert labels[[20, 40, 60]].tolist() == [-1, -1, -1]
    assert label_all(opened) == 2
    opened.close()
    assert all(map(is_right, exported(path)))


def test_an_export_with_its_check_goes_on(tmp_path: Path) -> None:
    path = write(tmp_path / "d.csv", [row % 150 for row in range(600)])
    opened = prepare(request(path, audit=15)).open()
    label_all(opened, 80)
    drawn = dict(opened.session.state.drawn)
    opened.close()
    rows = exported(path)
    checked = {row["text"].lower().strip() for row in rows if row["altui_part"] == "audit"}
    assert checked
    out = tmp_path / "out.csv"
    again = prepare(
        OpenRequest(
            file=out,
            target="altui_label",
            classes=CLASSES,
            columns=("text",),
            audit=15,
            test=None,
        )
    ).open()
    assert dict(again.session.state.drawn).keys() == drawn.keys()
    trained = again.session.knowledge().rows
    texts = again.dataset.table.texts(["text"])["text"]
    assert not {texts[row].lower().strip() for row in trained.tolist()} & checked
    label_all(again)
    again.close()
    target = tmp_path / "again.csv"
    export_session(Path(f"{out}.altui"), target)
    with target.open(newline="", encoding="utf-8") as stream:
        final = list(csv.DictReader(stream))
    assert all(map(is_right, final))


@pytest.mark.parametrize("merges", [True, False])
def test_rows_of_a_test_file_are_not_learned_from(tmp_path: Path, merges: bool) -> None:
    labels = {row: CLASSES[row % 20 % 2] for row in range(30)}
    path = write(tmp_path / "d.csv", [row % 20 for row in range(60)], labels)
    test = write(
        tmp_path / "t.csv", [3, 4, 41, 42], {row: CLASSES[(row + 1) % 2] for row in range(4)}
    )
    opened = prepare(
        request(path, target="label", test=str(test), no_merge_identical=not merges)
    ).open()
    learned = set((opened.session.knowledge().rows % 20).tolist())
    assert ({3, 4} & learned == set()) == merges
    opened.close()


def test_a_certificate_asks_rows_and_leaves_out_copies_of_labeled_ones(tmp_path: Path) -> None:
    path = write(tmp_path / "d.csv", [row % 60 for row in range(360)])
    opened = prepare(request(path)).open()
    label_all(opened, 20)
    opened.close()
    session = Path(f"{path}.altui")
    made = open_certification(session, tmp_path / "c.altui", 0.9, "ada", None)
    try:
        assert sum(made.tested.frozen.known) == 120
        assert made.session.settings.pool == 240
        made.session.decide(Decision.label(int(made.session._pool.drawable[0]), "odd"))
        assert made.session.knowledge().remaining == 239
        assert not made.session.settings.merges
    finally:
        made.close()


def test_a_session_is_replayed_with_its_copies(tmp_path: Path) -> None:
    path = write(tmp_path / "d.csv", [row % 150 for row in range(450)])
    opened = prepare(request(path, audit=15)).open()
    label_all(opened, 90)
    opened.close()
    read = prepare(OpenRequest(session=Path(f"{path}.altui"), read_only=True)).load()
    problem = replay_session(read.view, read.dataset, read.features).original
    assert problem.counts is not None
    assert set(problem.counts[list(problem.asked)].tolist()) == {3}
    tested = {row.toarray().tobytes() for row in problem.test[0]}
    assert not tested & {row.toarray().tobytes() for row in problem.matrix}
    read.dataset.table.close()


@pytest.mark.parametrize("column", [None, "who"])
def test_a_simulation_parts_neither_copies_nor_groups(column: str | None) -> None:
    sets = np.arange(300) % 100
    groups = np.arange(300) // 10 if column else None
    labels = (np.arange(300) % 100) % 2
    matrix = np.eye(100, dtype=np.float32)[sets]
    splits = Splits(matrix, labels, 2, 4, sets=None if column else sets, groups=groups)
    for seed in range(5):
        pool, test, unlabeled = splits.rows(seed)
        codes = sets if groups is None else groups
        assert not set(codes[pool].tolist()) & set(codes[test].tolist())
        problem = splits.problem(seed)
        assert len(problem.labels) == len(pool) == unlabeled + 4
        if groups is None:
            assert problem.counts is not None and (problem.counts == 3).all()
