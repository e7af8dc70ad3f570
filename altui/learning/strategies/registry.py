"""The list of query strategies, in the order in which they are shown.

The screen, the help, the completion, the manual, the selection and the simulation all read this
list. To add a strategy, call `register` or add a line here.
"""

from __future__ import annotations

from altui.learning.strategies.confidence_range import UNIFORM
from altui.learning.strategies.density_weighted import DENSITY
from altui.learning.strategies.disagreement import DISAGREEMENT
from altui.learning.strategies.most_likely import LIKELIEST
from altui.learning.strategies.query_strategy import QueryStrategy
from altui.learning.strategies.random_order import AT_RANDOM
from altui.learning.strategies.uncertainty import ENTROPY, LEAST_CONFIDENCE, MARGIN

RANDOM = AT_RANDOM.name

MOST_LIKELY = LIKELIEST.name
"""Also used to find all rows of a class."""

TYPICAL = "typical-first"
"""How rows are chosen without a model. It cannot be selected."""

ALIKE = "like-your-words"
"""The same for a class of which only words are known. It cannot be selected."""

_REGISTERED: dict[str, QueryStrategy] = {}


def register(strategy: QueryStrategy) -> QueryStrategy:
    """Add a strategy to the list. Raises ValueError for a name that is taken or invalid."""
    name = strategy.name
    if name in _REGISTERED or name in (TYPICAL, ALIKE) or ":" in name or not name.strip():
        raise ValueError(f"a query strategy cannot be named '{name}': the name is taken or invalid")
    _REGISTERED[name] = strategy
    return strategy


def all_strategies() -> tuple[QueryStrategy, ...]:
    """All strategies of the list; those that take a class come last."""
    return tuple(sorted(_REGISTERED.values(), key=lambda strategy: strategy.takes_class))


def find_registered(name: str) -> QueryStrategy | None:
    """The strategy of that name, without a class."""
    return _REGISTERED.get(name)


for _strategy in (
    LEAST_CONFIDENCE,
    MARGIN,
    ENTROPY,
    AT_RANDOM,
    UNIFORM,
    DENSITY,
    DISAGREEMENT,
    LIKELIEST,
):
    register(_strategy)
