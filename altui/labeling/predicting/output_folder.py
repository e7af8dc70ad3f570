"""The folder that predictions are written into: what of it is done, and what must be made anew.

An output says in its metadata what it was made of. It fits as long as that is the same.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any

import numpy as np

from altui.data.paths.places import children, folder_of, spelled, whole
from altui.data.paths.remote import is_remote, remote_children, remote_is_there
from altui.data.readers.arrow.parquet import open_parquet
from altui.data.readers.arrow.typed_table import decoding
from altui.data.readers.partitions.partition_set import AT_ONCE
from altui.data.writers.writing import naming_failures
from altui.errors import InputError
from altui.labeling.predicting.outcome import Outcome
from altui.labeling.predicting.partition import MARK
from altui.labeling.predicting.typed_columns import PREDICTED
from altui.suggestions import list_some

ENDING = ".parquet"
_DRAFT = re.compile(r"\..+\.parquet\.(\d+)\.part")


@dataclass(frozen=True, eq=False)
class OutputFolder:
    """`marks` are those of the outputs that are whole, by their names. `others` are outputs of no
    file of the set."""

    place: Path
    marks: Mapping[str, Mapping[str, Any]]
    others: Sequence[str]

    @classmethod
    def of(cls, place: Path, source: Path, names: Sequence[str]) -> OutputFolder:
        """Made, where there is none. `names` are those of the outputs to come. InputError where the
        data lie in it, or files that were not written so."""
        _check_apart(place, source)
        found = _files_in(place)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            read = list(pool.map(_mark_of, found))
        marks = {file.name: mark for file, mark in zip(found, read, strict=True) if mark}
        # An output that was not sent to its end is no Parquet yet.
        strange = [file.name for file, mark in zip(found, read, strict=True)
                   if mark is None or (not mark and file.name not in names)]  # fmt: skip
        if strange:
            raise InputError(
                f"files are here that altui predict has not written: {list_some(strange)}",
                where=spelled(place),
                hint="Choose a new folder, or an empty one.",
            )
        return cls(place, marks, [name for name in marks if name not in names])

    def outcome(self, name: str, classes: Sequence[str]) -> Outcome:
        """How many rows of each class an output holds."""
        import pyarrow.compute

        place, counts = self.place / name, np.zeros(len(classes), np.int64)
        file = open_parquet(place)
        try:
            with decoding(place, "parquet"):
                for batch in file.iter_batches(columns=[PREDICTED]):
                    for each in pyarrow.compute.value_counts(batch.column(0)).to_pylist():
                        counts[classes.index(each["values"])] += each["counts"]
        finally:
            file.close()
        return Outcome(int(counts.sum()), tuple(counts.tolist()), (inf,) * len(classes))


def is_output_folder(place: Path) -> bool:
    """Whether an output is a folder of files: one that is there, or a name without an ending."""
    return (not is_remote(place) and place.is_dir()) or not place.suffix


def _check_apart(place: Path, source: Path) -> None:
    if is_remote(source):
        folder = source if is_remote(place) and not source.suffix else source.parent
    else:
        folder = folder_of(source) or source.parent
    own, data = whole(place), whole(folder)
    if own == data or data in own.parents:
        raise InputError(
            "this is the folder that the data come from",
            where=spelled(place),
            hint="Choose another folder: a file more in it would be taken for a part of the data.",
        )


def _files_in(place: Path) -> list[Path]:
    """All that is in the folder, but what is hidden."""
    if is_remote(place):
        return remote_children(place, "*") if remote_is_there(place) else []
    with naming_failures(place):
        place.mkdir(exist_ok=True)
        for draft in _left_behind(place):
            draft.unlink(missing_ok=True)
    return [*children(place), *children(place, folders=True)]


def _left_behind(place: Path) -> Iterator[Path]:
    """What a run that was killed had begun to write."""
    for each in place.iterdir():
        found = _DRAFT.fullmatch(each.name)
        if found is not None and not _is_running(int(found[1])):
            yield each


def _is_running(process: int) -> bool:
    with suppress(PermissionError):
        try:
            os.kill(process, 0)
        except (ProcessLookupError, OverflowError):
            return False
    return True


def _mark_of(file: Path) -> Mapping[str, Any] | None:
    """The mark of an output; an empty one where the file is damaged, None where it has none."""
    if file.suffix != ENDING or (not is_remote(file) and file.is_dir()):
        return None
    try:
        opened = open_parquet(file)
    except InputError:
        return {}
    try:
        mark = json.loads((opened.schema_arrow.metadata or {})[MARK])
    except (KeyError, ValueError):
        return None
    finally:
        opened.close()
    return mark if isinstance(mark, dict) else None
