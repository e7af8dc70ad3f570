"""The plan of `altui simulate`: options of the command line, or else defaults of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.learning.classifiers.models import model_factory
from altui.learning.strategies import check_has_suggestions, check_wanted_class, find_strategy
from altui.simulation.plan import Plan
from altui.simulation.run import AS_LABELED

if TYPE_CHECKING:
    from altui.cli.simulate_request import SimulateRequest
    from altui.cli.simulate_source import SimulationSource

SEEDS = 20
TUTORIAL_SEED = 42


def check_names(request: SimulateRequest) -> None:
    """Raises InputError for unknown models and strategies, before any file is read."""
    for model in request.models:
        model_factory(model, seed=0, sparse=False)
    for strategy in request.strategies:
        find_strategy(strategy)


def plan_for(request: SimulateRequest, source: SimulationSource) -> Plan:
    strategies = dict.fromkeys(request.strategies or source.strategies)
    for strategy in strategies:
        check_wanted_class(strategy, [str(label) for label in source.labels])
        check_has_suggestions(strategy, has_suggestions=False)
    queries = request.queries or source.queries
    if source.replayed is not None:
        strategies = {AS_LABELED: None, **strategies}
        queries = min(queries, source.replayed)
    one_path = request.is_tutorial and request.seeds is None
    return Plan(
        strategies=tuple(strategies),
        seeds=(TUTORIAL_SEED,) if one_path else tuple(range(request.seeds or SEEDS)),
        queries=queries,
        models=tuple(dict.fromkeys(request.models or (source.model,))),
        noise=request.noise,
    )
