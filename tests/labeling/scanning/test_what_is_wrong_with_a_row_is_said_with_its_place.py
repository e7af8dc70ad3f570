"""A pass takes minutes: what is wrong in the files is said with the file and the row there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow
import pyarrow.parquet
import pytest

from altui.data.labels.label_reading import LabelReading
from altui.data.paths.set_files import beside
from altui.data.readers.partitions.partition_set import PartitionSet
from altui.errors import InputError
from altui.labeling.scanning.source import ScanSource
from tests.data.partitions.sets import cut, write_here
from tests.labeling.scanning.scans import Scene, make_scene


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return make_scene(tmp_path_factory.mktemp("scan") / "rows", 300)


def test_an_id_that_is_missing(scene: Scene, tmp_path: Path) -> None:
    read = pyarrow.concat_tables(
        pyarrow.parquet.read_table(file.path) for file in scene.source.parts.files
    )
    ids = [*read.column("id").to_pylist()[:299], None]
    columns = {name: read.column(name).to_pylist() for name in read.column_names} | {"id": ids}
    place = write_here(tmp_path / "gap", cut(columns, 3))
    source = replace(scene.source, parts=PartitionSet.of(beside(sorted(place.parent.iterdir()))))
    reader = source.reader()
    with pytest.raises(InputError, match="the id is missing") as raised:
        for block in source.parts.blocks():
            for _ in reader.pieces(block):
                pass
    assert raised.value.where == f"{place.parent / 'part-02.parquet'}, row 100, column 'id'"


@pytest.mark.parametrize("name", ["id_column", "labels", "test"])
def test_a_column_that_is_not_there(scene: Scene, name: str) -> None:
    with pytest.raises(InputError, match="there is no column 'nowhere'"):
        replace(scene.source, **{name: "nowhere"})  # type: ignore[arg-type]


def test_vectors_of_a_file(scene: Scene) -> None:
    given = {**scene.source.transformer, "given": True}
    with pytest.raises(InputError, match="cannot be scanned"):
        replace(scene.source, transformer=given)


def out_of(source: ScanSource) -> int:
    reader = source.reader()
    blocks = source.parts.blocks()
    return sum(int(np.sum(piece.is_out)) for block in blocks for piece in reader.pieces(block))


def test_a_cell_that_means_no_label_yet_takes_no_row_out(scene: Scene, tmp_path: Path) -> None:
    columns = {"id": list(range(4)), "label": ["a", "?", None, " "]}
    columns |= {"tags": [["a"], [], None, ["b"]]}
    columns |= {f"x{k}": [0.0] * 4 for k in range(5)} | {"colour": ["red"] * 4}
    place = write_here(tmp_path / "rows", cut(columns, 1))
    parts = PartitionSet.of(beside(sorted(place.parent.iterdir())))
    source = replace(scene.source, parts=parts, test=None)
    assert out_of(source) == 2
    assert out_of(replace(source, reading=LabelReading(no_label=("?",)))) == 1
    assert out_of(replace(source, labels="tags", reading=LabelReading(lists=True))) == 2
    assert out_of(replace(source, labels=None)) == 0
