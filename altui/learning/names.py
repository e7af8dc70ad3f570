"""What can be chosen by name. Imports no array library: a wrong name is refused at once."""

from collections.abc import Sequence

from altui.errors import InputError

MODELS = ("newton", "logistic", "forest", "bayes")
UNCERTAINTY = ("least-confidence", "margin", "entropy")
RANDOM = "random"
UNIFORM = "uniform-over-confidence"
DENSITY = "density-weighted"
STRATEGIES = (*UNCERTAINTY, RANDOM, UNIFORM, DENSITY)
MOST_LIKELY = "most-likely"
"""How rows are chosen where all of a class are to be found: the likeliest first."""

LOOKS_FOR = f"{MOST_LIKELY}:"
"""Before the name of a class: a strategy that asks for the likeliest row of it."""

TYPICAL = "typical-first"
"""How rows are chosen while there is no model; not a strategy one asks for."""

AGAIN, SETTLE = "again", "settle"
"""What a row that has its label is asked for: a second label, or which of two holds."""


def wanted_class(strategy: str) -> str | None:
    """The class that a most-likely strategy collects, None of another strategy."""
    return strategy.removeprefix(LOOKS_FOR) if strategy.startswith(LOOKS_FOR) else None


def is_own(name: str) -> bool:
    """Whether a strategy or model is code from outside altui, `package.module:name`."""
    return ":" in name and wanted_class(name) is None


def spoken(strategy: str) -> str:
    """The strategy in a sentence; the names that others gave stay as they are."""
    wanted = wanted_class(strategy)
    if wanted is not None:
        return f"most likely {wanted}"
    return strategy if is_own(strategy) else strategy.replace("-", " ")


def check_strategy(name: str) -> str:
    """One of STRATEGIES, `most-likely:CLASS`, or code from outside, which is another matter."""
    if name in STRATEGIES or is_own(name) or wanted_class(name):
        return name
    if LOOKS_FOR.startswith(name.strip() or "-"):
        raise InputError(
            f"'{name}' needs a class to look for", hint="Write --strategy most-likely:CLASS."
        )
    raise InputError(
        f"there is no query strategy '{name}'",
        hint=f"Choose one of: {', '.join(STRATEGIES)}, most-likely:CLASS; or name your own as "
        "package.module:function.",
    )


def check_wanted_class(strategy: str, classes: Sequence[str]) -> str:
    """Raises InputError when a most-likely strategy looks for a class that is not there."""
    wanted = wanted_class(strategy)
    if wanted is not None and wanted not in classes:
        raise InputError(
            f"'{strategy}' looks for a class that is not there",
            hint=f"The classes are: {', '.join(classes)}.",
        )
    return strategy


def check_model(name: str) -> str:
    """One of MODELS; a `package.module:factory` is another matter."""
    if name not in MODELS:
        raise InputError(
            f"there is no model '{name}'",
            hint=f"Choose one of: {', '.join(MODELS)}; or name your own as package.module:factory.",
        )
    return name
