"""A search for a class: what is drawn, tested and shown follows from the labels, also reopened."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from altui.data.dataset import DataOptions, Dataset
from altui.data.features.matrix import build_features
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.display.lines import text_of
from altui.labeling.annotation import Annotation, annotate
from altui.labeling.view import View, build_view
from altui.learning.generation import NEWEST
from altui.learning.rounds import Round
from altui.learning.strategies import MOST_LIKELY, RANDOM
from altui.plain import rendering
from altui.session import opening
from altui.session.events import Decision
from altui.session.options import SessionDefaults, SessionOptions
from altui.session.session import Session
from altui.wording.figures.find import progress_rows
from altui.wording.report.page import page
from altui.wording.view.query import explanation
from altui.wording.view.status import status_parts

ROWS = 240
HITS = frozenset(range(0, ROWS, 6))


def pile() -> Dataset:
    """240 rows, of which 40 are long, and plainly so."""
    values = np.random.default_rng(1).normal(size=(ROWS, 2))
    values[[*HITS], 0] += 4.0
    cells = [(f"r{row}", *map(str, each)) for row, each in enumerate(values.round(3).tolist())]
    table = MemoryTable("made-up", ("id", "length", "weight"), cells)
    return load_dataset(table, infer_schema(table), DataOptions(("short", "long")))


def searched(folder: Path, learner: int = NEWEST) -> Annotation:
    usual = SessionDefaults(find="long", learner=learner, annotator="ada", seed=3)
    dataset = pile()
    session = opening.begin(folder / "s.altui", dataset, "made-up", SessionOptions(), usual)
    return annotate(dataset, build_features(dataset), session)


def reopened(folder: Path) -> Annotation:
    dataset = pile()
    session = opening.resume(folder / "s.altui", dataset, SessionOptions())
    return annotate(dataset, build_features(dataset), session)


def answer(annotation: Annotation, count: int) -> Round:
    """Right answers to so many rows."""
    session = annotation.session
    for _ in range(count):
        row = annotation.learner.round(session.knowledge()).query.row  # type: ignore[union-attr]
        session.decide(Decision.label(row, "long" if row in HITS else "short"))
    now = annotation.learner.round(session.knowledge())
    session.record(now)
    return now


def view_of(annotation: Annotation, now: Round) -> View:
    return build_view(annotation, now)


@pytest.fixture(scope="module")
def drawing(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Round, View]:
    """A search in which eight rows were drawn."""
    folder = tmp_path_factory.mktemp("search")
    annotation = searched(folder)
    now = answer(annotation, 88)
    view = view_of(annotation, now)
    annotation.close()
    return folder, now, view


def test_rows_are_ranked_then_drawn_and_the_round_is_the_same_when_reopened(
    drawing: tuple[Path, Round, View],
) -> None:
    folder, now, _ = drawing
    assert now.query is not None and now.query.strategy == RANDOM
    assert now.progress is not None and now.progress.is_random and now.progress.drawn == 8
    assert (now.progress.found, now.progress.read) == (40, 88)
    again = reopened(folder)
    reached = again.learner.round(again.session.knowledge())
    again.close()
    assert (reached.progress, reached.hint) == (now.progress, now.hint)
    assert reached.query is not None and reached.query.row == now.query.row


def test_a_skipped_draw_is_waited_for_and_undo_takes_a_draw_back(tmp_path: Path) -> None:
    annotation = searched(tmp_path)
    begun = answer(annotation, 80)
    assert begun.progress is not None and begun.progress.is_random and begun.query is not None
    annotation.session.decide(Decision.skip(begun.query.row))
    assert answer(annotation, 9).progress.drawn == 0  # type: ignore[union-attr]
    back = answer(annotation, 1)
    assert back.query is not None and back.query.row == begun.query.row
    assert answer(annotation, 1).progress.drawn == 11  # type: ignore[union-attr]
    annotation.session.decide(Decision.undo())
    assert annotation.learner.round(annotation.session.knowledge()).query == back.query
    annotation.close()


def test_it_stops_when_the_test_says_so(tmp_path: Path) -> None:
    annotation = searched(tmp_path)
    now = answer(annotation, 60)
    while not now.hint.stop:  # type: ignore[union-attr]
        assert now.progress is not None and now.progress.p >= 0.05
        now = answer(annotation, 5)
    assert now.progress is not None and now.progress.read < 0.8 * ROWS
    said = dict(progress_rows(annotation.session.summary()))
    assert said["test"].startswith("stop: p = 0.0") and "drawn at random" in said["reading"]
    annotation.close()


def test_the_reasons_are_for_the_class_that_is_sought(tmp_path: Path) -> None:
    annotation = searched(tmp_path)
    now = answer(annotation, 60)
    shown = view_of(annotation, now).shown_row
    assert now.query is not None and now.query.predicted == 0 and now.query.sought == 1
    assert shown is not None and shown.reasons is not None and shown.reasons.shown == "long"
    odds = now.query.probabilities[1] / now.query.probabilities[0]  # type: ignore[index]
    assert odds < 1 and set(shown.reasons.columns) == {"length", "weight"}
    annotation.close()


def test_the_screen_the_plain_words_and_the_report_say_the_same(
    drawing: tuple[Path, Round, View],
) -> None:
    folder, now, view = drawing
    assert now.progress is not None
    figures = (
        "40 found in 88 read",
        f"p {now.progress.p:.3f}",
        f"from row {now.progress.speaks_from}",
    )
    parts = ", ".join(map(text_of, status_parts(view)))
    assert all(each in parts for each in figures) and "since the last" in parts
    assert explanation(view) == "one of 152 at random, for the test"
    assert next(iter(rendering.curve(view))) == "88 rows read: 40 long found"
    read = Session.read(folder / "s.altui")
    said = dict(progress_rows(read.summary()))
    assert said["found"].startswith("40 long in 88 rows read")
    assert said["reading"] == "drawn at random: 8 rows, 0 of them long"
    html = page(read)
    assert "Found against read" in html and "40 found in 88 rows read" in html
    told = read.summary().to_json()["find"]
    assert isinstance(told, dict) and told["class"] == "long" and told["drawn"] == 8


def test_a_search_begun_before_reads_by_rank_to_the_end(tmp_path: Path) -> None:
    annotation = searched(tmp_path, learner=0)
    now = answer(annotation, 90)
    assert now.query is not None and now.query.strategy == MOST_LIKELY and now.query.sought is None
    assert now.progress is None and now.hint is not None and now.hint.kind == "found"
    annotation.close()
