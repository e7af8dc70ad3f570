"""What is too large for memory lies in nameless files, and nothing else about it is different."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from altui.data.boundary import CURVES
from altui.data.dataset import DataOptions
from altui.data.features import allocation
from altui.data.features.matrix import build_features
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.arrow import parquet
from altui.data.readers.reading import open_table
from altui.data.table import Table
from altui.errors import InputError

arrow = pytest.importorskip("pyarrow")
arrow_parquet = pytest.importorskip("pyarrow.parquet")

OPTIONS = DataOptions(classes=("a", "b"))


def numbers_and_categories(path: Path, rows: int = 20_000) -> Path:
    lines = (
        f"{row % 97},{row / 7:.3f},{['red', 'green', 'blue'][row % 3]},{row % 11 or ''}"
        for row in range(rows)
    )
    path.write_text("\n".join(["a,b,colour,c", *lines]) + "\n")
    return path


def matrix_of(path: Path, scratch: Path | None = None) -> Any:
    with open_table(path, scratch=scratch) as table:
        dataset = load_dataset(table, infer_schema(table), OPTIONS)
        return build_features(dataset).matrix


@pytest.fixture
def short_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(allocation.MEMORY, "0")


def is_mapped(matrix: Any) -> bool:
    while matrix.base is not None and isinstance(matrix.base, np.ndarray):
        matrix = matrix.base
    return matrix.base is not None


def test_a_mapped_matrix_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, folder = numbers_and_categories(tmp_path / "d.csv"), tmp_path / "d.csv.altui.d"
    kept = matrix_of(path, folder)
    monkeypatch.setenv(allocation.MEMORY, "0")
    mapped = matrix_of(path, folder)
    assert is_mapped(mapped)
    assert not is_mapped(kept)
    assert kept.shape == (20_000, 6)
    assert np.array_equal(kept, mapped)
    assert kept.flags.c_contiguous
    assert mapped.flags.c_contiguous


@pytest.mark.usefixtures("short_of_memory")
def test_a_mapped_matrix_leaves_nothing_behind(tmp_path: Path) -> None:
    path = numbers_and_categories(tmp_path / "d.csv")
    matrix = matrix_of(path, tmp_path / "d.csv.altui.d")
    assert len(matrix)
    assert [child.name for child in tmp_path.iterdir()] == ["d.csv"]


@pytest.mark.usefixtures("short_of_memory")
def test_a_folder_with_something_in_it_stays(tmp_path: Path) -> None:
    folder = tmp_path / "d.csv.altui.d"
    folder.mkdir(mode=0o700)
    (folder / "lock").touch()
    matrix_of(numbers_and_categories(tmp_path / "d.csv"), folder)
    assert [child.name for child in folder.iterdir()] == ["lock"]


@pytest.mark.usefixtures("short_of_memory")
def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", full)
    with pytest.raises(InputError, match="neither memory nor the disk has"):
        matrix_of(numbers_and_categories(tmp_path / "d.csv"))


def test_memory_is_known() -> None:
    assert 1 << 20 < allocation.available_memory() < 1 << 50


@pytest.mark.parametrize(
    ("version", "limit", "used", "prefix", "told"),
    [
        (2, "memory.max", "memory.current", "", "0::/user/work"),
        (1, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_", "4:cpu,memory:/user/work"),
    ],
)
def test_the_limit_of_a_control_group_counts(
    tmp_path: Path, version: int, limit: str, used: str, prefix: str, told: str
) -> None:
    top = tmp_path if version == 2 else tmp_path / "memory"
    group = top / "user"
    (group / "work").mkdir(parents=True)
    (group / limit).write_text("1000\n")
    (group / used).write_text("700\n")
    (group / "memory.stat").write_text(f"{prefix}active_file 100\n{prefix}inactive_file 50\n")
    assert list(allocation.left_in_groups(tmp_path, ["1:pids:/", told])) == [450]
    (group / limit).write_text("max\n")
    assert list(allocation.left_in_groups(tmp_path, [told])) == []


def coarse(path: Path, columns: dict[str, Any], **options: Any) -> Table:
    arrow_parquet.write_table(arrow.table(columns), path, **options)
    return open_table(path)


def test_rows_of_a_large_row_group_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "LARGE_GROUP", 0)
    words = arrow.array([f"w{row % 5000}" for row in range(20_000)]).dictionary_encode()
    values = {"n": list(range(20_000)), "f": [row / 3 for row in range(20_000)], "w": words}
    with coarse(tmp_path / "d.parquet", values, row_group_size=9_999) as table:
        found = [table.cells(row) for row in (19_999, 0, 4095, 4096, 9_999)]
        streamed = [row.cells for row in table]
        assert found == [streamed[row] for row in (19_999, 0, 4095, 4096, 9_999)]
        assert streamed[4096] == ("4096", "1365.3333333333333", "w4096")


def test_numbers_of_parquet_are_those_of_their_text(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    values = {
        "f": rng.standard_normal(500) * 10.0 ** rng.integers(-300, 300, 500),
        "i": rng.integers(-(2**62), 2**62, 500),
        "u": arrow.array([None, *rng.integers(0, 255, 499)], arrow.uint8()),
        "gap": [None if row % 7 else row / 9 for row in range(500)],
        "label": ["a", "b"] * 250,
    }
    with coarse(tmp_path / "d.parquet", values) as table:
        lines = [",".join(row.cells) for row in table]
    (tmp_path / "d.csv").write_text("\n".join(["f,i,u,gap,label", *lines]) + "\n")
    typed, written = matrix_of(tmp_path / "d.parquet"), matrix_of(tmp_path / "d.csv")
    assert typed.shape == (500, 4 + CURVES)
    assert np.array_equal(typed, written)


@pytest.mark.parametrize("value", [float("inf"), float("-inf")])
def test_infinity_is_no_number_in_parquet_either(tmp_path: Path, value: float) -> None:
    values = {"x": [0.5, value, 1.5] * 20, "y": list(range(60)), "label": ["a", "b"] * 30}
    with coarse(tmp_path / "d.parquet", values) as table:
        assert infer_schema(table).roles()["x"] != "numeric"


MEASURE = """
import sys
from pathlib import Path
import sklearn.preprocessing
from altui.data.inference.columns import infer_schema
from altui.data.dataset import DataOptions
from altui.data.loading import load_dataset
from altui.data.features.matrix import build_features
from altui.data.readers.reading import open_table
table = open_table(Path(sys.argv[1]))
dataset = load_dataset(table, infer_schema(table, target="label"), DataOptions(classes=("a", "b")))
features = build_features(dataset)
table.cells(len(table) - 1)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def peak(path: Path) -> int:
    """Bytes that a process had in memory at most, from the file to the matrix and a row."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, path], capture_output=True, text=True, check=True
    )
    return int(done.stdout) << 10


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells the peak")
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_memory_is_at_most_half_more_than_the_matrix(tmp_path: Path, ending: str) -> None:
    from pyarrow import csv as arrow_csv

    rows, width = 600_000, 100
    for name, count in (("large", rows), ("tiny", 100)):
        values = np.random.default_rng(0).standard_normal((count, width)).round(3)
        columns = {f"x{place}": values[:, place] for place in range(width)}
        table = arrow.table({**columns, "label": ["a"] * count})
        if ending == "csv":
            arrow_csv.write_csv(table, tmp_path / f"{name}.csv")
        else:
            arrow_parquet.write_table(table, tmp_path / f"{name}.parquet")
    more = peak(tmp_path / f"large.{ending}") - peak(tmp_path / f"tiny.{ending}")
    assert more < 1.5 * rows * width * 4
