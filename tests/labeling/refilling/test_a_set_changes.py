"""Files come to a set, or leave it: labels stay with their rows, whatever the sample is now."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import numpy as np
import pyarrow
import pyarrow.parquet
import pytest

from altui.data.readers.partitions import drawing
from altui.errors import SessionError
from altui.labeling.opening.prepare import prepare
from altui.labeling.retraining.retrain import retrain
from altui.session.events import Decision
from tests.data.partitions.sets import cut
from tests.labeling.refilling.sampled import ROWS, SAMPLE, Work, columns, place_of, request_for
from tests.labeling.refilling.test_a_refill_stands_in_the_log import refill


def begun(folder: Path) -> tuple[Path, dict[str, str]]:
    """A session with 40 labels, one of them on a row that was added to the sample; the answers by
    id."""
    place = place_of(folder)
    with closing(prepare(request_for(place)).open()) as annotation:
        session = annotation.session
        refill(annotation, random.Random(1))
        for row in (*range(0, SAMPLE, 5), SAMPLE + 7):
            session.decide(Decision.reveal(row))
        return place, labels_of(annotation)


def labels_of(annotation: object) -> dict[str, str]:
    session, ids = annotation.session, annotation.dataset.ids  # type: ignore[attr-defined]
    return {ids[row]: session.label(row) for row in range(len(ids)) if session.label(row)}


def add_rows(place: Path) -> None:
    """As many rows again, in another file."""
    held = columns()
    more = {name: np.asarray(values)[::-1] for name, values in held.items()}
    more["id"] = [f"n{k}" for k in range(ROWS)]  # type: ignore[assignment]
    more["label"] = pyarrow.nulls(ROWS, pyarrow.string())  # type: ignore[assignment]
    pyarrow.parquet.write_table(pyarrow.table(more), place.parent / "part-99.parquet")


def test_labels_stay_with_rows_that_leave_the_sample(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, before = begun(tmp_path)
    add_rows(place)
    with pytest.raises(SessionError, match="nothing was changed"):
        prepare(request_for(place)).open()
    assert f"has {2 * ROWS:,} rows, {ROWS:,} more than before" in capsys.readouterr().err
    for _ in range(2):  # and so it is the next time
        with closing(prepare(request_for(place, accept_changes=True)).open()) as annotation:
            settings = annotation.session.settings
            assert labels_of(annotation) == before
            assert settings.population == 2 * ROWS and settings.rows == len(annotation.dataset.ids)
            here = set(annotation.dataset.ids[:SAMPLE])
            assert 60 < sum(row.startswith("n") for row in here) < 140
            carried = settings.refills[0].ids
            assert set(before) - here <= set(carried) and not here & set(carried)
            path = annotation.session.path
    assert retrain(path).labels > 30


def test_the_changed_set_is_read_twice_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once for the sample, and once for what stays beside it."""
    place, _ = begun(tmp_path)
    add_rows(place)
    passes, take = [], drawing._take
    monkeypatch.setattr(drawing, "_take", lambda *said: passes.append(1) or take(*said))
    with closing(prepare(request_for(place, accept_changes=True)).open()) as annotation:
        assert annotation.session.settings.refills
    assert len(passes) == 2


def test_rows_that_are_gone_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place, before = begun(tmp_path)
    (place.parent / "part-02.parquet").unlink()
    with closing(prepare(request_for(place, accept_changes=True)).open()) as annotation:
        rows = columns()["id"][: 2 * 667]
        assert labels_of(annotation) == {k: v for k, v in before.items() if k in set(rows)}
        assert annotation.session.settings.population == 2 * 667
    assert "is no longer in the file" in capsys.readouterr().err


def test_a_set_that_is_small_now_is_read_whole(tmp_path: Path) -> None:
    place, before = begun(tmp_path)
    held = pyarrow.table(columns()).slice(0, SAMPLE - 20)
    for file in place.parent.iterdir():
        file.unlink()
    pyarrow.parquet.write_table(held, place.parent / "part-00.parquet")
    with closing(prepare(request_for(place, accept_changes=True)).open()) as annotation:
        assert annotation.session.settings.population == 0
        assert not annotation.session.settings.refills
        assert annotation.dataset.n == SAMPLE - 20
        assert labels_of(annotation) == {
            row: name for row, name in before.items() if int(row[1:]) < SAMPLE - 20
        }


def test_rows_of_a_file_that_was_written_anew_do_not_join(tmp_path: Path) -> None:
    """They are not of the set that the session is of: with the old file back it could not be
    opened."""
    place = place_of(tmp_path)
    with closing(Work(request_for(place))) as work:
        file = place.parent / "part-01.parquet"
        part = cut(columns(), 3)[1]
        others = pyarrow.array([f"other{k}" for k in range(part.num_rows)])
        pyarrow.parquet.write_table(part.set_column(0, "id", others), file)
        work.reveal(25)
        work.wait_for_refill()
        (note,) = work.notes
        assert note.startswith("the sample was not refilled: ")
        assert f"{file}: the file has changed since it was opened" in note
        work.reveal(2)
