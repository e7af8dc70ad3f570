"""Sessions of each older schema ask what they asked; with `retake` they go on with today's learner,
and are reopened the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from altui.errors import StorageError
from altui.labeling.annotation import Annotation
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.learning.generation import NEWEST
from altui.session.events import Decision, Kind
from altui.session.reading import read_session
from altui.session.retaking import retaken_after
from altui.session.store.log import EventLog
from altui.session.store.schema import MIGRATIONS
from tests.session.stored_sessions import restore_fruit, restore_rings, restore_stays

OLDER = range(1, len(MIGRATIONS))
FRUIT = [(4, 0.53970), (3, 0.55865), (6, 0.53969), (7, 0.87638)]
RINGS = [(291, 0.50048), (172, 0.50220), (496, 0.50037), (367, 0.50127), (397, 0.75747)]
"""What the versions that began them asked next, where an odd or an inner row is of the first class,
and how sure their models were."""

Asked = list[tuple[int, float]]


@contextmanager
def opened(file: Path, **said: object) -> Iterator[Annotation]:
    annotation = prepare(OpenRequest(file=file, **said)).open()  # type: ignore[arg-type]
    try:
        yield annotation
    finally:
        annotation.close()


def answer(annotation: Annotation) -> tuple[int, float]:
    """The row asked for and how sure the model is; the row is labeled."""
    session = annotation.session
    round_ = annotation.learner.round(session.knowledge())
    session.record(round_)
    query = round_.query
    assert query is not None and query.probabilities is not None
    row = query.row
    x, y = row * 37 % 101 - 50, row * 53 % 97 - 48
    is_first = row % 2 if annotation.dataset.n < 100 else x * x + y * y < 1225
    session.decide(Decision.label(row, annotation.dataset.classes[0 if is_first else 1]))
    return row, round(max(query.probabilities), 5)


def asked(file: Path, times: int, **said: object) -> Asked:
    with opened(file, **said) as annotation:
        return [answer(annotation) for _ in range(times)]


@pytest.mark.parametrize("version", OLDER)
def test_a_session_of_an_older_schema_asks_what_it_asked(tmp_path: Path, version: int) -> None:
    file = restore_fruit(tmp_path, version)
    assert asked(file, 4) == FRUIT
    settings = read_session(Path(f"{file}.altui")).settings
    assert (settings.learner, settings.boundary) == (0, "linear")


@pytest.mark.parametrize("version", OLDER)
def test_a_session_of_an_older_schema_goes_on_with_todays(tmp_path: Path, version: int) -> None:
    file = restore_fruit(tmp_path, version)
    before = read_session(Path(f"{file}.altui"))
    with opened(file, retake=True) as annotation:
        assert "From here on: today's learner." in annotation.notes
        assert annotation.session.settings.generation.weighs_classes
        answer(annotation)
    after = read_session(Path(f"{file}.altui"))
    assert after.events[: len(before.events)] == before.events
    assert retaken_after(after) == before.summary().labels_given
    assert after.settings.budget == before.settings.budget
    with opened(file, retake=True) as annotation:
        assert any("no newer learner" in note for note in annotation.notes)


def test_a_table_of_numbers_keeps_its_plane_until_it_is_told(tmp_path: Path) -> None:
    file = restore_rings(tmp_path)
    with opened(file) as annotation:
        assert annotation.features.curves is None
    assert asked(file, 5) == RINGS


def test_it_bends_its_boundary_and_is_reopened_the_same(tmp_path: Path) -> None:
    for name in ("live", "again"):
        (tmp_path / name).mkdir()
    live, again = (restore_rings(tmp_path / name) for name in ("live", "again"))
    drawn = read_session(Path(f"{live}.altui")).state.drawn
    with opened(live, retake=True) as annotation:
        assert annotation.features.curves is not None
        assert "From here on: today's learner, a curved boundary." in annotation.notes
        at_once = [answer(annotation) for _ in range(5)]
    one_by_one = asked(again, 1, retake=True)
    for _ in range(4):
        one_by_one += asked(again, 1)
    assert at_once == one_by_one != RINGS
    view = read_session(Path(f"{live}.altui"))
    assert (view.settings.boundary, view.settings.learner) == ("curved", NEWEST)
    assert view.state.drawn == drawn
    assert (view.settings.seed, view.settings.audit) == (0, 10)


def test_what_is_said_with_it_goes_before_the_rules(tmp_path: Path) -> None:
    file = restore_rings(tmp_path)
    asked(file, 1, retake=True, boundary="linear")
    settings = read_session(Path(f"{file}.altui")).settings
    assert (settings.boundary, settings.learner) == ("linear", NEWEST)
    words = restore_stays(tmp_path)
    with opened(words, retake=True, columns=("text=text:words",)) as annotation:
        assert "From here on: today's learner, texts by words." in annotation.notes
    with opened(words) as annotation:
        reading = annotation.dataset.schema.column("text").reading
        assert reading is not None and reading.word == "words"


def test_a_point_in_the_past_has_the_features_of_then(tmp_path: Path) -> None:
    file = restore_rings(tmp_path)
    place = Path(f"{file}.altui")
    event = len(read_session(place).events)
    asked(file, 1, retake=True)
    for until, is_bent in ((event, False), (None, True)):
        request = OpenRequest(session=place, read_only=True, until=until)
        loaded = prepare(request).load()
        assert (loaded.features.curves is not None) is is_bent
        loaded.dataset.table.close()


def test_points_before_stay_and_the_last_is_measured_anew(tmp_path: Path) -> None:
    file = restore_rings(tmp_path)
    asked(file, 12)
    place = Path(f"{file}.altui")
    before = [*read_session(place).curve().measurements()]
    asked(file, 2, retake=True)
    after = [*read_session(place).curve().measurements()]
    assert len(after) > len(before) > 1 and after[: len(before)] == before


def test_a_failed_write_changes_nothing_and_it_can_be_said_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = restore_rings(tmp_path)
    place = Path(f"{file}.altui")
    before = read_session(place).events

    def fail(*_: object, **__: object) -> None:
        raise StorageError("no room", where="rings.csv.altui")

    with monkeypatch.context() as patch:
        patch.setattr(EventLog, "append_many", fail)
        with pytest.raises(StorageError, match="no room"):
            prepare(OpenRequest(file=file, retake=True)).open()
    assert read_session(place).events == before
    assert asked(file, 1) == RINGS[:1]
    asked(file, 1, retake=True)
    assert read_session(place).settings.learner == NEWEST


def test_a_file_that_changed_too_is_taken_in_one_opening(tmp_path: Path) -> None:
    file = restore_rings(tmp_path)
    with file.open("a", encoding="utf-8") as stream:
        stream.write("0.5,1.5\n")
    asked(file, 1, retake=True, accept_changes=True)
    view = read_session(Path(f"{file}.altui"))
    assert (view.settings.rows, view.settings.boundary) == (501, "curved")
    kinds = [event.kind for event in view.events]
    assert kinds.index(Kind.SOURCE) < kinds.index(Kind.SETTING)
    assert len(asked(file, 2)) == 2
