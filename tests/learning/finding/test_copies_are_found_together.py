"""Identical rows are one answer and several rows: they are read together, and drawn by row."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.learning.finding.finder import Finder
from altui.learning.rounds import Knowledge

N = 60


def knowledge(
    order: list[int], truth: np.ndarray, codes: np.ndarray, first: np.ndarray
) -> Knowledge:
    """These questions answered, each for all of its copies."""
    rows = np.array([int(first[row]) for row in order], int)
    available = np.zeros(len(codes), bool)
    available[first] = True
    available[rows] = False
    counts = np.array([int((codes == codes[row]).sum()) for row in rows], int)
    return Knowledge(0, rows, truth[rows], available, len(rows), counts=counts)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 500), sets=st.integers(5, 60))
def test_what_is_read_and_found_counts_rows(seed: int, sets: int) -> None:
    rng = np.random.default_rng(seed)
    codes = rng.integers(0, sets, N)
    first = np.unique(codes, return_index=True)[1]
    codes = first[np.searchsorted(np.unique(codes), codes)]
    truth = (rng.random(N) < 0.3)[codes].astype(int)
    finder = Finder(np.ones(N, bool), 1, seed, codes)
    order = rng.permutation(len(first)).tolist()
    for count in range(len(order) + 1):
        known = knowledge(order[:count], truth, codes, first)
        read = np.isin(codes, codes[known.rows])
        progress = finder.progress(known)
        assert (progress.read, progress.found) == (int(read.sum()), int(truth[read].sum()))
        drawn = finder.next_drawn(known) if count < len(order) else None
        assert drawn is None or known.available[drawn]
    assert progress.p == 0.0 or progress.found == 0


@given(seed=st.integers(0, 100))
def test_without_copies_nothing_changes(seed: int) -> None:
    rng = np.random.default_rng(seed)
    truth = (rng.random(N) < 0.2).astype(int)
    codes = np.arange(N)
    plain, merged = Finder(np.ones(N, bool), 1, seed), Finder(np.ones(N, bool), 1, seed, codes)
    order = rng.permutation(N)[:40].tolist()
    known = knowledge(order, truth, codes, codes)
    assert plain.progress(known) == merged.progress(known)
    assert plain.next_drawn(known) == merged.next_drawn(known)
