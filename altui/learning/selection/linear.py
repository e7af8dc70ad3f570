"""A linear model for the exact argmax: its decision function in float64."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.learning.newton.classifier import probabilities

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray
    from altui.learning.classifiers.models import FittedModel


@dataclass(frozen=True, eq=False)
class LinearModel:
    """`coefficients` (1, d) and `intercept` (1,) for two classes, (k, d) and (k,) for more, as
    scikit-learn has them; `classes` (k,) are the indices of the classes seen in training, out of
    `n_classes`. Where there are `columns` (m,) the coefficients are of those alone, (k, m), and all
    others are 0."""

    coefficients: FloatArray
    intercept: FloatArray
    classes: IntArray
    n_classes: int
    columns: IntArray | None = None

    @classmethod
    def of(
        cls,
        coefficients: Any,
        intercept: Any,
        classes: Any,
        n_classes: int,
        columns: IntArray | None = None,
    ) -> LinearModel:
        return cls(
            np.atleast_2d(coefficients).astype(np.float64, copy=False),
            np.atleast_1d(intercept).astype(np.float64, copy=False),
            np.asarray(classes, dtype=int),
            n_classes,
            columns,
        )

    @property
    def is_binary(self) -> bool:
        return len(self.coefficients) == 1

    def probabilities(self, values: FloatArray) -> FloatArray:
        """Probabilities (m, k) of the classes seen, from decision values (m, 1 or k)."""
        return probabilities(values[:, 0] if self.is_binary else values)

    def over_all_classes(self, shares: FloatArray) -> FloatArray:
        """Probabilities (m, n_classes) from those of the classes seen (m, k), 0 for the others."""
        if shares.shape[1] == self.n_classes:
            return shares
        # A class without a label yet has no coefficients: the model gives it no share.
        every = np.zeros((len(shares), self.n_classes), shares.dtype)
        every[:, self.classes] = shares
        return every


def as_linear(model: FittedModel, dtype: np.dtype[Any]) -> LinearModel | None:
    """The decision function of a model for a matrix of this type; None if the model is not decided
    by one alone.

    For the float64 matrix of the reference scenario it is None: the scenario computes the
    probabilities of all rows.
    """
    from altui.learning.newton.classifier import NewtonLogistic

    classifier: Any = model.classifier
    # Exactly these classes: a subclass may predict differently.
    if type(classifier) is NewtonLogistic:
        kept, columns = classifier.coefficients.part, classifier.coefficients.columns
    elif dtype == np.float32 and _is_logistic(classifier):
        kept, columns = classifier.coef_, None
    else:
        return None
    return LinearModel.of(
        kept, classifier.intercept_, classifier.classes_, model.n_classes, columns
    )


def _is_logistic(classifier: object) -> bool:
    from sklearn.linear_model import LogisticRegression

    return type(classifier) is LogisticRegression
