"""altui teaches a classifier by asking one person for the labels that help it most."""

TYPE_CHECKING = False  # for type checkers it is true; typing would be half of the import
if TYPE_CHECKING:
    from altui.api.active_learner import ActiveLearner as ActiveLearner
    from altui.api.label import label as label
    from altui.api.labeling_session import LabelingSession as LabelingSession
    from altui.api.newton_classifier import NewtonClassifier as NewtonClassifier
    from altui.api.open import open as open  # noqa: A004
    from altui.api.simulate import simulate as simulate
    from altui.errors import AltuiError as AltuiError
    from altui.labeling.model_files.loaded_model import load_model as load_model

__version__ = "0.1.0"

_PLACES = {
    "ActiveLearner": "altui.api.active_learner",
    "AltuiError": "altui.errors",
    "LabelingSession": "altui.api.labeling_session",
    "NewtonClassifier": "altui.api.newton_classifier",
    "label": "altui.api.label",
    "load_model": "altui.labeling.model_files.loaded_model",
    "open": "altui.api.open",
    "simulate": "altui.api.simulate",
}
"""The public names, and the modules that have them. Each is imported when it is first asked for."""

__all__ = [
    "ActiveLearner",
    "AltuiError",
    "LabelingSession",
    "NewtonClassifier",
    "__version__",
    "label",
    "load_model",
    "open",
    "simulate",
]


if not TYPE_CHECKING:  # or a checker would take any name for one that there is

    def __getattr__(name: str) -> object:
        if name not in _PLACES:
            raise AttributeError(f"module 'altui' has no attribute '{name}'")
        from importlib import import_module

        found = globals()[name] = getattr(import_module(_PLACES[name]), name)
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
