"""What can be chosen by name. Imports no array library: a wrong name is refused at once."""

from altui.errors import InputError

MODELS = ("newton", "logistic", "forest", "bayes")
STRATEGIES = ("least-confidence", "margin", "entropy", "random")

RANDOM = "random"
MOST_LIKELY = "most-likely"
"""How rows are chosen where all of a class are to be found: the likeliest first."""

TYPICAL = "typical-first"
"""How rows are chosen while there is no model; not a strategy one asks for."""

AGAIN, SETTLE = "again", "settle"
"""What a row that has its label is asked for: a second label, or which of two holds."""


def check_strategy(name: str) -> str:
    if name not in STRATEGIES:
        raise InputError(
            f"there is no query strategy '{name}'", hint=f"Choose one of: {', '.join(STRATEGIES)}."
        )
    return name


def check_model(name: str) -> str:
    """One of MODELS; a `package.module:factory` is another matter."""
    if name not in MODELS:
        raise InputError(
            f"there is no model '{name}'",
            hint=f"Choose one of: {', '.join(MODELS)}; or name your own as package.module:factory.",
        )
    return name
