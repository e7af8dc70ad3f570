"""The classifiers, by name or from the user's own module, with scikit-learn's interface."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np

from altui.errors import InputError, ModelError
from altui.learning.arrays import blocks
from altui.learning.classifiers.curves import StraightModel
from altui.learning.classifiers.plugins import import_callable
from altui.learning.classifiers.row_weights import weight_argument
from altui.learning.names import LINEAR_MODELS, check_model
from altui.learning.newton.class_weight import row_shares, weigh_by_counts
from altui.learning.newton.labeled_rows import LabeledRows

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray, Matrix
    from altui.learning.classifiers.curves import Curves
    from altui.learning.newton.class_weight import ClassWeight
    from altui.learning.newton.classifier import NewtonLogistic
    from altui.learning.seed_texts import SeedTexts

BLOCK = 65_536
"""Rows predicted at a time, so that a forest over a million rows stays small in memory."""

OWN_MODEL_HINT = (
    "Write `model` package.module:factory, a callable without arguments on Python's path."
)


class Classifier(Protocol):
    """The part of scikit-learn's interface that altui relies on."""

    classes_: Any

    def fit(self, X: Any, y: Any) -> Any: ...

    def predict_proba(self, X: Any) -> Any: ...


ModelFactory = Callable[[], Classifier]


@dataclass(frozen=True, eq=False)
class FittedModel:
    """A fitted classifier, with probabilities for all classes, also those not yet in training.

    `note` is for the person, for example that the solver stopped early.
    """

    classifier: Classifier
    n_classes: int
    note: str = ""

    @property
    def seen(self) -> IntArray:
        """The indices of the classes that it was trained on."""
        return np.asarray(self.classifier.classes_, dtype=int)

    def predict_proba(self, matrix: Matrix) -> FloatArray:
        """Class probabilities (n, n_classes). A class without a label yet has 0."""
        probabilities = np.zeros((matrix.shape[0], self.n_classes))
        seen = self.seen
        for block in blocks(matrix.shape[0], BLOCK):
            # To take all rows of a sparse matrix would copy them.
            part = matrix if matrix.shape[0] <= BLOCK else matrix[block]
            try:
                probabilities[block, seen] = self.classifier.predict_proba(part)
            except (Exception, SystemExit) as error:
                raise ModelError(
                    f"the model failed to predict: {type(error).__name__}: {error}"
                ) from error
        if not np.isfinite(probabilities).all():
            raise ModelError("the model gave probabilities that are not numbers")
        return probabilities

    def score(
        self, matrix: Matrix, measure: Callable[[FloatArray, slice], FloatArray]
    ) -> FloatArray:
        """A number (n,) for each row, by its probabilities: `measure` gets those of some rows, and
        which. The probabilities of all rows and many classes would fill the memory."""
        scores = np.empty(matrix.shape[0])
        for rows in blocks(len(scores), BLOCK):
            scores[rows] = measure(self.predict_proba(matrix[rows]), rows)
        return scores


def fit(
    factory: ModelFactory,
    matrix: Matrix,
    rows: IntArray,
    labels: IntArray,
    n_classes: int,
    *,
    start: FittedModel | None = None,
    class_weight: ClassWeight = None,
    seeds: SeedTexts | None = None,
    counts: IntArray | None = None,
) -> FittedModel:
    """A new model, trained on the labeled rows in this order, and before them on the `seeds`.

    Each row counts as often as `counts` (m,) says, once without; for a classifier that takes no
    weights of rows it is repeated.
    `class_weight` is for the models of altui that take one; others train without.

    `start`, an earlier model, saves time if the classifier reaches the same optimum from any
    start. The order matters: the result of a solver with a tolerance depends on the order of its
    sums. Raises ModelError with the classifier's own message if training fails.
    """
    with _collect_warnings() as caught:
        try:
            classifier = factory()
            check_classifier(classifier)
            if not (isinstance(factory, NamedModel) and factory.is_weighed):
                class_weight = None
            if counts is not None and not weight_argument(classifier):
                rows, labels, counts = np.repeat(rows, counts), np.repeat(labels, counts), None
            class_weight = weigh_by_counts(class_weight, labels, counts)
            first: Matrix | LabeledRows = LabeledRows(matrix, rows)
            known, weights = labels, None
            if seeds is not None:
                first, known, weights = seeds.put_before(matrix[rows], labels, class_weight, counts)
            if weights is None and counts is not None:
                names, codes = np.unique(labels, return_inverse=True)
                weights = row_shares(class_weight, names, codes, counts)
            if class_weight is not None and weights is None:
                cast("NewtonLogistic", classifier).class_weight = class_weight
            _fit(classifier, first, known, start, weights)
        except ModelError:
            raise
        except (Exception, SystemExit) as error:
            raise ModelError(f"training failed: {type(error).__name__}: {error}") from error
    is_early = _has_stopped_early(classifier, caught)
    return FittedModel(classifier, n_classes, "the solver stopped early" if is_early else "")


@contextmanager
def _collect_warnings() -> Iterator[Sequence[warnings.WarningMessage]]:
    """Collect warnings, in the main thread only: the filter is global to the process. Threads that
    change it at the same time would get each other's warnings, or none at all."""
    if threading.current_thread() is not threading.main_thread():
        yield ()
        return
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield caught


def _has_stopped_early(classifier: Any, caught: Sequence[warnings.WarningMessage]) -> bool:
    """Whether the solver stopped early: by its counter if it has one, else by its warning."""
    from altui.learning.newton.classifier import NewtonLogistic

    if isinstance(classifier, NewtonLogistic):
        return not classifier.is_settled
    # Newton needs none of scikit-learn, whose import takes a second.
    from sklearn.linear_model import LogisticRegression

    if type(classifier) is LogisticRegression:
        return bool(np.max(classifier.n_iter_) >= classifier.max_iter)
    return any("ConvergenceWarning" in each.category.__name__ for each in caught)


def _fit(
    classifier: Any,
    given: Matrix | LabeledRows,
    labels: IntArray,
    start: FittedModel | None,
    weights: FloatArray | None,
) -> None:
    """Train the classifier; with a wide sparse matrix only on the columns that occur.

    Under an L2 penalty a word in no labeled text has the coefficient 0, so leaving it out only
    saves time.
    """
    from altui.learning.newton.classifier import NewtonLogistic

    if isinstance(classifier, NewtonLogistic):
        earlier = start.classifier if start else None
        warm = earlier if isinstance(earlier, NewtonLogistic) else None
        classifier.fit(given, labels, start=warm, sample_weight=weights)
        return
    from sklearn.linear_model import LogisticRegression

    matrix: Matrix = given.taken if isinstance(given, LabeledRows) else given
    more = {} if weights is None else {weight_argument(classifier): weights}
    if isinstance(matrix, np.ndarray) or type(classifier) is not LogisticRegression:
        classifier.fit(matrix, labels, **more)
        return
    occurring = np.unique(matrix.indices)
    classifier.fit(matrix[:, occurring], labels, **more)
    coefficients = np.zeros((len(classifier.coef_), matrix.shape[1]), classifier.coef_.dtype)
    coefficients[:, occurring] = classifier.coef_
    classifier.coef_ = coefficients
    classifier.n_features_in_ = matrix.shape[1]


def check_factory(factory: ModelFactory, name: str) -> None:
    """Make one model to check that it can be used. Raises InputError or ModelError."""
    try:
        classifier = factory()
    except (Exception, SystemExit) as error:
        raise InputError(f"'{name}' failed: {type(error).__name__}: {error}") from error
    check_classifier(classifier)


def check_classifier(classifier: object) -> None:
    """Raises ModelError that names the missing part of scikit-learn's interface."""
    for needed in ("fit", "predict_proba"):
        if not callable(getattr(classifier, needed, None)):
            name = type(classifier).__name__
            raise ModelError(
                f"the model {name} has no {needed}",
                hint="altui needs a classifier with fit, predict_proba and classes_, "
                "such as scikit-learn's.",
            )


def model_factory(
    name: str, *, seed: int, sparse: bool, curves: Curves | None = None
) -> ModelFactory:
    """A function that makes an unfitted classifier. `name` is in MODELS, or is
    `package.module:factory`. Only linear models learn from the `curves`."""
    make = _maker(name, seed, sparse)
    return (
        make if curves is None or name in LINEAR_MODELS else partial(_make_straight, make, curves)
    )


def _maker(name: str, seed: int, sparse: bool) -> ModelFactory:
    if ":" in name:
        return cast(ModelFactory, import_callable(name, OWN_MODEL_HINT))
    check_model(name)
    return NamedModel(name, seed, sparse)


@dataclass(frozen=True)
class NamedModel:
    """Makes the classifiers of a name in MODELS."""

    name: str
    seed: int
    sparse: bool

    @property
    def is_weighed(self) -> bool:
        """Whether it takes class weights: newton and logistic, which have the same optimum. Only
        for them was a gain measured, and a user's own model is never changed."""
        return self.name in LINEAR_MODELS

    def __call__(self) -> Classifier:
        makers = {"newton": _newton, "logistic": _logistic, "forest": _forest, "bayes": _bayes}
        return makers[self.name](self.seed, self.sparse)


def _make_straight(make: ModelFactory, curves: Curves) -> Classifier:
    classifier = make()
    check_classifier(classifier)
    return StraightModel(classifier, curves)


def _newton(seed: int, sparse: bool) -> Classifier:  # noqa: ARG001
    from altui.learning.newton.classifier import NewtonLogistic

    return NewtonLogistic()


def _logistic(seed: int, sparse: bool) -> Classifier:  # noqa: ARG001
    from sklearn.linear_model import LogisticRegression

    return cast(Classifier, LogisticRegression(random_state=seed, max_iter=2000))


def _forest(seed: int, sparse: bool) -> Classifier:  # noqa: ARG001
    from sklearn.ensemble import RandomForestClassifier

    return cast(Classifier, RandomForestClassifier(n_estimators=100, random_state=seed))


def _bayes(seed: int, sparse: bool) -> Classifier:  # noqa: ARG001
    from sklearn.naive_bayes import ComplementNB, GaussianNB

    if not sparse:
        return cast(Classifier, GaussianNB())
    return counts_bayes(ComplementNB())


def counts_bayes(bayes: Any) -> Classifier:
    """ComplementNB needs counts, but standardised numbers beside the words can be negative."""
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer

    return cast(Classifier, make_pipeline(FunctionTransformer(_not_negative), bayes))


def is_counts_bayes(classifier: Any) -> bool:
    steps: Any = getattr(classifier, "steps", ())
    return bool(steps) and getattr(steps[0][1], "func", None) is _not_negative


def _not_negative(matrix: Any) -> Any:
    return matrix.maximum(0)
