"""The query strategies, each one object in one registry. Imports no array library: names, help and
completion must be fast."""

from altui.learning.strategies.names import (
    OWN_SIGNATURE,
    asks_least_sure,
    check_has_suggestions,
    check_strategy,
    check_wanted_class,
    find_strategy,
    in_words,
    is_own,
    rename_wanted,
    split_class,
    strategy_names,
    strategy_signatures,
    uses_model,
    wanted_class,
)
from altui.learning.strategies.query_strategy import OWN_MEANING, Moment, QueryStrategy, Softmax
from altui.learning.strategies.registry import (
    ALIKE,
    MOST_LIKELY,
    RANDOM,
    TYPICAL,
    all_strategies,
    find_registered,
    register,
)

__all__ = [
    "ALIKE",
    "MOST_LIKELY",
    "OWN_MEANING",
    "OWN_SIGNATURE",
    "RANDOM",
    "TYPICAL",
    "Moment",
    "QueryStrategy",
    "Softmax",
    "all_strategies",
    "asks_least_sure",
    "check_has_suggestions",
    "check_strategy",
    "check_wanted_class",
    "find_registered",
    "find_strategy",
    "in_words",
    "is_own",
    "register",
    "rename_wanted",
    "split_class",
    "strategy_names",
    "strategy_signatures",
    "uses_model",
    "wanted_class",
]
