"""Whatever dies on a cluster, the same rows are found in the end, and labels go on meanwhile."""

from __future__ import annotations

import logging
import re
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from altui.data.readers.partitions import partition_set
from altui.errors import AltuiError
from altui.labeling.scanning.cluster_scan import ClusterScan
from altui.labeling.scanning.scheduler import Scheduler
from tests.labeling.scanning.clusters import cluster_of
from tests.labeling.scanning.scans import is_same, make_scene, plain
from tests.labeling.scanning.test_a_pass_runs_on_a_cluster import (
    PATIENCE,
    request_by,
    run,
)

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition_set, "BLOCK_ROWS", 400)


def test_a_worker_is_killed_in_each_of_ten_refills(tmp_path: Path) -> None:
    scene = make_scene(tmp_path / "rows")
    with cluster_of() as cluster:
        scan = ClusterScan(Scheduler(cluster.address))
        run(scan, request_by(scene, 0))
        for seed in range(10):
            request = request_by(scene, seed)
            outcomes: SimpleQueue[Any] = SimpleQueue()
            scan.start(request, outcomes.put)
            cluster.kill_a_worker()
            assert is_same(outcomes.get(timeout=PATIENCE), plain(scene, request.selection))
        scan.close()


def test_the_scheduler_is_killed_and_another_starts(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    scene, file = make_scene(tmp_path / "rows"), tmp_path / "scheduler.json"
    states: SimpleQueue[str] = SimpleQueue()
    scan = ClusterScan(Scheduler(file=file), lambda: states.put(scan.state))
    first, second = request_by(scene, 1), request_by(scene, 2)
    with cluster_of(1, file):
        assert is_same(run(scan, first), plain(scene, first.selection))
        assert scan.is_reachable
    lost = states.get(timeout=PATIENCE)
    assert re.fullmatch(r"the cluster is out of reach since \d\d:\d\d", lost)
    assert not scan.is_reachable and scan.state == lost
    with pytest.raises(AltuiError, match="does not answer"):
        scan.check()
    outcomes: SimpleQueue[Any] = SimpleQueue()
    scan.start(second, outcomes.put)
    file.unlink()  # of the scheduler that is gone
    with cluster_of(1, file):
        assert is_same(outcomes.get(timeout=PATIENCE), plain(scene, second.selection))
        assert states.get(timeout=PATIENCE) == "" and scan.is_reachable
        scan.close()
    assert capfd.readouterr() == ("", "")  # nothing paints over the screen


def test_who_quits_does_not_wait_for_a_scheduler_that_is_gone(tmp_path: Path) -> None:
    scene, file = make_scene(tmp_path / "rows"), tmp_path / "scheduler.json"
    scan, others = ClusterScan(Scheduler(file=file)), set(threading.enumerate())
    with cluster_of(1, file):
        run(scan, request_by(scene, 1))
    outcomes: SimpleQueue[Any] = SimpleQueue()
    scan.start(request_by(scene, 2), outcomes.put)
    (thread,) = (
        each
        for each in threading.enumerate()
        if each not in others and each.name == "altui-cluster"
    )
    scan.close()
    assert not scan.is_running
    thread.join(PATIENCE)
    assert not thread.is_alive() and outcomes.empty()


@pytest.mark.parametrize(
    "name", ["distributed", "distributed.client", "distributed.core", "tornado"]
)
def test_what_dask_logs_is_not_on_the_screen(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    import altui.labeling.scanning.cluster  # noqa: F401  it silences them

    logging.getLogger(name).error("connection refused")
    assert capfd.readouterr() == ("", "")
