"""While a sample is labeled, the rows of the whole set that are asked for first join it."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow
import pytest

from altui.data.readers.partitions.id_hashes import hash_ids
from altui.errors import AltuiError, InputError, StorageError
from altui.labeling.opening.prepare import prepare
from altui.labeling.refilling import refiller
from altui.labeling.refilling.schedule import due_at
from altui.labeling.retraining.retrain import retrain
from altui.learning.strategies.uncertainty import MARGIN
from altui.session.events import Decision, Kind
from altui.session.refill import Refill
from altui.session.session import Session
from altui.session.settings import Settings
from tests.data.partitions.sets import cut, write_here
from tests.labeling.refilling.sampled import ROWS, SAMPLE, Work, columns, place_of, request_for


def test_the_rows_nearest_to_the_boundary_join_it(tmp_path: Path) -> None:
    place = place_of(tmp_path)
    with closing(Work(request_for(place))) as work:
        work.reveal(25)
        work.wait_for_refill()
        session, dataset = work.annotation.session, work.annotation.dataset
        (refill,) = session.settings.refills
        assert refill.labels == 25 and refill.scanned == ROWS and len(refill.ids) == SAMPLE // 3
        assert sum(refill.predicted.values()) == ROWS
        assert dataset.n == session.settings.rows == SAMPLE + SAMPLE // 3
        assert (
            len(set(dataset.ids)) == SAMPLE + SAMPLE // 3
            and tuple(dataset.ids[SAMPLE:]) == refill.ids
        )
        truth = dict(zip(columns()["id"], columns()["truth"], strict=True))
        names = dataset.classes
        assert [names[k] for k in dataset.known] == [truth[row] for row in dataset.ids]
        assert work.notes == [
            f"{SAMPLE // 3} rows joined the sample: those to ask for first, of all {ROWS:,}"
        ]
        work.reveal(2)  # and the work goes on
        path, log = session.path, session.log
        at = next(each.sequence for each in log.events() if each.kind is Kind.REFILL)

    # They are those that the model of then is least sure of, of all that are not in the sample.
    then = retrain(path, until=at - 1)
    assert then.dataset.n == SAMPLE
    values = columns()
    outside = [k for k in range(ROWS) if values["id"][k] not in set(then.dataset.ids)]
    numbers = np.column_stack([values["width"], values["height"]])[outside]
    scaling = then.features.encoder
    assert scaling is not None
    matrix = np.empty(numbers.shape, np.float32)
    scaling._numbers.transform(list(numbers.T), matrix)
    assert MARGIN.score is not None
    scores = MARGIN.score(then.model.predict_proba(matrix))
    lowest = np.sort(scores)[-(SAMPLE // 3)]
    found = {values["id"][outside[k]] for k in np.flatnonzero(scores > lowest)}
    assert found <= set(refill.ids)


def test_rows_with_a_label_in_the_set_are_left_out(tmp_path: Path) -> None:
    place = place_of(tmp_path)
    said = {"target": "label", "hide_labels": False}
    with closing(Work(request_for(place, **said))) as work:
        assert work.annotation.dataset.known.max() >= 0
        for _ in range(25):
            work.label(str(columns()["truth"][int(work.row_id[1:])]))
        work.wait_for_refill()
        (refill,) = work.annotation.session.settings.refills
        assert not [row for row in refill.ids if int(row[1:]) % 3 == 0]


def test_a_refill_that_fails_is_told_and_the_work_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AltuiError("the disk is full")

    place = place_of(tmp_path)
    monkeypatch.setattr(refiller, "_request", fail)
    with closing(Work(request_for(place))) as work:
        work.reveal(25)
        work.wait_for_refill()
        assert work.notes == ["the sample was not refilled: the disk is full"]
        work.reveal(3)
        assert not work.annotation.session.settings.refills


def test_a_refill_that_cannot_be_logged_is_told_and_the_work_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = place_of(tmp_path)
    with closing(Work(request_for(place))) as work:
        log, append = work.annotation.session.log, work.annotation.session.log.append_many

        def refuse(entries: Any, **more: Any) -> Any:
            if any(decision.kind is Kind.REFILL for decision, _ in entries):
                raise StorageError("the disk is full")
            return append(entries, **more)

        monkeypatch.setattr(log, "append_many", refuse)
        work.reveal(25)
        work.wait_for_refill()
        assert work.notes == ["the sample was not refilled: the disk is full"]
        work.reveal(3)
        assert work.annotation.dataset.n == work.annotation.session.settings.rows == SAMPLE
    with closing(Work(request_for(place))) as work:
        work.wait_for_refill()  # it comes when the session is opened again
        assert work.annotation.dataset.n > SAMPLE


def test_a_session_opened_again_catches_up(tmp_path: Path) -> None:
    place = place_of(tmp_path)
    with closing(prepare(request_for(place)).open()) as annotation:
        for row in range(60):
            annotation.session.decide(Decision.reveal(row))
    with closing(Work(request_for(place))) as work:
        work.wait_for_refill()
        (refill,) = work.annotation.session.settings.refills
        assert refill.labels == 50
    with closing(Work(request_for(place))) as work:
        assert work.annotation.dataset.n == SAMPLE + SAMPLE // 3 and not work.notes


@pytest.mark.parametrize(
    ("labels", "before", "due"),
    [(24, 0, None), (25, 0, 25), (49, 0, 25), (60, 25, 50), (60, 50, None), (900, 50, 800)],
)
def test_refills_come_when_the_labels_have_doubled(
    labels: int, before: int, due: int | None, tmp_path: Path
) -> None:
    place = place_of(tmp_path)
    with closing(prepare(request_for(place)).open()) as annotation:
        settings: Settings = annotation.session.settings
    if before:
        settings = settings.with_refill(Refill(("m1",), before, ROWS, {}).dumps())
    assert due_at(labels, settings) == due


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"share": "1/2", "annotator": "kim"}, "several people label it"),
        ({"strategy": "random"}, "rows are asked for at random"),
        ({"group": "group"}, "the groups of rows that are not in it are unknown"),
        ({"suggested": "label"}, "rows that are not in it have no suggestion here"),
        ({"columns": ("width", "id=shown")}, "its rows are not told apart by 'id' any more"),
    ],
)
def test_where_there_are_no_refills_it_is_told(
    tmp_path: Path, said: dict[str, str], why: str
) -> None:
    groups = [f"g{k % 50}" for k in range(ROWS)]
    place = write_here(tmp_path / "rows", cut({**columns(), "group": groups}, 3))
    with closing(Work(request_for(place, audit=0, **said))) as work:
        work.reveal(26)
        assert any(each.startswith(f"The sample is not refilled: {why}") for each in work.told)
        assert not work.notes
        assert work.annotation.dataset.n == SAMPLE


def test_a_whole_set_is_never_refilled(tmp_path: Path) -> None:
    place = place_of(tmp_path)
    with closing(Work(request_for(place, pool=0))) as work:
        work.reveal(26)
        assert work.annotation.dataset.n == ROWS and not work.engine._refills.are_made


def test_older_events_do_not_see_it(tmp_path: Path) -> None:
    place = place_of(tmp_path)
    with closing(Work(request_for(place))) as work:
        work.reveal(25)
        work.wait_for_refill()
        path = work.annotation.session.path
    view = Session.read(path)
    assert view.settings.rows == SAMPLE + SAMPLE // 3
    assert view.settings.population == ROWS


def with_twice(folder: Path, place: int) -> tuple[Path, str, str]:
    """A set with one id twice: that of the row whose hash has this place among all. With it that
    id, and the words that say so."""
    rows = columns()
    order = np.argsort(hash_ids(pyarrow.array(rows["id"])))
    row = int(order[place])
    twice, first = rows["id"][row], 0 if row else 1
    rows["id"][first] = twice
    parts = cut(rows, 3)
    files = write_here(folder / "rows", parts)
    places = []
    for each in sorted((first, row)):
        part, size = divmod(each, parts[0].num_rows)
        places.append(f"{files.parent}/part-{part:02d}.parquet, row {size + 1}")
    said = f"{places[1]}, column 'id': the id '{twice}' stands there twice, first on {places[0]}"
    return files, twice, said


def test_an_id_that_stands_there_twice_is_named(tmp_path: Path) -> None:
    place, _, said = with_twice(tmp_path, 0)
    with pytest.raises(InputError, match=re.escape(said)):
        prepare(request_for(place)).open()


def test_so_it_is_of_a_row_that_was_looked_up(tmp_path: Path) -> None:
    place, twice, said = with_twice(tmp_path, ROWS - 1)
    with closing(prepare(request_for(place)).open()) as annotation:
        settings = annotation.session.settings
        then = replace(settings, refills=(Refill((twice,), 25, ROWS, {}),))
        assert annotation.kept is not None
        with pytest.raises(InputError, match=re.escape(said)):
            annotation.kept.refill(then)
