"""`altui simulate` with several models, an oracle that errs, a picture, a session walked again."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from altui.data.dataset import Part
from altui.session.session import Session
from altui.session.source.load import load_source
from tests.cli.doors import Door
from tests.cli.sessions import label

FEW = ["--target", "label", "--seeds", "2", "--queries", "6"]


def test_each_model_has_its_random_and_its_full_supervision(altui: Door, clouds: Path) -> None:
    answer = altui("simulate", clouds, *FEW, "--model", "newton", "--model", "bayes")
    assert answer.status == 0
    for words in (
        "margin, newton",
        "random, bayes",
        "all 36 labels, newton",
        "all 36 labels, bayes",
        "On this data margin, bayes",
    ):
        assert words in answer.out, words


def test_records_name_the_model_where_there_are_several(
    altui: Door, clouds: Path, tmp_path: Path
) -> None:
    words = ["simulate", clouds, *FEW, "--model", "newton", "--model", "bayes"]
    answer = altui(*words, "--json", "--csv", tmp_path / "out.csv")
    records = [json.loads(line) for line in answer.out.splitlines()]
    assert {record["model"] for record in records} == {"newton", "bayes"}
    with (tmp_path / "out.csv").open(newline="") as file:
        assert [row["model"] for row in csv.DictReader(file)] == [r["model"] for r in records]


def test_a_noisy_oracle_gives_wrong_labels_and_the_test_rows_keep_theirs(
    altui: Door, clouds: Path
) -> None:
    def revealed(*noise: str) -> dict[tuple[int, int], str]:
        answer = altui(
            "simulate", clouds, "--target", "label", "--seeds", "2", "--queries", "26", "--json",
            "--strategy", "random", *noise,
        )  # fmt: skip
        found = [json.loads(line) for line in answer.out.splitlines()]
        return {(r["seed"], r["row"]): r["label"] for r in found if r["row"] is not None}

    right, wrong = revealed(), revealed("--noise", "0.3")
    assert right.keys() == wrong.keys()
    assert 5 < sum(right[key] != wrong[key] for key in right) < 27


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_picture_of_the_mean_curves(altui: Door, clouds: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"curves.{kind}"
    words = ["simulate", clouds, *FEW, "--plot-file", out]
    assert altui(*words).status == 0
    content = out.read_bytes()
    assert content.startswith(b"\x89PNG" if kind == "png" else b"<?xml")
    answer = altui(*words)
    assert answer.status == 2 and "--plot-file" in answer.err
    assert out.read_bytes() == content
    answer = altui("simulate", clouds, *FEW, "--plot-file", tmp_path / "curves.gif")
    assert answer.status == 2 and ".svg or .png" in answer.err


def test_a_strategy_of_ones_own_and_a_class_to_look_for(altui: Door, clouds: Path) -> None:
    own = "tests.learning.own_strategies:second_best"
    words = ["--strategy", own, "--strategy", "most-likely:cat", "--strategy", "random"]
    answer = altui("simulate", clouds, *FEW, *words, "--no-plot")
    assert answer.status == 0
    assert own in answer.out and "most likely cat" in answer.out
    answer = altui("simulate", clouds, *FEW, "--strategy", "most-likely:dog")
    assert answer.status == 2 and "The classes are: ant, cat" in answer.err
    answer = altui("simulate", clouds, *FEW, "--strategy", f"{own}_nobody_wrote")
    assert answer.status == 2 and "has no" in answer.err


def test_a_session_is_walked_again_beside_the_way_it_was_labeled(altui: Door, clouds: Path) -> None:
    session = label(clouds, range(30), test="0.4")
    view = Session.read(session)
    dataset = load_source(view)
    answer = altui("simulate", "--from", clouds, "--seeds", "2", "--json")
    assert answer.status == 0
    records = [json.loads(line) for line in answer.out.splitlines()]
    assert {r["strategy"] for r in records} == {"as-labeled", "margin", "random"}
    walked = [r for r in records if r["strategy"] == "as-labeled" and r["seed"] == 0][1:]
    asked = view.state.answers.rows.tolist()
    assert len(walked) == len(asked)
    assert [r["label"] for r in walked] == [dataset.known_label(row) for row in asked]
    pool = [row for row in range(60) if dataset.part[row] == Part.UNLABELED]
    assert [pool[r["row"]] for r in walked] == asked
    table = altui("simulate", "--from", clouds, "--seeds", "2", "--model", "bayes")
    assert "as labeled" in table.out and "36 labels" in table.out


def test_without_a_test_set_there_is_nothing_fair_to_measure_on(altui: Door, clouds: Path) -> None:
    label(clouds, range(30))
    answer = altui("simulate", "--from", clouds)
    assert answer.status == 2 and "no test set and no random check" in answer.err
    answer = altui("simulate", clouds, "--from", clouds)
    assert answer.status == 2 and "not both" in answer.err
    answer = altui("simulate", "--from", clouds, "--target", "label")
    assert answer.status == 2 and "--target is for files" in answer.err
