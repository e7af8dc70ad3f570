"""A certificate of a model that was trained on a sample speaks of all rows of the set: its rows are
drawn from the sample, which was drawn from all."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path
from typing import Any

from altui.labeling.annotation import Annotation
from altui.labeling.certifying.certification import open_certification
from altui.labeling.opening.prepare import prepare
from altui.session.events import Decision
from altui.wording.certificate import statement
from tests.labeling.refilling.sampled import ROWS, SAMPLE, columns, place_of, request_for
from tests.labeling.refilling.test_a_refill_stands_in_the_log import refill


def labeled(folder: Path, **said: Any) -> Path:
    """A session with 30 labels, one ignored row and 20 rows added to the sample."""
    with closing(prepare(request_for(place_of(folder), audit=0, **said)).open()) as annotation:
        refill(annotation, random.Random(1))
        truth = dict(zip(columns()["id"], columns()["truth"], strict=True))
        rows = annotation.session.asked_from.nonzero()[0].tolist()
        for row in (*rows[:29], 215):
            answer = truth[annotation.dataset.ids[row]]
            annotation.session.decide(Decision.label(row, answer))
        annotation.session.decide(Decision.ignore(rows[30]))
        return annotation.session.path


def test_all_rows_are_spoken_of_and_none_that_was_added_is_drawn(tmp_path: Path) -> None:
    path, place = labeled(tmp_path), tmp_path / "certificate.altui"
    with closing(open_certification(path, place, 0.8, None, None)) as opened:
        drawn = answer_all(opened)
        assert drawn and max(drawn) < SAMPLE
        verdict = opened.learner.verdict(opened.session.knowledge())
        # All but 30 with a label and one that was ignored; 19 of those added have none.
        assert verdict.total == ROWS - 31 and verdict.is_above
        assert opened.tested.frozen.left_out == 1
        said = " ".join(statement(opened.session.settings, verdict))
        assert f"of the {ROWS - 31:,} rows that had no label then" in said
        assert f"from a sample of {SAMPLE} of {ROWS:,} rows, drawn at random by their ids." in said
        assert "1 row set aside before, ignored or unsure, left out." in said
        assert not opened.session.summary().shares
    with closing(open_certification(path, place, 0.8, None, None)) as again:
        assert again.learner.verdict(again.session.knowledge()) == verdict


def test_where_rows_have_labels_in_the_set_the_sample_is_spoken_of(tmp_path: Path) -> None:
    path = labeled(tmp_path, target="label", hide_labels=False)
    place = tmp_path / "certificate.altui"
    with closing(open_certification(path, place, 0.8, None, None)) as opened:
        answer_all(opened)
        verdict = opened.learner.verdict(opened.session.knowledge())
        assert verdict.total < SAMPLE
        said = " ".join(statement(opened.session.settings, verdict))
        assert f"had no label then, in a random sample of {ROWS:,}" in said


def answer_all(opened: Annotation) -> list[int]:
    truth = dict(zip(columns()["id"], columns()["truth"], strict=True))
    drawn: list[int] = []
    while query := opened.learner.round(opened.session.knowledge()).query:
        answer = truth[opened.dataset.ids[query.row]]
        opened.session.decide(Decision.label(query.row, answer))
        drawn.append(query.row)
    return drawn
