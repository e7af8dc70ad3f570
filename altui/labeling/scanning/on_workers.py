"""What runs on the workers of a cluster. Blocks are read once and held there as features; a
selection is one call to each worker, over the blocks that it holds."""

from __future__ import annotations

import asyncio
import pickle
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from altui.labeling.processes import use_one_thread
from altui.labeling.scanning.block_scan import scan_pieces
from altui.labeling.scanning.found import Found, merge

if TYPE_CHECKING:
    from altui.labeling.scanning.request import Selection
    from altui.labeling.scanning.source import Piece


@dataclass(frozen=True, eq=False)
class HeldBlock:
    """Dask asks for its size, to know when a worker's memory is full."""

    pieces: tuple[Piece, ...]

    def __sizeof__(self) -> int:
        return sum(_size(piece) for piece in self.pieces)


class Share(NamedTuple):
    """What a worker has found, and the blocks of those it was asked for that it does not hold."""

    found: Found
    missing: tuple[str, ...]


def as_it_is(source: bytes) -> bytes:
    """A task of its own, so that the source goes to each worker once."""
    return source


def read_block(source: bytes, block: bytes) -> HeldBlock:
    """Both are pickled: the scheduler needs to know nothing of them."""
    _limit_threads()
    return HeldBlock(tuple(pickle.loads(source).reader().pieces(pickle.loads(block))))


async def scan_held(selection: bytes, keys: Sequence[str], dask_worker: Any) -> Share:
    """What the selection, pickled, finds in the blocks with these `keys`. The worker goes on
    answering meanwhile, as one that is silent counts as dead. Blocks that did not fit into its
    memory lie on its disk: as many are taken from there at a time as it has threads."""
    chosen: Selection = pickle.loads(selection)
    data, threads = dask_worker.data, dask_worker.executors["default"]
    loop, free = asyncio.get_running_loop(), asyncio.Semaphore(dask_worker.state.nthreads)

    async def find(key: str) -> Found | None:
        async with free:
            if key not in data:
                return None
            return await loop.run_in_executor(threads, _scan, chosen, data[key])

    founds = await asyncio.gather(*map(find, keys))
    missing = tuple(key for key, found in zip(keys, founds, strict=True) if found is None)
    there = (found for found in founds if found is not None)
    return Share(merge([Found.nothing(len(chosen.classes)), *there], chosen.count), missing)


def _scan(selection: Selection, block: HeldBlock) -> Found:
    _limit_threads()
    return scan_pieces(selection, block.pieces)


def work_on(sent: bytes) -> Any:
    """What a function makes of its argument; the two are pickled."""
    _limit_threads()
    function, argument = pickle.loads(sent)
    return function(argument)


@cache
def _limit_threads() -> None:
    use_one_thread()


def _size(piece: Piece) -> int:
    matrix: Any = piece.matrix
    parts = (matrix.data, matrix.indices, matrix.indptr) if hasattr(matrix, "indptr") else (matrix,)
    held = sum(int(part.nbytes) for part in (*parts, piece.hashes, piece.is_out))
    return held + int(piece.ids.nbytes) + sys.getsizeof(piece.first)
