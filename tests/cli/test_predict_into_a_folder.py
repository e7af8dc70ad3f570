"""`altui predict SESSION 'rows/*.parquet' -o out/`: a file of predictions for each file."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import fsspec
import numpy as np
import pyarrow
import pyarrow.parquet
import pytest

from altui.data.paths.places import named_place
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.session.events import Decision
from tests.cli.doors import PROGRAM, ROOT, Door
from tests.cli.sessions import label, write_clouds
from tests.data.partitions.sets import cut, write_far, write_here

ROWS = 50


def columns(rows: int = ROWS) -> dict[str, Any]:
    rng = np.random.default_rng(1)
    return {
        "id": [f"n{row}" for row in range(rows)],
        "width": rng.normal(size=rows).astype(np.float32),
        "height": rng.normal(size=rows) * 3,
        "more": [f"words {row}" for row in range(rows)],
    }


def words(answer: Any) -> str:
    return " ".join(answer.err.split())


def read(folder: Path) -> list[dict[str, Any]]:
    files = sorted(folder.glob("*.parquet"))
    return [row for file in files for row in pyarrow.parquet.read_table(file).to_pylist()]


def stamps(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}


def decide(data: Path, decision: Decision) -> None:
    with closing(prepare(OpenRequest(file=data)).open()) as opened:
        opened.session.decide(decision)


@pytest.mark.parametrize("typed", ["rows", "rows/", "rows/*.parquet", "rows/part-0?.parquet"])
def test_a_folder_has_a_file_for_each_with_the_numbers_of_one_file(
    altui: Door, clouds: Path, tmp_path: Path, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("altui.labeling.predicting.partition.OTHER_ROWS", 7)
    monkeypatch.setattr("altui.labeling.predicting.partition.GROUP_ROWS", 10)
    label(clouds, range(20))
    write_here(tmp_path / "rows", cut(columns(), 3), group=5)
    answer = altui("predict", clouds, f"{tmp_path}/{typed}", "-o", f"{tmp_path}/out/")
    assert answer.status == 0, answer.err
    assert "50 rows of 3 files written to" in words(answer)
    assert "the newton model of 20 labels" in words(answer)
    out = tmp_path / "out"
    assert sorted(each.name for each in out.iterdir()) == [f"part-0{k}.parquet" for k in range(3)]
    assert altui("predict", clouds, tmp_path / "rows", "-o", tmp_path / "one.csv").status == 0
    with (tmp_path / "one.csv").open(newline="") as file:
        one = list(csv.DictReader(file))
    found = read(out)
    assert [row["id"] for row in found] == [row["id"] for row in one]
    for row, cells in zip(found, one, strict=True):
        assert row["altui_predicted"] == cells["altui_predicted"]
        for name in ("altui_probability", "altui_p_ant", "altui_p_cat"):
            assert row[name] == pytest.approx(float(cells[name]), abs=6e-7)
    assert "more" not in found[0]
    ants = sum(row["altui_predicted"] == "ant" for row in found)
    assert f"All 50 rows of the folder: 'ant' {ants}, 'cat' {ROWS - ants}" in words(answer)


def test_the_types_say_what_is_in_a_column(altui: Door, clouds: Path, tmp_path: Path) -> None:
    label(clouds, range(20))
    write_here(tmp_path / "rows", cut(columns(), 1))
    words_ = ("predict", clouds, tmp_path / "rows", "-o", tmp_path / "out", "--all-columns")
    assert altui(*words_).status == 0
    table = pyarrow.parquet.read_table(tmp_path / "out" / "part-00.parquet")
    assert table.schema.names[:4] == ["id", "width", "height", "more"]
    assert table.schema.field("width").type == pyarrow.float32()
    kinds = [table.schema.field(name).type for name in ("altui_predicted", "altui_p_cat")]
    assert kinds == [pyarrow.dictionary(pyarrow.int32(), pyarrow.string()), pyarrow.float32()]


def test_without_an_id_the_number_of_the_row_stands_there(
    altui: Door, clouds: Path, tmp_path: Path
) -> None:
    label(clouds, range(20))
    bare = {name: values for name, values in columns().items() if name != "id"}
    write_here(tmp_path / "rows", cut(bare, 2))
    assert altui("predict", clouds, tmp_path / "rows", "-o", tmp_path / "out").status == 0
    assert [row["altui_row"] for row in read(tmp_path / "out")] == [*range(1, 26), *range(1, 26)]


def test_from_another_machine_to_another_machine(altui: Door, clouds: Path, tmp_path: Path) -> None:
    label(clouds, range(20))
    write_far("far-rows", cut(columns(), 3))
    write_here(tmp_path / "rows", cut(columns(), 3))
    far = ("predict", clouds, "memory://far-rows/*.parquet", "-o", "memory://far-labels/")
    answer = altui(*far)
    assert answer.status == 0, answer.err
    assert "written to memory://far-labels" in answer.err
    assert altui("predict", clouds, tmp_path / "rows", "-o", tmp_path / "out").status == 0
    system = fsspec.filesystem("memory")
    made = [
        row
        for name in sorted(system.ls("/far-labels", detail=False))
        for row in pyarrow.parquet.read_table(system.open(name)).to_pylist()
    ]
    assert made == read(tmp_path / "out")
    # One of them was not sent to its end.
    system.pipe("/far-labels/part-01.parquet", system.cat("/far-labels/part-01.parquet")[:99])
    again = altui(*far)
    assert again.status == 0 and "2 files are there already and fit" in again.err
    assert "rows of 1 file written" in words(again)
    for name in ("/far-rows", "/far-labels"):
        system.rm(name, recursive=True)


def test_what_fits_is_left_and_what_does_not_is_made_anew(
    altui: Door, clouds: Path, tmp_path: Path
) -> None:
    label(clouds, range(20))
    write_here(tmp_path / "rows", cut(columns(), 3))
    out = tmp_path / "out"
    predict = ("predict", clouds, tmp_path / "rows", "-o", out)
    assert altui(*predict).status == 0
    before, rows = stamps(out), read(out)
    again = altui(*predict)
    assert "3 files are there already and fit" in again.err
    assert "nothing is left to do" in again.err and "All 50 rows of the folder" in again.err
    assert stamps(out) == before
    # The rows of a file change.
    changed = cut({**columns(), "width": np.zeros(ROWS, np.float32)}, 3)[1]
    pyarrow.parquet.write_table(changed, tmp_path / "rows" / "part-01.parquet")
    anew = altui(*predict)
    assert "1 file made anew: its file has changed" in anew.err
    after = stamps(out)
    assert {name for name in after if after[name] != before[name]} == {"part-01.parquet"}
    # So do the options, and the labels.
    assert "3 files made anew: the options are others" in altui(*predict, "--threshold", ".7").err
    assert altui(*predict).status == 0
    decide(clouds, Decision.label(30, "cat"))
    assert "3 files made anew: the model has changed" in altui(*predict).err
    assert [row["altui_p_cat"] for row in read(out)] != [row["altui_p_cat"] for row in rows]
    before = stamps(out)
    assert "3 files made anew: --overwrite" in altui(*predict, "--overwrite").err
    assert not set(stamps(out).items()) & set(before.items())


def test_a_skip_changes_no_prediction_and_makes_nothing_anew(
    altui: Door, clouds: Path, tmp_path: Path
) -> None:
    label(clouds, range(20))
    write_here(tmp_path / "rows", cut(columns(), 2))
    predict = ("predict", clouds, tmp_path / "rows", "-o", tmp_path / "out")
    assert altui(*predict).status == 0
    decide(clouds, Decision.skip(40))
    assert "2 files are there already and fit" in altui(*predict).err


def test_a_saved_model_writes_what_its_session_does(
    altui: Door, clouds: Path, tmp_path: Path
) -> None:
    label(clouds, range(20))
    write_here(tmp_path / "rows", cut(columns(), 2))
    model = tmp_path / "model.skops"
    assert altui("export", clouds, "--model", model).status == 0
    assert altui("predict", clouds, tmp_path / "rows", "-o", tmp_path / "a").status == 0
    for _ in range(2):
        saved = altui("predict", "--model", model, tmp_path / "rows", "-o", tmp_path / "b")
        assert saved.status == 0, saved.err
    assert "2 files are there already and fit" in saved.err
    assert read(tmp_path / "a") == read(tmp_path / "b")


def test_a_run_that_is_killed_goes_on(clouds: Path, altui: Door, tmp_path: Path) -> None:
    label(clouds, range(20))
    write_here(tmp_path / "rows", cut(columns(4000), 8))
    out = tmp_path / "out"
    # The process waits for its end when the first file is there and the second has begun.
    halting = (
        "import sys, threading\n"
        "from altui.labeling.predicting import partition\n"
        "writes = partition.added_columns\n"
        "calls = []\n"
        "def added_columns(prediction):\n"
        "    calls.append(1)\n"
        "    if len(calls) == 2:\n"
        "        print('second', flush=True)\n"
        "        threading.Event().wait()\n"
        "    return writes(prediction)\n"
        "partition.added_columns = added_columns\n"
        f"{PROGRAM}"
    )
    command = [sys.executable, "-c", halting, "predict", clouds, tmp_path / "rows", "-o", out]
    with subprocess.Popen(
        list(map(str, command)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        late = threading.Timer(60, process.kill)
        late.start()
        assert process.stdout is not None and process.stdout.readline() == b"second\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
        late.cancel()
    assert sorted(each.suffix for each in out.iterdir()) == [".parquet", ".part"]
    first = (out / "part-00.parquet").stat().st_mtime_ns
    answer = altui("predict", clouds, tmp_path / "rows", "-o", out)
    assert answer.status == 0, answer.err
    assert "1 file is there already and fits" in answer.err
    assert "3,500 rows of 7 files written" in words(answer)
    assert {each.suffix for each in out.iterdir()} == {".parquet"}
    assert (out / "part-00.parquet").stat().st_mtime_ns == first
    assert [row["id"] for row in read(out)] == columns(4000)["id"]


def test_a_folder_with_other_files_is_refused(altui: Door, clouds: Path, tmp_path: Path) -> None:
    label(clouds, range(20))
    write_here(tmp_path / "rows", cut(columns(), 2))
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    predict = ("predict", clouds, tmp_path / "rows", "-o", out)
    answer = altui(*predict, "--overwrite")
    assert answer.status == 2 and "has not written: notes.txt" in words(answer)
    (out / "notes.txt").rename(tmp_path / "notes.txt")
    foreign = out / "part-00.parquet"
    pyarrow.parquet.write_table(cut(columns(), 2)[0], foreign)
    held = foreign.read_bytes()
    answer = altui(*predict, "--overwrite")
    assert answer.status == 2 and "part-00.parquet" in answer.err
    assert foreign.read_bytes() == held


def test_an_output_of_a_file_that_is_gone_is_named(
    altui: Door, clouds: Path, tmp_path: Path
) -> None:
    label(clouds, range(20))
    write_here(tmp_path / "rows", cut(columns(), 2))
    predict = ("predict", clouds, tmp_path / "rows", "-o", tmp_path / "out")
    assert altui(*predict).status == 0
    (tmp_path / "rows" / "part-01.parquet").unlink()
    assert "left as they are: part-01.parquet" in words(altui(*predict))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["-o", "rows/out"], "this is the folder that the data come from"),
        (["-o", "rows"], "this is the folder that the data come from"),
        (["-o", "out", "--ranked"], "--ranked orders all rows"),
        (["-o", "no/such/out"], "there is no such folder to write to"),
        (["-o", "memory://out/a.parquet"], "on another machine altui writes into a folder"),
        (["-o", "out.csv", "--all-columns"], "--all-columns is for a folder"),
    ],
)
def test_what_cannot_be_is_said(
    altui: Door, clouds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    more: list[str], said: str,
) -> None:  # fmt: skip
    label(clouds, range(20))
    write_here(tmp_path / "rows", cut(columns(), 2))
    monkeypatch.chdir(tmp_path)
    answer = altui("predict", clouds, "rows", *more)
    assert answer.status == 2 and said in words(answer)


def test_files_that_do_not_fit_are_named(altui: Door, clouds: Path, tmp_path: Path) -> None:
    label(clouds, range(20))
    place = write_here(tmp_path / "rows", cut(columns(), 2))
    predict = ("predict", clouds, place, "-o", tmp_path / "out")
    other = cut(columns(), 2)[1]
    pyarrow.parquet.write_table(other.drop_columns(["height"]), place.parent / "part-01.parquet")
    answer = altui(*predict)
    assert answer.status == 2 and "part-01.parquet: column 'height' of part-00" in words(answer)
    (place.parent / "part-00.parquet").unlink()
    answer = altui(*predict)
    assert answer.status == 2 and "'height'" in answer.err
    assert not (tmp_path / "out").exists()
    answer = altui("predict", clouds, write_clouds(tmp_path / "new.csv"), "-o", tmp_path / "out")
    assert answer.status == 2 and "is made of Parquet files" in words(answer)


def test_cells_that_are_no_numbers_are_counted_over_all_files(
    altui: Door, clouds: Path, tmp_path: Path
) -> None:
    label(clouds, range(20))
    cells = [str(row) for row in range(ROWS)]
    cells[30], cells[40] = "oops", "none"
    write_here(tmp_path / "rows", cut({**columns(), "width": cells}, 5))
    answer = altui("predict", clouds, tmp_path / "rows", "-o", tmp_path / "out")
    assert "part-03.parquet, row 1, 'oops'" in words(answer), answer.err


def test_it_holds_what_is_asked_for(clouds: Path, tmp_path: Path) -> None:
    import pickle

    from altui.labeling.predicting.folder_run import plan_folder
    from altui.labeling.predicting.partition import predict_partition
    from altui.labeling.retraining.pipeline import Pipeline
    from altui.labeling.retraining.retrain import retrain

    session = label(clouds, range(20))
    write_here(tmp_path / "rows", cut(columns(), 2))
    plan = plan_folder(
        Pipeline.of(retrain(session)), tmp_path / "rows", named_place(f"{tmp_path}/out")
    )
    sent = [pickle.dumps(each) for each in plan.requests]
    assert max(map(len, sent)) < 20_000
    outcomes = [predict_partition(pickle.loads(each)) for each in sent]
    elsewhere = read(tmp_path / "out")
    for file in (tmp_path / "out").iterdir():
        file.unlink()
    assert [predict_partition(each) for each in plan.requests] == outcomes
    assert read(tmp_path / "out") == elsewhere
