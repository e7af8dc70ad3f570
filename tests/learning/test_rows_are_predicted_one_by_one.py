"""However many rows are predicted together, and in float32 or not, each has the same numbers."""

from __future__ import annotations

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from altui.learning.newton import classifier
from altui.learning.newton.classifier import NewtonLogistic


@pytest.mark.parametrize("rows", [1, 2, 63, 64, 65, 127, 128, 129, 1000])
@pytest.mark.parametrize("columns", [1, 3, 20, 65])
def test_pieces_change_no_bit(rows: int, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifier, "CACHED_CELLS", 1)
    rng = np.random.default_rng(rows)
    X = rng.normal(size=(max(rows, 20), columns)).astype(np.float32)
    fitted = NewtonLogistic().fit(X, np.arange(len(X)) % 2)
    X = X[:rows]
    # Threads would cut the whole product where they meet.
    with threadpool_limits(1):
        whole = (X.astype(np.float64) @ fitted.coef_.T + fitted.intercept_)[:, 0]
        assert fitted.decision_function(X).tobytes() == whole.tobytes()
