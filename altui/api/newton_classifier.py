"""The classifier of `--model newton`, as scikit-learn wants a classifier to be."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from numbers import Real
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from altui.learning.newton.class_weight import weigh_by_counts
from altui.learning.newton.classifier import NewtonLogistic, probabilities

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray
    from altui.learning.newton.class_weight import ClassWeight

FLOATS = (np.float64, np.float32)


class NewtonClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """L2-penalised logistic regression, solved to its optimum: C * loss + |coef|^2 / 2.

    The objective is that of scikit-learn's LogisticRegression; the intercept is not penalised.
    The steps stop at rounding error, not at a tolerance, so the result depends on nothing but the
    rows. With few rows, as in active learning, it is several times faster.

    `C` is the inverse of the penalty's strength. `class_weight` is None, "balanced", or a dict from
    a class to how often each of its rows counts. With `warm_start` the next `fit` begins where the
    last one ended: that saves time and changes nothing else.

    Fitted: `classes_` (k,), `coef_` (1, d) for two classes and (k, d) for more, `intercept_` (1,)
    or (k,), `n_features_in_`, and `feature_names_in_` where the columns had names.

    >>> import altui
    >>> model = altui.NewtonClassifier().fit([[0.0], [1.0], [4.0], [5.0]], ["a", "a", "b", "b"])
    >>> model.predict([[0.5], [4.5]]).tolist()
    ['a', 'b']
    >>> model.predict_proba([[0.5]]).round(3).tolist()
    [[0.875, 0.125]]
    """

    classes_: Any
    coef_: FloatArray
    intercept_: FloatArray

    def __init__(
        self, *, C: float = 1.0, class_weight: ClassWeight = None, warm_start: bool = False
    ) -> None:
        self.C = C
        self.class_weight = class_weight
        self.warm_start = warm_start

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Fit on rows (n, d), dense or sparse, and their classes (n,).

        `sample_weight` (n,) says how often each row counts; one of 0 is left out. Raises ValueError
        for fewer than two classes, for values that are not finite, and for a `C` or a weight that
        is not a positive number.
        """
        X, y = validate_data(self, X, y, accept_sparse="csr", dtype=FLOATS)
        check_classification_targets(y)
        if not (isinstance(self.C, Real) and 0 < self.C < inf):
            raise ValueError(f"C must be a positive number, not {self.C!r}")
        if sample_weight is not None:
            sample_weight = _check_sample_weight(sample_weight, X, dtype=float)
            counting = sample_weight != 0
            X, y, sample_weight = X[counting], y[counting], sample_weight[counting]
        if len(np.unique(y)) < 2:
            raise ValueError(
                "a classifier needs rows of two classes, and all of these are of one class"
            )
        earlier: NewtonLogistic | None = getattr(self, "_last", None) if self.warm_start else None
        newton = NewtonLogistic(C=float(self.C), class_weight=self._weigh(y, sample_weight))
        newton.fit(X, y, start=earlier, sample_weight=sample_weight)
        self.classes_ = newton.classes_
        self.coef_, self.intercept_ = newton.coef_, newton.intercept_
        # It holds the rows of its fit, which a model that is kept or sent does not need.
        self._last = newton if self.warm_start else None
        return self

    def _weigh(self, y: Any, sample_weight: Any) -> ClassWeight:
        """The weight of each class; a row that counts twice is as two rows for its balance."""
        if sample_weight is None or self.class_weight != "balanced":
            return self.class_weight
        classes, codes = np.unique(y, return_inverse=True)
        found = weigh_by_counts(self.class_weight, codes, sample_weight)
        assert isinstance(found, Mapping)
        return {classes[code]: weight for code, weight in found.items()}

    def decision_function(self, X: Any) -> FloatArray:
        """Scores of the rows (n, d): (n,) of the second of two classes, or (n, k)."""
        check_is_fitted(self)
        X = validate_data(self, X, accept_sparse="csr", dtype=FLOATS, reset=False)
        scores = np.asarray(X @ self.coef_.T + self.intercept_)
        return scores[:, 0] if len(self.coef_) == 1 else scores

    def predict_proba(self, X: Any) -> FloatArray:
        """Class probabilities (n, k) of the rows (n, d), in the order of `classes_`."""
        return probabilities(self.decision_function(X))

    def predict(self, X: Any) -> Any:
        """The likeliest class (n,) of each row (n, d)."""
        scores = self.decision_function(X)
        found = (scores > 0).astype(int) if scores.ndim == 1 else scores.argmax(axis=1)
        return self.classes_[found]

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags
