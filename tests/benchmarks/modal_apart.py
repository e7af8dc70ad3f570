"""modAL in an environment of its own, since it does not run on today's scikit-learn.

`ModAL` is the contestant on this side; the other side is this same file as a program there: it
makes the pool again by its name and labels one row for every line that it reads.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.kinds import Pool, kinds, made

NEEDED = ("modAL-python==0.4.2.1", "scikit-learn>=1.5,<1.6")
ROOT = Path(__file__).parents[2]


class ModAL:
    def __init__(self, pool: Pool) -> None:
        command = [str(_environment()), "-m", "tests.benchmarks.modal_apart", pool.kind.name]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.versions = self._answer()

    def label(self) -> float:
        """Milliseconds, as measured on the other side."""
        assert self._process.stdin is not None
        self._process.stdin.write("label\n")
        self._process.stdin.flush()
        return float(self._answer())

    def close(self) -> None:
        self._process.communicate()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("modAL's process has ended")
        return json.loads(line)


def _environment() -> Path:
    """Its Python, made when it is first needed and kept for the next run."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = cache / "altui-benchmarks" / "modal"
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        print("making an environment for modAL", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *NEEDED], check=True)
        (folder / "ready").touch()
    return python


class _Loop:
    """As in modAL's own examples: query, teach, delete from the pool."""

    def __init__(self, pool: Pool) -> None:
        from modAL.models import ActiveLearner
        from modAL.uncertainty import uncertainty_sampling
        from sklearn.linear_model import LogisticRegression

        left = np.setdiff1d(np.arange(len(pool.labels)), pool.start)
        self.matrix, self.labels = pool.matrix[left], pool.labels[left]
        self.learner = ActiveLearner(
            estimator=LogisticRegression(max_iter=2000),
            query_strategy=uncertainty_sampling,
            X_training=pool.matrix[pool.start],
            y_training=pool.labels[pool.start],
        )

    def label(self) -> None:
        asked, rows = self.learner.query(self.matrix)
        self.learner.teach(rows, self.labels[asked])
        if isinstance(self.matrix, np.ndarray):
            self.matrix = np.delete(self.matrix, asked, axis=0)
        else:
            self.matrix = self.matrix[np.delete(np.arange(self.matrix.shape[0]), asked)]
        self.labels = np.delete(self.labels, asked)


def _serve(name: str) -> None:
    import sklearn

    loop = _Loop(made(next(kinds([name]))))
    print(
        json.dumps({"modAL": NEEDED[0].split("==")[1], "sklearn": sklearn.__version__}), flush=True
    )
    for _ in sys.stdin:
        started = time.perf_counter()
        loop.label()
        print(json.dumps((time.perf_counter() - started) * 1000), flush=True)


if __name__ == "__main__":
    _serve(sys.argv[1])
