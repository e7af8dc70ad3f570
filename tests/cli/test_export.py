"""`altui export`: the person's own cells, and the labels beside them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.doors import Door
from tests.cli.sessions import label


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_all_rows_keep_their_cells_and_get_their_labels(altui: Door, clouds: Path) -> None:
    label(clouds, range(5))
    out = clouds.with_name("out.csv")
    answer = altui("export", clouds, "-o", out)
    assert (answer.status, answer.out) == (0, "") and "60 rows written to" in answer.err
    before, after = rows_of(clouds.read_text()), rows_of(out.read_text())
    assert [{name: row[name] for name in before[0]} for row in after] == before
    assert [row["altui_label"] for row in after[:6]] == ["ant", "cat", "ant", "cat", "ant", ""]


def test_a_dash_is_csv_on_stdout_and_nothing_else(altui: Door, clouds: Path) -> None:
    label(clouds, range(5))
    answer = altui("export", clouds, "--only-labeled", "-o", "-")
    assert answer.status == 0 and answer.err == ""
    assert len(rows_of(answer.out)) == 5


def test_a_file_that_is_there_is_replaced_only_on_request(altui: Door, clouds: Path) -> None:
    label(clouds, range(5))
    out = clouds.with_name("out.csv")
    out.write_text("mine")
    assert altui("export", clouds, "-o", out).status == 2
    assert out.read_text() == "mine"
    assert altui("export", clouds, "-o", out, "--overwrite").status == 0


def test_without_a_place_to_write_it_says_how_to_name_one(altui: Door, clouds: Path) -> None:
    label(clouds, range(2))
    answer = altui("export", clouds)
    assert answer.status == 2 and "-o FILE" in answer.err


def test_the_model_can_be_loaded_again(altui: Door, clouds: Path) -> None:
    skops = pytest.importorskip("skops.io")
    label(clouds, range(12))
    target = clouds.with_name("model.skops")
    answer = altui("export", clouds, "--model", target)
    assert answer.status == 0 and "the newton model of 12 labels saved in" in answer.err
    saved = skops.load(target)
    assert saved["classes"] == ["ant", "cat"]
    assert saved["classifier"].predict([[-3.0, -3.0]]) == [0]
    assert altui("export", clouds, "--model", target).status == 2


def test_one_class_makes_no_model(altui: Door, clouds: Path) -> None:
    label(clouds, range(1))
    answer = altui("export", clouds, "--model", clouds.with_name("model.skops"))
    assert answer.status == 2 and "two classes need a label" in answer.err
