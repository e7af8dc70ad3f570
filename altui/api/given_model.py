"""The model that Python code names: a name, a scikit-learn classifier, or what makes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from altui.learning.classifiers.models import check_factory, model_factory

if TYPE_CHECKING:
    from altui.learning.classifiers.models import ModelFactory


def factory_of(model: Any, *, seed: int, sparse: bool) -> ModelFactory:
    """What makes the classifiers. Of a classifier that is given, copies are trained, not itself.

    Raises altui.AltuiError for a name that there is not, and for what is no classifier.
    """
    if isinstance(model, str):
        factory = model_factory(model, seed=seed, sparse=sparse)
    elif hasattr(model, "get_params") and not isinstance(model, type):
        from sklearn.base import clone

        def factory() -> Any:
            return clone(model)
    else:
        factory = model
    name = model if isinstance(model, str) else getattr(model, "__name__", type(model).__name__)
    check_factory(factory, name)
    return factory
