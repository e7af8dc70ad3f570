"""Which rows to ask for before there is a model: typical ones.

One row per cluster is asked for, the row nearest to its centre (Kang, Ryu & Kwon 2004), largest
cluster first. Then the clusters are made finer, and those with a chosen row are passed over (as in
TypiClust, Hacohen et al. 2022). Rows are compared by direction.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from itertools import count, islice
from typing import TYPE_CHECKING

import numpy as np

from altui.learning.generation import OLDEST, Generation

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, Matrix

FIRST_CLUSTERS = 10
MOST_CLUSTERS = 40
SAMPLE, SAMPLE_BEFORE = 4_000, 20_000
"""Rows of the pool, drawn at random, that are clustered."""

WIDEST = 50
"""Above this many columns distances are taken in the leading singular directions."""


class TypicalOrder:
    """Rows of the pool, the most typical first: at most MOST_CLUSTERS, then the caller chooses.

    Clusters are made as needed: the first row needs only the first ten. The order depends only on
    the data and the seed, never on the labels, so undo and replay give the same one. Any thread may
    use it; a thread waits for a row that another thread is finding. `known` are the first rows of
    the order, where they were found before.
    """

    def __init__(
        self,
        matrix: Matrix,
        pool: BoolArray,
        seed: int,
        known: Sequence[int] = (),
        *,
        generation: Generation = OLDEST,
    ) -> None:
        self._drawn = [*known]
        self._left = islice(_typical_rows(matrix, pool, seed, generation), len(known), None)
        self._lock = threading.Lock()

    def first(self, available: BoolArray) -> int | None:
        """The earliest row of the order that is available."""
        for place in count():
            row = self._at(place)
            if row is None or available[row]:
                return row
        return None

    def found(self) -> list[int]:
        """The first rows, which the first clusters give; empty while nobody has asked for any."""
        if self._drawn:
            for place in range(FIRST_CLUSTERS):
                self._at(place)
        return self._drawn[:FIRST_CLUSTERS]

    def _at(self, place: int) -> int | None:
        """The row at a place from 0; None after the last one."""
        if place < len(self._drawn):
            return self._drawn[place]
        with self._lock:  # a generator that runs cannot be asked for more
            if place == len(self._drawn):
                self._drawn.extend(islice(self._left, 1))
        return self._drawn[place] if place < len(self._drawn) else None


def _typical_rows(
    matrix: Matrix, pool: BoolArray, seed: int, generation: Generation
) -> Iterator[int]:
    rng = np.random.default_rng(seed)
    most = SAMPLE if generation.clusters_fewer else SAMPLE_BEFORE
    rows = np.flatnonzero(pool)
    if len(rows) > most:
        rows = np.sort(rng.choice(rows, most, replace=False))
    drawn = matrix[rows]
    points = _at_length_one(_filled(drawn) if generation.clusters_fewer else drawn, seed)
    chosen: list[int] = []
    clusters = FIRST_CLUSTERS
    while clusters <= MOST_CLUSTERS and len(chosen) < len(rows):
        for point in _new_representatives(points, min(clusters, len(rows)), chosen.copy(), seed):
            chosen.append(point)
            yield int(rows[point])
        clusters *= 2


def _filled(points: Matrix) -> Matrix:
    """Without the columns of a sparse matrix that none of its rows has: of 100,000 texts a few
    thousand hold a fifth of the terms."""
    if isinstance(points, np.ndarray):
        return points
    return points[:, np.flatnonzero(np.bincount(points.indices, minlength=points.shape[1]))]


def _at_length_one(points: Matrix, seed: int) -> FloatArray:
    """The rows (m, at most WIDEST) at length 1; rows of zeros stay."""
    points = _narrow(points, seed)
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    return np.asarray(np.divide(points, lengths, out=np.zeros_like(points), where=lengths > 0))


def _narrow(points: Matrix, seed: int) -> FloatArray:
    if points.shape[1] <= WIDEST and isinstance(points, np.ndarray):
        return points
    from sklearn.decomposition import TruncatedSVD

    parts = min(WIDEST, min(points.shape) - 1)
    if parts < 1:
        return np.zeros((points.shape[0], 1)) if points.shape[1] < 1 else _dense(points)
    return np.asarray(TruncatedSVD(parts, random_state=seed).fit_transform(points))


def _dense(points: Matrix) -> FloatArray:
    return points if isinstance(points, np.ndarray) else np.asarray(points.toarray())


def _new_representatives(
    points: FloatArray, clusters: int, chosen: list[int], seed: int
) -> Iterator[int]:
    """The point nearest to the centre of each cluster that holds no chosen one yet, largest
    cluster first."""
    from sklearn.cluster import KMeans

    distinct = len(np.unique(points, axis=0))
    found = KMeans(min(clusters, distinct), n_init=3, random_state=seed).fit(points)
    labels, centres = found.labels_, found.cluster_centers_
    covered = {int(labels[point]) for point in chosen}
    sizes = np.bincount(labels)
    for cluster in np.argsort(-sizes, kind="stable"):
        if int(cluster) not in covered and sizes[cluster]:
            members = np.flatnonzero(labels == cluster)
            distances = np.linalg.norm(points[members] - centres[cluster], axis=1)
            yield int(members[np.argmin(distances)])
