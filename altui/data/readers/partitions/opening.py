"""Parquet files of one schema as one table: all of them, or a sample that lies here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.paths.places import whole
from altui.data.paths.remote import is_remote
from altui.data.paths.set_files import SetFile
from altui.suggestions import list_some

if TYPE_CHECKING:
    from altui.data.layout import Layout
    from altui.data.readers.partitions.partition_set import PartitionSet
    from altui.data.table import Table


def open_parquet_set(
    place: Path,
    files: Sequence[SetFile],
    layout: Layout,
    scratch: Path | None,
    on_progress: Callable[[float], None] | None = None,
) -> Table:
    """What is read for labeling from another machine is copied here first, even where it is all of
    it: every pass would go over the line again."""
    from altui.data.readers.partitions.partition_set import PartitionSet

    is_far, is_one = is_remote(place), len(files) == 1 and files[0].path == place
    is_copied = is_far and (scratch is not None or layout.drawn is not None)
    if is_one and layout.drawn is None and not is_copied:
        return _one_file(place, scratch)
    found = PartitionSet.of(files)
    is_sampled = layout.drawn is not None and len(found) > max(
        layout.drawn, (layout.drawn_from or 1) - 1
    )
    if is_sampled or (is_copied and len(found)):
        from altui.data.readers.partitions.drawing import Wanted
        from altui.data.readers.partitions.sampled_table import SampledTable, find_id

        wanted = Wanted(len(found), None)
        if is_sampled and layout.drawn is not None:
            wanted = Wanted(layout.drawn, find_id(layout.drawn_by, found, place))
        # Whoever reads the files later may be at work in another folder.
        found = replace(found, files=[replace(file, path=whole(file.path)) for file in files])
        sample = SampledTable.of(place, found, wanted, scratch, on_progress)
        sample.notes += _unread(found)
        drawn = wanted.rows if is_sampled else None
        sample.layout = replace(layout, drawn=drawn, drawn_by=wanted.by)
        return sample
    if is_one:
        return _one_file(place, scratch)
    from altui.data.readers.partitions.parquet_files import ParquetFiles

    table = ParquetFiles(place, found, scratch)
    table.notes += _unread(found)
    return table


def _unread(found: PartitionSet) -> list[str]:
    """What is to be said of columns that stand in the files too."""
    named = list_some([f"'{name}'" for name in found.unread])
    return [f"read from the names of the folders, not from the files: {named}"] if named else []


def _one_file(place: Path, scratch: Path | None) -> Table:
    from altui.data.readers.arrow.parquet import ParquetTable

    return ParquetTable(place, scratch)
