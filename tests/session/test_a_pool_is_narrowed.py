"""`must:` and `not:` narrow what is asked from, and nothing else: neither the random check nor what
was answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.data.dataset import DataOptions, Dataset
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.errors import InputError, SessionError
from altui.session.events import Decision
from altui.session.finding.narrowing import Narrower, Narrowing
from altui.session.session import Session
from altui.wording.summary import summary_rows
from tests.session.making import Data, fast_place

CELLS = ["refund", "a REFUND", "a test", "refund test", "New York", "Rome", "", "x=y"]
COLUMNS = ("id", "city", "text")


def dataset_of(rows: list[tuple[str, str]]) -> Dataset:
    cells = [(f"r{n}", *row) for n, row in enumerate(rows)]
    table = MemoryTable("made-up", COLUMNS, cells)
    return load_dataset(table, infer_schema(table, text=["text"]), DataOptions(("no", "yes")))


def available(session: Session) -> list[int]:
    return np.flatnonzero(session.knowledge().available).tolist()


# What is typed


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("must:refund not:test", "must:refund not:test"),
        ("  NOT:city=Rome  must:a ", "not:city=Rome must:a"),
        ('must:"two words" not:city="New York"', 'must:"two words" not:"city=New York"'),
        ("must: refund", "must:refund"),
        ("must:a must:a", "must:a"),
        ("not:city=", "not:city="),
        ("must:", ""),
        ("not:", ""),
        ('must:""', ""),
    ],
)
def test_a_narrowing_has_one_spelling(typed: str, spelled: str) -> None:
    assert str(Narrowing.of(typed)) == spelled


@pytest.mark.parametrize("typed", ["refund", "city=Rome", "must", "mustard: hot", "a must: have"])
def test_all_else_is_a_search(typed: str) -> None:
    assert Narrowing.of(typed) is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("must:refund card", 'card stands alone: write must:card, or must:"refund card"'),
        ("not:a b", 'b stands alone: write not:b, or not:"a b"'),
        ('must:"two', "a quote is open"),
        ("refund not:test", "stand alone"),
        ('must:"" a', "a stands alone"),
    ],
)
def test_what_could_mean_two_things_is_refused(typed: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        Narrowing.of(typed)


words = st.text(st.sampled_from("aAß= İ:\t"), min_size=1, max_size=5).filter(str.strip)
terms = st.lists(st.tuples(st.booleans(), words), min_size=1, max_size=4)


@given(terms)
def test_what_is_spelled_is_read_again_as_the_same(found: list[tuple[bool, str]]) -> None:
    typed = " ".join(f'{"must" if is_must else "not"}:"{word}"' for is_must, word in found)
    narrowing = Narrowing.of(typed)
    assert narrowing is not None and len(narrowing.terms) == len({(m, w.strip()) for m, w in found})
    assert Narrowing.of(str(narrowing)) == narrowing


# Which rows it keeps

rows = st.lists(st.tuples(st.sampled_from(CELLS), st.sampled_from(CELLS)), min_size=4, max_size=12)
texts = st.sampled_from(["refund", "TEST", "city=rome", "city=New York", "city=", "x=y", "r1"])


@given(rows, st.lists(st.tuples(st.booleans(), texts), min_size=1, max_size=3))
@settings(max_examples=50, deadline=None)
def test_a_row_is_kept_if_every_must_holds_and_no_not(
    cells: list[tuple[str, str]], found: list[tuple[bool, str]]
) -> None:
    def holds(row: int, text: str) -> bool:
        name, equals, value = text.partition("=")
        if equals and name == "city":
            return cells[row][0].casefold() == value.casefold()
        return any(text.casefold() in cell.casefold() for cell in (f"r{row}", *cells[row]))

    typed = " ".join(f'{"must" if is_must else "not"}:"{text}"' for is_must, text in found)
    kept = Narrower(dataset_of(cells))(typed)
    wanted = [all(holds(row, t) == is_must for is_must, t in found) for row in range(len(cells))]
    assert kept.tolist() == wanted


# What is asked


@pytest.fixture
def data() -> Data:
    return Data(40)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "s.altui"


def test_only_rows_kept_are_asked_from_and_the_session_goes_on_so(data: Data, path: Path) -> None:
    with data.begin(path) as session:
        session.decide(Decision.setting(narrow="must:id3 not:id33"))
        kept = [3, *(row for row in range(30, 40) if row != 33)]
        assert available(session) == kept
        assert np.flatnonzero(session.listable()).tolist() == kept
        session.decide(Decision.label(3, "yes"))
        before = session.knowledge()
    with data.resume(path) as again:
        assert again.settings.narrow == "must:id3 not:id33"
        assert available(again) == kept[1:] and again.knowledge().event == before.event
        again.decide(Decision.setting(narrow=""))
        assert available(again) == [row for row in range(40) if row != 3]


def test_a_row_skipped_comes_back_where_nothing_else_is_kept(data: Data, path: Path) -> None:
    with data.begin(path) as session:
        session.decide(Decision.setting(narrow="must:id39"))
        session.decide(Decision.skip(39))
        assert available(session) == [39]
        session.decide(Decision.ignore(39))
        assert available(session) == [] and session.summary().remaining == 39


def test_the_random_check_comes_from_all_rows_at_its_time(data: Data, tmp_path: Path) -> None:
    """The same rows are due after the same number of labels, narrowed or not."""
    due = []
    for narrow in ("", "not:id1 not:id2"):
        with data.begin(tmp_path / f"{len(narrow)}.altui", audit=4) as session:
            if narrow:
                session.decide(Decision.setting(narrow=narrow))
            found = []
            for _ in range(12):
                check = session.knowledge().check
                assert check is not None
                row = check.due if check.due is not None else available(session)[-1]
                found.append(check.due)
                session.decide(Decision.label(row, "yes"))
            due.append(found)
    assert due[0] == due[1] and any(row is not None for row in due[0])


def test_a_narrowed_pool_that_is_empty_does_not_fall_back_on_the_check(
    data: Data, path: Path
) -> None:
    """Its reserve is asked where no other row is left at all."""
    with data.begin(path, audit=4) as session:
        free = available(session)[:1]
        session.decide(Decision.setting(narrow=f"must:id{free[0]} not:id{free[0]}0"))
        while left := available(session):
            session.decide(Decision.label(left[0], "yes"))
        check = session.knowledge().check
        while check is not None and check.due is not None:
            session.decide(Decision.label(check.due, "yes"))
            check = session.knowledge().check
        assert check is not None and len(check.open) and check.due is None
        assert session.knowledge().remaining == len(check.open)


def test_labels_given_while_it_was_narrowed_are_counted(data: Data, path: Path) -> None:
    with data.begin(path) as session:
        session.decide(Decision.label(0, "yes"))
        session.decide(Decision.setting(narrow="must:id3"))
        session.decide(Decision.label(3, "yes"))
        session.decide(Decision.label(30, "yes"))
        session.decide(Decision.undo())
        session.decide(Decision.setting(narrow="not:id3"))
        session.decide(Decision.setting(narrow="must:id3"))
        session.decide(Decision.label(31, "yes"))
        session.decide(Decision.setting(narrow=""))
        session.decide(Decision.label(5, "yes"))
        summary = session.summary()
    assert summary.narrowed == {"must:id3": 2, "not:id3": 0} and summary.narrow == ""
    assert Session.read(path).summary() == summary
    said = dict(summary_rows(replace(summary, narrow="must:id4")))
    assert said["asked from"] == "rows with must:id4; before: 2 labels from must:id3"
    said = dict(summary_rows(replace(summary, narrow="must:id3")))
    assert said["asked from"] == "rows with must:id3 (2 labels)"
    assert "asked from" not in dict(summary_rows(replace(summary, narrowed={"must:id3": 0})))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"find": "yes"}, "whether enough yes are found is tested on all rows"),
        ({"certify": {"labels": 3}}, "a certificate is of the whole file"),
    ],
)
def test_what_speaks_of_all_rows_is_not_narrowed(
    data: Data, path: Path, changes: dict[str, object], told: str
) -> None:
    with data.begin(path, **changes) as session:
        with pytest.raises(SessionError, match=told):
            session.decide(Decision.setting(narrow="must:id3"))
        assert session.settings.narrow == "" and len(available(session)) == 40


def test_what_no_row_fits_is_refused_and_not_written(data: Data, path: Path) -> None:
    with data.begin(path) as session:
        session.decide(Decision.label(39, "yes"))
        events = len(session.events())
        for text in ("must:nowhere", "must:id39"):
            with pytest.raises(SessionError, match="no row without a label fits"):
                session.decide(Decision.setting(narrow=text))
        assert len(session.events()) == events


steps = st.lists(st.sampled_from(["label", "skip", "undo", "redo", "", "must:id1", "not:id1"]))


@given(steps)
@settings(max_examples=40, deadline=None)
def test_a_narrowed_session_read_again_asks_for_the_same(steps: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory(dir=fast_place()) as folder:
        data, path = Data(20), Path(folder) / "s.altui"
        with data.begin(path, audit=3) as session:
            for step in steps:
                if step in ("undo", "redo"):
                    if session.can_undo if step == "undo" else session.can_redo:
                        session.decide(getattr(Decision, step)())
                elif step in ("label", "skip"):
                    row = (available(session) or [0])[0]
                    more = ("yes",) if step == "label" else ()
                    session.decide(getattr(Decision, step)(row, *more))
                elif not step or session.listable(step).any():
                    session.decide(Decision.setting(narrow=step))
            live = session.knowledge()
        with data.resume(path) as again:
            replayed = again.knowledge()
        assert np.array_equal(live.available, replayed.available)
        assert np.array_equal(live.rows, replayed.rows) and live.event == replayed.event
        assert live.check is not None and live.check.is_equivalent(replayed.check)
