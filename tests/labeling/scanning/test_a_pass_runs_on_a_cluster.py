"""On a cluster the same rows are found as here, whatever becomes of its workers meanwhile."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue
from typing import Any

import numpy as np
import pytest

from altui.data.readers.partitions import partition_set
from altui.errors import AltuiError, InputError
from altui.labeling.scanning.cluster_scan import ClusterScan
from altui.labeling.scanning.found import Found
from altui.labeling.scanning.request import ScanRequest, Selection
from altui.labeling.scanning.scheduler import Scheduler
from altui.learning.classifiers.models import FittedModel
from tests.labeling.scanning import strange_models
from tests.labeling.scanning.clusters import two_workers
from tests.labeling.scanning.scans import Scene, is_same, make_scene, plain, random_model

distributed = pytest.importorskip("distributed")
PATIENCE = 100


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return make_scene(tmp_path_factory.mktemp("scan") / "rows")


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition_set, "BLOCK_ROWS", 400)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with two_workers() as made:
        yield made


@pytest.fixture
def scan(cluster: Any) -> Iterator[ClusterScan]:
    made = ClusterScan(Scheduler(cluster.scheduler_address))
    yield made
    made.close()


def request_by(scene: Scene, seed: int, strategy: str = "margin") -> ScanRequest:
    random = np.random.default_rng(seed)
    model = random_model(random, scene.matrix.shape[1], 3)
    known = frozenset(random.choice(scene.ids, 40).tolist())
    cutoff = int(np.sort(scene.hashes)[100])
    return ScanRequest(
        scene.source, Selection(model, ("a", "b", "c"), strategy, 300, cutoff, known)
    )


def run(scan: ClusterScan, request: ScanRequest) -> Any:
    outcomes: SimpleQueue[Found | AltuiError] = SimpleQueue()
    scan.start(request, outcomes.put)
    return outcomes.get(timeout=PATIENCE)


@pytest.mark.parametrize("strategy", ["margin", "entropy", "most-likely:c"])
def test_the_same_rows_as_here(scene: Scene, scan: ClusterScan, strategy: str) -> None:
    scan.check()
    for seed in range(5):
        request = request_by(scene, seed, strategy)
        assert is_same(run(scan, request), plain(scene, request.selection))
    assert scan.is_reachable and scan.state == "" and not scan.is_running


def test_progress_is_told_by_rows(scene: Scene, scan: ClusterScan) -> None:
    outcomes: SimpleQueue[Found | AltuiError] = SimpleQueue()
    told: list[tuple[int, int]] = []
    scan.start(request_by(scene, 1), outcomes.put, lambda *rows: told.append(rows))
    assert isinstance(outcomes.get(timeout=PATIENCE), Found)
    assert told[-1] == (len(scene.ids), len(scene.ids)) and sorted(told) == told


def kill_a_worker(cluster: Any, place: int) -> None:
    """Its nanny starts another."""
    pids = sorted(filter(None, [nanny.pid for nanny in cluster.workers.values()]))
    with suppress(ProcessLookupError):  # of the one before nobody may have heard yet
        os.kill(pids[place % len(pids)], signal.SIGKILL)


def test_a_worker_is_killed_before_a_refill(scene: Scene, cluster: Any, scan: ClusterScan) -> None:
    for seed in range(3):
        request = request_by(scene, seed)
        assert is_same(run(scan, request), plain(scene, request.selection))
        kill_a_worker(cluster, seed)
    assert scan.is_reachable


def test_a_model_that_fails_is_an_error_with_its_words(scene: Scene, scan: ClusterScan) -> None:
    model = FittedModel(strange_models.Fails(), 2)
    request = ScanRequest(scene.source, Selection(model, ("a", "b"), "margin", 5))
    error = run(scan, request)
    assert str(error) == "the model failed to predict: ValueError: too many rows"
    request = request_by(scene, 1)
    assert is_same(run(scan, request), plain(scene, request.selection))


def test_another_version_is_refused(
    scene: Scene, scan: ClusterScan, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = distributed.Client.get_versions

    async def other(client: Any, **packages: Any) -> Any:
        found = await real(client, **packages)
        for worker in found["workers"].values():
            worker["packages"] = {**worker["packages"], "numpy": "0.1"}
        return found

    monkeypatch.setattr(distributed.Client, "get_versions", other)
    with pytest.raises(InputError, match=r"worker tcp://127.0.0.1:\d+ has numpy 0.1, here it"):
        scan.check()
    error = run(scan, request_by(scene, 1))
    assert isinstance(error, InputError) and "has numpy 0.1" in error.message
    assert not scan.is_reachable and scan.state == error.message
    monkeypatch.undo()
    monkeypatch.setattr(partition_set, "BLOCK_ROWS", 400)
    request = request_by(scene, 1)
    assert is_same(run(scan, request), plain(scene, request.selection))
    assert scan.is_reachable and scan.state == ""
