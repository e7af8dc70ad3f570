"""Features that bend the boundary are the same for equal rows, in every file and session."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.data.boundary import CURVES, choose_boundary
from altui.data.dataset import DataOptions
from altui.data.features.allocation import MEMORY
from altui.data.features.curves import SCALE, Curves
from altui.data.features.matrix import Features, build_features
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.schema import Column, Role, Schema
from altui.data.table import Table
from tests.data.conftest import MakeTable

ROWS = 600
RNG = np.random.default_rng(5)
NUMBERS = RNG.normal(size=(ROWS, 3)).round(3)
HEADER = "width,depth,height,label\n"
LINES = [f"{x},{y},{z},{'ab'[int(x > y)]}\n" for x, y, z in NUMBERS]
FILE = HEADER + "".join(LINES)


def features_of(table: Table, *choices: str, boundary: str | None = None) -> Features:
    schema = infer_schema(table, target="label", columns=choices)
    return build_features(load_dataset(table, schema, DataOptions(("a", "b"), boundary=boundary)))


def test_a_table_of_numbers_bends_and_keeps_its_columns(table: MakeTable) -> None:
    bent = features_of(table(FILE))
    flat = features_of(table(FILE, "flat.csv"), boundary="linear")
    assert bent.curves is not None and flat.curves is None
    assert flat.matrix.shape == (ROWS, 3) and bent.matrix.shape == (ROWS, 3 + CURVES)
    assert bent.matrix.dtype == np.float32
    assert np.array_equal(bent.matrix[:, :3], flat.matrix)
    assert list(bent.names[:4]) == ["width", "depth", "height", "curve 1"]
    assert list(bent.columns[:4]) == ["width", "depth", "height", ""]
    assert len(bent.names) == len(bent.columns) == 3 + CURVES
    assert bent.components == range(3, 3)


def test_equal_rows_bend_alike_wherever_they_stand(table: MakeTable) -> None:
    made = features_of(table(FILE))
    some = made.transform(table(HEADER + "".join(LINES[7:12]), "other.csv"))
    assert np.array_equal(some, made.matrix[7:12])
    again = features_of(table(FILE, "again.csv"))
    assert np.array_equal(again.matrix, made.matrix)


def test_a_matrix_on_disk_is_the_one_in_memory(
    table: MakeTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = features_of(table(FILE)).matrix
    monkeypatch.setenv(MEMORY, "0")
    outside = features_of(table(FILE, "again.csv")).matrix
    assert not outside.flags.owndata
    assert np.array_equal(inside, outside)


@pytest.mark.parametrize("kind", ["text", "categorical"])
def test_beside_words_and_categories_they_come_last(table: MakeTable, kind: str) -> None:
    choices = ["width", "depth", f"height={kind}"]
    made = features_of(table(FILE), *choices, boundary="curved")
    assert made.curves is not None
    assert made.curves.first == made.matrix.shape[1] - CURVES
    some = made.transform(table(HEADER + "".join(LINES[:3]), "other.csv"))
    whole = made.matrix if isinstance(made.matrix, np.ndarray) else made.matrix.toarray()
    part = some if isinstance(some, np.ndarray) else some.toarray()
    assert np.array_equal(part, whole[:3])
    assert list(made.names)[made.curves.first] == "curve 1"


@given(st.integers(1, 60), st.integers(0, 2**32 - 1))
def test_a_row_is_as_long_as_the_scale_and_near_rows_are_near(width: int, seed: int) -> None:
    """The product of two rows is the kernel exp(-gamma |x - y|^2), but for the draw."""
    curves = Curves.of(range(width), width)
    x, y = np.random.default_rng(seed).normal(size=(2, width))
    one, other = curves.transform(np.array([x, y]))
    kernel = np.exp(-np.sum((x - y) ** 2) / width)
    assert float(one @ one) == pytest.approx(SCALE**2, abs=0.3 * SCALE**2)
    assert float(one @ other) == pytest.approx(SCALE**2 * kernel, abs=0.3 * SCALE**2)


def test_they_are_the_same_in_another_process() -> None:
    curves = Curves.of(range(4), 9)
    copy = pickle.loads(pickle.dumps(curves))
    rows = NUMBERS[:, [0, 1, 2, 0]]
    assert np.array_equal(copy.transform(rows), curves.transform(rows))
    first = curves.transform(np.ones((1, 4)))[0, :3]
    assert first == pytest.approx(FIRST, abs=1e-12), "or older sessions would get other Rounds"


FIRST = [0.06341272644488666, -0.29603502614297905, -0.25154006091031983]


def schema(*roles: Role) -> Schema:
    return Schema(tuple(Column(f"c{place}", role, "") for place, role in enumerate(roles)))


N, C, T = Role.NUMERIC, Role.CATEGORICAL, Role.TEXT


@pytest.mark.parametrize(
    ("roles", "rows", "found"),
    [
        ([N] * 10, 4000, "curved"),
        ([N] * 10, 499, "linear"),
        ([N] * 10, 50_001, "linear"),
        ([N] * 65, 4000, "linear"),
        ([N], 4000, "linear"),
        ([N, N, C], 4000, "linear"),
        ([N, N, T], 4000, "linear"),
        ([N, N, Role.DATE], 4000, "linear"),
        ([N, N, Role.SHOWN, Role.TARGET, Role.ID], 4000, "curved"),
    ],
)
def test_the_table_decides_whether_it_bends(roles: list[Role], rows: int, found: str) -> None:
    assert choose_boundary(schema(*roles), rows, 2) == found
    assert choose_boundary(schema(*roles), rows, 11) == "linear"
    assert choose_boundary(schema(*roles), rows, 2, has_vectors=True) == "linear"


def test_options_kept_before_there_was_a_choice_are_linear() -> None:
    stored = DataOptions(("a", "b")).to_json()
    assert stored.pop("boundary") is None
    assert DataOptions.from_json(stored).boundary == "linear"
    assert DataOptions.from_json({**stored, "boundary": "curved"}).boundary == "curved"
