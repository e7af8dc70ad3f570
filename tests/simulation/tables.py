"""Labeled rows for simulations: two or three clouds that a line can part."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from altui.simulation.scenarios import Splits


def clouds(n: int = 80, n_classes: int = 2, initial: int = 6, *, is_sparse: bool = False) -> Splits:
    rng = np.random.default_rng(0)
    labels = np.arange(n) % n_classes
    dense = (rng.normal(size=(n, 3)) + 1.5 * labels[:, None]).astype(np.float32)
    matrix: Any = sparse.csr_matrix(dense) if is_sparse else dense
    return Splits(matrix, labels, n_classes, initial)
