"""How often the labels were what another model had suggested, and what showing it did."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.errors import InputError
from altui.learning.evaluation import Proportion
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision, Event, Kind, reseal_event, sealed_fields
from altui.session.session import Session
from altui.session.suggested.agreement import Agreement, Difference
from altui.session.suggested.telling import WITHHELD, Suggested, is_withheld
from altui.wording.suggested import agreement_rows
from altui.wording.summary import summary_rows
from tests.session.making import Data

WITH = {"options": {"suggested": "guess"}, "roles": {"text": "text", "guess": "hidden"}}
SEEN, WITHOUT = Suggested("yes", is_shown=True), Suggested("yes", is_withheld=True)
UNSEEN = Suggested("yes")


@pytest.fixture
def asking(path: Path, data: Data) -> Session:
    return data.begin(path, **WITH)


def label(session: Session, row: int, name: str, suggested: Suggested | None) -> None:
    told = None if suggested is None else suggested.dumps()
    session.decide(Decision.label(row, name, suggested=told))


def agreement(session: Session) -> Agreement:
    found = session.summary().agreement
    assert found is not None
    return found


def test_what_was_shown_withheld_and_not_shown_at_all_is_counted_apart(asking: Session) -> None:
    with asking as session:
        for row, suggested in enumerate((SEEN, SEEN, WITHOUT, UNSEEN, UNSEEN, None), start=3):
            label(session, row, "no" if row in (4, 7) else "yes", suggested)
        found = agreement(session)
        assert (found.shown, found.withheld) == (Proportion(1, 2), Proportion(1, 1))
        assert (found.unshown, found.check) == (Proportion(1, 2), Proportion(0, 0))
        assert session.view().summary().agreement == found


def test_undo_takes_an_answer_out_and_redo_puts_it_back(asking: Session, data: Data) -> None:
    with asking as session:
        label(session, 3, "yes", SEEN)
        label(session, 4, "no", SEEN)
        session.decide(Decision.undo())
        assert agreement(session).shown == Proportion(1, 1)
        session.decide(Decision.redo())
        assert agreement(session).shown == Proportion(1, 2)
        session.decide(Decision.undo())
        label(session, 4, "yes", SEEN)
        assert agreement(session).shown == Proportion(2, 2)
    with data.resume(session.path) as again:
        assert agreement(again).shown == Proportion(2, 2)


def test_an_answer_that_is_changed_once_the_suggestion_was_told_counts_as_it_was(
    asking: Session,
) -> None:
    with asking as session:
        label(session, 3, "no", UNSEEN)
        label(session, 3, "yes", None)
        assert agreement(session).unshown == Proportion(0, 1)


def test_only_typed_labels_count(asking: Session) -> None:
    with asking as session:
        session.decide(Decision.reveal(3, suggested=UNSEEN.dumps()))
        session.decide(Decision.skip(4, suggested=UNSEEN.dumps()))
        assert agreement(session).unshown == Proportion(0, 0)


def test_on_the_random_check_the_labels_that_hold_count(path: Path, data: Data) -> None:
    with data.begin(path, **WITH, audit=10, test_rows=0) as session:
        drawn = [row for row, item in session.state.drawn.items() if item is not None]
        for row in drawn:
            label(session, row, "yes" if row % 2 else "no", WITHOUT)
        same = sum(row % 2 for row in drawn)
        found = agreement(session)
        assert found.check == Proportion(same, len(drawn)) and found.withheld.total == 0
        even = next(row for row in drawn if row % 2 == 0)
        label(session, even, "yes", None)
        assert agreement(session).check == Proportion(same + 1, len(drawn))
        session.decide(Decision.ignore(even))
        assert agreement(session).check == Proportion(same, len(drawn) - 1)


def test_a_row_that_stands_for_copies_counts_as_often_as_they_were_drawn(
    path: Path, data: Data
) -> None:
    with data.begin(path, **WITH, audit=10, test_rows=0) as session:
        first, second, *_ = session.state.drawn
        session.state.drawn_again[first] = [11, 12]
        label(session, first, "yes", WITHOUT)
        label(session, second, "no", WITHOUT)
        assert agreement(session).check == Proportion(3, 4)


def test_classes_that_were_merged_are_the_same_on_the_check(path: Path, data: Data) -> None:
    changed = {"classes": ("no", "yes", "maybe"), "initial": (1, 1, 0)}
    with data.begin(path, **WITH, **changed, audit=10, test_rows=0) as session:
        row = next(iter(session.state.drawn))
        label(session, row, "maybe", WITHOUT)
        assert agreement(session).check == Proportion(0, 1)
        session.decide(Decision.classes(ClassChange("merge", "maybe", "yes")))
        session.decide(Decision.classes(ClassChange("rename", "yes", "indeed")))
        assert agreement(session).check == Proportion(1, 1)
        told = session.history(3)[-1].suggested
        assert told is not None and told.name == "indeed"


def test_a_changed_file_takes_the_rows_of_the_check_along(path: Path, data: Data) -> None:
    with data.begin(path, **WITH, audit=10, test_rows=0) as session:
        first, second, *_ = session.state.drawn
        label(session, first, "yes", WITHOUT)
        label(session, second, "no", WITHOUT)
        tally = session._replay.agreement
        tally.move({first: second, second: -1})
        assert {row: each.slot for row, each in tally._checked.items()} == {second: 1}


def test_a_session_without_suggestions_says_nothing_of_them(session: Session) -> None:
    assert session.summary().agreement is None
    assert session.summary().to_json()["suggested"] is None
    assert "suggestions" not in dict(summary_rows(session.summary()))


def test_an_event_without_a_suggestion_has_the_hash_that_it_always_had(asking: Session) -> None:
    with asking as session:
        label(session, 3, "yes", None)
        label(session, 4, "yes", SEEN)
        *_, plain, suggested = session.events()
    assert len(sealed_fields(plain)) == len(Event._fields) - 4
    assert len(sealed_fields(plain._replace(content="a"))) == len(Event._fields) - 3
    assert len(sealed_fields(suggested)) == len(Event._fields) - 2
    assert Suggested.loads(suggested.suggested) == SEEN
    changed = reseal_event(suggested._replace(suggested=UNSEEN.dumps()))
    assert changed.hash != suggested.hash


def test_asking_for_disagreement_needs_suggestions(session: Session, data: Data) -> None:
    with pytest.raises(InputError, match="needs the labels that another model"):
        session.decide(Decision.setting(strategy="disagreement"))
    with data.begin(session.path.with_name("other.altui"), **WITH) as other:
        other.decide(Decision.setting(strategy="disagreement"))
        assert other.settings.strategy == "disagreement"


@given(st.integers(0, 2**32 - 1))
def test_one_row_in_ten_is_asked_without_by_the_seed_alone(seed: int) -> None:
    rows = [row for row in range(3000) if is_withheld(row, seed)]
    assert abs(len(rows) - 3000 / WITHHELD) < 100
    assert rows == [row for row in range(3000) if is_withheld(row, seed)]


@given(st.text(max_size=20), st.booleans(), st.booleans())
def test_what_an_event_keeps_comes_back(name: str, is_shown: bool, is_without: bool) -> None:
    told = Suggested(name, is_shown, is_without)
    assert Suggested.loads(told.dumps()) == told and told.dumps().isascii()
    assert Suggested.loads(None) is None


def test_the_interval_of_a_difference_is_that_of_the_book() -> None:
    """Newcombe 1998, table II, row a: 56/70 less 48/80, method 10: 0.0524 to 0.3339."""
    found = Difference.of(Proportion(56, 70), Proportion(48, 80))
    assert found == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


counts = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(
    lambda pair: Proportion(min(pair), max(pair))
)


@given(counts, counts)
def test_a_difference_is_told_of_ten_rows_each_and_lies_in_its_interval(
    shown: Proportion, withheld: Proportion
) -> None:
    none = Proportion(0, 0)
    found = Agreement("guess", none, shown, withheld, none).difference
    assert (found is None) == (min(shown.total, withheld.total) < 10)
    if found is not None:
        assert -1 - 1e-9 <= found.low <= found.value <= found.high <= 1 + 1e-9


def told(**parts: Proportion) -> dict[str, str]:
    """The rows of a summary with this agreement."""
    none = Proportion(0, 0)
    base = {"check": none, "shown": none, "withheld": none, "unshown": none}
    return dict(agreement_rows(Agreement("guess", **{**base, **parts})))


@pytest.mark.parametrize(
    ("shown", "withheld", "ending"),
    [
        ((58, 60), (12, 20), ": +37 points (+17 to +58), so you follow them where you see them"),
        ((12, 60), (18, 20), ": -70 points (-81 to -47), so you go against them where you see "),
        ((50, 60), (16, 20), ": +3 points (-13 to +26), which may be chance"),
        ((50, 60), (8, 9), "; too few to tell what showing does"),
    ],
)
def test_what_showing_did_is_told_with_what_is_not_known(
    shown: tuple[int, int], withheld: tuple[int, int], ending: str
) -> None:
    said = told(shown=Proportion(*shown), withheld=Proportion(*withheld))["showing them"]
    assert said.startswith(f"your label on {Proportion(*shown)} shown, ")
    assert ending in said


def test_on_few_rows_of_the_check_nothing_is_said_to_be_measured() -> None:
    assert told(check=Proportion(9, 9))["suggestions"] == (
        "guess: not measured yet (9 of 10) on the random check"
    )
    assert told(check=Proportion(24, 30))["suggestions"] == (
        "guess: your label on 24/30 (63 to 90 %) of the random check"
    )
    asked = told(check=Proportion(24, 30), unshown=Proportion(7, 9))["suggestions"]
    assert asked.endswith(" of the random check; on 7 of 9 rows asked, no fair sample")
    assert "showing them" not in told(check=Proportion(24, 30))


def test_json_has_all_of_it() -> None:
    none = Proportion(0, 0)
    found = Agreement("guess", Proportion(24, 30), Proportion(58, 60), Proportion(12, 20), none)
    record = json.loads(json.dumps(found.to_json()))
    assert record["random_check"] == {
        "same": 24,
        "total": 30,
        "share": 0.8,
        "low": 0.6269,
        "high": 0.9049,
    }
    assert record["unshown"] == {"same": 0, "total": 0}
    assert set(record["shown_less_withheld"]) == {"value", "low", "high"}


def test_a_kind_of_answer_is_none_of_its_own(asking: Session) -> None:
    with asking as session:
        label(session, 3, "yes", SEEN)
        assert session.events()[-1].kind is Kind.LABEL
        assert session.history(1)[0].suggested == SEEN
