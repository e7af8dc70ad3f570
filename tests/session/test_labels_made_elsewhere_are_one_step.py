"""Imported labels are trained on, counted apart, saved all or none, and one step of undo."""

import csv
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui.errors import SessionError, StorageError
from altui.learning.evaluation import Evaluation
from altui.learning.rounds import Round
from altui.session import opening
from altui.session.events import Decision, Event, Kind
from altui.session.exporting.export import export_labels
from altui.session.options import SessionOptions
from altui.session.recovery.rebuilding import Rebuilding
from altui.session.replay import Replay
from altui.session.session import Session
from altui.wording.summary import summary_rows
from tests.session.killed_importing import LABELS
from tests.session.making import CLASSES, Data, fast_place
from tests.session.test_a_changed_file_keeps_its_labels import ROWS, File

ORIGIN = '{"file": "elsewhere.csv"}'
rows = st.integers(3, 32)
labels = st.dictionaries(rows, st.sampled_from(CLASSES), min_size=1, max_size=12)
decisions = st.one_of(
    st.builds(Decision.label, rows, st.sampled_from(CLASSES)),
    st.builds(Decision.skip, rows),
    st.builds(Decision.ignore, rows),
    st.builds(Decision.note, rows, st.text(max_size=2)),
)


def bring_in(session: Session, found: dict[int, str]) -> None:
    session.bring_in(ORIGIN, [Decision.imported(*each, "kim", 1e9) for each in found.items()])


def exported(session: Session) -> list[dict[str, str]]:
    target, copy = (session.path.with_name(name) for name in ("labels.csv", "copy.altui"))
    shutil.copy(session.path, copy)
    export_labels(copy, target, overwrite=True)
    with target.open(newline="", encoding="utf-8") as stream:
        return [*csv.DictReader(stream)]


def told(session: Session) -> tuple[object, ...]:
    """All that a learner, a person and a file hear of a session."""
    known, state = session.knowledge(), session.state
    arrays = known.rows, known.labels, known.available
    check = known.check and (known.check.rows.tolist(), known.check.open.tolist(), known.check.due)
    holding = state.standings, state.check_imports, state.flags, state.notes, +state.counts
    return (
        [each.tolist() for each in arrays],
        known.answered,
        check,
        *({**each} for each in holding),
        exported(session),
    )


def test_they_are_trained_on_before_what_was_given_here(session: Session) -> None:
    session.decide(Decision.label(5, "yes"))
    bring_in(session, {9: "no", 7: "yes"})
    session.decide(Decision.label(6, "no"))
    known = session.knowledge()
    assert known.rows.tolist() == [0, 1, 9, 7, 5, 6]
    assert known.labels.tolist() == [0, 1, 0, 1, 1, 0]
    assert not known.available[[9, 7]].any()


def test_they_are_counted_apart_and_the_budget_does_not_count_them(session: Session) -> None:
    session.decide(Decision.label(5, "yes"))
    bring_in(session, dict.fromkeys(range(6, 30), "no"))
    summary = session.summary()
    assert session.knowledge().answered == summary.labels_given == 1
    assert (summary.imported, summary.labeled, summary.remaining) == (24, 27, 5)
    said = dict(summary_rows(summary))
    assert said["labels"] == "1 of 20 given, 27 in all"
    assert said["imported"] == "24 labels from elsewhere.csv"
    # Whoever made them worked at another time and place.
    assert summary.seconds < 60 and summary.last > 1e9


def test_who_made_them_and_when_is_exported_and_listed(session: Session) -> None:
    bring_in(session, {5: "yes"})
    (line,) = exported(session)
    assert (line["altui_label"], line["altui_part"]) == ("yes", "imported")
    assert (line["altui_annotator"], line["altui_time"]) == ("kim", "2001-09-09T01:46:40Z")
    (item,) = session.history()
    assert (item.kind, item.value, item.annotator) == (Kind.IMPORTED, "yes", "kim")


def test_a_row_of_the_random_check_is_asked_all_the_same(tmp_path: Path) -> None:
    session = Data(100, extras=True).begin(tmp_path / "s.altui", audit=10)
    row = next(iter(session.state.drawn))
    before = session.knowledge()
    bring_in(session, {row: "yes"})
    now = session.knowledge()
    assert before.check is not None and before.check.is_equivalent(now.check)
    assert now.rows.tolist() == before.rows.tolist()
    assert (session.summary().imported, session.summary().imported_check) == (0, 1)
    assert not session.history(), "whoever saw it would not answer blind"
    assert [each["altui_part"] for each in exported(session)] == ["imported"]
    session.decide(Decision.label(row, "no"))
    assert [(e["altui_part"], e["altui_label"]) for e in exported(session)] == [("audit", "no")]
    session.close()


def test_what_cannot_be_imported_writes_nothing(session: Session) -> None:
    for wrong, why in (
        ([Decision.imported(3, "maybe")], "no class 'maybe'"),
        ([Decision.imported(2, "yes")], "cannot be labeled"),
        ([Decision.imported(99, "yes")], "no row 99"),
        ([Decision.imported(3, "yes"), Decision.imported(3, "no")], "twice"),
        ([], "no label to import"),
    ):
        with pytest.raises(SessionError, match=why):
            session.bring_in(ORIGIN, [Decision.imported(4, "yes"), *wrong] if wrong else wrong)
    with pytest.raises(SessionError, match="not a decision"):
        session.decide(Decision.imported(3, "yes"))
    assert len(session.events()) == 1


@given(st.lists(decisions, max_size=6), labels, st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_import_taken_back_never_was(
    before: list[Decision], found: dict[int, str], is_checked: bool
) -> None:
    with TemporaryDirectory(dir=fast_place()) as folder:
        check_undo(Path(folder) / "s.altui", before, found, audit=10 if is_checked else 0)


def check_undo(place: Path, before: list[Decision], found: dict[int, str], audit: int) -> None:
    data = Data(30, extras=True)
    with data.begin(place, audit=audit) as session:
        for decision in before:
            session.decide(decision)
        expected = told(session)
        bring_in(session, found)
        imported = told(session)
        session.decide(Decision.undo())
        assert told(session) == expected
        session.decide(Decision.redo())
        assert told(session) == imported
        event = session.knowledge().event
    with data.resume(place) as again:
        assert (told(again), again.knowledge().event) == (imported, event)


@pytest.mark.parametrize("with_ids", [True, False])
def test_they_go_with_their_rows_when_the_file_changes(tmp_path: Path, with_ids: bool) -> None:
    file = File(tmp_path, with_ids=with_ids)
    file.begin(ROWS)
    with opening.resume(file.place, file.load(), SessionOptions()) as session:
        bring_in(session, {2: "yes", 5: "no"})
    with file.go_on([("new", "a new one", ""), *ROWS[::-1]]) as session:
        assert session.knowledge().rows.tolist() == [10, 7]
        session.decide(Decision.undo())
        assert not session.knowledge().rows.size
        session.decide(Decision.redo())
        assert session.knowledge().rows.tolist() == [10, 7]


def a_round(session: Session, right: int) -> Round:
    known = session.knowledge()
    labeled = len(known.all_labels)
    evaluation = Evaluation(right, 100)
    return Round(known.answered + 1, known.event, labeled, 9, (1, 1), None, evaluation)


def test_the_curve_measures_an_import_and_forgets_it_when_it_is_undone(
    session: Session, data: Data
) -> None:
    session.decide(Decision.label(5, "yes"))
    session.record(a_round(session, 70))
    bring_in(session, {8: "no", 9: "yes"})
    overtaken = a_round(session, 90)
    session.record(overtaken)
    assert [labeled for labeled, _ in session.curve().measurements()] == [3, 5]
    assert session.curve().last_measured == Evaluation(90, 100)
    live = [*session.curve().measurements()]
    session.close()
    with data.resume(session.path) as again:
        assert [*again.curve().measurements()] == live
        again.decide(Decision.undo())
        assert [*again.curve().measurements()] == [(3, Evaluation(70, 100))]
        again.decide(Decision.label(6, "no"))
        again.record(a_round(again, 75))
        assert [*again.curve().measurements()] == [
            (3, Evaluation(70, 100)),
            (4, Evaluation(75, 100)),
        ]


def test_a_round_that_knew_an_import_measures_nothing_once_it_is_undone(session: Session) -> None:
    session.decide(Decision.label(5, "yes"))
    bring_in(session, {8: "no"})
    overtaken = a_round(session, 90)
    session.decide(Decision.undo())
    session.record(overtaken)
    assert session.curve().last_measured is None


def test_a_full_disk_leaves_all_as_it_was(session: Session) -> None:
    session.decide(Decision.label(5, "yes"))
    expected, events = told(session), session.events()
    (pages,) = session.log.connection.execute("PRAGMA page_count").fetchone()
    session.log.connection.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StorageError):
        bring_in(session, dict.fromkeys(range(6, 33), "no"))
    assert (told(session), session.events()) == (expected, events)
    session.log.connection.execute("PRAGMA max_page_count=1000000")
    bring_in(session, dict.fromkeys(range(6, 33), "no"))
    assert session.state.imported == 27


def kill_while_importing(path: Path, seconds: float) -> None:
    command = [sys.executable, "-m", "tests.session.killed_importing", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        process.stdout.readline()
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_kill_leaves_an_import_whole_or_not_begun(path: Path) -> None:
    chance = random.Random(0)
    for _ in range(12):
        kill_while_importing(path, chance.uniform(0, 0.3))
        events = Session.read(path).events
        begun = [each.sequence for each in events if each.kind is Kind.IMPORT]
        assert begun
        for sequence in begun:
            run = events[sequence : sequence + LABELS]
            assert [each.kind for each in run] == [Kind.IMPORTED] * LABELS


def imported_and_undone(session: Session) -> list[Event]:
    """Label 5; import 8 and 9; take that back; label 6: events 2, 3 to 5, 6, 7."""
    session.decide(Decision.label(5, "yes"))
    bring_in(session, {8: "no", 9: "yes"})
    session.decide(Decision.undo())
    session.decide(Decision.label(6, "yes"))
    return session.events()


@pytest.mark.parametrize("lost", [{3}, {4}, {3, 4}, {3, 4, 5}, {4, 5}, {6}, {5, 6}, set()])
def test_of_a_damaged_import_what_is_left_stands_as_before(
    session: Session, lost: set[int]
) -> None:
    """An import that was taken back stays so, whichever of its events are lost; but where the
    taking back itself is lost."""
    rebuilding = Rebuilding()
    for event in imported_and_undone(session):
        if event.sequence not in lost:
            rebuilding.follow(event)
    state = Replay.of(rebuilding.events).state
    left = {row for event, row in ((4, 8), (5, 9)) if event not in lost}
    assert set(state.standings) == {5, 6} | (left if 6 in lost else set())
