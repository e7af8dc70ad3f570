"""Which argument of a classifier's `fit` says how much each row counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from altui.learning.classifiers.curves import StraightModel
from altui.learning.newton.classifier import NewtonLogistic


def weight_argument(classifier: Any) -> str:
    """Its name; empty if there is none."""
    if isinstance(classifier, StraightModel):
        return weight_argument(classifier.classifier)
    if isinstance(classifier, NewtonLogistic):
        return "sample_weight"
    from sklearn.pipeline import Pipeline
    from sklearn.utils.validation import has_fit_parameter

    if isinstance(classifier, Pipeline):
        name, last = classifier.steps[-1]
        return f"{name}__sample_weight" if weight_argument(last) == "sample_weight" else ""
    return "sample_weight" if has_fit_parameter(classifier, "sample_weight") else ""


def takes_weights(factory: Callable[[], Any]) -> bool:
    """Whether the classifiers that it makes take the weight of each row."""
    try:
        classifier = factory()
    except (Exception, SystemExit):  # noqa: BLE001  training tells
        return False
    return bool(weight_argument(classifier))
