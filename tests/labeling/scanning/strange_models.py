"""Fitted models of somebody's own, for processes to scan by."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import Any

import numpy as np


class Strange:
    """Finds all classes equally likely."""

    classes_ = np.arange(2)

    def fit(self, X: Any, y: Any) -> Any:
        raise NotImplementedError

    def predict_proba(self, X: Any) -> Any:
        os.write(1, b"\x1b[31mhello\n")
        return np.full((X.shape[0], 2), 0.5)


class Hangs(Strange):
    """Opens a pipe with a name when it begins to hang."""

    def __init__(self, pipe: Path) -> None:
        self._pipe = pipe

    def predict_proba(self, X: Any) -> Any:  # noqa: ARG002
        self._pipe.open("wb").close()
        threading.Event().wait()


class Dies(Strange):
    def predict_proba(self, X: Any) -> Any:  # noqa: ARG002
        os.kill(os.getpid(), signal.SIGKILL)


class Fails(Strange):
    def predict_proba(self, X: Any) -> Any:  # noqa: ARG002
        raise ValueError("too many rows")
