"""Which rows a person is asked for, where several divide a file: a share of it, and what overlaps.

All of it follows from the project's digest and the row ids, so people who never meet divide a file
alike. Identical rows are one question and stay together. So does a group, but for its rows that are
identical to a row of another group before it: those go with that row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from altui.data.units.units import Units
from altui.session.project.shares import parse_share

if TYPE_CHECKING:
    from altui.session.settings import Settings

Mask = NDArray[np.bool_]
Rows = NDArray[np.integer]

_SPAN = float(1 << 64)


class Allotment(NamedTuple):
    """What a person is asked for: `mine` (n,) marks the rows; `common` (c,) are those that overlap
    with other shares, in the order in which everybody is asked for them, and `is_common` (n,) marks
    them. They are an `overlap` of all rows, by random numbers."""

    mine: Mask
    common: Rows
    is_common: Mask
    overlap: float


def allot(
    settings: Settings, ids: Sequence[str], units: Units, drawn: Iterable[int]
) -> Allotment | None:
    """What the person of these settings is asked for; None for all rows. The `drawn` rows of the
    random check are in every share."""
    if not (settings.share or settings.overlap):
        return None
    # At a desk nobody has a share, and what overlaps is given out all the same.
    share = parse_share(settings.share or "1/1")
    n = len(ids)
    questions = _first_of_copies(units, n)
    first = questions if units.groups is None else _first_of_groups(units.groups)[questions]
    parts, places = _marks(settings.project, ids, first, questions)
    overlapping = _below(settings.overlap, places[questions])
    mine: Mask = (parts[first] % np.uint64(share.of)) == share.number - 1
    mine |= overlapping | units.with_copies([*drawn], n)
    common = np.flatnonzero(overlapping)
    order = np.lexsort((common, places[questions[common]]))
    return Allotment(mine, common[order], overlapping, settings.overlap)


def find_overlap(settings: Settings, ids: Sequence[str], units: Units) -> Mask:
    """The rows (n,) that two people are to answer."""
    questions = _first_of_copies(units, len(ids))
    _, places = _marks(settings.project, ids, questions)
    return _below(settings.overlap, places[questions])


def _marks(
    project: str, ids: Sequence[str], *rows: Rows
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Two independent random numbers for each of these rows, and 0 for the others (n,): one for its
    share, and one for its place in what overlaps."""
    is_marked = np.zeros(len(ids), bool)
    for each in rows:
        is_marked[each] = True
    marked = np.flatnonzero(is_marked)
    head = f"{project}\n"
    texts = ((head + ids[row]).encode(errors="surrogatepass") for row in marked.tolist())
    found = b"".join([blake2b(text, digest_size=16).digest() for text in texts])
    marks = np.zeros((2, len(ids)), np.uint64)
    marks[:, marked] = np.frombuffer(found, ">u8").reshape(-1, 2).T
    return marks[0], marks[1]


def _below(overlap: float, places: NDArray[np.uint64]) -> Mask:
    return np.asarray(places.astype(np.float64) < overlap * _SPAN)


def _first_of_copies(units: Units, n: int) -> Rows:
    """The first (n,) of the rows that are identical to each."""
    return Units(units.identical).codes(n)


def _first_of_groups(groups: NDArray[np.int32]) -> Rows:
    """The first row (n,) of the group of each."""
    _, first, group = np.unique(groups, return_index=True, return_inverse=True)
    return np.asarray(first[group])
