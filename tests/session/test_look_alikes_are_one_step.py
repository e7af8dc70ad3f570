"""A row and its look-alikes get their label in one write and one step, an event each."""

import csv
import json
from pathlib import Path

import pytest

from altui.errors import SessionError, StorageError
from altui.session import opening
from altui.session.events import Decision, Event, Kind
from altui.session.exporting.alike_rows import alike_rows
from altui.session.exporting.export import export_labels
from altui.session.options import SessionOptions
from altui.session.recovery.rebuilding import Rebuilding
from altui.session.replay import Replay
from altui.session.session import Session
from altui.session.state.batches import label_alike
from altui.session.state.label_state import State
from altui.wording.report.page import page
from altui.wording.view.alike import alike_rows_told
from tests.session.making import Data
from tests.session.test_a_changed_file_keeps_its_labels import ROWS, File


def alike(first: int, *others: int, name: str = "yes", **shown: object) -> Decision:
    label = Decision.label(first, name, **shown)  # type: ignore[arg-type]
    return label_alike(label, [(row, 0.75) for row in others], "cosine")


def standing(session: Session) -> set[int]:
    return set(session.state.standings)


def test_each_is_an_event_behind_one_that_says_how_near_they_were(session: Session) -> None:
    session.decide(alike(5, 9, 7, round=3, confidence=0.6, predicted="no", shown_at=1.7e9))
    header, first, *others = session.events()[1:]
    assert (header.kind, header.row, header.row_id) == (Kind.ALIKE, 5, "id5")
    assert json.loads(header.value or "") == {
        "measure": "cosine",
        "beside": [[9, 0.75], [7, 0.75]],
    }
    assert (first.kind, first.row, first.value, first.predicted) == (Kind.LABEL, 5, "yes", "no")
    assert [(each.kind, each.row, each.value) for each in others] == [
        (Kind.LABEL, 9, "yes"),
        (Kind.LABEL, 7, "yes"),
    ]
    assert all(each.predicted is None and each.shown_at is None for each in others)


def test_all_count_and_are_trained_on_and_are_undone_together(session: Session) -> None:
    session.decide(Decision.label(4, "no"))
    before = session.knowledge()
    session.decide(alike(5, 9, 7))
    known = session.knowledge()
    assert known.rows.tolist() == [0, 1, 4, 5, 9, 7]
    assert known.answered == session.summary().labels_given == 4
    session.decide(Decision.undo())
    assert session.knowledge().rows.tolist() == before.rows.tolist()
    assert session.summary().undone == 1
    session.decide(Decision.redo())
    assert session.knowledge().rows.tolist() == known.rows.tolist()
    session.decide(Decision.undo())
    session.decide(Decision.undo())
    assert not session.can_undo


def test_what_comes_next_is_a_step_of_its_own(session: Session) -> None:
    session.decide(alike(5, 9))
    session.decide(Decision.label(9, "no"))
    session.decide(Decision.undo())
    assert session.label(9) == "yes" and session.label(5) == "yes"
    session.decide(Decision.undo())
    assert not standing(session)


def test_a_row_alone_is_a_label_as_any_other(session: Session) -> None:
    session.decide(alike(5))
    assert [each.kind for each in session.events()[1:]] == [Kind.LABEL]


def test_the_history_and_the_export_say_with_which_row(session: Session) -> None:
    session.decide(alike(5, 9, 7))
    told = {each.row: each.given_with for each in session.history()}
    assert told == {5: "", 9: "id5", 7: "id5"}
    session.decide(Decision.label(9, "no"))
    session.close()
    target = session.path.with_name("labels.csv")
    export_labels(session.path, target)
    with target.open(newline="", encoding="utf-8") as stream:
        found = {each["altui_row"]: each for each in csv.DictReader(stream)}
    assert {row: each["altui_alike"] for row, each in found.items()} == {
        "6": "",
        "8": "id5",
        "10": "",
    }
    assert found["8"]["altui_part"] == "labeled"


def test_an_export_without_any_has_no_such_column(session: Session) -> None:
    session.decide(Decision.label(9, "no"))
    session.close()
    target = session.path.with_name("labels.csv")
    export_labels(session.path, target)
    assert "altui_alike" not in target.read_text(encoding="utf-8")


def test_a_row_of_the_random_check_gets_its_label_alone(tmp_path: Path) -> None:
    """Rows chosen for being like it would train on what it is to measure."""
    with Data(100, extras=True).begin(tmp_path / "s.altui", audit=10) as session:
        drawn = next(iter(session.state.drawn))
        free = [row for row in range(3, 103) if row not in session.state.drawn]
        session.decide(alike(drawn, *free[:3]))
        assert standing(session) == {drawn}
        assert session.knowledge().rows.tolist() == [0, 1]
        with pytest.raises(SessionError, match="cannot be labeled beside"):
            session.decide(alike(free[0], next(iter({*session.state.drawn} - {drawn}))))
        assert standing(session) == {drawn}


def test_what_cannot_be_labeled_together_writes_nothing(session: Session) -> None:
    session.decide(Decision.label(4, "no"))
    session.decide(Decision.ignore(6))
    session.decide(Decision.skip(8))
    events = session.events()
    for first, others, why in (
        (5, [4], "beside another"),
        (5, [6], "beside another"),
        (5, [7, 7], "beside another"),
        (5, [5], "beside another"),
        (5, [2], "already has its label"),
        (5, [99], "no row 99"),
        (4, [5], "its label already"),
    ):
        with pytest.raises(SessionError, match=why):
            session.decide(alike(first, *others))
    with pytest.raises(SessionError, match="no class 'maybe'"):
        session.decide(alike(5, 7, name="maybe"))
    assert session.events() == events
    session.decide(alike(5, 8))
    assert session.label(8) == "yes", "a skipped row has no answer yet"


def test_a_certificate_has_none(tmp_path: Path) -> None:
    with (
        Data(30).begin(tmp_path / "s.altui", certify={"path": "x"}) as session,
        pytest.raises(SessionError, match="certifies"),
    ):
        session.decide(alike(5, 7))


def test_a_full_disk_leaves_all_as_it_was(session: Session) -> None:
    events = session.events()
    (pages,) = session.log.connection.execute("PRAGMA page_count").fetchone()
    session.log.connection.execute(f"PRAGMA max_page_count={pages}")
    many = alike(3, *range(4, 33), predicted="x" * 5000)
    with pytest.raises(StorageError):
        session.decide(many)
    assert (session.events(), standing(session)) == (events, set())
    session.log.connection.execute("PRAGMA max_page_count=1000000")
    session.decide(many)
    assert len(standing(session)) == 30


def test_they_go_with_their_rows_when_the_file_changes(tmp_path: Path) -> None:
    file = File(tmp_path, with_ids=True)
    file.begin(ROWS)
    with opening.resume(file.place, file.load(), SessionOptions()) as session:
        session.decide(alike(2, 5))
    with file.go_on([("new", "a new one", ""), *ROWS[::-1]]) as session:
        assert session.knowledge().rows.tolist() == [10, 7]
        assert [each.given_with for each in session.history()] == [session.events()[2].row_id, ""]
        session.decide(Decision.undo())
        assert not session.knowledge().rows.size
        session.decide(Decision.redo())
        assert session.knowledge().rows.tolist() == [10, 7]


def test_only_the_row_on_the_screen_tells_how_long_it_took(session: Session) -> None:
    session.decide(alike(5, 9, 7, shown_at=1.7e9 - 10))
    assert session.summary().pace is not None
    paces = [each.shown_at for each in session.events() if each.kind is Kind.LABEL]
    assert paces == [1.7e9 - 10, None, None]


def given_and_undone(session: Session, *, again: bool) -> list[Event]:
    """Label 4; give 5, 8 and 9 theirs; take that back, and give it again; label 6: events 2, 3 to
    6, 7, 8, and the last."""
    session.decide(Decision.label(4, "yes"))
    session.decide(alike(5, 8, 9))
    session.decide(Decision.undo())
    if again:
        session.decide(Decision.redo())
    session.decide(Decision.label(6, "yes"))
    return session.events()


LOST = [set(), {3}, {4}, {5}, {6}, {3, 4}, {3, 6}, {4, 5}, {3, 4, 5}, {4, 5, 6}, {3, 4, 5, 6}]


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("lost", LOST)
def test_of_a_damaged_batch_what_is_left_stands_as_before(
    session: Session, lost: set[int], again: bool
) -> None:
    state = rebuilt(given_and_undone(session, again=again), lost)
    left = {row for event, row in ((4, 5), (5, 8), (6, 9)) if event not in lost}
    assert set(state.standings) == {4, 6} | (left if again else set())


@pytest.mark.parametrize("lost", LOST)
def test_what_is_left_of_one_that_stands_can_be_taken_back(
    session: Session, lost: set[int]
) -> None:
    session.decide(Decision.label(4, "yes"))
    session.decide(alike(5, 8, 9))
    rebuilding = Rebuilding()
    for event in session.events():
        if event.sequence not in lost:
            rebuilding.follow(event)
    replay = Replay.of(rebuilding.events)
    left = len(replay.state.standings) - 1
    steps = 0
    while len(replay.state.standings) > 1:
        step, last = replay.state.next_undo, rebuilding.events[-1]
        assert step is not None
        replay.follow(
            last._replace(
                sequence=last.sequence + 1 + steps, kind=Kind.UNDO, row=None, value=str(step.event)
            )
        )
        steps += 1
    # Without the event that began it, each is a step of its own.
    assert steps == (left if 3 in lost else min(left, 1))
    assert set(replay.state.standings) == {4}


def rebuilt(events: list[Event], lost: set[int]) -> State:
    rebuilding = Rebuilding()
    for event in events:
        if event.sequence not in lost:
            rebuilding.follow(event)
    return Replay.of(rebuilding.events).state


def test_status_and_report_say_how_many_labels_were_given_so(session: Session) -> None:
    view = session.view()
    assert alike_rows_told(alike_rows(view)) == [] and "ticked in a list" not in page(view)
    session.decide(alike(5, 9, 7))
    session.decide(alike(6, 8))
    session.decide(Decision.label(9, "no"))
    view = session.view()
    assert alike_rows(view) == {7: "id5", 8: "id6"}
    (row,) = alike_rows_told(alike_rows(view))
    assert row == ("look-alikes", "2 labels given together with 2 rows on the screen")
    assert row[1] in page(view) and "ticked in a list" in page(view)
