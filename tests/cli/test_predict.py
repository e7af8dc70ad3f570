"""`altui predict`: every row of a file gets the session's opinion, in order."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.doors import Door, apart
from tests.cli.sessions import label, write_clouds


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_is_predicted_in_order(altui: Door, clouds: Path, tmp_path: Path) -> None:
    label(clouds, range(20))
    other = write_clouds(tmp_path / "other.csv", 35)
    out = tmp_path / "out.csv"
    answer = altui("predict", clouds, other, "-o", out)
    assert answer.status == 0
    assert "35 rows written to" in answer.err and "the newton model of 20 labels" in answer.err
    rows = read(out)
    assert [row["id"] for row in rows] == [row["id"] for row in read(other)]
    for row in rows:
        each = {name: float(row[f"altui_p_{name}"]) for name in ("ant", "cat")}
        assert sum(each.values()) == pytest.approx(1)
        assert row["altui_predicted"] == max(each, key=lambda name: each[name])
        assert float(row["altui_probability"]) == max(each.values())
    right = sum(row["altui_predicted"] == row["label"] for row in rows)
    assert right >= 30


def test_the_file_needs_no_label_but_the_columns_that_were_learned(
    altui: Door, clouds: Path, tmp_path: Path
) -> None:
    label(clouds, range(20))
    bare = tmp_path / "bare.csv"
    bare.write_text("height,width\n3,3\n-3,-3\n")
    assert altui("predict", clouds, bare, "-o", tmp_path / "out.csv").status == 0
    assert [row["altui_predicted"] for row in read(tmp_path / "out.csv")] == ["cat", "ant"]
    bare.write_text("height\n3\n")
    answer = altui("predict", clouds, bare, "-o", tmp_path / "new.csv")
    assert answer.status == 2 and "'width'" in answer.err
    assert not (tmp_path / "new.csv").exists()


def test_a_changed_source_is_noticed(altui: Door, clouds: Path, tmp_path: Path) -> None:
    session = label(clouds, range(20))
    clouds.write_text(clouds.read_text().replace("r000", "r999"))
    answer = altui("predict", session, clouds, "-o", tmp_path / "out.csv")
    assert answer.status == 2 and "has changed since" in answer.err


def test_a_model_of_ones_own_is_named_again_and_never_taken_from_the_session(
    altui: Door, clouds: Path, tmp_path: Path
) -> None:
    name = "sklearn.dummy:DummyClassifier"
    label(clouds, range(20), model=name)
    out = tmp_path / "out.csv"
    answer = altui("predict", clouds, clouds, "-o", out)
    assert answer.status == 2 and f"--own-model {name}" in answer.err
    assert altui("predict", clouds, clouds, "-o", out, "--own-model", name).status == 0


def test_a_session_of_the_demo_predicts_no_file(altui: Door, tmp_path: Path) -> None:
    from altui.data.tutorial import load_tutorial
    from altui.session.opening import begin
    from altui.session.options import SessionDefaults, SessionOptions
    from altui.session.source.remembered import TUTORIAL

    dataset, _ = load_tutorial(42)
    place = tmp_path / "demo.altui"
    begin(place, dataset, TUTORIAL, SessionOptions(), SessionDefaults(seed=42)).close()
    file = write_clouds(tmp_path / "clouds.csv")
    answer = altui("predict", place, file, "-o", tmp_path / "out.csv")
    assert answer.status == 2 and "made up" in answer.err
    assert altui("export", place, "-o", tmp_path / "demo.csv").status == 0
    assert len(read(tmp_path / "demo.csv")) == 1000


def test_a_file_that_is_not_there_is_missed_before_anything_is_learned(
    altui: Door, clouds: Path, tmp_path: Path
) -> None:
    label(clouds, range(1))
    answer = altui("predict", clouds, tmp_path / "nothing.csv", "-o", tmp_path / "out.csv")
    assert answer.status == 2 and "nothing.csv: there is no such file" in answer.err


def test_a_cell_that_is_no_number_counts_as_missing_and_is_said(
    altui: Door, clouds: Path, tmp_path: Path
) -> None:
    label(clouds, range(20))
    new = tmp_path / "new.csv"
    new.write_text("id,height,width\nn1,3,3\nn2,oops,-3\nn3,NA,-3\nn4,-3,three\n")
    answer = altui("predict", clouds, new, "-o", tmp_path / "out.csv")
    assert answer.status == 0
    told = "1 cell of 'height' is no number (line 3, 'oops'); it counts as missing"
    assert told in " ".join(answer.err.split())
    rows = read(tmp_path / "out.csv")
    assert [row["height"] for row in rows] == ["3", "oops", "NA", "-3"]


def test_a_file_without_a_header_is_read_as_the_sessions_was(
    altui: Door, clouds: Path, tmp_path: Path
) -> None:
    bare = tmp_path / "bare.csv"
    bare.write_text(clouds.read_text().partition("\n")[2])
    words = ("--target", "column_4", "--hide-labels", "--columns", "column_2,column_3", "--plain")
    answered = ("label", bare, *words, "--header-row", "0")
    apart(*answered, folder=tmp_path, text="ant\ncat\nant\ncat\nq\n")
    answer = altui("predict", bare, bare, "-o", tmp_path / "out.csv")
    assert answer.status == 0 and "60 rows written" in answer.err
    assert "it is a row" in answer.err and "as in the session" in answer.err
    label(clouds, range(20))
    refused = altui("predict", clouds, bare, "-o", tmp_path / "new.csv")
    assert refused.status == 2 and "--header-row 0 (it is a row" in refused.err
