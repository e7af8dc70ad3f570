"""The best rows of one block, and how many rows of it the model takes for each class.

A block's Found depends on the request and the block alone. However many blocks there are, the
merged Found is that of all rows at once: the best of all are among the best of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.data.readers.arrow.arrow_text import as_texts
from altui.labeling.scanning.found import Found, best_first
from altui.labeling.scanning.scoring import Scorer

if TYPE_CHECKING:
    from altui.data.readers.partitions.partition_set import Block
    from altui.labeling.scanning.request import ScanRequest, Selection
    from altui.labeling.scanning.source import Piece
    from altui.learning.arrays import BoolArray

MOST_HELD = 1 << 21
"""Rows that wait to be compared, beyond those that are wanted."""

Progress = Callable[[int], None]
"""Told how many more rows were scanned."""


def scan_block(request: ScanRequest, block: Block, on_rows: Progress | None = None) -> Found:
    """Raises AltuiError where the files or the model fail."""
    pieces = request.source.reader().pieces(block)
    return scan_pieces(request.selection, pieces, on_rows)


def scan_pieces(
    selection: Selection, pieces: Iterable[Piece], on_rows: Progress | None = None
) -> Found:
    scorer, best = Scorer(selection), _Best(selection)
    counts, rows = np.zeros(len(selection.classes), np.int64), 0
    for piece in pieces:
        scores, classes = scorer.of(piece.matrix)
        counts += np.bincount(classes, minlength=len(counts))
        best.add(piece, scores, _open_rows(selection, piece))
        rows += len(scores)
        if on_rows is not None:
            on_rows(len(scores))
    numbers, ids, held = best.take()
    return Found(numbers, ids, held, counts, rows)


def _open_rows(selection: Selection, piece: Piece) -> BoolArray:
    """Which rows (n,) may be found, but for those that are known by their ids."""
    if selection.cutoff is None:
        return ~piece.is_out
    return ~piece.is_out & (piece.hashes > np.uint64(selection.cutoff))


class _Best:
    """The best rows so far. Ids become text at the end, for the few that are left; until then as
    many more are held as could be known by their ids."""

    def __init__(self, selection: Selection) -> None:
        self._count, self._known = selection.count, selection.known
        self._wanted = selection.count + len(selection.known)
        self._numbers: list[Any] = []
        self._scores: list[Any] = []
        self._ids: list[Any] = []
        self._held = 0

    def add(self, piece: Piece, scores: Any, is_open: BoolArray) -> None:
        import pyarrow

        places = np.flatnonzero(is_open)
        if not len(places):
            return
        self._numbers.append(places + piece.first)
        self._scores.append(scores[places])
        self._ids.append(piece.ids.take(pyarrow.array(places)))
        self._held += len(places)
        if self._held > self._wanted + MOST_HELD:
            self._keep_best()

    def take(self) -> tuple[Any, tuple[str, ...], Any]:
        """The numbers, the ids and the scores, best first."""
        self._keep_best()
        if not self._held:
            return np.zeros(0, np.int64), (), np.zeros(0)
        texts = as_texts(self._ids[0])
        open_ = [place for place, text in enumerate(texts) if text not in self._known]
        places = open_[: self._count]
        numbers, scores = self._numbers[0][places], self._scores[0][places]
        return numbers.astype(np.int64), tuple(texts[place] for place in places), scores

    def _keep_best(self) -> None:
        import pyarrow

        if not self._held:
            return
        numbers, scores = np.concatenate(self._numbers), np.concatenate(self._scores)
        likely = np.arange(len(scores))
        if len(scores) > self._wanted:
            # Those that equal the last one too: which of them stay, their numbers decide.
            last = np.partition(scores, -self._wanted)[-self._wanted] if self._wanted else np.inf
            likely = np.flatnonzero(scores >= last)
        order = likely[best_first(numbers[likely], scores[likely])][: self._wanted]
        ids = pyarrow.concat_arrays(self._ids).take(pyarrow.array(order))
        self._numbers, self._scores, self._ids = [numbers[order]], [scores[order]], [ids]
        self._held = len(order)
