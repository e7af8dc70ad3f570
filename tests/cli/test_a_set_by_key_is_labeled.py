"""A folder of Parquet files in folders by key is labeled, simulated, exported and predicted."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from pathlib import Path

import pytest

from altui.labeling.refilling.schedule import FIRST
from altui.session.reading import read_session
from tests.cli.doors import Door, apart
from tests.data.partitions.sets import cut, write_by_key
from tests.labeling.refilling.sampled import ROWS, SAMPLE, Work, columns, request_for

LEARNED = ("--target", "truth", "--columns", "width,height,day")
NAMES = tuple(f"day={day}/hour={hour}/a.parquet" for day in (1, 2, 3) for hour in (0, 1))


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    tables = dict(zip(NAMES, cut(columns(), len(NAMES)), strict=True))
    return write_by_key(tmp_path / "rows", tables)


def test_it_is_labeled_and_exported(rows: Path, altui: Door) -> None:
    folder = rows.parent
    label = ("label", "rows", *LEARNED, "--hide-labels", "--classes", "ham,spam", "--plain")
    said = apart(*label, folder=folder, text="r\nr\nq\n")
    assert said.status == 0, said.err
    assert "day: " in said.out and "hour: " not in said.out
    again = apart("label", "rows/", "--plain", folder=folder, text="r\nq\n")
    assert again.status == 0 and "3 labels given" in again.out
    assert altui("export", rows, "-o", folder / "labels.csv").status == 0
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as stream:
        exported = list(csv.DictReader(stream))
    assert [row["id"] for row in exported] == columns()["id"]
    assert {(row["day"], row["hour"]) for row in exported} == {
        (day, hour) for day in "123" for hour in "01"
    }
    assert sum(bool(row["altui_label"]) for row in exported) == 3
    assert altui("export", rows, "-o", rows / "day=1" / "labels.csv").status == 2


@pytest.mark.parametrize("typed", ["rows", "rows/*/*/*.parquet"])
def test_a_strategy_is_simulated(rows: Path, altui: Door, typed: str) -> None:
    words = ("--queries", 5, "--seeds", 1, "--json", "--pool", SAMPLE)
    answer = altui("simulate", rows.parent / typed, *LEARNED, *words)
    assert answer.status == 0, answer.err
    assert f"A random sample of {SAMPLE} of {ROWS:,} rows" in answer.err
    assert json.loads(answer.out.splitlines()[-1])["query"] == 5


def test_a_pattern_has_a_session_of_its_own(rows: Path, altui: Door) -> None:
    folder = rows.parent
    label = ("label", "rows/day=1/*/*.parquet", "--target", "truth", "--hide-labels")
    said = apart(*label, "--columns", "width", "--plain", folder=folder, text="r\nq\n")
    assert said.status == 0, said.err
    (session,) = folder.glob("*.altui")
    assert session.name.startswith("rows.day_1")
    status = altui("status", session)
    assert status.status == 0 and f"{-(-ROWS // len(NAMES)) * 2} rows" in status.out


def test_what_is_in_the_way_is_named(rows: Path, altui: Door) -> None:
    (rows / "day=1" / "b.parquet").write_bytes((rows / NAMES[0]).read_bytes())
    for words in (("label", rows, "--plain"), ("simulate", rows, "--target", "truth")):
        answer = altui(*words)
        assert answer.status == 2 and "less deep in folders" in answer.err


def test_a_cluster_finds_and_writes_the_same(rows: Path, tmp_path: Path, altui: Door) -> None:
    from tests.labeling.scanning.clusters import cluster_of  # skips without its extra

    refills = []
    learned = {"columns": ("width", "height", "day")}
    with cluster_of() as cluster:
        for name, scheduler in (("here", None), ("there", cluster.address)):
            session = tmp_path / f"{name}.altui"
            with closing(
                Work(request_for(rows, session=session, scheduler=scheduler, **learned))
            ) as work:
                work.reveal(FIRST)
                work.wait_for_refill()
            refills.append(read_session(session).settings.refills)
        there = ("--scheduler", cluster.address)
        far = altui("predict", tmp_path / "here.altui", rows, "-o", tmp_path / "a", *there)
        assert far.status == 0, far.err
    assert refills[0] == refills[1] and refills[0][0].scanned == ROWS
    assert altui("predict", tmp_path / "here.altui", rows, "-o", tmp_path / "b").status == 0
    for name in NAMES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
