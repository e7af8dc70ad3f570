"""A set in folders by key is labeled as one of flat files in which the keys are a column."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow
import pytest

from altui.data.paths.places import named_place, spelled
from altui.errors import SessionError
from altui.labeling.certifying.certification import open_certification
from altui.labeling.opening.prepare import prepare
from altui.session.events import Decision
from altui.session.refill import Refill
from altui.session.settings import Settings
from tests.data.partitions.sets import cut, write_by_key, write_far_by_key, write_here
from tests.labeling.refilling.sampled import ROWS, SAMPLE, Work, columns, request_for
from tests.labeling.refilling.test_a_sample_is_certified import answer_all

LEARNED: dict[str, Any] = {"columns": ("width", "height", "day")}
DAYS = ("2024-01-01", "2024-01-02", "2024-01-03")


def tables() -> dict[str, pyarrow.Table]:
    parts = cut(columns(), 3)
    return {f"day={day}/part-0.parquet": part for day, part in zip(DAYS, parts, strict=True)}


def flat(folder: Path) -> Path:
    parts = zip(DAYS, cut(columns(), 3), strict=True)
    return write_here(
        folder,
        [part.append_column("day", pyarrow.array([day] * part.num_rows)) for day, part in parts],
    )


def settings_of(place: Path, session: Path) -> tuple[Settings, Refill, list[str], Any]:
    with closing(Work(request_for(place, session=session, **LEARNED))) as work:
        work.reveal(25)
        work.wait_for_refill()
        settings = work.annotation.session.settings
        (refill,) = settings.refills
        rows, matrix = work.annotation.dataset.ids, work.annotation.features.matrix
        return settings, refill, list(rows), matrix


@pytest.mark.parametrize("where", ["here", "pattern", "far"])
def test_the_same_rows_are_drawn_and_join_the_sample(tmp_path: Path, where: str) -> None:
    one = flat(tmp_path / "flat")
    place = write_by_key(tmp_path / "rows", tables(), group=150)
    if where == "pattern":
        place = named_place(f"{place}/day=202?-*/*.parquet")
    if where == "far":
        # In another process, which makes the passes, there is nothing in memory.
        place = named_place(f"file://{place}")
    settings, refill, ids, matrix = settings_of(place, tmp_path / "a.altui")
    _, wanted, theirs, other = settings_of(one, tmp_path / "b.altui")
    assert settings.population == ROWS and refill == wanted and ids == theirs
    assert (matrix == other).all() and matrix.shape[1] == other.shape[1] > 2
    # Another day it is there again without a question, and a change of a folder is one.
    again = request_for(place, session=tmp_path / "a.altui", **LEARNED)
    with closing(prepare(again).open()) as annotation:
        assert annotation.dataset.ids[SAMPLE:] == list(refill.ids)
    (tmp_path / "rows" / "day=2024-01-03").rename(tmp_path / "rows" / "day=2023-12-31")
    with pytest.raises(SessionError, match="nothing was changed"):
        prepare(again).open()


def test_a_sample_of_another_machine_names_the_file_of_a_row(tmp_path: Path) -> None:
    place = write_far_by_key("label-by-key", tables())
    request = request_for(place, session=tmp_path / "a.altui", **LEARNED)
    with closing(prepare(request).open()) as annotation:
        table = annotation.dataset.table
        for row in (0, SAMPLE - 1):
            day = table.cells(row)[table.columns.index("day")]
            assert table.location(row).startswith(f"{spelled(place)}/day={day}/part-0.parquet, row")


def test_a_certificate_speaks_of_all_rows(tmp_path: Path) -> None:
    place = write_by_key(tmp_path / "rows", tables())
    truth = dict(zip(columns()["id"], columns()["truth"], strict=True))
    with closing(prepare(request_for(place, audit=0, **LEARNED)).open()) as annotation:
        for row in range(30):
            answer = truth[annotation.dataset.ids[row]]
            annotation.session.decide(Decision.label(row, answer))
        path = annotation.session.path
    certificate = tmp_path / "certificate.altui"
    with closing(open_certification(path, certificate, 0.8, None, None)) as opened:
        answer_all(opened)
        assert opened.learner.verdict(opened.session.knowledge()).total == ROWS - 30
