"""What is kept comes back the same, and a byte that changed is noticed before it is used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from altui.data.kept.container import BLOCK, NEW, Damaged, KeptFile, Unwanted, writing
from altui.data.kept.trees import LONG, arrays_in, pack, unpack
from altui.data.strings import Strings

TEXTS = st.text(max_size=6) | st.sampled_from(["\ud800", "\0", "日本", "é", "$array", "\\$csr"])
NUMBERS = st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False)
LEAVES = st.none() | NUMBERS | TEXTS
ARRAYS = st.sampled_from(["<f4", "<f8", "<i2", "<u8", "|b1"]).flatmap(
    lambda kind: st.lists(st.integers(0, 1), max_size=9).map(lambda n: np.array(n, kind))
)
TREES = st.recursive(
    LEAVES | ARRAYS | st.lists(TEXTS, max_size=9).map(Strings),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def written(path: Path, tree: Any) -> KeptFile:
    with writing(path, lambda: True) as writer:
        writer.finish("key", pack(tree, writer))
    return KeptFile(path)


def plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.tolist()
    if isinstance(value, Strings):
        return ["strings", *value]
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value


@settings(deadline=None, max_examples=60)
@given(TREES)
def test_any_tree_comes_back(tmp_path_factory: pytest.TempPathFactory, tree: Any) -> None:
    file = written(tmp_path_factory.mktemp("kept") / "a.kept", tree)
    file.check_all(lambda: True)
    assert plain(unpack(file.tree, file)) == plain(tree)


def test_long_lists_are_mapped_and_read_as_lists(tmp_path: Path) -> None:
    names = [f"term {n} é" for n in range(LONG)]
    file = written(tmp_path / "a.kept", {"names": names, "weights": [n / 3 for n in range(LONG)]})
    found = unpack(file.tree, file)
    assert isinstance(found["names"], Strings) and [*found["names"]] == names
    assert found["names"][3] == names[3] and found["names"][-2:] == names[-2:]
    assert found["weights"].tolist() == [n / 3 for n in range(LONG)]


def test_a_mapped_matrix_is_the_matrix(tmp_path: Path) -> None:
    dense = np.random.default_rng(0).random((50, 7), np.float32)
    dense[dense < 0.5] = 0
    file = written(tmp_path / "a.kept", {"dense": dense, "sparse": csr_matrix(dense)})
    found = unpack(file.tree, file)
    assert (found["dense"] == dense).all() and (found["sparse"].toarray() == dense).all()
    assert not found["dense"].flags.writeable and not found["sparse"].data.flags.writeable


@pytest.mark.parametrize("large", [False, True], ids=["a block", "many blocks"])
def test_a_changed_byte_is_noticed(tmp_path: Path, large: bool) -> None:
    path = tmp_path / "a.kept"
    rows = 3 * BLOCK // 8 if large else 40
    file = written(path, {"a": np.arange(rows), "b": np.arange(9.0)})
    content = path.read_bytes()
    chance = np.random.default_rng(1)
    for place in (0, 20, *chance.integers(0, len(content), 60).tolist(), len(content) - 1):
        spoilt = bytearray(content)
        spoilt[place] ^= 1 << int(chance.integers(8))
        path.write_bytes(spoilt)
        with pytest.raises(Damaged):
            KeptFile(path).check_all(lambda: True)
    for length in (0, 5, 30, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:length])
        with pytest.raises(Damaged):
            KeptFile(path).check_all(lambda: True)
    assert file.array(0)[-1] == rows - 1


def test_only_what_is_read_is_checked_at_first(tmp_path: Path) -> None:
    path = tmp_path / "a.kept"
    file = written(path, {"first": np.arange(9), "later": np.arange(2 * BLOCK // 8)})
    content = bytearray(path.read_bytes())
    content[-BLOCK // 2] ^= 1
    path.write_bytes(content)
    file = KeptFile(path)
    file.check(arrays_in(file.tree["first"]))
    with pytest.raises(Damaged):
        file.check(arrays_in(file.tree["later"]))


def test_what_nobody_waits_for_leaves_nothing(tmp_path: Path) -> None:
    calls = iter([True] * 3)
    with (
        pytest.raises(Unwanted),
        writing(tmp_path / "a.kept", lambda: next(calls, False)) as writer,
    ):
        for _ in range(9):
            writer.add(np.arange(9))
    assert [*tmp_path.iterdir()] == []


def test_another_file_takes_its_place_while_it_is_mapped(tmp_path: Path) -> None:
    path = tmp_path / "a.kept"
    first = written(path, {"a": np.arange(9)})
    second = written(path, {"a": np.arange(9) + 1})
    path.unlink()
    assert first.array(0)[0] == 0 and second.array(0)[0] == 1
    assert not [*tmp_path.glob(f"{NEW}*")]
