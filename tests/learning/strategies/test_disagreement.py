"""`disagreement` asks first where the model is surest that the suggestion is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from altui.errors import InputError
from altui.learning.classifiers.models import model_factory
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge, Query
from altui.learning.strategies import check_has_suggestions, find_strategy
from altui.learning.strategies.disagreement import disagreement
from altui.learning.strategies.uncertainty import margin

SHARES = np.array([[0.9, 0.1, 0.0], [0.5, 0.3, 0.2], [0.4, 0.35, 0.25], [0.2, 0.7, 0.1]])


def test_rows_on_which_both_agree_and_rows_without_a_suggestion_have_the_score_of_margin() -> None:
    agreed = disagreement(SHARES, suggested=SHARES.argmax(axis=1))
    assert agreed == pytest.approx(margin(SHARES))
    assert disagreement(SHARES, suggested=np.full(4, -1)) == pytest.approx(margin(SHARES))
    assert disagreement(SHARES) == pytest.approx(margin(SHARES))


def test_above_them_stand_those_that_disagree_by_the_models_confidence_against() -> None:
    scores = disagreement(SHARES, suggested=np.array([1, 2, 0, -1]))
    assert scores == pytest.approx([1.8, 1.3, 0.95, 0.5])
    assert (scores[:2] > 1).all() and (scores[2:] < 1).all()


def asked(model: str, suggested: Any, **more: Any) -> tuple[Query, np.ndarray, np.ndarray]:
    """The query after forty labels of three classes, the probabilities of all rows, and which of
    them may be asked for."""
    rng = np.random.default_rng(2)
    labels = np.arange(300) % 3
    matrix = (rng.normal(size=(300, 4)) + np.eye(4)[labels] * 2).astype(np.float32)
    learner = Learner(
        matrix,
        np.ones(300, bool),
        3,
        model=model_factory(model, seed=0, sparse=False),
        strategy="disagreement",
        suggested=suggested,
        **more,
    )
    rows, available = np.arange(40), np.arange(300) >= 40
    known = Knowledge(40, rows, labels[rows], available, 40)
    query, fitted = learner.round(known).query, learner.fit(known)
    assert query is not None and fitted is not None and query.strategy == "disagreement"
    return query, fitted.predict_proba(matrix.astype(float)), available


@pytest.mark.parametrize("model", ["newton", "logistic", "bayes"])
@pytest.mark.parametrize("shortlist", [0, 300])
def test_the_learner_asks_for_the_row_of_which_the_model_thinks_otherwise(
    model: str, shortlist: int
) -> None:
    suggested = np.random.default_rng(0).integers(-1, 3, 300).astype(np.int16)
    query, shares, available = asked(model, suggested, shortlist=shortlist)
    scores = np.where(available, disagreement(shares, suggested=suggested), -1)
    assert query.row == int(np.argmax(scores >= scores.max() - 1e-9))
    assert query.predicted != suggested[query.row] >= 0


def test_where_nothing_disagrees_the_row_is_that_of_margin() -> None:
    _, shares, available = asked("newton", None)
    query, *_ = asked("newton", shares.argmax(axis=1))
    assert query.row == int(np.argmax(np.where(available, margin(shares), -1)))


def test_it_is_refused_where_nothing_was_suggested() -> None:
    with pytest.raises(InputError, match="'disagreement' needs the labels that another model"):
        check_has_suggestions("disagreement", has_suggestions=False)
    for fine in ("margin", "most-likely:disagreement", "pack:disagreement"):
        assert check_has_suggestions(fine, has_suggestions=False) == fine
    assert check_has_suggestions("disagreement", has_suggestions=True) == "disagreement"
    with pytest.raises(ValueError, match="more than the distance"):
        replace(find_strategy("disagreement"), falls_with_distance=True)
