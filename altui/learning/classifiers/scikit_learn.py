"""A fitted classifier as an object of scikit-learn alone, to be saved, and back again.

Whoever has only scikit-learn can use what is saved. Taken back it gives the same probabilities to
the last bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from altui.errors import ModelError
from altui.learning.classifiers.curves import StraightModel
from altui.learning.classifiers.models import counts_bayes, is_counts_bayes
from altui.learning.names import LINEAR_MODELS

if TYPE_CHECKING:
    from altui.learning.classifiers.curves import Curves
    from altui.learning.classifiers.models import Classifier

SAVED_AS = {
    "newton": ("LogisticRegression",),
    "logistic": ("LogisticRegression",),
    "forest": ("RandomForestClassifier",),
    "bayes": ("GaussianNB", "ComplementNB"),
}


def as_scikit_learn(classifier: Classifier) -> Classifier:
    """altui's own becomes an equal LogisticRegression; what prepares the matrix is left out."""
    from sklearn.linear_model import LogisticRegression

    from altui.learning.newton.classifier import NewtonLogistic

    if isinstance(classifier, StraightModel):
        return as_scikit_learn(classifier.classifier)
    if is_counts_bayes(classifier):
        return cast("Classifier", cast("Any", classifier)[-1])
    if not isinstance(classifier, NewtonLogistic):
        return classifier
    return _linear(LogisticRegression(class_weight=classifier.class_weight), classifier)


def from_scikit_learn(name: str, saved: Any, curves: Curves | None) -> Classifier:
    """The classifier that was saved for the model of this name; the user's own is taken as it is.

    Raises ModelError for an object that altui did not save so.
    """
    kind = type(saved)
    if name in SAVED_AS and (
        kind.__name__ not in SAVED_AS[name] or not kind.__module__.startswith("sklearn.")
    ):
        raise ModelError(f"a {kind.__name__} is no model '{name}'")
    if name in LINEAR_MODELS:
        return _linear_of(name, saved)
    if name == "forest":
        check_trees(saved)
    classifier = (
        counts_bayes(saved) if kind.__name__ == "ComplementNB" and name == "bayes" else saved
    )
    return classifier if curves is None else StraightModel.fitted(classifier, curves)


def check_trees(forest: Any) -> None:
    """Raises ModelError for trees that would be followed out of their arrays, or for ever: those
    that are trained have every child behind its parent."""
    if not all(_is_sound(each.tree_, forest.n_features_in_) for each in forest.estimators_):
        raise ModelError("a tree of the forest is damaged")


def _is_sound(tree: Any, features: int) -> bool:
    if tree.node_count > tree.capacity or tree.n_features != features:
        return False
    left, right, own = tree.children_left, tree.children_right, np.arange(tree.node_count)
    for children in (left, right):
        is_behind = (children > own) & (children < tree.node_count)
        if not ((children == -1) | is_behind).all():
            return False
    used = tree.feature[(left != -1) | (right != -1)]
    return bool(((used >= 0) & (used < features) & ((left == -1) == (right == -1)).all()).all())


def _linear_of(name: str, saved: Any) -> Classifier:
    """Anew, since the attributes of scikit-learn's own change from version to version."""
    from sklearn.linear_model import LogisticRegression

    from altui.learning.newton.classifier import NewtonLogistic

    if name == "logistic":
        return _linear(LogisticRegression(), saved)
    made = NewtonLogistic()
    made.is_settled = True
    return _linear(made, saved)


def _linear(made: Any, fitted: Any) -> Classifier:
    made.classes_, made.coef_ = fitted.classes_, fitted.coef_
    made.intercept_, made.n_features_in_ = fitted.intercept_, fitted.coef_.shape[1]
    return cast("Classifier", made)
