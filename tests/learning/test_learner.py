"""What the learner promises: the same labels give the same Round, and ties have one answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.errors import InputError, ModelError
from altui.learning.classifiers.models import fit, model_factory
from altui.learning.generation import Generation
from altui.learning.learner import Learner
from altui.learning.rounds import SETTLE, Again, Knowledge
from altui.learning.selection.ties import best_row
from altui.learning.strategies import TYPICAL, strategy_names
from altui.learning.strategies.uncertainty import entropy, least_confidence, margin


def blobs(n: int = 60, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = np.arange(n) % 2
    return rng.normal(size=(n, 3)) + 2.0 * labels[:, None], labels


def learner(strategy: str = "margin", n_classes: int = 2, model: str = "logistic") -> Learner:
    matrix, labels = blobs()
    return Learner(
        matrix,
        np.ones(len(matrix), bool),
        n_classes,
        model=model_factory(model, seed=0, sparse=False),
        strategy=strategy,
        test=(matrix[:20], labels[:20]),
    )


def known(rows: list[int], labels: list[int], n: int = 60) -> Knowledge:
    available = np.ones(n, bool)
    available[rows] = False
    return Knowledge(len(rows), np.array(rows, int), np.array(labels, int), available, len(rows))


TWELVE = list(range(12))


@pytest.mark.parametrize("strategy", strategy_names())
def test_the_same_labels_give_the_same_round_from_any_learner(strategy: str) -> None:
    knowledge = known(TWELVE, [i % 2 for i in TWELVE])
    one, other = learner(strategy), learner(strategy)
    other.round(known([3, 4], [1, 0]))
    assert one.round(knowledge) == other.round(knowledge) == one.round(knowledge)


def test_the_row_asked_for_is_available_and_the_least_sure() -> None:
    asked = learner("least-confidence").round(known(TWELVE, [i % 2 for i in TWELVE])).query
    assert asked is not None and asked.row not in TWELVE
    assert asked.uncertainty == pytest.approx(1 - max(asked.probabilities or ()))
    assert asked.ranked_lower == 60 - 12 - 1


def test_without_labels_typical_rows_are_asked_until_two_classes_are_seen() -> None:
    start = learner()
    first = start.round(known([], []))
    assert first.query is not None and first.query.strategy == TYPICAL
    assert first.query.probabilities is None and first.evaluation is None
    rows = [first.query.row]
    for _ in range(4):
        query = start.round(known(rows, [0] * len(rows))).query
        assert query is not None and query.probabilities is None
        rows.append(query.row)
    assert len(set(rows)) == 5
    assert start.round(known(rows, [0, 1, 0, 0, 0])).evaluation is not None


def test_a_class_nobody_has_labeled_yet_has_probability_zero() -> None:
    query = learner(n_classes=3).round(known(TWELVE, [i % 2 for i in TWELVE])).query
    assert query is not None and query.probabilities is not None
    assert len(query.probabilities) == 3 and query.probabilities[2] == 0
    assert sum(query.probabilities) == pytest.approx(1)


def test_an_empty_pool_has_no_query_but_an_accuracy() -> None:
    knowledge = known(list(range(60)), [i % 2 for i in range(60)])
    last = learner().round(knowledge)
    assert last.query is None and last.remaining == 0 and last.evaluation is not None


def test_a_model_that_fails_is_reported_and_labeling_goes_on() -> None:
    class Broken:
        classes_ = (0, 1)

        def fit(self, X: object, y: object) -> None:  # noqa: ARG002
            raise RuntimeError("out of paper")

        def predict_proba(self, X: object) -> None: ...

    broken = learner()
    broken.model = Broken
    result = broken.round(known(TWELVE, [i % 2 for i in TWELVE]))
    assert "out of paper" in result.trouble
    assert result.query is not None and result.query.probabilities is None


def test_a_model_without_predict_proba_is_named() -> None:
    from sklearn.svm import LinearSVC

    lacking = learner()
    lacking.model = LinearSVC
    assert "LinearSVC has no predict_proba" in lacking.round(known([0, 1], [0, 1])).trouble


@pytest.mark.parametrize("model", ["logistic", "forest", "bayes"])
def test_every_model_by_name_learns_two_blobs(model: str) -> None:
    result = learner(model=model).round(known(TWELVE, [i % 2 for i in TWELVE]))
    assert result.trouble == "" and result.evaluation is not None
    assert result.evaluation.accuracy >= 0.8


def test_a_wrong_strategy_or_model_is_refused_with_the_right_ones() -> None:
    with pytest.raises(InputError, match="least-confidence"):
        learner("boldest")
    with pytest.raises(InputError, match="logistic, forest, bayes"):
        model_factory("oracle", seed=0, sparse=False)
    with pytest.raises(InputError, match="no_such_module"):
        model_factory("no_such_module:f", seed=0, sparse=False)


probability_rows = st.lists(
    st.lists(st.floats(0.001, 1), min_size=2, max_size=2), min_size=1, max_size=40
)


@given(probability_rows)
@settings(max_examples=100, deadline=None)
def test_for_two_classes_margin_entropy_and_least_confidence_ask_for_the_same(
    raw: list[list[float]],
) -> None:
    table = np.array(raw)
    probabilities = table / table.sum(axis=1, keepdims=True)
    top = probabilities.max(axis=1)
    asked = [
        best_row(s(probabilities), np.ones(len(top), bool)) for s in (least_confidence, margin)
    ]
    assert top[asked[0]] == pytest.approx(top[asked[1]], abs=2e-9)
    assert top[int(np.argmax(entropy(probabilities)))] == pytest.approx(top.min(), abs=1e-6)


def test_leaving_out_words_that_no_labeled_text_has_changes_nothing() -> None:
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression

    texts = sparse.random(80, 400, density=0.02, format="csr", random_state=3, dtype=np.float32)
    rows, labels = np.arange(20), np.arange(20) % 3
    ours = fit(model_factory("logistic", seed=0, sparse=True), texts, rows, labels, 3)
    plain = LogisticRegression(max_iter=2000, random_state=0).fit(texts[rows], labels)
    assert np.abs(ours.predict_proba(texts) - plain.predict_proba(texts)).max() < 1e-6


def test_of_tied_rows_the_lowest_wins() -> None:
    scores = np.array([0.1, 0.5 - 5e-10, 0.5, 0.5])
    assert best_row(scores, np.ones(4, bool)) == 1
    assert best_row(scores, np.array([True, False, False, True])) == 3


class Coarse:
    """Rounds like float32: what it says of a float32 row hangs on where the row stands."""

    classes_ = np.array([0, 1])

    def fit(self, X: np.ndarray, y: np.ndarray) -> Coarse:  # noqa: ARG002
        return self

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        share = 1 / (1 + np.exp(-X[:, 0].astype(float)))
        if X.dtype == np.float32:
            share = share - np.linspace(1e-6, 0, len(X))
        return np.column_stack([1 - share, share])


def test_equal_rows_tie_in_float32_too() -> None:
    matrix = np.full((60, 1), 0.3, np.float32)
    coarse = Learner(matrix, np.ones(60, bool), 2, model=Coarse, strategy="margin")
    query = coarse.round(known(TWELVE, [i % 2 for i in TWELVE])).query
    assert query is not None and query.row == 12
    share = 1 / (1 + np.exp(-float(np.float32(0.3))))
    assert query.uncertainty == pytest.approx(1 - share, abs=1e-12)


class Silent(Coarse):
    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        raise ValueError(f"no opinion on {len(X)} rows")


def test_a_model_that_cannot_predict_is_reported_and_a_row_is_asked_all_the_same() -> None:
    matrix, _ = blobs()
    silent = Learner(matrix, np.ones(60, bool), 2, model=Silent, strategy="margin")
    result = silent.round(known(TWELVE, [i % 2 for i in TWELVE]))
    assert "ValueError: no opinion on 60 rows" in result.trouble
    assert result.query is not None and result.query.probabilities is None


def test_what_is_no_classifier_is_told_what_it_lacks_before_it_is_fitted() -> None:
    with pytest.raises(ModelError, match="the model object has no fit"):
        fit(object, blobs()[0], np.array([0, 1]), np.array([0, 1]), 2)  # type: ignore[arg-type]


@pytest.mark.parametrize(("generation", "is_asked"), [(0, True), (1, False)])
def test_no_label_is_asked_for_again_before_there_is_a_model(
    generation: int, is_asked: bool
) -> None:
    matrix, _ = blobs()
    asks = Learner(
        matrix,
        np.ones(len(matrix), bool),
        2,
        model=model_factory("newton", seed=0, sparse=False),
        strategy="margin",
        generation=Generation(generation),
    )
    one_class = replace(known(TWELVE, [0] * 12), again=Again(None, np.arange(5)))
    asked = asks.round(one_class)
    assert asked.query is not None and (asked.query.row in TWELVE) == is_asked
    assert bool(asked.again) == is_asked
    open_one = replace(one_class, again=Again(3, np.arange(0)))
    assert asks.round(open_one).again == SETTLE
