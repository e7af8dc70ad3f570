"""Two people who label a file apart, each with a share: no label is given twice beyond the check
and what is to overlap, and that is given out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.data.units.identical import Identical
from altui.data.units.units import Units
from altui.errors import InputError, SessionError
from altui.learning.classifiers.models import model_factory
from altui.learning.generation import NEWEST, Generation
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge
from altui.session.events import Decision
from altui.session.project.digest import digest_of, order_seed_of
from altui.session.session import Session
from tests.session.making import CLASSES, Data, fast_place

ROWS, LABELS = 1000, 200


class Laptop:
    """A person with the whole file and a learner of their own, who makes no mistakes."""

    def __init__(self, folder: Path, name: str, data: Data, **changes: object) -> None:
        rng = np.random.default_rng(1)
        self.truth = np.arange(data.n) % 2
        matrix = rng.normal(size=(data.n, 2)) + 1.5 * self.truth[:, None]
        if data.units.identical is not None:
            matrix = matrix[data.units.codes(data.n)]
            self.truth = self.truth[data.units.codes(data.n)]
        self.matrix = matrix
        self.session = data.begin(
            folder / f"data.csv.{name}.altui",
            annotator=name,
            project=digest_of(data.ids, CLASSES, 0),
            **{"order_seed": order_seed_of(0, name), **changes},
        )
        self.learner = Learner(
            matrix,
            self.session.asked_from,
            model=model_factory("newton", seed=0, sparse=False),
            n_classes=2,
            classes=CLASSES,
            strategy="least-confidence",
            seed=self.session.settings.own_seed,
        )
        self.asked: list[int] = []

    def label(self, count: int) -> None:
        for _ in range(count):
            now = self.learner.round(self.session.knowledge())
            if now.query is None:
                return
            row = now.query.row
            self.asked.append(row)
            self.session.decide(Decision.label(row, CLASSES[self.truth[row]]))

    @property
    def unchecked(self) -> list[int]:
        drawn = self.session.state.drawn
        return [row for row in self.asked if row not in drawn]


def two_laptops(folder: Path, data: Data, **changes: object) -> tuple[Laptop, Laptop]:
    one = Laptop(folder, "kim", data, share="1/2", **changes)
    other = Laptop(folder, "sam", data, share="2/2", **changes)
    assert list(one.session.state.drawn) == list(other.session.state.drawn)
    return one, other


def test_with_shares_no_label_is_given_twice(tmp_path: Path) -> None:
    kim, sam = two_laptops(tmp_path, Data(ROWS), audit=30)
    for laptop in (kim, sam):
        laptop.label(LABELS)
        assert len(laptop.unchecked) == LABELS - 30
    assert not {*kim.unchecked} & {*sam.unchecked}
    both = {*kim.asked} & {*sam.asked}
    assert both == {row for row in both if row in kim.session.state.drawn} and len(both) == 30


def test_without_shares_and_names_two_laptops_ask_the_same(tmp_path: Path) -> None:
    """What shares are for."""
    kim, sam = (
        Laptop(tmp_path, name, Data(ROWS), audit=30, order_seed=None) for name in ("kim", "sam")
    )
    for laptop in (kim, sam):
        laptop.label(60)
    assert kim.asked == sam.asked


def test_with_names_alone_the_order_differs_and_the_check_does_not(tmp_path: Path) -> None:
    kim, sam = (Laptop(tmp_path, name, Data(ROWS), audit=30) for name in ("kim", "sam"))
    for laptop in (kim, sam):
        laptop.label(10)
    assert [*kim.session.state.drawn] == [*sam.session.state.drawn]
    assert kim.unchecked != sam.unchecked


def test_what_overlaps_is_given_out(tmp_path: Path) -> None:
    kim, sam = two_laptops(tmp_path, Data(ROWS), audit=30, overlap=0.1)
    for laptop in (kim, sam):
        laptop.label(LABELS)
    drawn, common = kim.session.state.drawn, kim.session._pool._allotment
    assert common is not None
    in_order = [row for row in common.common.tolist() if row not in drawn]
    for laptop in (kim, sam):
        theirs = [row for row in laptop.unchecked if common.is_common[row]]
        assert theirs == in_order[:17], "a tenth of 170, in everybody's order"
    assert {*kim.unchecked} & {*sam.unchecked} == {*in_order[:17]}


def test_a_share_ends_when_all_its_rows_have_their_label(tmp_path: Path) -> None:
    kim, sam = two_laptops(tmp_path, Data(200), audit=20, overlap=0.2)
    mine = int(kim.session.asked_from.sum())
    assert kim.session.settings.pool == kim.session.knowledge().remaining == mine
    for done in range(mine):
        assert kim.session.knowledge().remaining == mine - done
        kim.label(1)
    assert kim.learner.round(kim.session.knowledge()).query is None
    sam.label(200)
    assert {*kim.asked} | {*sam.asked} == {*range(200)}
    assert len(kim.asked) == mine and len({*kim.asked}) == mine


def copies(n: int) -> Data:
    """Every fourth row is the same as the one before it."""
    data = Data(n)
    keys = np.arange(n)
    keys[3::4] = keys[2::4]
    data.units = Units(Identical.of(np.arange(n), keys, n))
    return data


@pytest.mark.parametrize("overlap", [0.0, 0.25])
def test_identical_rows_are_asked_once_by_one_person(tmp_path: Path, overlap: float) -> None:
    data = copies(400)
    codes = data.units.codes(400)
    kim, sam = two_laptops(tmp_path, data, audit=20, overlap=overlap)
    for laptop in (kim, sam):
        laptop.label(400)
        assert len({*codes[laptop.asked]}) == len(laptop.asked)
        assert laptop.session.knowledge().remaining == 0
    shared = kim.session.asked_from & sam.session.asked_from
    both = {*codes[kim.asked].tolist()} & {*codes[sam.asked].tolist()}
    assert both == {*codes[shared].tolist()}
    assert {*codes[kim.asked].tolist()} | {*codes[sam.asked].tolist()} == {*codes.tolist()}


def test_a_row_of_another_share_can_be_found_and_labeled(tmp_path: Path) -> None:
    """It is early, or a second opinion; nobody asks for it."""
    kim, sam = two_laptops(tmp_path, Data(100), audit=10)
    theirs = np.flatnonzero(sam.session.asked_from & ~kim.session.asked_from)
    assert kim.session.listable()[theirs].all()
    before = kim.session.knowledge().remaining
    kim.session.decide(Decision.label(int(theirs[0]), "yes"))
    kim.session.decide(Decision.skip(int(theirs[1])))
    now = kim.session.knowledge()
    assert now.remaining == before and theirs[0] in now.rows
    kim.label(100)
    assert not {*kim.asked} & {*theirs.tolist()}
    assert kim.learner.round(kim.session.knowledge()).query is None


def test_a_share_with_no_rows_is_refused_before_it_begins(tmp_path: Path) -> None:
    place = tmp_path / "data.csv.altui"
    data = Data(3)
    empty = next(k for k in range(1, 10) if not _has_rows(data, f"{k}/9"))
    with pytest.raises(InputError, match=f"no row falls into share {empty} of 9"):
        data.begin(place, share=f"{empty}/9")
    assert not place.exists()


def _has_rows(data: Data, share: str) -> bool:
    from altui.session.project.allotment import allot

    found = allot(data.settings(share=share), data.ids, data.units, [])
    return found is not None and bool(found.mine.any())


def same(one: Knowledge, other: Knowledge) -> bool:
    from altui.labeling.ahead.lookahead import is_equivalent

    return is_equivalent(one, other) and one.remaining == other.remaining


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["label", "skip", "ignore", "undo", "redo", "other"]), st.integers(0, 99)
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(moves=MOVES, overlap=st.sampled_from([0.0, 0.3]), has_copies=st.booleans())
def test_a_resumed_session_knows_what_it_knew(
    moves: list[tuple[str, int]], overlap: float, has_copies: bool
) -> None:
    from tempfile import TemporaryDirectory

    data = copies(100) if has_copies else Data(100)
    with TemporaryDirectory(dir=fast_place()) as folder:
        place = Path(folder) / "data.csv.altui"
        with data.begin(place, share="2/3", overlap=overlap, audit=10) as session:
            for kind, number in moves:
                _move(session, kind, number)
                _check(session)
            live = session.knowledge()
        with data.resume(place) as again:
            assert same(again.knowledge(), live)
            assert again.settings.share == "2/3"


def _move(session: Session, kind: str, number: int) -> None:
    now = session.knowledge()
    if kind == "undo":
        if session.can_undo:
            session.decide(Decision.undo())
        return
    if kind == "redo":
        if session.can_redo:
            session.decide(Decision.redo())
        return
    rows = np.flatnonzero(session.listable() if kind == "other" else now.available)
    row = now.due if now.due is not None else int(rows[number % len(rows)]) if len(rows) else None
    if row is None:
        return
    made = {"skip": Decision.skip(row), "ignore": Decision.ignore(row)}
    foreseen = made.get(kind, Decision.label(row, CLASSES[number % 2]))
    expected = session.foresee(foreseen)
    assert same(session.decide(foreseen), expected)


def _check(session: Session) -> None:
    """What may be asked for is of the share, or of everybody."""
    now, mine = session.knowledge(), session.asked_from
    assert not (now.available & ~mine).any()
    assert now.due is None or mine[now.due]
    if now.common is not None:
        assert not now.available[now.common.open].any()
        assert mine[now.common.open].all()


@pytest.mark.parametrize("overlap", [0.0, 0.2])
def test_a_search_for_a_class_is_of_the_share(tmp_path: Path, overlap: float) -> None:
    """What it says of missed rows is of the rows that the person is asked for."""
    data = copies(200)
    kim = Laptop(tmp_path, "kim", data, share="1/2", find="yes", learner=NEWEST, overlap=overlap)
    mine = kim.session.asked_from
    kim.learner = Learner(
        kim.matrix,
        mine,
        model=model_factory("newton", seed=0, sparse=False),
        n_classes=2,
        classes=CLASSES,
        strategy="least-confidence",
        seed=kim.session.settings.own_seed,
        wanted=1,
        hints=True,
        generation=Generation(NEWEST),
        copies=data.units.codes(200),
    )
    elsewhere = np.flatnonzero(~mine & kim.session.listable())[:9]
    for row in elsewhere.tolist():
        kim.session.decide(Decision.label(row, CLASSES[kim.truth[row]]))
    while (now := kim.learner.round(kim.session.knowledge())).query is not None:
        assert mine[now.query.row]
        assert now.progress is None or now.progress.found <= kim.truth[mine].sum()
        kim.label(1)
    assert now.progress is not None and now.remaining == 0
    assert (now.progress.read, now.progress.found) == (mine.sum(), kim.truth[mine].sum())


def test_who_does_not_wait_for_the_model_gets_what_overlaps_too(tmp_path: Path) -> None:
    kim, _ = two_laptops(tmp_path, Data(300), overlap=0.2)
    kim.learner.depth = 50
    kim.label(20)
    old = kim.learner.round(kim.session.knowledge())
    asked = []
    while len(asked) < 10:
        assert old.query is not None
        asked.append(old.query.row)
        kim.session.decide(Decision.label(old.query.row, CLASSES[kim.truth[old.query.row]]))
        following = kim.learner.next_of_ranking(old, kim.session.knowledge())
        assert following is not None
        old = following
    common = kim.session._pool._allotment
    assert common is not None and common.is_common[asked].sum() == 2


def test_a_narrowed_pool_is_of_the_share(tmp_path: Path) -> None:
    data = Data(100)
    kim, sam = two_laptops(tmp_path, data, audit=10)
    theirs = np.flatnonzero(sam.session.asked_from & ~kim.session.asked_from)
    only = f"must:{data.ids[int(theirs[-1])]}"
    with pytest.raises(SessionError, match="no row without a label fits"):
        kim.session.decide(Decision.setting(narrow=only))
    sam.session.decide(Decision.setting(narrow=only))
    assert np.flatnonzero(sam.session.knowledge().available).tolist() == [theirs[-1]]
