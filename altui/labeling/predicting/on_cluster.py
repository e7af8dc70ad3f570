"""Predictions of a folder by the workers of a cluster: each writes the files that it makes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from altui.errors import AltuiError
from altui.labeling.predicting.outcome import Outcome
from altui.labeling.predicting.partition import predict_partition
from altui.labeling.scanning.scan import ClusterLostError

if TYPE_CHECKING:
    from altui.labeling.predicting.folder_run import FolderPlan
    from altui.labeling.scanning.scheduler import Scheduler


def run_on_cluster(
    plan: FolderPlan, scheduler: Scheduler, on_progress: Callable[[int], None]
) -> Outcome:
    """Told how many rows are done. Raises AltuiError where a file, the model or the cluster fails:
    what is written by then is left, and the same command goes on."""
    outcome = Outcome.nothing(len(plan.classes))

    def add(made: Outcome) -> None:
        nonlocal outcome
        outcome += made
        on_progress(outcome.rows)

    async def run() -> None:
        from altui.labeling.scanning.cluster import Cluster

        cluster = await Cluster.reach(scheduler.find())
        try:
            await cluster.work(predict_partition, plan.requests, add)
        finally:
            await cluster.close()

    try:
        asyncio.run(run())
    except ClusterLostError as error:
        raise AltuiError(
            f"the cluster is out of reach after {outcome.rows:,} of {plan.rows:,} rows",
            hint="The same command goes on where it was stopped, also without a cluster.",
        ) from error
    return outcome
