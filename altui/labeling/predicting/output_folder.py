"""The folder that predictions are written into: what of it is done, and what must be made anew.

An output says in its metadata what it was made of. It fits as long as that is the same.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any

import numpy as np

from altui.data.paths.places import base_of, is_by_key, spelled, whole
from altui.data.paths.remote import AT_ONCE, is_remote, remote_is_there
from altui.data.paths.set_files import ENDING, SetFile, contents_of
from altui.data.readers.arrow.parquet import open_parquet
from altui.data.readers.arrow.typed_table import decoding
from altui.data.writers.writing import naming_failures
from altui.errors import InputError
from altui.labeling.predicting.outcome import Outcome
from altui.labeling.predicting.partition import MARK
from altui.labeling.predicting.typed_columns import PREDICTED
from altui.suggestions import list_some

_DRAFT = re.compile(r"\..+\.parquet\.(\d+)\.part")


@dataclass(frozen=True, eq=False)
class OutputFolder:
    """`marks` are those of the outputs that are whole, by their paths in the folder, which are
    those of the files in their set. `others` are outputs of no file of the set."""

    place: Path
    marks: Mapping[str, Mapping[str, Any]]
    others: Sequence[str]

    @classmethod
    def of(cls, place: Path, source: Path, files: Sequence[SetFile]) -> OutputFolder:
        """Made, where there is none. `files` are those that outputs are to be made of. InputError
        where the data lie in it, or files that were not written so."""
        _check_apart(place, source)
        names = {file.name for file in files}
        found = _found_in(place, files[0].depth)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            read = list(pool.map(_mark_of, (each.path for each in found)))
        marks = {each.name: mark for each, mark in zip(found, read, strict=True) if mark}
        # An output that was not sent to its end is no Parquet yet.
        strange = [each.name for each, mark in zip(found, read, strict=True)
                   if mark is None or (not mark and each.name not in names)]  # fmt: skip
        if strange:
            raise InputError(
                f"files are here that altui predict has not written: {list_some(strange)}",
                where=spelled(place),
                hint="Choose a new folder, or an empty one.",
            )
        if not is_remote(place):
            with naming_failures(place):
                for folder in {(place / name).parent for name in names}:
                    folder.mkdir(parents=True, exist_ok=True)
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
    folder = base_of(source)
    is_file = bool(source.suffix) if is_remote(source) else not source.is_dir()
    if folder == source and is_file:
        folder = source.parent
    own, data = whole(place), whole(folder)
    if own == data or data in own.parents:
        raise InputError(
            "this is the folder that the data come from",
            where=spelled(place),
            hint="Choose another folder: a file more in it would be taken for a part of the data.",
        )


def _found_in(place: Path, depth: int) -> list[SetFile]:
    """All that is in it, but what is hidden: files, as deep in folders by key as outputs may lie,
    and other folders, which on another machine are nothing by themselves."""
    if is_remote(place) and not remote_is_there(place):
        return []
    if not is_remote(place):
        with naming_failures(place):
            place.mkdir(exist_ok=True)
    found, folders = [], [place]
    for level in range(depth + 1):
        if not is_remote(place):
            _clear(folders)
        files, below = contents_of(folders)
        folders = [folder for folder in below if level < depth and is_by_key(folder)]
        strange = [] if is_remote(place) else sorted({*below}.difference(folders))
        found += [SetFile(each, level) for each in (*files, *strange)]
    return found


def _clear(folders: Iterable[Path]) -> None:
    """Of what a run that was killed had begun to write."""
    for folder in folders:
        with naming_failures(folder):
            for draft in _left_behind(folder):
                draft.unlink(missing_ok=True)


def _left_behind(place: Path) -> Iterator[Path]:
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
