"""Models of somebody's own, for processes to fit."""

from __future__ import annotations

import os
import time
from typing import Any

from sklearn.linear_model import LogisticRegression


class Talks(LogisticRegression):  # type: ignore[misc]
    """Prints where the screen would be."""

    def fit(self, X: Any, y: Any) -> Any:
        os.write(1, b"\x1b[31mhello\n")
        return super().fit(X, y)


class Dies(LogisticRegression):  # type: ignore[misc]
    """Takes its process with it once it has three labels."""

    def fit(self, X: Any, y: Any) -> Any:
        if len(y) == 3:
            os.abort()
        return super().fit(X, y)


class Hangs(LogisticRegression):  # type: ignore[misc]
    """Never ends once it has three labels."""

    def fit(self, X: Any, y: Any) -> Any:
        while len(y) == 3:
            time.sleep(60)
        return super().fit(X, y)


class HangsOutOfFold(LogisticRegression):  # type: ignore[misc]
    """Never ends on fewer than six labels."""

    def fit(self, X: Any, y: Any) -> Any:
        while len(y) < 6:
            time.sleep(60)
        return super().fit(X, y)
