"""A scan finds what a plain look at all rows at once finds, in whatever order the blocks come and
however many workers share them."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from altui.labeling.scanning import block_scan
from altui.labeling.scanning.block_scan import scan_block
from altui.labeling.scanning.found import Found, merge
from altui.labeling.scanning.request import ScanRequest, Selection, scan_strategy
from tests.labeling.scanning.scans import (
    CLASSES,
    NUMBERS,
    TEXTS,
    Scene,
    fitted_model,
    is_between_two,
    is_same,
    make_scene,
    plain,
    random_model,
)

STRATEGIES = ("margin", "entropy", "least-confidence", "uniform-over-confidence", "most-likely:b")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return make_scene(tmp_path_factory.mktemp("scan") / "rows")


def request_of(scene: Scene, seed: int, strategy: str, count: int) -> ScanRequest:
    random = np.random.default_rng(seed)
    classes = int(random.integers(2, len(CLASSES) + 1))
    model = random_model(random, scene.matrix.shape[1], classes)
    cutoff = int(np.sort(scene.hashes)[random.integers(0, 300)]) if random.random() < 0.7 else None
    known = frozenset(random.choice(scene.ids, random.integers(0, 200)).tolist())
    names = CLASSES[:classes]
    chosen = Selection(model, names, strategy, count, cutoff, known, seed, labeled=9)
    return ScanRequest(scene.source, chosen)


@settings(max_examples=60)
@given(
    seed=st.integers(0, 2**32 - 1),
    strategy=st.sampled_from(STRATEGIES),
    count=st.sampled_from([0, 1, 7, 150, 5000]),
    workers=st.sampled_from([1, 2, 7]),
)
def test_as_a_plain_look_at_all_rows(
    scene: Scene, seed: int, strategy: str, count: int, workers: int
) -> None:
    request = request_of(scene, seed, strategy, count)
    assume(not is_between_two(scene, request.selection))
    blocks = scene.blocks
    assert len(blocks) > workers
    order = np.random.default_rng(seed).permutation(len(blocks))
    founds = [scan_block(request, blocks[place]) for place in order]
    shares = [merge(founds[k::workers], count) for k in range(workers)]
    assert is_same(merge(shares, count), plain(scene, request.selection))


@pytest.mark.parametrize("model", ["newton", "logistic", "forest", "bayes"])
@pytest.mark.parametrize("learned", [NUMBERS, TEXTS], ids=["numbers", "texts"])
def test_by_any_model_of_numbers_and_of_texts(
    tmp_path: Path, learned: tuple[str, ...], model: str
) -> None:
    scene = make_scene(tmp_path / "rows", 900, learned=learned)
    fitted = fitted_model(scene, model, 3)
    request = ScanRequest(scene.source, Selection(fitted, CLASSES[:3], "entropy", 200))
    founds = [scan_block(request, block) for block in scene.blocks]
    assert is_same(merge(founds, 200), plain(scene, request.selection))


def test_what_is_held_while_a_block_is_read_is_bounded(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = request_of(scene, 3, "margin", 20)
    monkeypatch.setattr("altui.data.readers.partitions.partition_set.BATCH_ROWS", 50)
    monkeypatch.setattr(block_scan, "MOST_HELD", 0)
    told: list[int] = []
    founds = [scan_block(request, block, told.append) for block in scene.blocks]
    assert is_same(merge(founds, 20), plain(scene, request.selection))
    assert sum(told) == len(scene.ids)


def test_a_request_goes_to_another_process_whole(scene: Scene) -> None:
    request = request_of(scene, 4, "most-likely:b", 100)
    sent = pickle.loads(pickle.dumps(request))
    block = scene.blocks[0]
    assert is_same(scan_block(sent, block), scan_block(request, block))
    assert sent.source.key == request.source.key


def test_of_rows_that_are_the_same_the_first_is_better(scene: Scene) -> None:
    request = request_of(scene, 5, "margin", 2000)
    founds = [scan_block(request, block) for block in scene.blocks]
    found = merge(founds, 2000)
    falls = np.diff(found.scores)
    assert (falls <= 0).all() and (np.diff(found.numbers)[falls == 0] > 0).all()
    assert np.count_nonzero(falls == 0) > 100


def test_strategies_that_look_beyond_a_row_go_by_margin() -> None:
    kept = (*STRATEGIES, "most-likely:other")
    assert [scan_strategy(name) for name in kept] == list(kept)
    for name in ("random", "density-weighted", "disagreement", "somebody.module:score"):
        assert scan_strategy(name) == "margin"


def test_no_rows_are_found_of_none() -> None:
    nothing = Found.nothing(2)
    assert is_same(merge([nothing], 5), nothing)
