"""A learner in another process asks what one here would ask, and costs nothing when it fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from altui.errors import ModelError
from altui.labeling.matrices import map_matrix
from altui.labeling.processes import Recipe, RemoteLearner
from altui.learning.classifiers.models import model_factory
from altui.learning.generation import NEWEST, Generation
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge

ROWS = 60
OPTIONS = {
    "n_classes": 2,
    "strategy": "margin",
    "seed": 1,
    "depth": 5,
    "generation": Generation(NEWEST),
}
RNG = np.random.default_rng(3)
MATRIX = RNG.normal(size=(ROWS, 4)).astype(np.float32)
LABELS = (MATRIX[:, 0] + 0.3 * RNG.normal(size=ROWS) > 0).astype(int)
TEST = (MATRIX[50:], LABELS[50:])
POOL = np.arange(ROWS) < 50


def knowledge(count: int, event: int = 7) -> Knowledge:
    """The labels of so many rows; of two classes from two rows on."""
    firsts = [int(np.flatnonzero(LABELS[:50] == label)[0]) for label in (0, 1)]
    rows = np.array([*firsts, *(row for row in range(50) if row not in firsts)][:count])
    available = POOL.copy()
    available[rows] = False
    return Knowledge(event, rows, LABELS[rows], available, count)


def recipe(folder: Path, model: str, *, is_sparse: bool = False) -> Recipe:
    matrix = sparse.csr_matrix(MATRIX) if is_sparse else MATRIX
    np.savez(folder / "arrays.npz", pool=POOL, test_labels=TEST[1])
    test = sparse.csr_matrix(TEST[0]) if is_sparse else TEST[0]
    return Recipe(
        map_matrix(matrix, folder / "matrix"),
        folder / "arrays.npz",
        model,
        OPTIONS,
        map_matrix(test, folder / "test"),
    )


@pytest.fixture
def remote(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RemoteLearner]:
    learner = RemoteLearner(recipe(tmp_path, request.param))
    yield learner
    learner.stop()


@pytest.mark.parametrize("is_sparse", [False, True])
def test_a_round_made_elsewhere_is_the_round_made_here(tmp_path: Path, is_sparse: bool) -> None:
    made = recipe(tmp_path, "forest", is_sparse=is_sparse)
    remote = RemoteLearner(made)
    factory = model_factory("forest", seed=1, sparse=is_sparse)
    matrix = sparse.csr_matrix(MATRIX) if is_sparse else MATRIX
    test = (sparse.csr_matrix(TEST[0]) if is_sparse else TEST[0], TEST[1])
    here = Learner(matrix, POOL, model=factory, test=test, **OPTIONS)  # type: ignore[arg-type]
    for count in (1, 4, 12, 20):
        there = remote.round(knowledge(count))
        assert there == here.round(knowledge(count))
    assert len(there.ranking) == 5 and there.evaluation is not None
    assert there.calibration is not None and there.calibration.rows == len(TEST[1])
    remote.stop()


@pytest.mark.parametrize("remote", ["tests.labeling.strange:Dies"], indirect=True)
def test_what_is_contradicted_is_heard_from_there_as_from_here(remote: RemoteLearner) -> None:
    factory = model_factory("tests.labeling.strange:Dies", seed=1, sparse=False)
    here = Learner(MATRIX, POOL, model=factory, test=TEST, **OPTIONS)  # type: ignore[arg-type]
    found = remote.find_contradictions(knowledge(40))
    assert found and found == here.find_contradictions(knowledge(40))
    # Of four labels three make each fit: the process dies of that.
    with pytest.raises(ModelError, match="ended by signal"):
        remote.find_contradictions(knowledge(4))


@pytest.mark.parametrize("remote", ["tests.labeling.strange:Talks"], indirect=True)
def test_what_a_model_prints_reaches_no_screen(
    remote: RemoteLearner, capfd: pytest.CaptureFixture[str]
) -> None:
    assert remote.round(knowledge(12)).query is not None
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("remote", ["tests.labeling.strange:Dies"], indirect=True)
def test_a_process_that_dies_is_told_and_the_next_labels_have_another(
    remote: RemoteLearner,
) -> None:
    with pytest.raises(ModelError, match=f"ended by signal {int(signal.SIGABRT)}"):
        remote.round(knowledge(3))
    assert remote.round(knowledge(12)).query is not None


@pytest.mark.parametrize("remote", ["tests.labeling.strange:Hangs"], indirect=True)
def test_a_fit_that_never_ends_can_be_stopped(remote: RemoteLearner) -> None:
    ended: list[BaseException] = []

    def ask() -> None:
        try:
            remote.round(knowledge(3))
        except ModelError as error:
            ended.append(error)

    remote.round(knowledge(12))
    hanging = threading.Thread(target=ask)
    hanging.start()
    for _ in range(300):
        remote.stop()  # it may come before the fit has begun, and then ends nothing
        hanging.join(0.1)
        if not hanging.is_alive():
            break
    assert not hanging.is_alive() and "memory" in str(ended[0])
    assert remote.round(knowledge(12)).query is not None


ORPHAN = """
import sys, threading
from pathlib import Path
from tests.labeling.test_processes import RemoteLearner, knowledge, recipe
remote = RemoteLearner(recipe(Path(sys.argv[1]), "tests.labeling.strange:Hangs"))
remote.round(knowledge(12))
threading.Thread(target=remote.round, args=(knowledge(3),), daemon=True).start()
print(remote.pid, flush=True)
threading.Event().wait()
"""


def test_a_process_ends_with_its_killed_parent(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ORPHAN, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        # The pipe's other end is held by the parent alone: the child has gone when it is closed.
        watched = os.pidfd_open(child) if hasattr(os, "pidfd_open") else None
        parent.kill()
    if watched is None:
        pytest.skip("this system cannot watch a process that is not a child")
    import select

    assert select.select([watched], [], [], 30)[0], "the child lives on"
    os.close(watched)
