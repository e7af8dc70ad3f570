"""The names of models, and of questions about a labeled row. Imports no array library: a wrong name
is refused at once."""

from altui.errors import InputError

MODELS = ("newton", "logistic", "forest", "bayes")
LINEAR_MODELS = ("newton", "logistic")
MODEL_MEANINGS = {
    "newton": "a linear model, the fastest",
    "logistic": "the same by scikit-learn, slower",
    "forest": "a random forest, slow",
    "bayes": "naive Bayes",
}

AGAIN, SETTLE = "again", "settle"
"""The question about a labeled row: a second label, or which of two labels is right."""


def check_model(name: str) -> str:
    """The name, if it is in MODELS. Raises InputError for others, also for a user's own model."""
    if name not in MODELS:
        raise InputError(
            f"there is no model '{name}'",
            hint=f"Choose one of: {', '.join(MODELS)}; or name your own as package.module:factory.",
        )
    return name
