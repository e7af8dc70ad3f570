"""Why a model predicts a row's class: the share of each column, or the nearest rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.learning.classifiers.curves import StraightModel, bends, without_curves
from altui.learning.contributions import Contribution, Neighbour
from altui.learning.newton.coefficients import Coefficients

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray, Matrix
    from altui.learning.classifiers.curves import Curves
    from altui.learning.classifiers.models import FittedModel
    from altui.learning.rounds import Knowledge, Query


MOST = 12
"""The most columns named for a row; more would be noise."""

MOST_OF_TEXT = 2000
"""The same of a sparse row, whose columns are put together into words before they are told."""


def explain_query(
    query: Query,
    matrix: Matrix,
    model: FittedModel,
    knowledge: Knowledge,
    unexplained: range = range(0),
    curves: Curves | None = None,
) -> Query:
    """The query with its reasons: the model's coefficients if it has any, without the `unexplained`
    columns; else the nearest labeled rows."""
    straight, classifier = without_curves(matrix, curves), model.classifier
    width = matrix.shape[1]
    if isinstance(classifier, StraightModel):
        classifier, curves, width = classifier.classifier, None, straight.shape[1]
    classes = np.asarray(classifier.classes_)
    found = np.flatnonzero(classes == query.explained)
    has_shares = len(found) and len(unexplained) < straight.shape[1]
    weights = _weights_of(classifier, int(found[0]), len(classes), width) if has_shares else None
    if weights is not None:
        weights[unexplained.start : unexplained.stop] = 0.0
        most = MOST if isinstance(matrix, np.ndarray) else MOST_OF_TEXT
        told = _shares(straight, query.row, weights, most, curves)
        return replace(query, shares=told)
    return replace(query, alike=nearest(straight, query.row, knowledge.rows, knowledge.labels))


def shares(
    matrix: Matrix,
    row: int,
    coef: FloatArray,
    shown: int,
    most: int = MOST,
    *,
    curves: Curves | None = None,
) -> tuple[Contribution, ...]:
    """The columns with the largest share for or against the class `shown`, largest first.

    `coef` is (1, d) for two classes, positive for the second; for more it is (k, d), and a class is
    compared with the mean of all. The matrix is without its `curves`, the coefficients are with
    them. Columns with no share are left out.
    """
    return _shares(matrix, row, _weights(coef, shown), most, curves)


def _shares(
    matrix: Matrix, row: int, weights: FloatArray, most: int, curves: Curves | None
) -> tuple[Contribution, ...]:
    columns, values = _filled_columns(matrix, row)
    parts = weights[columns] * values
    if curves is not None:
        parts += bends(curves, columns, values, weights)
    order = np.lexsort((columns, -np.abs(parts)))[:most]
    return tuple(Contribution(int(columns[i]), float(parts[i])) for i in order if parts[i])


def nearest(matrix: Matrix, row: int, rows: IntArray, labels: IntArray) -> tuple[Neighbour, ...]:
    """The nearest of the labeled `rows` for each class that has any, the nearest class first."""
    if not len(rows):
        return ()
    from sklearn.metrics.pairwise import euclidean_distances

    distances = euclidean_distances(matrix[rows], matrix[row : row + 1])[:, 0]
    found = []
    for label in np.unique(labels):
        of_class = np.flatnonzero(labels == label)
        best = of_class[distances[of_class].argmin()]
        found.append(Neighbour(int(label), int(rows[best]), float(distances[best])))
    return tuple(sorted(found, key=lambda alike: (alike.distance, alike.label)))


def _weights(coef: FloatArray, shown: int) -> FloatArray:
    if len(coef) == 1:
        return np.asarray(coef[0] if shown == 1 else -coef[0])
    return np.asarray(coef[shown] - coef.mean(axis=0))


def _filled_columns(matrix: Matrix, row: int) -> tuple[IntArray, FloatArray]:
    """The non-empty columns (m,) of a row, and their values in float64."""
    if isinstance(matrix, np.ndarray):
        values = matrix[row].astype(np.float64)
        return np.arange(len(values)), values
    held = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return matrix.indices[held], matrix.data[held].astype(np.float64)


def _weights_of(classifier: Any, shown: int, k: int, d: int) -> FloatArray | None:
    """What each column (d,) says for the class, a copy; None where the model is not linear."""
    kept = getattr(classifier, "coefficients", None)
    if isinstance(kept, Coefficients) and kept.columns is not None:
        return kept.against_mean(shown) if kept.width == d else None
    # (1, d) or (k, d), as scikit-learn's linear classifiers have them.
    coef = getattr(classifier, "coef_", None)
    if isinstance(coef, np.ndarray) and coef.shape == (1 if k == 2 else k, d):
        return _weights(coef, shown).copy()
    return None
