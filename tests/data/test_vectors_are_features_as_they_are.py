"""Vectors in are vectors in the matrix, from cells of any format or from a .npy file."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from altui.data.dataset import DataOptions
from altui.data.features.matrix import Features, build_features
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.data.schema import Role
from altui.data.table import Table
from altui.errors import InputError
from tests.data.conftest import MakeTable

FINITE = st.floats(-(2.0**120), 2.0**120, width=32)
VECTORS = arrays(np.float32, array_shapes(min_dims=2, max_dims=2, min_side=2), elements=FINITE)


def features_of(table: Table, *choices: str, **options: object) -> Features:
    schema = infer_schema(table, columns=choices, has_vectors="vectors" in options)
    made = DataOptions(classes=("a", "b"), **options)  # type: ignore[arg-type]
    return build_features(load_dataset(table, schema, made))


def written(vectors: NDArray[np.float32], kind: str, path: Path) -> Path:
    rows = [[float(value) for value in row] for row in vectors]
    path = path / f"data.{kind.rpartition(' ')[2]}"
    if kind.endswith("parquet"):
        flat = pa.array(vectors.ravel())
        lists = pa.FixedSizeListArray.from_arrays(flat, vectors.shape[1])
        column = lists if kind.startswith("fixed") else pa.array(rows)
        pq.write_table(pa.table({"v": column}), path)
    elif kind == "jsonl":
        path.write_text("".join(json.dumps({"v": row}) + "\n" for row in rows))
    else:
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([["v"], *([json.dumps(row)] for row in rows)])
    return path


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet", "fixed parquet"])
@given(vectors=VECTORS)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_vectors_in_are_vectors_in_the_matrix(
    kind: str, vectors: NDArray[np.float32], tmp_path: Path
) -> None:
    with open_table(written(vectors, kind, tmp_path)) as table:
        made = features_of(table, "v=vector")
        assert made.matrix.dtype == np.float32
        assert np.array_equal(made.matrix, vectors)
        assert list(made.columns) == ["v"] * vectors.shape[1]
        assert made.components == range(vectors.shape[1])


def test_a_column_of_vectors_is_known_by_its_cells_and_never_shown(table: MakeTable) -> None:
    rows = "".join(f'"[{i}, 0.5, -2e-1]",word{i % 3},"[{"1," * (i % 4)}2]"\n' for i in range(30))
    opened = table(f"v,c,ragged\n{rows}")
    schema = infer_schema(opened)
    assert schema.column("v").role is Role.VECTOR
    assert schema.column("v").reason == "vectors of 3 numbers"
    assert schema.column("ragged").role is not Role.VECTOR
    dataset = load_dataset(opened, schema, DataOptions(classes=("a", "b")))
    assert "v" not in [field.name for field in dataset.fields(0)]


def test_other_columns_stand_beside_vectors(table: MakeTable) -> None:
    opened = table(
        "n,c,v,t\n" + "".join(f'{2 * i},{"xy"[i % 2]},"[{i}, 7]",two words\n' for i in range(30))
    )
    dense = features_of(opened, "n", "c", "v")
    assert list(dense.names) == ["n", "c=x", "c=y", "v[0]", "v[1]"]
    assert np.array_equal(dense.matrix[:, 3:], [[i, 7] for i in range(30)])
    sparse = features_of(opened, "n", "c", "v", "t=text")
    assert np.array_equal(sparse.matrix[:, 3:5].toarray(), dense.matrix[:, 3:])
    assert [sparse.term(column) for column in (0, 3, 4)] == [None] * 3
    assert any(term is not None and term.text == "two" for term in map(sparse.term, range(5, 20)))
    assert sparse.components == range(3, 5)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("", "the vector is missing"),
        ('"[1, 2, 3]"', "the vector has 3 numbers, those before it 2"),
        ('"[1, null]"', "is no vector of numbers"),
        ('"[1, NaN]"', "is no vector of numbers"),
        ('"[[1], [2]]"', "is no vector of numbers"),
        ("[]", "is no vector of numbers"),
        ('"[1, 2], [3, 4]"', "is no vector of numbers"),
        ("words", "is no vector of numbers"),
        ('"[1, 1e39]"', "too large"),
    ],
)
def test_a_cell_that_is_no_vector_is_named(table: MakeTable, cell: str, fault: str) -> None:
    good = '"[1, 2]",x\n' * 3
    with pytest.raises(InputError) as raised:
        features_of(table(f"v,w\n{good}{cell},x\n{good}"), "v=vector")
    assert fault in raised.value.message
    assert raised.value.where.endswith("data.csv, line 5, column 'v'")


def test_two_broken_cells_do_not_mend_each_other(table: MakeTable) -> None:
    with pytest.raises(InputError) as raised:
        features_of(table('v\n"[1, 2"\n"3, 4]"\n"[1, 2], [3, 4]"\n'), "v=vector")
    assert raised.value.where.endswith("line 2, column 'v'")


@pytest.mark.parametrize("bad", [None, [1.0], [1.0, float("nan")], [1.0, None]])
def test_a_list_of_a_parquet_file_that_is_no_vector_is_named(tmp_path: Path, bad: object) -> None:
    path = tmp_path / "data.parquet"
    pq.write_table(pa.table({"v": pa.array([[1.0, 2.0], [3.0, 4.0], bad])}), path)
    with open_table(path) as opened, pytest.raises(InputError, match="vector") as raised:
        features_of(opened, "v=vector")
    assert raised.value.where.endswith("data.parquet, row 3, column 'v'")


def test_a_file_of_vectors_is_mapped_and_never_copied(table: MakeTable, tmp_path: Path) -> None:
    path = tmp_path / "vectors.npy"
    vectors = np.random.default_rng(0).normal(size=(30, 4)).astype(np.float32)
    np.save(path, vectors)
    opened = table("id,label\n" + "".join(f"{i},{'ab'[i % 2]}\n" for i in range(30)))
    made = features_of(opened, "label", vectors=str(path))
    assert np.array_equal(made.matrix, vectors)
    assert isinstance(made.matrix, np.ndarray) and isinstance(made.matrix.base, np.memmap)
    with pytest.raises(InputError, match="none is named for these rows"):
        made.transform(opened)
    assert np.array_equal(made.transform(opened, vectors=path), vectors)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (np.ones((29, 4)), "29 vectors for 30 rows"),
        (np.ones(30), "rows and columns"),
        (np.full((30, 2), "x"), "rows and columns"),
        (np.where(np.arange(60).reshape(30, 2) == 9, np.inf, 1.0), "NaN or infinite"),
        (np.array([[{}]] * 30), "no NumPy array"),
        (b"words", "no NumPy array"),
    ],
)
def test_a_file_that_has_no_vector_for_each_row_is_refused(
    table: MakeTable, tmp_path: Path, content: object, fault: str
) -> None:
    path = tmp_path / "vectors.npy"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        np.save(path, content)  # type: ignore[arg-type]
    opened = table("id,label\n" + "".join(f"{i},{'ab'[i % 2]}\n" for i in range(30)))
    with pytest.raises(InputError, match=fault) as raised:
        features_of(opened, "label", vectors=str(path))
    assert str(path) in raised.value.where
    assert "row 5" in raised.value.where or "NaN" not in fault


def test_what_is_too_large_for_memory_is_mapped(
    table: MakeTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALTUI_MEMORY_MB", "0")
    made = features_of(table("n,v\n" + "".join(f'{2 * i},"[{i}, 7]"\n' for i in range(30))))
    assert isinstance(made.matrix, np.ndarray) and not made.matrix.flags.owndata
    assert np.array_equal(made.matrix[:, 1:], [[i, 7] for i in range(30)])


def test_vectors_as_numpy_prints_them_are_vectors(table: MakeTable) -> None:
    vectors = np.random.default_rng(0).normal(size=(30, 12)).astype(np.float32)
    vectors[0, :2] = 0, 1  # printed as `0.` and `1.`
    with np.printoptions(precision=9):
        cells = [f'r{n},"{vector}"\n' for n, vector in enumerate(vectors)]
    opened = table("id,emb\n" + "".join(cells))
    assert infer_schema(opened).column("emb").role is Role.VECTOR
    assert np.allclose(features_of(opened).matrix, vectors)
