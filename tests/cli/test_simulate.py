"""`altui simulate`: the tutorial's table, the comparison on one's own file, and its refusals."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.doors import Door

KEYS = ["strategy", "seed", "query", "row", "label", "uncertainty", "labeled", "accuracy"]


def test_the_tutorial_prints_its_table_its_plot_and_how_little_one_path_proves(altui: Door) -> None:
    answer = altui("simulate", "tutorial")
    assert answer.status == 0 and answer.err == ""
    lines = [line.split() for line in answer.out.splitlines()]
    assert ["1", "91", "0.8700", "0.4993"] in lines
    assert ["20", "110", "0.9100", "0.4902"] in lines
    strokes = sum(answer.out.count(glyph) for glyph in "⠗⠺⢺⡗⠧⠼")
    assert answer.out.count("●") == 2 and strokes > 12, "a stroke for most of the 21 trainings"
    assert "110 labels: 0.9100 (91/100, 84 to 95 %, test)" in answer.out
    assert "One run proves little" in answer.out


def test_json_is_one_object_a_line_and_nothing_else(altui: Door) -> None:
    answer = altui("simulate", "tutorial", "--json", "--queries", "3")
    records = [json.loads(line) for line in answer.out.splitlines()]
    assert [list(record) for record in records] == [KEYS] * 4
    assert [record["row"] for record in records] == [None, 28, 72, 239]
    assert [record["label"] for record in records] == [None, 0, 1, 0]
    assert records[1]["uncertainty"] == pytest.approx(0.499290833504354)


def test_seeds_make_it_a_comparison_with_random(altui: Door) -> None:
    answer = altui("simulate", "tutorial", "--seeds", "3", "--queries", "5", "--no-plot")
    assert answer.status == 0
    for words in ("least confidence", "random", "all 900 labels", "mean of 3 seeds"):
        assert words in answer.out
    assert "On this data least confidence" in answer.out
    assert "Fewer than 20 seeds" in answer.out
    assert "●" not in answer.out


def test_a_file_of_ones_own(altui: Door, clouds: Path) -> None:
    answer = altui(
        "simulate", clouds, "--target", "label", "--seeds", "2", "--queries", "9", "--strategy",
        "entropy", "--strategy", "random", "--initial", "4",
    )  # fmt: skip
    assert answer.status == 0
    for words in (
        "entropy",
        "4 labels",
        "13 labels",
        "all 36 labels",
        "commonest class",
        "24 test rows",
        "○",
    ):
        assert words in answer.out


def test_records_of_a_file_call_classes_by_their_names(altui: Door, clouds: Path) -> None:
    words = ["--target", "label", "--seeds", "1", "--queries", "2", "--strategy", "margin"]
    answer = altui("simulate", clouds, *words, "--json")
    labels = [json.loads(line)["label"] for line in answer.out.splitlines()]
    assert labels[0] is None and set(labels[1:]) <= {"ant", "cat"}


def test_csv_has_every_query_and_never_replaces_a_file(
    altui: Door, clouds: Path, tmp_path: Path
) -> None:
    words = ["simulate", clouds, "--target", "label", "--seeds", "2", "--queries", "3", "--csv"]
    assert altui(*words, tmp_path / "out.csv").status == 0
    with (tmp_path / "out.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == KEYS and len(rows) == 2 * 2 * 4
    (tmp_path / "other").touch()
    assert (tmp_path / "out.csv").stat().st_mode == (tmp_path / "other").stat().st_mode
    answer = altui(*words, tmp_path / "out.csv")
    assert answer.status == 2 and "already exists" in answer.err
    answer = altui(*words, tmp_path / "nowhere" / "out.csv")
    assert answer.status == 2 and "no such folder" in answer.err


def test_a_small_pool_ends_the_paths_and_says_so(altui: Door, clouds: Path) -> None:
    answer = altui("simulate", clouds, "--target", "label", "--seeds", "1", "--no-plot")
    assert answer.status == 0
    assert "only 26 rows to ask for" in answer.err


def test_rows_without_a_label_are_left_out_and_counted(altui: Door, clouds: Path) -> None:
    text = clouds.read_text().replace(",ant\n", ",\n", 4)
    clouds.write_text(text)
    answer = altui("simulate", clouds, "--target", "label", "--seeds", "1", "--queries", "2")
    assert answer.status == 0 and "4 of 60 rows have no label" in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["tutorial", "--strategy", "boldest"], "no query strategy 'boldest'"),
        (["tutorial", "--model", "oracle"], "no model 'oracle'"),
        (["tutorial", "--seeds", "0"], "'--seeds': 0 is too small"),
        (["tutorial", "--target", "y"], "--target is for files"),
        (["missing.csv", "--target", "y"], "missing.csv"),
        (["{clouds}", "--target", "labl"], "label"),
        (["{clouds}", "--target", "label", "--classes", "ant,bee"], "'cat'"),
        (["{clouds}", "--target", "label", "--initial", "50"], "60 labeled rows are too few"),
    ],
)
def test_what_cannot_be_simulated_is_refused_with_a_reason(
    altui: Door, clouds: Path, words: list[str], said: str
) -> None:
    answer = altui("simulate", *(word.format(clouds=clouds) for word in words))
    assert answer.status == 2 and answer.out == ""
    assert said in answer.err


def test_a_file_without_labels_is_asked_for_them(altui: Door, tmp_path: Path) -> None:
    file = tmp_path / "bare.csv"
    file.write_text("width,height\n1.5,2\n2.5,3\n")
    answer = altui("simulate", file)
    assert answer.status == 2
    assert "which column holds the labels?" in answer.err and "--target" in answer.err


def test_one_class_is_nothing_to_learn(altui: Door, clouds: Path) -> None:
    clouds.write_text(clouds.read_text().replace(",cat", ",ant"))
    answer = altui("simulate", clouds, "--target", "label")
    assert answer.status == 2 and "one class" in answer.err
    answer = altui("simulate", clouds, "--target", "label", "--classes", "ant,cat")
    assert answer.status == 2 and "one class" in answer.err


def test_a_model_of_ones_own_lies_where_altui_is_called(
    altui: Door, clouds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my_stump.py").write_text(
        "from sklearn.tree import DecisionTreeClassifier\n"
        "def make():\n    return DecisionTreeClassifier(max_depth=1)\n"
    )
    monkeypatch.chdir(tmp_path)
    words = ["--target", "label", "--seeds", "1", "--queries", "2", "--json"]
    assert altui("simulate", clouds, *words, "--model", "my_stump:make").status == 0
    answer = altui("simulate", clouds, *words, "--model", "my_stump:fake")
    assert answer.status == 2 and "'my_stump' has no 'fake'" in answer.err
