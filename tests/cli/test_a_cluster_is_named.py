"""`--scheduler`: what is far from here looks at all rows, and writes predictions for them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from altui.labeling.opening.prepare import prepare
from altui.labeling.refilling.schedule import FIRST
from altui.session.events import Decision
from altui.session.reading import read_session
from tests.cli.doors import Door, apart
from tests.labeling.refilling.sampled import ROWS, SAMPLE, Work, place_of, request_for
from tests.labeling.scanning.clusters import cluster_of


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return place_of(tmp_path)


def begun(place: Path) -> Path:
    with closing(prepare(request_for(place)).open()) as annotation:
        for row in range(FIRST):
            annotation.session.decide(Decision.reveal(row))
        return annotation.session.path


def test_a_sample_is_refilled_and_all_rows_are_predicted_as_on_this_machine(
    place: Path, tmp_path: Path, altui: Door
) -> None:
    here = begun(place)
    with closing(Work(request_for(place))) as work:
        work.wait_for_refill()
    there = tmp_path / "there.altui"
    with cluster_of() as cluster:
        address = cluster.address
        with closing(prepare(request_for(place, session=there)).open()) as annotation:
            for row in range(FIRST):
                annotation.session.decide(Decision.reveal(row))
        with closing(Work(request_for(place, session=there, scheduler=address))) as work:
            work.wait_for_refill()
            work.reveal(2)
        predicted = altui("predict", here, place, "-o", tmp_path / "a", "--scheduler", address)
        one = altui("predict", here, place, "-o", tmp_path / "all.csv", "--scheduler", address)
    assert one.status == 2 and "a cluster writes into a folder" in one.err
    assert predicted.status == 0, predicted.err
    assert f"{ROWS:,} rows of 3 files written" in predicted.err
    (found,), (far,) = (read_session(each).settings.refills for each in (here, there))
    assert found == far and len(found.ids) == SAMPLE // 3
    assert altui("predict", here, place, "-o", tmp_path / "b").status == 0
    for file in sorted((tmp_path / "a").iterdir()):
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--scheduler", "tcp://10.0.0.1:8786"], "anybody on the network can read and change"),
        (["--scheduler", "http://head"], "'http://head' is no address of a scheduler"),
        (["--scheduler-file", "none.json"], "none.json: No such file"),
        (
            ["--scheduler", "tcp://127.0.0.1:1", "--scheduler-file", "s.json"],
            "--scheduler and --scheduler-file both say where the scheduler is",
        ),
        (["--scheduler", "tcp://127.0.0.1:1"], "the scheduler at tcp://127.0.0.1:1 does not"),
    ],
)
def test_what_is_wrong_with_it_is_said_before_the_work_begins(
    place: Path, options: list[str], said: str
) -> None:
    begun(place)
    refused = apart("label", "rows/*.parquet", *options, "--plain", folder=place.parent.parent)
    assert refused.status in (1, 2) and said in refused.err, refused.err
