"""Whatever reads a whole file says how far it has come, in every format."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from altui.data.dataset import DataOptions
from altui.data.features.matrix import build_features
from altui.data.inference.columns import infer_schema, restore_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.data.table import Table

ROWS = 30_000
OPTIONS = DataOptions(classes=("a", "b"))
ROLES = {"x": "numeric", "label": "target"}


def csv(folder: Path) -> Path:
    path = folder / "data.csv"
    path.write_text("x,label\n" + "".join(f"{row}.5,a\n" for row in range(ROWS)))
    return path


def json_lines(folder: Path) -> Path:
    path = folder / "data.jsonl"
    path.write_text("".join(f'{{"x": {row}.5, "label": "a"}}\n' for row in range(ROWS)))
    return path


def parquet(folder: Path) -> Path:
    arrow = pytest.importorskip("pyarrow")
    written = pytest.importorskip("pyarrow.parquet")
    columns = {"x": [row + 0.5 for row in range(ROWS)], "label": ["a"] * ROWS}
    written.write_table(arrow.table(columns), folder / "data.parquet")
    return folder / "data.parquet"


def is_whole(told: Sequence[float]) -> bool:
    return len(told) > 2 and list(told) == sorted(told) and told[-1] == 1.0


@pytest.fixture(params=[csv, json_lines, parquet])
def table(request: pytest.FixtureRequest, tmp_path: Path) -> Table:
    make: Callable[[Path], Path] = request.param
    return open_table(make(tmp_path))


def test_a_new_session_tells(table: Table) -> None:
    looked: list[float] = []
    schema = infer_schema(table, on_progress=looked.append)
    built: list[float] = []
    features = build_features(load_dataset(table, schema, OPTIONS), built.append)
    anew: list[float] = []
    features.transform(table, anew.append)
    assert is_whole(looked)
    assert is_whole(built)
    assert is_whole(anew)


@pytest.mark.parametrize("label", ["target", "hidden"])
def test_going_on_tells(table: Table, label: str) -> None:
    schema = restore_schema(table, {**ROLES, "label": label})
    told: list[float] = []
    load_dataset(table, schema, OPTIONS, told.append)
    assert is_whole(told) or (label == "hidden" and table.kind == "parquet")
