"""`altui predict` into a folder: one file of predictions for each file of the data."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from altui.errors import InputError

if TYPE_CHECKING:
    from altui.labeling.retraining.pipeline import Pipeline
    from altui.labeling.scanning.scheduler import Scheduler


def refuse_in_folder(*, ranked: bool, vectors: Path | None) -> None:
    """Raises InputError for what needs all rows in one file."""
    if ranked:
        raise InputError(
            "`ranked` orders all rows, and a folder has those of each file by themselves",
            hint="Write one file (`output` FILE.parquet), or order by altui_p_CLASS what you read "
            "from the folder.",
        )
    if vectors is not None:
        raise InputError(
            "`vectors` has the rows of one file, and a folder has several",
            hint="Predict each file by itself.",
        )


def predict_folder(
    pipeline: Pipeline,
    source: Path,
    target: Path,
    *,
    share: float | None,
    all_columns: bool,
    overwrite: bool,
    scheduler: Scheduler | None,
) -> None:
    from altui.data.paths.places import spelled, whole
    from altui.display.console import progress, say
    from altui.labeling.predicting.folder_run import plan_folder, run_plan
    from altui.labeling.predicting.partition import predict_partition
    from altui.wording.prediction import folder_in_words, plan_in_words

    plan = plan_folder(
        pipeline,
        # A worker may be at work in another folder.
        whole(source) if scheduler else source,
        whole(target) if scheduler else target,
        share=share,
        all_columns=all_columns,
        overwrite=overwrite,
    )
    for sentence in plan_in_words(plan):
        say(sentence)
    started = time.monotonic()
    with progress(f"predicting {spelled(source)}", plan.rows, unit="rows") as advance_to:
        if scheduler is None:
            outcome = run_plan(plan, predict_partition, advance_to)
        else:
            from altui.labeling.predicting.on_cluster import run_on_cluster

            outcome = run_on_cluster(plan, scheduler, advance_to)
    for sentence in folder_in_words(pipeline, plan, outcome, share, time.monotonic() - started):
        say(sentence)
