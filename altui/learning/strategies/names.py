"""Strategies by name: `NAME`, `NAME:CLASS`, or the user's own `package.module:function`.

Imports no array library: a wrong name is refused at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from altui.errors import InputError
from altui.learning.strategies.query_strategy import QueryStrategy
from altui.learning.strategies.registry import all_strategies, find_registered
from altui.suggestions import list_some

OWN_SIGNATURE = "package.module:function"


def strategy_names() -> tuple[str, ...]:
    """The names that need no class, in the order of the list."""
    return tuple(each.name for each in all_strategies() if not each.takes_class)


def strategy_signatures() -> str:
    """Every way to name a strategy, except the user's own."""
    return ", ".join(each.signature for each in all_strategies())


def split_class(name: str) -> tuple[QueryStrategy | None, str | None]:
    """The registered strategy and the class in the name; None for a missing one.

    A class may contain colons, the name of a strategy never does.
    """
    bare, colon, wanted = name.partition(":")
    found = find_registered(bare)
    if found is None or found.takes_class != bool(colon):
        return None, None
    return found, wanted if colon else None


def wanted_class(name: str) -> str | None:
    """The class that a strategy collects; None if its name has none."""
    return split_class(name)[1]


def rename_wanted(name: str, rename: Callable[[str], str]) -> str:
    """The strategy where classes have other names; as it is if it names none."""
    wanted = wanted_class(name)
    return name if wanted is None else f"{name.removesuffix(wanted)}{rename(wanted)}"


def is_own(name: str) -> bool:
    """Whether a strategy or model is code from outside altui, `package.module:name`."""
    return ":" in name and wanted_class(name) is None


def uses_model(name: str) -> bool:
    """Whether the strategy ranks rows by the model's predictions."""
    found, _ = split_class(name)
    return found is None or found.score is not None


def asks_least_sure(name: str) -> bool:
    """Whether the strategy asks for the row that the model is least sure of."""
    found, _ = split_class(name)
    return found is not None and found.falls_with_distance


def find_strategy(name: str) -> QueryStrategy:
    """The strategy of that name, with or without a class. Raises InputError if there is none."""
    found, _ = split_class(check_strategy(name))
    if found is not None:
        return found
    from altui.learning.strategies.own import load_own

    return load_own(name)


def in_words(name: str) -> str:
    """The strategy for a sentence. Names from outside altui stay as they are."""
    found, wanted = split_class(name)
    if found is not None and wanted is not None:
        return f"{found.name.replace('-', ' ')} {wanted}"
    return name if is_own(name) else name.replace("-", " ")


def check_strategy(name: str) -> str:
    """The name, if it is a registered strategy (with its class) or the user's own, which is not
    imported here. Raises InputError for others."""
    found, wanted = split_class(name)
    if is_own(name) or (found is not None and wanted != ""):
        return name
    for each in all_strategies():
        if each.takes_class and f"{each.name}:".startswith(name.strip() or "-"):
            raise InputError(
                f"'{name}' needs a class to look for", hint=f"Write `strategy` {each.signature}."
            )
    raise InputError(
        f"there is no query strategy '{name}'",
        hint=f"Choose one of: {strategy_signatures()}; or name your own as {OWN_SIGNATURE}.",
    )


def check_wanted_class(strategy: str, classes: Sequence[str]) -> str:
    """Raises InputError if a strategy wants a class that does not exist."""
    wanted = wanted_class(strategy)
    if wanted is not None and wanted not in classes:
        raise InputError(
            f"'{strategy}' looks for a class that is not there",
            hint=f"The classes are: {list_some(classes)}.",
        )
    return strategy


def check_has_suggestions(strategy: str, *, has_suggestions: bool) -> str:
    """Raises InputError if a strategy compares the model with suggestions and there are none."""
    found, _ = split_class(strategy)
    if found is not None and found.takes_suggestions and not has_suggestions:
        raise InputError(
            f"'{strategy}' needs the labels that another model has suggested",
            hint="Name their column when the session starts: `suggested` COLUMN[,PROBABILITY]; or "
            "choose another `strategy`.",
        )
    return strategy
