"""A session goes on from its export: labels, parts and notes, and the same random check."""

from __future__ import annotations

import csv
import json
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.data.dataset import DataOptions, Part
from altui.data.loading import load_dataset
from altui.labeling.annotation import Annotation
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.session.events import Decision
from altui.session.exporting.export import export_session
from altui.session.store.location import session_path
from tests.cli.conftest import altui
from tests.cli.doors import Door
from tests.session.making import fast_place

__all__ = ["altui"]

ROWS = 200
SIZE = 20
"""A tenth of the rows."""

Rows = list[dict[str, str]]


def truth(annotation: Annotation, row: int) -> str:
    """What a person who errs would say: hard enough that a model does not get all of it right."""
    x, y = (float(each.text) for each in annotation.dataset.fields(row))
    return "yes" if x + y + 40 * np.sin(x * y) > 100 else "no"


def data(folder: Path) -> Path:
    file, draw = folder / "data.csv", random.Random(5)
    lines = [f"r{n},{draw.randint(0, 99)},{draw.randint(0, 99)}" for n in range(ROWS)]
    file.write_text("\n".join(["id,x,y", *lines]) + "\n")
    return file


def opened(file: Path, **said: object) -> Annotation:
    first: dict[str, object] = (
        {} if "altui_part" in file.read_text() else {"classes": ("no", "yes")}
    )
    first["no_merge_identical"] = True  # of 200 rows of two small numbers some are the same
    source = prepare(OpenRequest(file=file, annotator="ada", recheck=0, **{**first, **said}))  # type: ignore[arg-type]
    return source.open(accepted=source.guess)


def label(annotation: Annotation, times: int) -> None:
    """Answer as the screen asks; the last Round is logged too."""
    session = annotation.session
    for _ in range(times):
        round_ = annotation.learner.round(session.knowledge())
        assert round_.query is not None
        row = round_.query.row
        shown = {"round": round_.number, "confidence": 0.5 + row / 1000}
        session.decide(Decision.label(row, truth(annotation, row), **shown))  # type: ignore[arg-type]
    session.record(annotation.learner.round(session.knowledge()))


def exported(file: Path, name: str = "again.csv") -> Path:
    target = file.with_name(name)
    export_session(session_path(file), target)
    return target


def read(file: Path) -> Rows:
    with file.open(newline="") as stream:
        return [*csv.DictReader(stream)]


def checked(annotation: Annotation) -> list[int]:
    check = annotation.session.knowledge().check
    return [] if check is None else check.rows.tolist()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return data(tmp_path)


@pytest.fixture
def again(file: Path) -> Path:
    """The export of sixty labels, twelve or so of them of the random check."""
    with closing(opened(file)) as annotation:
        label(annotation, 60)
    return exported(file)


def test_status_tells_the_same_check_with_the_same_interval(
    altui: Door, file: Path, again: Path
) -> None:
    with closing(opened(again)) as annotation:
        label(annotation, 0)
        assert "The random check of the earlier session goes on: 12 of its 20 rows" in (
            " ".join(annotation.notes)
        )
    before, now = (json.loads(altui("status", each, "--json").out) for each in (file, again))
    assert now["audit"] == before["audit"] == {"rows": SIZE, "labeled": 12, "replaced": 0}
    assert now["accuracy_after"] == before["accuracy_after"]
    assert 0 < now["accuracy_after"]["right"] < now["accuracy_after"]["total"] == 12
    assert (now["labels_given"], now["labeled"]) == (0, before["labeled"])
    assert now["remaining"] == before["remaining"] and now["per_class"] == before["per_class"]


def test_its_rows_are_never_trained_on_and_undo_does_not_take_them_back(again: Path) -> None:
    with closing(opened(again)) as annotation:
        known, drawn = annotation.session.knowledge(), [*annotation.session.state.drawn]
        assert not set(drawn) & set(known.rows.tolist()) and not known.available[drawn].any()
        assert len(known.rows) == 48 and len(checked(annotation)) == 12
        assert not annotation.session.can_undo


@pytest.mark.parametrize("here", [1, 7, 40])
def test_the_check_goes_on_as_if_nothing_had_come_between(
    file: Path, again: Path, here: int
) -> None:
    """Which rows it takes, in which order, and at which label."""
    with closing(opened(file)) as one, closing(opened(again)) as other:
        assert [*one.session.state.drawn] == [*other.session.state.drawn]
        for _ in range(here):
            label(one, 1)
            label(other, 1)
            assert checked(one) == checked(other)
    third = exported(again, "third.csv")
    with closing(opened(third)) as annotation:
        assert checked(annotation) == checked_after(file)
        label(annotation, 12)


def checked_after(file: Path) -> list[int]:
    with closing(opened(file)) as annotation:
        return checked(annotation)


def test_a_session_on_it_is_continued(again: Path) -> None:
    with closing(opened(again)) as annotation:
        label(annotation, 5)
        before = checked(annotation)
    with closing(opened(again)) as annotation:
        assert checked(annotation) == before
    again.write_text(again.read_text() + "r999,1,2" + "," * 9 + "\n")
    with closing(opened(again, accept_changes=True)) as annotation:
        assert checked(annotation) == before and annotation.dataset.n == ROWS + 1


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["label", "label", "skip", "ignore", "unsure", "note", "flag", "fast"]),
        st.integers(0, ROWS - 1),
    ),
    max_size=40,
)


def decide(annotation: Annotation, step: str, any_row: int) -> None:
    session = annotation.session
    if step in ("note", "flag"):
        more = (f"note, {any_row}",) if step == "note" else ()
        session.decide(getattr(Decision, step)(any_row, *more))
        return
    known = session.knowledge()
    due = known.check.due if known.check is not None else None
    free = np.flatnonzero(known.available)
    row = due if due is not None else int(free[any_row % len(free)])
    if step in ("label", "fast"):
        shown_at = time.time() + 60 if step == "label" else time.time()
        session.decide(Decision.label(row, truth(annotation, row), shown_at=shown_at))
    else:
        session.decide(getattr(Decision, step)(row))


@given(STEPS)
@settings(max_examples=25, deadline=None)
def test_an_export_of_an_export_is_the_same_file(steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory(dir=fast_place()) as folder:
        file = data(Path(folder))
        with closing(opened(file)) as annotation:
            for step in (("label", 0), ("label", 1), *steps):
                decide(annotation, *step)
            is_begun = bool(checked(annotation))
        again = exported(file)
        with closing(opened(again, classes=("no", "yes"))) as annotation:
            assert bool(annotation.dataset.options.check) == is_begun
        assert timeless(exported(again, "third.csv")) == timeless(again)


def timeless(path: Path) -> Rows:
    """Its rows, without the time of those that are set aside: they are set aside anew."""
    rows = read(path)
    for row in rows:
        if row["altui_part"] in ("skipped", "ignored", "unsure"):
            row["altui_time"] = ""
    return rows


def shuffled(rows: Rows) -> Rows:
    return random.Random(1).sample(rows, len(rows))


def without_one(rows: Rows) -> Rows:
    place = [row["altui_part"] for row in rows].index("unlabeled")
    return rows[:place] + rows[place + 1 :]


def with_a_new_one(rows: Rows) -> Rows:
    return [*rows, {**dict.fromkeys(rows[0], ""), "id": "new", "x": "1", "y": "2"}]


def only_labeled(rows: Rows) -> Rows:
    return with_a_new_one([row for row in rows if row["altui_label"]])


def one_relabeled(rows: Rows) -> Rows:
    """A label of the check that was given in another way."""
    place = [row["altui_part"] for row in rows].index("audit")
    rows[place]["altui_part"] = "labeled"
    return rows


@pytest.mark.parametrize(
    "change", [shuffled, without_one, with_a_new_one, only_labeled, one_relabeled]
)
def test_where_it_may_be_another_sample_its_rows_are_test_rows(
    again: Path, change: Callable[[Rows], Rows]
) -> None:
    rows = change(read(again))
    with again.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, [*rows[0]])
        writer.writeheader()
        writer.writerows(rows)
    measured = sum(row["altui_part"] == "audit" for row in rows)
    with closing(opened(again)) as annotation:
        assert (annotation.dataset.part == Part.TEST).sum() == measured >= 11
        assert not annotation.session.state.drawn and annotation.dataset.options.check == 0
        assert f"Test rows: {measured} that the earlier session measured" in annotation.notes[0]


@pytest.mark.parametrize("said", [{"seed": 3}, {"audit": 0}, {"hide_labels": True}])
def test_another_seed_or_no_check_leaves_test_rows(again: Path, said: dict[str, object]) -> None:
    with closing(opened(again, **said)) as annotation:
        assert (annotation.dataset.part == Part.TEST).sum() == 12
        assert not annotation.session.state.drawn


def test_a_session_begun_before_keeps_its_test_rows(again: Path) -> None:
    with closing(opened(again)) as annotation:
        dataset = annotation.dataset
        stored = dataset.options.to_json()
        assert stored.pop("check") == SIZE
        before = load_dataset(dataset.table, dataset.schema, DataOptions.from_json(stored))
    assert (before.part == Part.TEST).sum() == 12


def test_marks_that_hold_no_more_leave_with_their_column(file: Path) -> None:
    with closing(opened(file)) as annotation:
        now = time.time()
        annotation.session.decide(Decision.flag(3))
        for row, name in ((4, "no"), (5, "yes")):
            annotation.session.decide(Decision.label(row, name, shown_at=now + 60))
    again = exported(file)
    assert "altui_flag" in read(again)[0]
    with closing(opened(again)) as annotation:
        annotation.session.decide(Decision.flag(3, on=False))
    assert [name for name in read(exported(again, "third.csv"))[0] if "flag" in name] == []


def test_a_table_of_a_database_is_taken_up_again_too(file: Path) -> None:
    with closing(opened(file)) as annotation:
        label(annotation, 12)
    tables = [file.with_name(f"all.sqlite::{name}") for name in ("one", "two")]
    export_session(session_path(file), tables[0])
    source = prepare(OpenRequest(file=tables[0], annotator="ada"))
    place = source.place
    assert place is not None
    source.open(accepted=source.guess).close()
    export_session(place, tables[1])
    with closing(sqlite3.connect(file.with_name("all.sqlite"))) as database:
        one, two = (database.execute(f"select * from {name}").fetchall() for name in ("one", "two"))
    assert one == two and len(one) == ROWS
