"""History, rounds, the accuracy curve and the summary, from the log alone."""

import json
from pathlib import Path

import numpy as np
import pytest

from altui.display.text import roughly
from altui.learning.evaluation import Evaluation
from altui.learning.rounds import Query, Round
from altui.session.events import Decision, Kind
from altui.session.figures.curve import Curve, Gain
from altui.session.history import RoundRecord, record_of
from altui.session.reading import SessionView
from altui.session.session import Session
from altui.wording.summary import gain_in_words, summary_rows
from tests.session.making import Data


def a_round(session: Session, right: int | None = None, *, trouble: str = "") -> Round:
    knowledge = session.knowledge()
    query = Query(row=7, strategy="margin", probabilities=(0.25, 0.75), uncertainty=0.25)
    evaluation = None if right is None else Evaluation(right, 100)
    number, labeled = knowledge.answered + 1, len(knowledge.rows)
    return Round(number, knowledge.event, labeled, 28, (1, 1), query, evaluation, trouble)


def rounds_of(session: Session | SessionView) -> list[RoundRecord]:
    """All rounds that were logged, oldest first."""
    events = session.events() if isinstance(session, Session) else session.events
    return [record_of(event) for event in events if event.kind is Kind.ROUND]


def label(session: Session, row: int, name: str = "yes", *, seconds: float = 2.0) -> None:
    shown_at = session._now.now + 1 - seconds  # type: ignore[attr-defined]
    session.decide(Decision.label(row, name, confidence=0.75, predicted="no", shown_at=shown_at))


def test_a_round_is_logged_once_for_what_it_has_seen(session: Session) -> None:
    first = a_round(session, 88)
    session.record(first)
    session.record(first)
    label(session, 7)
    session.record(a_round(session, 91, trouble="slow"))
    session.record(first)
    before, after = rounds_of(session)
    assert (before.number, before.labeled, before.row, before.uncertainty) == (1, 2, 7, 0.25)
    assert (before.strategy, before.model) == ("margin", "logistic")
    assert before.evaluation == Evaluation(88, 100)
    assert (after.number, after.labeled, after.trouble) == (2, 3, "slow")
    assert rounds_of(Session.view(session)) == [before, after]


def test_a_round_changes_no_knowledge_and_cannot_be_undone(session: Session) -> None:
    before = session.knowledge()
    session.record(a_round(session, 88))
    assert session.knowledge().event == before.event
    assert not session.can_undo


def test_a_resumed_session_does_not_log_its_round_again(session: Session, data: Data) -> None:
    session.record(a_round(session, 88))
    session.close()
    with data.resume(session.path) as again:
        again.record(a_round(again, 88))
        assert len(rounds_of(again)) == 1


def test_a_round_without_query_or_evaluation_is_logged_too(session: Session) -> None:
    knowledge = session.knowledge()
    session.record(Round(1, knowledge.event, 2, 0, (1, 1), None, None))
    (record,) = rounds_of(session)
    assert (record.row, record.uncertainty, record.evaluation) == (None, None, None)


def test_history_is_newest_first_and_says_what_was_undone(session: Session) -> None:
    label(session, 3, "no")
    session.decide(Decision.skip(4))
    session.decide(Decision.flag(3))
    session.decide(Decision.undo())
    session.decide(Decision.undo())
    session.decide(Decision.redo())
    items = session.history()
    assert [(item.kind, item.row, item.undone) for item in items] == [
        (Kind.FLAG, 3, True),
        (Kind.SKIP, 4, False),
        (Kind.LABEL, 3, False),
    ]
    last = items[-1]
    assert (last.row_id, last.value, last.predicted, last.confidence) == ("id3", "no", "no", 0.75)
    assert session.history(1) == items[:1]


def test_what_was_undone_stays_undone_when_the_work_goes_on(session: Session) -> None:
    label(session, 3)
    session.decide(Decision.undo())
    label(session, 4)
    assert [(item.row, item.undone) for item in session.history()] == [(4, False), (3, True)]
    assert session.summary().undone == 1


def test_the_curve_has_a_point_for_each_answer_that_holds(session: Session) -> None:
    session.record(a_round(session, 80))
    for row, right in ((3, 85), (4, 90)):
        label(session, row)
        session.record(a_round(session, right))
    rights = [point.evaluation and point.evaluation.right for point in session.curve()]
    assert rights == [80, 85, 90]
    assert [point.labeled for point in session.curve()] == [2, 3, 4]
    session.decide(Decision.undo())
    assert [point.labeled for point in session.curve()] == [2, 3]


def rights(session: Session) -> list[int | None]:
    return [point.evaluation and point.evaluation.right for point in session.curve()]


def test_the_curve_starts_unmeasured_where_there_was_no_model_yet(path: Path) -> None:
    with Data(9).begin(path) as session:
        session.record(a_round(session))
        for row, right in ((0, None), (1, 85), (2, 90)):
            label(session, row)
            session.record(a_round(session, right))
        assert rights(session) == [None, None, 85, 90]
        assert session.summary().accuracy_before is None


def test_a_changed_answer_leaves_no_accuracy_at_a_wrong_count(session: Session) -> None:
    session.record(a_round(session, 80))
    for row, right in ((3, 81), (4, 82), (5, 83)):
        label(session, row)
        session.record(a_round(session, right))
    label(session, 4, "no")
    assert rights(session) == [80, 81, None, None]
    session.record(a_round(session, 84))
    assert rights(session) == [80, 81, None, 84]
    session.decide(Decision.undo())
    session.record(a_round(session, 83))
    assert rights(session) == [80, 81, 82, 83]


def test_the_curve_ends_with_the_model_that_asks_now(session: Session) -> None:
    label(session, 3)
    session.record(a_round(session, 81))
    session.decide(Decision.setting(model="forest"))
    session.record(a_round(session, 70))
    assert rights(session) == [None, 70]
    assert session.summary().accuracy_after == Evaluation(70, 100)


def test_an_overtaken_round_measures_the_labels_that_it_knew(session: Session) -> None:
    label(session, 3)
    overtaken = a_round(session, 81)
    label(session, 4)
    session.record(overtaken)
    assert rights(session) == [None, 81, None]


def test_an_overtaken_round_measures_nothing_once_a_label_that_it_knew_is_gone(
    session: Session,
) -> None:
    label(session, 3)
    overtaken = a_round(session, 81)
    label(session, 3, "no")
    session.record(overtaken)
    assert rights(session) == [None, None]


def test_the_accuracy_is_that_of_the_labels_that_stand(session: Session) -> None:
    session.record(a_round(session, 80))
    for row, right in ((3, 85), (4, 90)):
        label(session, row)
        session.record(a_round(session, right))
    session.decide(Decision.undo())
    undone = session.summary()
    assert (undone.accuracy_after, undone.measured_labels) == (Evaluation(85, 100), 1)
    label(session, 5)
    label(session, 6)
    ahead = session.summary()
    assert (ahead.accuracy_after, ahead.measured_labels) == (Evaluation(85, 100), 1)
    said = dict(summary_rows(ahead))
    assert said["accuracy before"] == "0.8000 (80/100, 71 to 87 %, test)"
    assert said["accuracy after"] == "0.8500 (85/100, 77 to 91 %, test) before the last 2 labels"


def test_the_summary_counts_labels_and_time(session: Session, data: Data) -> None:
    session.record(a_round(session, 88))
    label(session, 3, "yes", seconds=2)
    label(session, 4, "no", seconds=8)
    label(session, 5, "yes", seconds=3)
    session.decide(Decision.skip(6))
    session.decide(Decision.ignore(7))
    session.decide(Decision.unsure(8))
    session.decide(Decision.flag(8))
    session.record(a_round(session, 91))
    live = session.summary()
    assert (live.labeled_at_start, live.labels_given, live.labeled) == (2, 3, 5)
    assert live.per_class == {"no": 2, "yes": 3}
    assert (live.skipped, live.ignored, live.unsure, live.flagged) == (1, 1, 1, 1)
    assert (live.budget, live.remaining) == (20, 25)
    assert live.pace == 3
    assert live.seconds == 9
    assert (live.accuracy_before, live.accuracy_after) == (
        Evaluation(88, 100),
        Evaluation(91, 100),
    )
    session.close()
    assert Session.read(session.path).summary() == live
    with data.resume(session.path) as again:
        assert again.summary() == live


def test_breaks_are_no_working_time(session: Session) -> None:
    clock = session._now
    label(session, 3)
    clock.now += 3600  # type: ignore[attr-defined]
    label(session, 4, seconds=3000)
    clock.now -= 50  # type: ignore[attr-defined]
    label(session, 5, seconds=-40)
    summary = session.summary()
    assert summary.seconds == 1
    assert summary.pace == 2


def test_the_summary_is_json(session: Session) -> None:
    session.record(a_round(session, 88))
    told = json.loads(json.dumps(session.summary().to_json()))
    assert told["accuracy_before"] == {
        "accuracy": 0.88,
        "right": 88,
        "total": 100,
        "low": 0.8019,
        "high": 0.93,
        "kind": "test",
    }
    assert told["labeled"] == 2
    assert told["pace"] is None
    assert told["started"] == "2023-11-14T22:13:21Z"


def test_an_empty_session_has_a_summary(path: Path) -> None:
    with Data(3).begin(path) as session:
        summary = session.summary()
    assert (summary.labeled, summary.pace, summary.accuracy_after) == (0, None, None)
    assert summary.remaining == 3


@pytest.mark.parametrize("kind", ["reveal", "label"])
def test_only_typed_labels_set_the_pace(session: Session, kind: str) -> None:
    now = session._now.now  # type: ignore[attr-defined]
    if kind == "reveal":
        session.decide(Decision.reveal(3, shown_at=now))
    else:
        session.decide(Decision.label(3, "no", shown_at=now))
    assert session.summary().pace == (None if kind == "reveal" else 1)


def curve_of(*right: int | None, rows: int = 100) -> Curve:
    evaluations = [None if each is None else Evaluation(each, rows) for each in right]
    return Curve((1, 1), np.zeros(len(right) - 1, int), evaluations)


def test_a_change_is_told_over_the_last_labels() -> None:
    rising = curve_of(*range(60, 85))
    assert rising.gain() == pytest.approx((0.20, 20))
    assert gain_in_words(Gain(0.2, 20)) == "+20.0 points in 20 labels"
    assert gain_in_words(Gain(-0.015, 21)) == "-1.5 points in 21 labels"
    assert curve_of(*range(60, 80)).gain() is None  # 19 labels after the first


def test_where_none_was_measured_just_then_an_older_one_counts_with_its_distance() -> None:
    gaps = curve_of(60, *[None] * 3, 70, *[None] * 18, 80, None)
    assert gaps.gain() == pytest.approx((0.20, 23))
    assert gaps.gain(19) == pytest.approx((0.10, 19))
    assert curve_of(*[None] * 30).gain() is None


def test_too_few_rows_give_no_accuracy_and_no_change_of_it() -> None:
    assert curve_of(*range(30), rows=9).gain() is None


def test_the_time_left_is_the_pace_times_what_is_left_of_the_budget(
    data: Data, tmp_path: Path
) -> None:
    with data.begin(tmp_path / "paced.altui", budget=12) as session:
        assert session.summary().seconds_left is None
        for row in range(7, 10):
            label(session, row, seconds=4.0)
        label(session, 10, seconds=100.0)  # long, but no break: the median heeds it little
        label(session, 11, seconds=4000.0)  # a break
        summary = session.summary()
        assert summary.seconds_left == pytest.approx(7 * 4.0)
        assert dict(summary_rows(summary))["time"].endswith(
            "4.0 s a label (median), about 30 s left"
        )
    with data.resume(session.path) as again:
        assert again.summary().seconds_left == pytest.approx(28.0)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (2, "10 s"),
        (44, "40 s"),
        (56, "1 min"),
        (3569, "59 min"),
        (3590, "1 h 0 min"),
        (7500, "2 h 5 min"),
    ],
)
def test_what_is_estimated_is_told_roughly(seconds: float, words: str) -> None:
    assert roughly(seconds) == words
