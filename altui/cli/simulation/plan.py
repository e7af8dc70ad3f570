"""The plan of `altui simulate`: options of the command line, or else defaults of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.simulation.plan import SEEDS, Plan, check_strategies
from altui.simulation.run import AS_LABELED

if TYPE_CHECKING:
    from altui.cli.simulation.request import SimulateRequest
    from altui.cli.simulation.source import SimulationSource

TUTORIAL_SEED = 42


def plan_for(request: SimulateRequest, source: SimulationSource) -> Plan:
    strategies = dict.fromkeys(request.strategies or source.strategies)
    check_strategies(strategies, [str(label) for label in source.labels])
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
