"""A pass over all rows runs beside the labels: it finds the same by any number of processes, can be
ended at any moment, and says what went wrong."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np
import pytest

from altui.data.readers.partitions import partition_set
from altui.errors import AltuiError
from altui.labeling.scanning.found import Found
from altui.labeling.scanning.local import LocalScan
from altui.labeling.scanning.request import ScanRequest, Selection
from altui.learning.classifiers.models import FittedModel
from tests.labeling.scanning import strange_models
from tests.labeling.scanning.scans import Scene, is_same, make_scene, plain, random_model

PATIENCE = 100
"""Seconds: seven processes start, and all else on the machine goes before them."""


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return make_scene(tmp_path_factory.mktemp("scan") / "rows")


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition_set, "BLOCK_ROWS", 400)


@pytest.fixture(params=[1])
def scan(request: pytest.FixtureRequest) -> Iterator[LocalScan]:
    made = LocalScan(request.param)
    yield made
    made.close()


def request_by(scene: Scene, model: Any) -> ScanRequest:
    return ScanRequest(scene.source, Selection(model, ("a", "b"), "margin", 300))


def children() -> set[Any]:
    """The processes of this one: those that other tests have left may end meanwhile."""
    return set(multiprocessing.active_children())


def run(scan: LocalScan, request: ScanRequest) -> tuple[Any, list[tuple[int, int]]]:
    """What a pass comes to, and the progress that was told."""
    outcomes: SimpleQueue[Found | AltuiError] = SimpleQueue()
    told: list[tuple[int, int]] = []
    scan.start(request, outcomes.put, lambda *rows: told.append(rows))
    return outcomes.get(timeout=PATIENCE), told


@pytest.mark.parametrize("scan", [1, 2, pytest.param(7, marks=pytest.mark.slow)], indirect=True)
def test_any_number_of_processes_finds_the_same(scene: Scene, scan: LocalScan) -> None:
    request = request_by(scene, random_model(np.random.default_rng(1), scene.matrix.shape[1], 2))
    found, told = run(scan, request)
    assert is_same(found, plain(scene, request.selection))
    assert told[-1] == (len(scene.ids), len(scene.ids)) and sorted(told) == told
    assert not scan.is_running
    assert is_same(run(scan, request)[0], found)


def test_what_a_model_prints_reaches_no_screen(
    scene: Scene, scan: LocalScan, capfd: pytest.CaptureFixture[str]
) -> None:
    found, _ = run(scan, request_by(scene, FittedModel(strange_models.Strange(), 2)))
    assert found.rows == len(scene.ids) and capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (strange_models.Dies(), "the process that scans was killed: it may have run out of memory"),
        (strange_models.Fails(), "the model failed to predict: ValueError: too many rows"),
    ],
)
def test_what_went_wrong_is_said(scene: Scene, scan: LocalScan, model: Any, said: str) -> None:
    others = children()
    error, _ = run(scan, request_by(scene, FittedModel(model, 2)))
    assert isinstance(error, AltuiError) and str(error) == said
    assert not scan.is_running and children() <= others


def test_a_file_that_is_gone_is_named(tmp_path: Path, scan: LocalScan) -> None:
    scene = make_scene(tmp_path / "rows", 900)
    gone = scene.source.parts.files[1].path
    gone.unlink()
    model = random_model(np.random.default_rng(1), scene.matrix.shape[1], 2)
    error, _ = run(scan, request_by(scene, model))
    assert isinstance(error, AltuiError) and error.where == str(gone)


def test_a_pass_that_never_ends_can_be_closed(
    scene: Scene, scan: LocalScan, tmp_path: Path
) -> None:
    outcomes: SimpleQueue[Found | AltuiError] = SimpleQueue()
    os.mkfifo(tmp_path / "pipe")
    others, threads = children(), set(threading.enumerate())
    request = request_by(scene, FittedModel(strange_models.Hangs(tmp_path / "pipe"), 2))
    scan.start(request, outcomes.put)
    assert scan.is_running
    with pytest.raises(RuntimeError):
        scan.start(request, outcomes.put)
    (thread,) = (
        each for each in threading.enumerate() if each not in threads and each.name == "altui-scan"
    )
    (tmp_path / "pipe").open("rb").read()  # it hangs now
    scan.close()
    thread.join(PATIENCE)
    assert not thread.is_alive() and children() <= others
    assert outcomes.empty() and not scan.is_running
    model = random_model(np.random.default_rng(1), scene.matrix.shape[1], 2)
    assert isinstance(run(scan, request_by(scene, model))[0], Found)
