"""ActiveLearner asks as the screen does, and says what is wrong with what it is given."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy import sparse
from sklearn.linear_model import LogisticRegression

import altui
from altui.simulation.run import simulate
from altui.simulation.scenarios import Splits

RNG = np.random.default_rng(1)
X = RNG.normal(size=(400, 4))
Y = np.where(X[:, 0] + 0.5 * X[:, 1] > 0.3, "yes", "no")
CLASSES = ["yes", "no"]


def taught(count: int = 20, **more: Any) -> altui.ActiveLearner:
    learner = altui.ActiveLearner(X, classes=CLASSES, **more)
    learner.teach(range(count), Y[:count])
    return learner


def test_it_asks_for_the_rows_that_a_simulation_asks_for() -> None:
    codes = (Y == "no").astype(int)
    problem = Splits(X, codes, 2, initial=12).problem(5)
    from altui.learning.classifiers.models import model_factory

    newton = model_factory("newton", seed=5, sparse=False)
    run = simulate(problem, strategy="margin", model=newton, seed=5, queries=15)
    learner = altui.ActiveLearner(problem.matrix, classes=[0, 1], seed=5)
    first = np.arange(problem.unlabeled, len(problem.labels))
    learner.teach(first, problem.labels[first])
    asked = []
    for _ in range(15):
        (row,) = learner.query()
        asked.append(row)
        learner.teach(row, problem.labels[row])
    assert asked == [step.row for step in run.steps[1:]]


def test_it_learns() -> None:
    learner = altui.ActiveLearner(X, classes=CLASSES)
    while len(learner.labeled) < 40:
        rows = learner.query(4)
        learner.teach(rows, Y[rows])
    assert (learner.predict() == Y).mean() > 0.95
    assert_array_equal(learner.labels, Y[learner.labeled])
    assert sorted([*learner.labeled, *learner.unlabeled]) == [*range(400)]


@pytest.mark.parametrize("count", [0, 3, 20])
def test_several_rows_are_asked_at_once(count: int) -> None:
    learner = taught(count)
    rows = learner.query(15)
    assert len(set(rows)) == 15 and not set(rows) & set(range(count))
    assert_array_equal(rows[:1], learner.query())
    if count == 20:  # the nearest to the boundary, the nearest first
        shares = learner.predict_proba().max(axis=1)
        left = learner.unlabeled
        assert_array_equal(rows, left[np.argsort(shares[left])][:15])


def test_the_last_rows_are_fewer_than_asked_for() -> None:
    learner = taught(398)
    assert sorted(learner.query(5)) == [398, 399]
    learner.teach([398, 399], Y[398:])
    assert learner.query().tolist() == []


def test_probabilities_stand_in_the_order_of_the_classes() -> None:
    learner = taught()
    slow = LogisticRegression(tol=1e-10, max_iter=10_000).fit(X[:20], Y[:20] == "no")
    assert_allclose(learner.predict_proba(), slow.predict_proba(X), atol=1e-5)
    assert_allclose(learner.predict_proba(X[30:33]), learner.predict_proba()[30:33])
    assert_array_equal(learner.classifier.classes_, [0, 1])


def test_a_class_without_a_label_has_no_probability() -> None:
    learner = altui.ActiveLearner(X, classes=["maybe", *CLASSES])
    learner.teach(range(20), Y[:20])
    assert (learner.predict_proba()[:, 0] == 0).all()


def test_forgotten_labels_are_as_if_they_had_never_been_given() -> None:
    learner = taught(25)
    learner.forget(range(20, 25))
    assert_array_equal(learner.query(6), taught(20).query(6))
    assert_array_equal(learner.unlabeled, np.arange(20, 400))


@pytest.mark.parametrize("make", [sparse.csr_matrix, sparse.csc_array, sparse.coo_array])
def test_sparse_rows_are_asked_in_the_same_order(make: Any) -> None:
    learner = altui.ActiveLearner(make(X), classes=CLASSES)
    learner.teach(range(20), Y[:20])
    assert_array_equal(learner.query(10), taught().query(10))


def test_data_frames_are_read_by_their_numbers() -> None:
    pandas, arrow = pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
    frame = pandas.DataFrame(X, columns=[*"abcd"])
    frame["a"] = frame["a"].astype("Float64")
    for each in (frame, arrow.table({name: X[:, k] for k, name in enumerate("abcd")})):
        learner = altui.ActiveLearner(each, classes=CLASSES)
        learner.teach(range(20), Y[:20])
        assert_array_equal(learner.query(10), taught().query(10))


@pytest.mark.parametrize(
    "model",
    ["logistic", "forest", altui.NewtonClassifier, LogisticRegression(C=3.0), LogisticRegression],
)
def test_other_models_learn_too(model: Any) -> None:
    learner = taught(model=model)
    assert len(learner.query(3)) == 3
    assert set(learner.predict()) == set(CLASSES)


def test_a_classifier_that_is_given_is_not_changed() -> None:
    given = LogisticRegression(C=3.0)
    learner = taught(model=given)
    assert learner.classifier.C == 3.0 and not hasattr(given, "coef_")


def test_floats_are_not_copied() -> None:
    thin = X.astype(np.float32)
    learner = altui.ActiveLearner(thin, classes=CLASSES)
    learner.teach(range(20), Y[:20])
    thin[399] = 50.0, 0, 0, 0
    assert learner.predict(thin[399:])[0] == "yes" == learner.predict()[399]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"X": X[:, 0]}, "`X` needs rows and columns, and it has 1 dimensions"),
        ({"X": X[:0]}, "`X` is empty"),
        ({"X": [["a", "b"], ["c", "d"]]}, "`X` holds what is no number"),
        ({"X": X.astype(complex)}, "`X` holds what is no number"),
        ({"X": np.full((4, 2), "2020-01-01", "datetime64[D]")}, "`X` holds what is no number"),
        ({"X": [[1.0, None], [2.0, 3.0]]}, "`X` has no value in row 0, column 1"),
        ({"X": np.where(X > 2.5, np.nan, X)}, "`X` has no value in row"),
        ({"X": np.where(np.arange(400)[:, None] == 7, np.inf, X)}, "has inf in row 7, column 0"),
        ({"X": sparse.csr_array([[1.0, 0.0], [0.0, np.nan]])}, "no value in row 1, column 1"),
        ({"classes": ["yes"]}, "`classes` needs two classes or more, and it has 1"),
        ({"classes": ["yes", "no", "yes"]}, "`classes` has the class 'yes' twice"),
        ({"classes": [1, "1"]}, "`classes` has the class '1' twice"),
        ({"classes": "yes"}, "`classes` is one text"),
        ({"strategy": "margins"}, "there is no query strategy 'margins'"),
        ({"strategy": "most-likely:maybe"}, "looks for a class that is not there"),
        ({"model": "newtons"}, "there is no model 'newtons'"),
        ({"model": object}, "the model object has no fit"),
    ],
)
def test_what_cannot_be_used_is_said(change: dict[str, Any], said: str) -> None:
    given: dict[str, Any] = {"X": X, "classes": CLASSES, **change}
    with pytest.raises(altui.AltuiError, match=said):
        altui.ActiveLearner(given.pop("X"), **given)


def test_what_pandas_has_for_no_value_is_named_too() -> None:
    pandas = pytest.importorskip("pandas")
    counts = pandas.array([3, None], dtype="Int64")
    with pytest.raises(altui.AltuiError, match="`X` has no value in row 1, column 'count'"):
        altui.ActiveLearner(
            pandas.DataFrame({"size": [1.5, 2.5], "count": counts}), classes=CLASSES
        )


def test_a_column_without_numbers_is_named() -> None:
    arrow = pytest.importorskip("pyarrow")
    table = arrow.table({"size": [1.0, 2.0], "city": ["Rome", "Oslo"]})
    with pytest.raises(altui.AltuiError, match="column 'city' of `X` holds no numbers"):
        altui.ActiveLearner(table, classes=CLASSES)


@pytest.mark.parametrize(
    ("rows", "labels", "said"),
    [
        ([30, 31], ["yes"], "2 rows and 1 labels do not fit together"),
        ([5], ["yes"], "row 5 has a label already"),
        ([30, 30], ["yes", "no"], "a row is there twice"),
        ([400], ["yes"], "there is no row 400"),
        (-1, "yes", "there is no row -1"),
        ([1.5], ["yes"], "`indices` are no row indices"),
        ([True], ["yes"], "`indices` are no row indices"),
        ([30, 31], ["yes", "yess"], "there is no class 'yess'"),
        ([30], [np.nan], "there is no class nan"),
        ([30], [["yes"]], r"there is no class \['yes'\]"),
    ],
)
def test_what_cannot_be_taught_is_said_and_changes_nothing(
    rows: Any, labels: Any, said: str
) -> None:
    learner = taught()
    with pytest.raises(altui.AltuiError, match=said):
        learner.teach(rows, labels)
    assert len(learner.labeled) == 20 and len(learner.unlabeled) == 380


def test_a_wrong_class_is_answered_with_the_nearest() -> None:
    with pytest.raises(altui.AltuiError, match=r"Did you mean 'yes'\? The classes are: yes, no\."):
        taught().teach([30], ["yess"])


def test_there_is_no_prediction_before_two_classes() -> None:
    learner = altui.ActiveLearner(X, classes=CLASSES)
    learner.teach(0, Y[0])
    assert learner.classifier is None
    with pytest.raises(altui.AltuiError, match="one more class is needed"):
        learner.predict_proba()


def test_other_columns_are_refused() -> None:
    with pytest.raises(altui.AltuiError, match="`X` has 3 columns, and needs 4"):
        taught().predict(X[:, :3])


def test_a_label_that_was_not_given_cannot_be_forgotten() -> None:
    with pytest.raises(altui.AltuiError, match="row 30 has no label"):
        taught().forget([3, 30])


def test_a_model_that_fails_is_said_where_a_row_is_asked() -> None:
    class Broken(LogisticRegression):  # type: ignore[misc]
        def fit(self, *_: Any) -> Any:
            raise ValueError("no")

    with pytest.raises(altui.AltuiError, match="training failed: ValueError: no"):
        taught(model=Broken()).query()
