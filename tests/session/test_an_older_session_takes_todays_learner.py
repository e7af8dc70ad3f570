"""A session of texts that began before there were forms of texts keeps what it learns from, until
it is told to take today's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copy

import numpy as np
import pytest

from altui.data.dataset import Part
from altui.data.values.text_reading import BOTH
from altui.errors import InputError
from altui.labeling.annotation import Annotation
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.learning.generation import NEWEST
from altui.session.events import Decision, Kind
from altui.session.reading import read_session
from altui.session.retaking import retaken_after
from tests.session.stored_sessions import HERE, restore_stays

NEXT, CONFIDENCE = "r01", 0.5030
"""What the version that began the session asked next, and how sure its model was of that row.

Only the model is compared: which of several typical rows is first hangs on the last bits of float32
products, which differ between processors."""


@pytest.fixture
def stays(tmp_path: Path) -> Path:
    return restore_stays(tmp_path)


@contextmanager
def opened(file: Path, *, retake: bool = False) -> Iterator[Annotation]:
    annotation = prepare(OpenRequest(file=file, retake=retake)).open()
    try:
        yield annotation
    finally:
        annotation.close()


def confidence(annotation: Annotation, row_id: str) -> float:
    model = annotation.learner.fit(annotation.session.knowledge())
    assert model is not None
    row = annotation.dataset.ids.index(row_id)
    return round(float(model.predict_proba(annotation.learner.matrix[[row]]).max()), 4)


def asked(annotation: Annotation) -> tuple[str, float]:
    query = annotation.learner.round(annotation.session.knowledge()).query
    assert query is not None and query.confidence is not None
    return annotation.dataset.ids[query.row], round(max(query.confidence), 4)


def test_it_learns_from_what_it_learned_from_then(stays: Path) -> None:
    for _ in range(2):
        with opened(stays) as annotation:
            assert confidence(annotation, NEXT) == CONFIDENCE
            assert annotation.session.settings.learner == 0
            assert annotation.dataset.schema.column("text").reading is None
            assert any("`retake` takes today's" in note for note in annotation.notes)
    assert retaken_after(read_session(Path(f"{stays}.altui"))) is None


def test_it_takes_todays_learner_once_and_keeps_it(stays: Path) -> None:
    with opened(stays, retake=True) as annotation:
        assert confidence(annotation, NEXT) != CONFIDENCE
        before = asked(annotation)
        assert annotation.dataset.schema.column("text").reading.form == BOTH  # type: ignore[union-attr]
        assert annotation.session.settings.learner == NEWEST
        labels = annotation.session.state.answered
    for retake in (False, True):
        with opened(stays, retake=retake) as annotation:
            assert asked(annotation) == before
            assert annotation.session.settings.learner == NEWEST
            assert annotation.session.state.answered == labels == 8
    view = read_session(Path(f"{stays}.altui"))
    assert [event.kind for event in view.events].count(Kind.SETTING) == 1
    assert retaken_after(view) == 8


def test_undo_takes_back_a_label_and_not_the_learner(stays: Path) -> None:
    with opened(stays, retake=True) as annotation:
        annotation.session.decide(Decision.undo())
        assert annotation.session.state.answered == 7
        assert annotation.session.settings.learner == NEWEST


def test_points_measured_before_stay_on_the_curve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Path(copy(HERE / "stored" / "stays.csv", tmp_path))
    monkeypatch.setattr("altui.labeling.opening.new.NEWEST", 0)
    request = OpenRequest(file=file, test="0.4", hide_labels=True, target="label")
    with closing(prepare(request).open()) as annotation:
        for row in np.flatnonzero(annotation.dataset.part == Part.UNLABELED)[:6]:
            name = annotation.dataset.known_label(int(row))
            annotation.session.decide(Decision.label(int(row), name))
            annotation.session.record(annotation.learner.round(annotation.session.knowledge()))
        before = list(annotation.session.curve())
    assert before[-1].evaluation is not None
    with opened(file, retake=True) as annotation:
        assert annotation.session.settings.learner == NEWEST
        assert list(annotation.session.curve()) == before


def test_a_new_session_has_nothing_to_take(tmp_path: Path) -> None:
    copy(HERE / "stored" / "stays.csv", tmp_path)
    with pytest.raises(InputError, match="no session yet"):
        prepare(OpenRequest(file=tmp_path / "stays.csv", retake=True))
