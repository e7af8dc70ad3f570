"""A worker that holds more than fits into its memory has the rest on its disk."""

from __future__ import annotations

import asyncio
import gc
import pickle
import weakref
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from altui.data.readers.partitions import partition_set
from altui.labeling.scanning.on_workers import HeldBlock, Share, scan_held
from altui.labeling.scanning.request import Selection
from tests.labeling.scanning.scans import is_same, make_scene, plain, random_model

THREADS = 2


class Disk(Mapping[str, HeldBlock]):
    """Blocks that are made anew whenever one is asked for; `most` were in memory at a time."""

    def __init__(self, blocks: Mapping[str, HeldBlock]) -> None:
        self._stored = {key: pickle.dumps(block.pieces) for key, block in blocks.items()}
        self._there: weakref.WeakSet[HeldBlock] = weakref.WeakSet()
        self.most = 0

    def __getitem__(self, key: str) -> HeldBlock:
        block = HeldBlock(pickle.loads(self._stored[key]))
        self._there.add(block)
        self.most = max(self.most, len(self._there))
        return block

    def __contains__(self, key: object) -> bool:
        return key in self._stored

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)


def test_a_few_are_in_memory_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition_set, "BLOCK_ROWS", 400)
    scene = make_scene(tmp_path / "rows")
    reader = scene.source.reader()
    blocks = {
        str(place): HeldBlock(tuple(reader.pieces(block)))
        for place, block in enumerate(scene.source.parts.blocks())
    }
    assert len(blocks) > 2 * THREADS
    disk = Disk(blocks)
    model = random_model(np.random.default_rng(1), scene.matrix.shape[1], 3)
    selection = Selection(model, ("a", "b", "c"), "margin", 300)
    with ThreadPoolExecutor(THREADS) as threads:
        worker = SimpleNamespace(
            data=disk, executors={"default": threads}, state=SimpleNamespace(nthreads=THREADS)
        )
        gc.collect()
        share: Share = asyncio.run(scan_held(pickle.dumps(selection), [*blocks, "gone"], worker))
    assert share.missing == ("gone",)
    assert is_same(share.found, plain(scene, selection))
    # Besides those that are scanned one may just have been left by a thread.
    assert disk.most <= 2 * THREADS
