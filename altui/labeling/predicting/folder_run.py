"""Predictions of a whole set of files: planned, and made file by file. What is there and fits is
left as it is, so a run that was stopped goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altui import __version__
from altui.data.paths.places import children, is_pattern, spelled
from altui.data.paths.remote import is_remote
from altui.data.paths.set_files import ENDING, SetFile, beside, files_by_key
from altui.data.readers.partitions.partition_set import PartitionSet
from altui.data.schema import check_names
from altui.data.table import unique_names
from altui.errors import InputError
from altui.labeling.predicting.outcome import Outcome, total
from altui.labeling.predicting.output_folder import OutputFolder
from altui.labeling.predicting.partition import PartitionRequest
from altui.labeling.scanning.request import without_fit

if TYPE_CHECKING:
    from altui.labeling.retraining.pipeline import Pipeline

REASONS = {
    "model": "the model has changed",
    "source": "its file has changed",
    "altui": "another version of altui wrote it",
    "options": "the options are others",
}


@dataclass(frozen=True, eq=False)
class Outdated:
    """An output that is made anew, and why."""

    name: str
    reason: str


@dataclass(frozen=True, eq=False)
class FolderPlan:
    """The `requests` that are left to do, and what was `done` before. `others` are outputs of no
    file of the set."""

    folder: OutputFolder
    requests: Sequence[PartitionRequest]
    done: Sequence[str]
    outdated: Sequence[Outdated]
    classes: Sequence[str]

    @property
    def rows(self) -> int:
        """Those that are left to do."""
        return sum(len(each.part) for each in self.requests)

    def done_before(self) -> Outcome:
        found = (self.folder.outcome(name, self.classes) for name in self.done)
        return total(found, len(self.classes))


def plan_folder(
    pipeline: Pipeline,
    source: Path,
    target: Path,
    *,
    share: float | None = None,
    all_columns: bool = False,
    overwrite: bool = False,
) -> FolderPlan:
    """Reads the footers of all files, and no row. `share` is the person's own threshold. Raises
    InputError for files that do not fit each other or the model."""
    pipeline = replace(pipeline, model=without_fit(pipeline.model))
    files = _files_of(source)
    parts = PartitionSet.of(files)
    where = spelled(files[0].path)
    if pipeline.transformer.encoder.extra.vectors is not None:
        raise InputError(
            "the model learned from vectors of a file, which has those of one table only",
            where=where,
            hint="Predict each file by itself, with its own `vectors`.",
        )
    there = unique_names(parts.schema.names, where)
    check_names(sorted(pipeline.transformer.columns), there, where)
    kept = _kept(pipeline, parts, dict(zip(there, parts.schema.names, strict=True)), all_columns)
    folder = OutputFolder.of(target, source, files)
    requests, done, outdated = [], [], []
    for number, file in enumerate(files):
        part = parts.alone(number)
        mark = _mark(pipeline, part, share, kept)
        before = folder.marks.get(file.name)
        if before == mark and not overwrite:
            done.append(file.name)
            continue
        if before is not None:
            outdated.append(Outdated(file.name, _reason(before, mark)))
        requests.append(PartitionRequest(pipeline, part, target / file.name, kept, share, mark))
    return FolderPlan(folder, requests, done, outdated, pipeline.classes)


def run_plan(
    plan: FolderPlan,
    predict: Callable[[PartitionRequest, Callable[[int], None]], Outcome],
    on_progress: Callable[[int], None],
) -> Outcome:
    """One file after another; told how many rows are done."""
    outcome, done = Outcome.nothing(len(plan.classes)), 0

    def add(rows: int) -> None:
        nonlocal done
        done += rows
        on_progress(done)

    for request in plan.requests:
        outcome += predict(request, add)
    return outcome


def _files_of(source: Path) -> list[SetFile]:
    is_one = source.suffix.lower() == ENDING and not is_pattern(source)
    if is_one and (is_remote(source) or source.is_file()):
        return beside([source])
    is_several = is_pattern(source) or is_remote(source) or source.is_dir()
    if is_several and (by_key := files_by_key(source)):
        return by_key
    files = children(source) if is_several else [source]
    others = [file for file in files if file.suffix.lower() != ENDING]
    if others or not files:
        raise InputError(
            "a folder of predictions is made of Parquet files" if others
            else "there is no file of this name",
            where=spelled(others[0] if others else source),
            hint="Name Parquet files, such as 'rows/*.parquet'; or name one file to write.",
        )  # fmt: skip
    return beside(files)


def _kept(
    pipeline: Pipeline, parts: PartitionSet, there: dict[str, str], all_columns: bool
) -> list[str]:
    """The columns of the files that are written, by their names there."""
    from altui.labeling.predicting.typed_columns import ROW_NUMBER, added_schema

    if all_columns:
        added = {ROW_NUMBER, *added_schema(pipeline).names}
        return [name for name in parts.schema.names if name not in added]
    return [there[pipeline.id_column]] if pipeline.id_column in there else []


def _mark(
    pipeline: Pipeline, part: PartitionSet, share: float | None, kept: Sequence[str]
) -> dict[str, Any]:
    return {
        "model": pipeline.mark,
        "source": part.fingerprint,
        "altui": __version__,
        "options": {"threshold": share, "columns": list(kept)},
    }


def _reason(before: Any, mark: dict[str, Any]) -> str:
    changed = (said for key, said in REASONS.items() if before.get(key) != mark[key])
    return next(changed, "--overwrite")
