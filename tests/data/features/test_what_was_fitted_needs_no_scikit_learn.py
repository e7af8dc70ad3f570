"""What was fitted once is taken up again without scikit-learn, and gives the same bits."""

from __future__ import annotations

import json

import numpy as np
import pytest
import sklearn
from hypothesis import given
from hypothesis import strategies as st
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from altui.data.dataset import DataOptions
from altui.data.features.blocks import CategoryBlock, Moments
from altui.data.features.encoder import Encoder
from altui.data.features.matrix import build_features
from altui.data.features.transformer import Transformer
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from tests.cli.doors import outside
from tests.data.conftest import MakeTable

seeds = st.integers(0, 2**32 - 1)


IS_OLD = tuple(map(int, sklearn.__version__.split(".")[:2])) < (1, 9)
"""Earlier versions subtract in float64."""


@given(seeds, st.integers(1, 300), st.integers(1, 400), st.integers(1, 9), st.floats(1e-20, 1e20))
def test_numbers_are_scaled_to_the_bits_of_scikit_learn(
    seed: int, rows: int, part: int, columns: int, size: float
) -> None:
    random = np.random.default_rng(seed)
    values = (random.standard_normal((rows, columns)) * size + size).astype(np.float32)
    values[:, 0] = values[0, 0]  # a column of one value has no deviation
    scaler, moments = StandardScaler(copy=False), Moments(columns)
    for start in range(0, rows, part):
        scaler.partial_fit(values[start : start + part])
        moments.add(values[start : start + part])
    found = moments.scaling()
    assert found.mean.tobytes() == scaler.mean_.tobytes()
    assert found.deviation.tobytes() == scaler.scale_.tobytes()
    wanted = scaler.transform(values.copy())
    found.apply(values)
    assert IS_OLD or values.tobytes() == wanted.tobytes()


@given(seeds, st.integers(0, 30), st.lists(st.integers(1, 5), max_size=4))
def test_categories_are_the_ones_of_scikit_learn(seed: int, rows: int, sizes: list[int]) -> None:
    block = CategoryBlock(len(sizes))
    block.restore([[str(value) for value in range(size)] for size in sizes])
    # -1 is a value that was not seen before.
    codes = np.array(
        np.random.default_rng(seed).integers(-1, sizes or [], (rows, len(sizes))), np.int32
    )
    made = block.one_hot(codes)
    dense = np.full((rows, block.total), np.nan, np.float32)
    block.fill_one_hot(codes, dense)
    assert made.toarray().tobytes() == dense.tobytes()
    if not (rows and sizes):
        assert made.shape == (rows, sum(sizes))
        return
    every = [np.arange(size) for size in sizes]
    encoder = OneHotEncoder(categories=every, handle_unknown="ignore", dtype=np.float32)
    wanted = encoder.fit(np.zeros((1, len(sizes)), np.int32)).transform(codes)
    assert made.dtype == wanted.dtype
    assert made.indices.dtype == wanted.indices.dtype
    assert np.array_equal(made.indptr, wanted.indptr)
    assert np.array_equal(made.indices, wanted.indices)
    assert np.array_equal(made.data, wanted.data)


NUMBERS = "x,c,y\n" + "".join(f"{row}.5,{'rb'[row % 2]},\n" for row in range(40))
TEXTS = "text,y\n" + "".join(f"some words of row {row} and {row % 7},\n" for row in range(40))


@pytest.mark.parametrize(
    ("content", "heavy"), [(NUMBERS, "sklearn scipy"), (TEXTS, "sklearn")], ids=["numbers", "texts"]
)
def test_what_was_fitted_is_restored_without(table: MakeTable, content: str, heavy: str) -> None:
    opened = table(content)
    schema = infer_schema(opened, target="y")
    dataset = load_dataset(opened, schema, DataOptions(classes=("a", "b")))
    made = build_features(dataset)
    assert isinstance(made.encoder, Encoder)
    stored = json.dumps(Transformer(made.encoder).to_json())
    names = (
        "import json, sys\n"
        "from altui.data.features.transformer import Transformer\n"
        "encoder = Transformer.from_json(json.loads(sys.argv[1])).encoder\n"
        "print(json.dumps([list(encoder.names()), list(encoder.columns())]))\n"
    )
    answer = outside(names + f"assert not set({heavy.split()}) & set(sys.modules)", [stored])
    assert answer.status == 0, answer.err
    assert json.loads(answer.out) == [list(made.names), list(made.columns)]
