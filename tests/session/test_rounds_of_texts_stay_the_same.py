"""A stored session of texts has the Rounds that it had when it was made: the features of its texts,
the weights of its classes and its random check are those of then."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest

from altui.data.values.text_reading import BOTH, TextReading
from altui.labeling.annotation import Annotation
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.learning.rounds import Round
from altui.learning.strategies import TYPICAL
from altui.session.events import Decision

STORED = Path(__file__).with_name("stored")
ANSWERS = 20


@pytest.fixture
def parcels(tmp_path: Path) -> Iterator[Annotation]:
    copy(STORED / "parcels.csv", tmp_path)
    with closing(sqlite3.connect(tmp_path / "parcels.csv.altui")) as connection:
        connection.executescript((STORED / "parcels.sql").read_text(encoding="utf-8"))
    annotation = prepare(OpenRequest(file=tmp_path / "parcels.csv")).open()
    yield annotation
    annotation.close()


def round_now(annotation: Annotation) -> Round:
    return annotation.learner.round(annotation.session.knowledge())


def sureness(annotation: Annotation, row: int) -> float | None:
    """Of the model about a row; None before there is one."""
    model = annotation.learner.fit(annotation.session.knowledge())
    if model is None:
        return None
    return float(model.predict_proba(annotation.learner.matrix[[row]]).max())


def test_each_answer_was_given_to_the_round_that_comes_before_it(parcels: Annotation) -> None:
    answers = [event for event in parcels.session.events() if event.round is not None]
    assert len(answers) == ANSWERS and parcels.session.settings.learner == 1
    assert parcels.dataset.schema.column("text").reading == TextReading(BOTH, is_unspaced=False)
    for answer in reversed(answers):
        parcels.session.decide(Decision.undo())
        query = round_now(parcels).query
        assert query is not None and answer.row is not None
        if query.strategy == TYPICAL:
            # Which of several is first hangs on the last bits of float32 products, which differ
            # between processors.
            shown = sureness(parcels, answer.row)
        else:
            assert query.row == answer.row
            shown = None if query.confidence is None else max(query.confidence)
        assert shown == (answer.confidence and pytest.approx(answer.confidence, abs=1e-5))
