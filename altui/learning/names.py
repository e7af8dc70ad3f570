"""Models by name, and the words for a row that has its label. Imports no array library: a wrong
name is refused at once."""

from altui.errors import InputError

MODELS = ("newton", "logistic", "forest", "bayes")

AGAIN, SETTLE = "again", "settle"
"""What a row that has its label is asked for: a second label, or which of two holds."""


def check_model(name: str) -> str:
    """One of MODELS; a `package.module:factory` is another matter."""
    if name not in MODELS:
        raise InputError(
            f"there is no model '{name}'",
            hint=f"Choose one of: {', '.join(MODELS)}; or name your own as package.module:factory.",
        )
    return name
