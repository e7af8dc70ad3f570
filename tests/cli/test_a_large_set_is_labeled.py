"""A folder of more Parquet rows than one wants to read: a sample of them is labeled."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from pathlib import Path

import pytest

from altui.data.readers.partitions.sampled_table import SAMPLE as KEPT
from altui.labeling.opening.prepare import prepare
from altui.session.events import Decision
from tests.cli.doors import Door, apart
from tests.labeling.refilling.sampled import ROWS, SAMPLE, place_of, request_for

PLAIN = ("--target", "truth", "--hide-labels", "--columns", "width,height", "--pool", SAMPLE)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return place_of(tmp_path)


@pytest.fixture
def session(place: Path) -> Path:
    with closing(prepare(request_for(place)).open()) as annotation:
        for row in range(40):
            annotation.session.decide(Decision.reveal(row))
        return annotation.session.path


def test_it_says_of_how_many_rows_it_is_a_sample(place: Path, altui: Door) -> None:
    folder = place.parent.parent
    words = ("label", "rows/*.parquet", *PLAIN, "--classes", "ham,spam", "--plain")
    said = apart(*words, folder=folder, text="r\nr\nq\n")
    assert said.status == 0, said.err
    assert f"A random sample of {SAMPLE} of {ROWS:,} rows, drawn by 'id'" in said.err
    assert (folder / "rows.altui.d" / KEPT).is_file()
    told = altui("status", folder / "rows.altui").out
    assert f"sample         {SAMPLE} of {ROWS:,} rows, at random\n" in told
    record = json.loads(altui("status", folder / "rows.altui", "--json").out)["sample"]
    assert record["rows"] == SAMPLE and record["population"] == ROWS and record["added"] == 0
    again = apart(*words, folder=folder, text="performance\nr\nq\n")
    assert f"sample: {SAMPLE} of {ROWS:,} rows, at random\n" in again.out
    assert again.status == 0 and "3 labels given" in again.out


def test_another_sample_is_another_session(session: Path) -> None:
    words = ("label", "rows/*.parquet", "--pool", SAMPLE + 1, "--plain")
    refused = apart(*words, folder=session.parent, text="q\n")
    assert refused.status == 2 and "another --pool" in refused.err


def test_its_rows_are_exported_and_the_way_to_all_of_them_is_told(
    session: Path, tmp_path: Path, altui: Door
) -> None:
    answer = altui("export", session, "-o", tmp_path / "labels.csv")
    assert f"They are the sample of {SAMPLE} of {ROWS:,} rows. For all of them: " in answer.err
    assert f"altui predict {session} '{session.parent}/rows/*.parquet' -o FOLDER/" in answer.err
    with (tmp_path / "labels.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == SAMPLE and sum(bool(row["altui_label"]) for row in rows) == 40
    only = altui("export", session, "-o", tmp_path / "only.csv", "--labels-only")
    assert "sample" not in only.err


def test_the_report_says_it(session: Path, tmp_path: Path, altui: Door) -> None:
    assert altui("report", session, "-o", tmp_path / "report.html").status == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert f"Sample of {SAMPLE} of {ROWS:,} rows, 2 classes." in page


def test_a_strategy_is_simulated_on_a_sample(place: Path, altui: Door) -> None:
    words = ("--target", "truth", "--columns", "width,height", "--pool", SAMPLE)
    answer = altui("simulate", place, *words, "--queries", 10, "--seeds", 1, "--json")
    assert answer.status == 0, answer.err
    assert f"A random sample of {SAMPLE} of {ROWS:,} rows" in answer.err


def test_a_class_is_not_found_in_a_sample(place: Path) -> None:
    words = ("label", "rows/*.parquet", *PLAIN, "--classes", "ham,spam", "--plain")
    more = ("--goal", "find", "--class", "spam")
    refused = apart(*words, *more, folder=place.parent.parent, text="q\n")
    assert refused.status == 2
    assert "all rows of 'spam' cannot be found in a sample" in refused.err
    assert "--pool 0" in refused.err and "--strategy most-likely:spam" in refused.err


def test_without_ids_it_says_what_to_do(tmp_path: Path, altui: Door) -> None:
    from tests.data.partitions.sets import cut, write_here

    place = write_here(tmp_path / "rows", cut({"text": [f"words {k}" for k in range(50)]}, 2))
    answer = altui("label", place, "--pool", 10, "--classes", "a,b", "--plain")
    assert answer.status == 2
    assert "of 50 rows a sample is labeled, and rows are drawn by their ids" in answer.err
    assert "--id COLUMN" in answer.err and "--pool 0" in answer.err
