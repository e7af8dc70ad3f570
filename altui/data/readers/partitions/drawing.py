"""Copies rows of a set into one file here: a random sample, which is the rows whose ids have the
lowest hashes, or the rows with given ids.

Which rows a sample has depends on the ids alone, not on how they lie in files: it is the same
tomorrow, on another machine, and for everybody who labels the set.
"""

from __future__ import annotations

import errno
import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from altui.data.files import NEW, reading
from altui.data.readers.arrow.arrow_text import as_texts
from altui.data.readers.partitions.id_hashes import hash_ids
from altui.errors import InputError

if TYPE_CHECKING:
    from altui.data.readers.partitions.partition_set import Block, PartitionSet

NUMBER = "altui row"
"""A column of the copy: which row of the set it is, from 0."""

MARK = b"altui"
"""The key of what a copy was made of, in its metadata."""

ALL = 2**64 - 1
"""The highest hash there is."""

SPARE = 6
"""Standard deviations by which more rows are taken at first than are wanted: how many hashes lie
below a bound is known only when all were seen."""

AHEAD = 2
"""Blocks for each thread that may be read before they are written."""

Progress = Callable[[float], None] | None


class Wanted(NamedTuple):
    """`rows` of the set, drawn by the column `by`; all rows need none."""

    rows: int
    by: str | None


class Copied(NamedTuple):
    """`cutoff` is the highest hash among the rows that were drawn."""

    rows: int
    cutoff: int


Below = Callable[[Any], Any]
"""From hashes (m,) to a mask (m,) of those that may be wanted."""


def draw(found: PartitionSet, wanted: Wanted, target: Path, on_progress: Progress = None) -> Copied:
    """Write the sample to `target`, in the order of the set, in one pass over it.

    InputError for an id that is missing, and where there is no room. The same file is left alone.
    """
    mark = {"set": found.fingerprint, "rows": wanted.rows, "by": wanted.by}
    before = _copied(target, mark)
    if before is not None:
        return before
    bound = _bound(len(found), wanted.rows)
    while True:
        copied = _draw_below(found, wanted, bound, target, mark, on_progress)
        if copied.rows >= wanted.rows or bound == ALL:
            return copied
        bound = min(2 * bound, ALL)  # ids that stand there twice are drawn together


def _draw_below(
    found: PartitionSet,
    wanted: Wanted,
    bound: int,
    target: Path,
    mark: Mapping[str, object],
    on_progress: Progress,
) -> Copied:
    def is_low(hashes: Any) -> Any:
        return hashes <= np.uint64(bound)

    def finish(_: Any, hashes: Any) -> tuple[Any, dict[str, object]]:
        cutoff = ALL if bound == ALL else int(np.sort(hashes)[: wanted.rows].max(initial=0))
        return hashes <= np.uint64(cutoff), {**mark, "cutoff": cutoff}

    return _copy(found, wanted.by, is_low, finish, target, on_progress)


def fetch(
    found: PartitionSet, by: str, ids: Sequence[str], target: Path, on_progress: Progress = None
) -> Copied:
    """Write the rows with these ids, which are text as in the cells of a table, to `target`, in
    the order of the set. An id that is not in the set has no row. A file of just the rows with
    these ids, in their order, is left alone."""
    import pyarrow

    def mark(held: Sequence[str]) -> dict[str, object]:
        names = sha256(json.dumps([*held]).encode()).hexdigest()
        return {"set": found.fingerprint, "ids": names, "by": by}

    before = _copied(target, mark(ids))
    if before is not None:
        return before
    kind, texts = found.schema.field(by).type, set(ids)
    whole = pyarrow.types.is_integer(kind)
    hashes = np.sort(hash_ids(pyarrow.array([int(each) if whole else each for each in ids])))

    def is_wanted(held: Any) -> Any:
        places = np.minimum(np.searchsorted(hashes, held), len(hashes) - 1)
        return hashes[places] == held

    def finish(held: Any, _: Any) -> tuple[Any, dict[str, object]]:
        there = as_texts(held)
        chosen = np.array([text in texts for text in there], bool)
        return chosen, {**mark([text for text in there if text in texts]), "cutoff": 0}

    return _copy(found, by, is_wanted, finish, target, on_progress)


def _copy(
    found: PartitionSet,
    by: str | None,
    is_wanted: Below,
    finish: Callable[[Any, Any], tuple[Any, dict[str, object]]],
    target: Path,
    on_progress: Progress,
) -> Copied:
    """Copy what may be wanted by its hash; `finish` says of the ids (m,) and hashes (m,) of that
    which rows it is, and the mark of the copy."""
    with _with_room(target):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Called like what is kept, so that it goes with that where a kill has left it.
    rough, whole = (target.with_name(f"{NEW}{os.getpid()}-{step}-{target.name}") for step in "ab")
    try:
        ids, hashes = _take(found, by, is_wanted, rough, on_progress or (lambda _: None))
        found.check_same()
        chosen, mark = finish(ids, hashes)
        mark["drawn"] = int(chosen.sum())
        _finish(rough, whole, chosen, mark)
        with _with_room(target):
            whole.replace(target)
    finally:
        for path in (rough, whole):
            path.unlink(missing_ok=True)
    return _copied_by(mark)


def _copied_by(mark: Mapping[str, Any]) -> Copied:
    return Copied(int(mark["drawn"]), int(mark["cutoff"]))


def _copied(target: Path, mark: Mapping[str, object]) -> Copied | None:
    """What is at `target` already; None where that is not what is wanted."""
    import pyarrow
    import pyarrow.parquet

    with suppress(OSError, ValueError, KeyError, pyarrow.ArrowException):
        held = json.loads(pyarrow.parquet.read_schema(target).metadata[MARK])
        if {name: held[name] for name in mark} == mark:
            return _copied_by(held)
    return None


def _bound(rows: int, wanted: int) -> int:
    """Below it lie the hashes of the `wanted` rows and hardly any more."""
    if wanted >= rows:
        return ALL
    share = (wanted + SPARE * sqrt(wanted) + SPARE**2) / rows
    return ALL if share >= 1 else int(share * 2**64)


def _take(
    found: PartitionSet,
    by: str | None,
    is_wanted: Below,
    rough: Path,
    tell: Callable[[float], None],
) -> tuple[Any, Any]:
    """Write all rows that may be wanted; their ids and hashes (m,), in the order of the set."""
    import pyarrow

    schema = found.schema.append(pyarrow.field(NUMBER, pyarrow.int64()))
    hashes: list[Any] = [np.zeros(0, np.uint64)]
    ids: list[Any] = []
    with _with_room(rough), _writer(rough, schema) as writer:
        for block, (part, held) in _in_order(
            list(found.blocks()), lambda block: _of_block(found, block, by, is_wanted)
        ):
            if part.num_rows:
                writer.write_table(part)
                hashes.append(held)
                if by is not None:
                    ids += part.column(by).chunks
            tell((block.first + block.rows) / len(found))
    kind = pyarrow.null() if by is None else found.schema.field(by).type
    return pyarrow.chunked_array(ids, kind).combine_chunks(), np.concatenate(hashes)


@contextmanager
def _with_room(path: Path) -> Iterator[None]:
    """Turns the operating system's refusals to write here into InputErrors."""
    try:
        with reading(path):
            yield
    except InputError as error:
        cause = error.__context__
        if isinstance(cause, OSError) and cause.errno == errno.ENOSPC:
            raise InputError(
                "there is no room for the sample",
                where=str(path.parent),
                hint="Free some space, draw fewer rows (`pool` N), or have the session elsewhere: "
                "`session` PATH",
            ) from None
        raise


@contextmanager
def _writer(path: Path, schema: Any) -> Iterator[Any]:
    """Of a file that only its owner may read, as the data may be theirs alone."""
    import pyarrow.parquet

    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with (
        os.fdopen(handle, "wb") as stream,
        closing(pyarrow.parquet.ParquetWriter(stream, schema)) as writer,
    ):
        yield writer


def _in_order(blocks: Sequence[Block], work: Callable[[Block], Any]) -> Iterator[tuple[Block, Any]]:
    """The results in the order of the blocks, made in as many threads as there are processors."""
    threads = os.cpu_count() or 1
    waiting: deque[tuple[Block, Future[Any]]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for block in blocks:
                waiting.append((block, pool.submit(work, block)))
                if len(waiting) > AHEAD * threads:
                    first, future = waiting.popleft()
                    yield first, future.result()
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result()
        finally:
            for _, future in waiting:
                future.cancel()


def _of_block(found: PartitionSet, block: Block, by: str | None, is_wanted: Below) -> Any:
    """The rows of a block that may be wanted, and their hashes; without a column `by`, all."""
    import pyarrow

    schema = found.schema.append(pyarrow.field(NUMBER, pyarrow.int64()))
    parts, hashes, number = [], [np.zeros(0, np.uint64)], block.first
    for batch in found.batches(block):
        size = batch.num_rows
        held, places = np.zeros(size, np.uint64), np.arange(size)
        if by is not None:
            held = hash_ids(checked_ids(found, batch.column(by), number, by))
            places = np.flatnonzero(is_wanted(held))
        if len(places):
            columns = batch.take(pyarrow.array(places)).columns
            numbers = pyarrow.array(places + number)
            parts.append(pyarrow.record_batch([*columns, numbers], schema=schema))
            hashes.append(held[places])
        number += size
    return pyarrow.Table.from_batches(parts, schema=schema), np.concatenate(hashes)


def checked_ids(found: PartitionSet, ids: Any, first: int, by: str) -> Any:
    """The ids of rows from number `first` on. InputError for one that is missing."""
    if ids.null_count:
        missing = first + int(np.flatnonzero(ids.is_null().to_numpy(zero_copy_only=False))[0])
        raise InputError(
            "the id is missing",
            where=found.placing.words(missing + 1, by),
            hint="Rows are drawn by their ids: each needs one. Or name another column: "
            "`id_column` COLUMN",
        )
    return ids


def _finish(rough: Path, whole: Path, chosen: Any, mark: Mapping[str, object]) -> None:
    """Write the chosen rows (m,) of the rough file, row group by row group."""
    import pyarrow
    import pyarrow.parquet

    with _with_room(whole), closing(pyarrow.parquet.ParquetFile(rough)) as file:
        schema = file.schema_arrow.with_metadata({MARK: json.dumps(mark)})
        with _writer(whole, schema) as writer:
            for part in _chosen(file, chosen):
                if part.num_rows:
                    writer.write_table(part.replace_schema_metadata(schema.metadata))


def _chosen(file: Any, chosen: Any) -> Iterable[Any]:
    import pyarrow

    first = 0
    for group in range(file.num_row_groups):
        part = file.read_row_group(group)
        mask = chosen[first : first + part.num_rows]
        yield part.filter(pyarrow.array(mask))
        first += part.num_rows
