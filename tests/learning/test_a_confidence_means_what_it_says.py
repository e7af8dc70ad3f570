"""One temperature, fitted to rows that never trained, changes what is shown and nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from altui.learning.calibration import MOST, Calibration, calibrate
from altui.learning.classifiers.models import model_factory
from altui.learning.evaluation import FEWEST
from altui.learning.generation import NEWEST, OLDEST, Generation
from altui.learning.learner import Learner
from altui.learning.rounds import Check, Knowledge, Round

N = 200
RNG = np.random.default_rng(5)
LABELS = np.arange(N) % 3
MATRIX = RNG.normal(size=(N, 4)) + 1.2 * np.eye(4)[LABELS]


ALL = np.arange(4)


class Uncalibrated(Generation):
    """The newest learner but for this."""

    @property
    def calibrates(self) -> bool:
        return False


def learner(generation: Generation, *, has_test: bool = False, depth: int = 5) -> Learner:
    return Learner(
        MATRIX,
        np.ones(N, bool),
        4,
        model=model_factory("logistic", seed=0, sparse=False),
        strategy="margin",
        depth=depth,
        test=(MATRIX[150:], LABELS[150:]) if has_test else None,
        generation=generation,
    )


def known(count: int, checked: int) -> Knowledge:
    """The first `count` rows are labeled, and `checked` rows of the check after them."""
    rows = np.arange(count)
    check = np.arange(100, 100 + checked)
    available = np.ones(N, bool)
    available[rows] = available[100:140] = False
    # Labels that the scores do not foresee: the temperature is far from 1.
    told = (LABELS[check] + (check % 2)) % 3
    still_open = np.arange(100 + checked, 140)
    return Knowledge(
        count,
        rows,
        LABELS[:count],
        available,
        count + checked,
        Check(check, told, None, still_open),
    )


def without_confidence(result: Round) -> Round:
    def bare(query):  # type: ignore[no-untyped-def]
        return query and replace(query, calibrated=None)

    ranking = tuple(bare(each) for each in result.ranking)
    return replace(result, calibration=None, query=bare(result.query), ranking=ranking)


@settings(max_examples=30, deadline=None)
@given(st.integers(3, 60), st.integers(0, 40), st.booleans())
def test_queries_rankings_predictions_and_accuracy_are_the_same(
    count: int, checked: int, has_test: bool
) -> None:
    knowledge = known(count, checked)
    plain = learner(Uncalibrated(NEWEST), has_test=has_test).round(knowledge)
    shown = learner(Generation(NEWEST), has_test=has_test).round(knowledge)
    assert plain.calibration is None and without_confidence(shown) == plain
    for one, other in zip(
        (shown.query, *shown.ranking), (plain.query, *plain.ranking), strict=True
    ):
        assert one is not None and other is not None and one.predicted == other.predicted
        assert one.confidence is not None and sum(one.confidence) == pytest.approx(1)
        # The class without a label keeps its 0.
        assert one.confidence[3] == 0


def test_a_session_begun_before_shows_what_it_showed() -> None:
    result = learner(OLDEST).round(known(40, 40))
    assert result.calibration is None and result.query is not None
    assert result.query.confidence == result.query.probabilities


def test_too_few_rows_leave_the_score_as_it_is() -> None:
    for checked in range(FEWEST):
        result = learner(Generation(NEWEST)).round(known(30, checked))
        assert result.calibration == Calibration() and result.query is not None
        assert result.query.confidence == result.query.probabilities
    result = learner(Generation(NEWEST)).round(known(30, FEWEST))
    assert result.calibration is not None and result.calibration.rows == FEWEST


def test_the_test_set_is_used_where_there_is_one() -> None:
    result = learner(Generation(NEWEST), has_test=True).round(known(30, 12))
    assert result.calibration is not None and result.calibration.rows == 50


def test_a_row_of_the_last_ranking_shows_what_its_own_round_had() -> None:
    made = learner(Generation(NEWEST))
    last = made.round(known(30, 20))
    stale = made.next_of_ranking(last, known(31, 20))
    assert stale is not None and stale.query is not None
    assert stale.calibration == last.calibration and stale.query.calibrated is not None


@settings(deadline=None)
@given(
    arrays(np.float64, (12, 4), elements=st.floats(0, 1)).filter(lambda a: (a.sum(1) > 0).all()),
    st.floats(0.02, 30),
)
def test_the_order_of_the_classes_stays(scores: np.ndarray, temperature: float) -> None:
    scores = scores / scores.sum(axis=1, keepdims=True)
    shown = Calibration(temperature, 30).confidence(scores, ALL)
    assert shown.sum(axis=1) == pytest.approx(np.ones(12))
    for before, after in zip(scores, shown, strict=True):
        assert (np.diff(after[np.argsort(before)]) >= 0).all()


def drawn(rows: int, scale: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Scores of which the log-odds are `scale` times those of the classes drawn."""
    rng = np.random.default_rng(seed)
    logs = rng.normal(size=(rows, 3)) * 2
    true = np.exp(logs) / np.exp(logs).sum(axis=1, keepdims=True)
    labels = (true.cumsum(axis=1) < rng.random((rows, 1))).sum(axis=1)
    scores = np.exp(scale * logs)
    return scores / scores.sum(axis=1, keepdims=True), labels


@pytest.mark.parametrize("scale", [0.1, 0.3, 3.0, 8.0])
def test_the_temperature_is_found_again(scale: float) -> None:
    for holds in (True, False):
        found = calibrate(*drawn(2000, scale), ALL[:3], holds=holds)
        assert found.rows == MOST and 0.7 * scale < found.temperature < 1.4 * scale


def test_thirty_rows_that_fit_the_scores_leave_them_as_they_are() -> None:
    found = [calibrate(*drawn(30, 1.0, seed), ALL[:3]).temperature for seed in range(40)]
    assert np.mean([0.8 < each < 1.25 for each in found]) > 0.85


def test_thirty_right_answers_do_not_make_it_sure() -> None:
    scores = np.tile([0.4, 0.35, 0.25], (30, 1))
    for holds in (True, False):
        found = calibrate(scores, np.zeros(30, int), ALL[:3], holds=holds)
        assert 0.9 < found.confidence(scores, ALL[:3]).max() < 0.995


def test_a_class_that_the_model_does_not_know_counts_as_wrong_and_no_more() -> None:
    scores = np.tile([0.7, 0.3, 0.0], (30, 1))
    unknown = calibrate(scores, np.full(30, 2), ALL[:2])
    assert unknown == calibrate(scores, np.full(30, 1), ALL[:2]) and 1 < unknown.temperature < 100


def test_a_model_that_is_certain_of_everything_is_believed_as_far_as_it_is_right() -> None:
    certain = np.tile([1.0, 0.0], (20, 1))
    for labels, low, high in (
        (np.zeros(20, int), 1, 1),
        (np.arange(20) % 2, 0.5, 0.7),
        (np.ones(20, int), 0.5, 0.7),
    ):
        shown = calibrate(certain, labels, ALL[:2]).confidence(certain, ALL[:2])
        assert (shown[:, 0] >= low - 1e-9).all() and (shown[:, 0] <= high).all()


def test_two_sure_mistakes_do_not_make_many_right_rows_look_doubtful() -> None:
    scores = np.full((30, 2), [0.78, 0.22])
    scores[:2] = [0.985, 0.015]
    labels = np.zeros(30, int)
    labels[:2] = 1
    shown = calibrate(scores, labels, ALL[:2], holds=False).confidence(scores, ALL[:2])
    assert shown.max(axis=1).mean() > 0.72
