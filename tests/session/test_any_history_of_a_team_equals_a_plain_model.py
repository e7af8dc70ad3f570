"""Whatever is decided here and said by others meanwhile: what trains, what is asked and what is
exported is what a few plain sentences say, live and opened again."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from altui.learning.rounds import Knowledge
from altui.session.events import Decision
from altui.session.replay import Replay
from altui.session.state.pool import Pool
from tests.session.test_any_history_equals_a_plain_model import NAMES, History, check
from tests.session.test_any_history_equals_a_plain_model import rows as any_row
from tests.session.test_any_history_of_copies_equals_a_plain_model import SETS, share

CHAINS = ("sam", "lee", "kim#2")
TWICE = 8
"""The row that two people are to answer, each without knowing of the other."""

GIVEN = ("labeled", "revealed")

opinions = st.dictionaries(
    st.tuples(any_row, st.sampled_from(CHAINS)),
    st.sampled_from((*NAMES, "alien", None)),
    min_size=1,
    max_size=5,
)


@pytest.fixture(autouse=True)
def _two_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pool, "is_twice", lambda _, row: row == TWICE)


class Holds(NamedTuple):
    """What holds of a row: the `part` and the `name` that an export has, the moment of the label,
    and whether it trains."""

    part: str
    name: str = ""
    moment: int = 0
    trains: bool = False


class OfATeam(History):
    def __init__(self) -> None:
        super().__init__()
        self.said: dict[int, dict[str, tuple[str, int]]] = {}

    @rule(said=opinions)
    def others_say(self, said: dict[tuple[int, str], str | None]) -> None:
        given = [Decision.opinion(row, name, chain, 1.0) for (row, chain), name in said.items()]
        heads = {chain: (self.count + 1, "f" * 64) for _, chain in said}
        self.session.take_in(heads, given)
        for (row, chain), name in said.items():
            self.count += 1
            self.said.setdefault(row, {}).pop(chain, None)
            if name is not None:
                self.said[row][chain] = (name, self.count)

    def class_of(self, name: str) -> str:
        """The name here of the class that others call so; empty where there is none."""
        return name if name in self.classes else ""

    def own(self, row: int) -> Holds | None:
        standing = self.standings.get(row)
        if standing is None:
            return None
        part, k, n = standing
        return Holds(part, self.name_of(k), n, trains=k is not None)

    def holds(self, row: int) -> Holds | None:
        """One's own, where nobody says another class or the row is set aside; else the class of
        most, of one's own and at least two others; else that of the others; and none where they
        differ. What is called by an unknown name is not heard yet."""
        own, said = self.own(row), self.said.get(row, {}).values()
        heard = [self.class_of(name) for name, _ in said if self.class_of(name)]
        if not heard or (own and own.part in ("ignored", "unsure")):
            return own
        has_own = own is not None and bool(own.name)
        if not has_own and row == TWICE and len(said) < 2:
            return own
        names = [*heard, own.name] if has_own and own is not None else heard
        (name, count), *_ = Counter(names).most_common(1)
        if 2 * count <= len(names) or (count < len(names) < 3):
            return Holds("open", moment=0)
        if has_own and own is not None and name == own.name:
            return own
        moment = own.moment if has_own and own is not None else max(n for _, n in said)
        return Holds("imported", name, moment, trains=True)

    def is_taken(self, row: int) -> bool:
        """Whether others have answered a row that is not decided about here, or only skipped."""
        holds, own = self.holds(row), self.own(row)
        return holds != own and holds is not None and (own is None or not own.name)

    def free(self) -> set[int]:
        return {row for row in super().free() if not self.is_taken(row)}

    def skipped(self) -> list[tuple[int, int]]:
        return [(n, row) for n, row in super().skipped() if not self.is_taken(row)]

    def _told(self, row: int) -> tuple[str, str]:
        holds = self.holds(row)
        return ("", "") if holds is None else (holds.part, holds.name)

    def _told_rows(self) -> set[int]:
        return super()._told_rows() | {row for row, said in self.said.items() if said}

    def learned(self) -> list[tuple[bool, int, int, str]]:
        """What is learned from, beside what the file knows: whether it is one's own or others'
        rather than imported, its moment, the row and its class."""
        found = []
        for row in range(3, 9):
            holds, own = self.holds(row), self.own(row)
            if holds is not None and holds.trains and (holds.name or own == holds):
                is_import = own is not None and own.part == "imported" and bool(own.name)
                found.append((not is_import, holds.moment, row, holds.name))
        return sorted(found)

    @invariant()
    def is_what_the_picture_says(self) -> None:
        state, names = self.session.state, list(self.classes)
        learned, knowledge = self.learned(), self.session.knowledge()
        known = [self.name_of(k) for k in (0, 1)]
        assert knowledge.rows.tolist() == [0, 1, *(row for *_, row, _ in learned)]
        given = [*known, *(name for *_, name in learned)]
        assert knowledge.labels.tolist() == [names.index(each) for each in given]
        assert set(np.flatnonzero(knowledge.available).tolist()) == self.askable()
        own = [self.own(row) for row in range(3, 9)]
        assert knowledge.answered == sum(
            each is not None and each.part in ("labeled", "revealed") for each in own
        )
        theirs = {row for row in range(3, 9) if self.is_taken(row)}
        held = [row for *_, row, _ in learned if row in theirs]
        assert knowledge.others == len(held)
        assert {row: dict(each) for row, each in self.said.items() if each} == {
            row: {each.chain: (each.name, self.said[row][each.chain][1]) for each in about}
            for row in state.others.rows
            if (about := state.others.about(row))
        }
        summary = self.session.summary()
        assert summary.others == len(state.others.held) and summary.taken == len(theirs)
        counts = Counter(name for name in [*known, *(n for *_, n in self._counted())])
        assert summary.per_class == {name: counts[name] for name in names}
        assert self.session.can_undo == (self.now > 0)
        assert self.session.can_redo == (self.now + 1 < len(self.pictures))

    def _counted(self) -> list[tuple[int, str]]:
        """Labels given here, and those of others where there is none."""
        own = [(row, each.name) for row in range(3, 9) if (each := self.own(row)) and each.name]
        rows = [row for row in range(3, 9) if self.is_taken(row)]
        held = [(row, each.name) for row in rows if (each := self.holds(row)) and each.name]
        return own + held

    @invariant()
    def is_the_same_from_the_log_alone(self) -> None:
        replay = Replay.of(self.session.log.events())
        pool = Pool(self.data.part, self.data.known, self.data.units, self.data.kept_by)
        pool.settle(replay.state)
        pool.narrow(self.narrow)
        again, live = pool.knowledge(replay.state), self.session.knowledge()
        assert told(again) == told(live)
        assert replay.summary() == self.session.summary()
        assert replay.state.kept == self.session.state.kept


def told(knowledge: Knowledge) -> list[object]:
    """What there is to compare, as plain values."""
    arrays = (knowledge.rows, knowledge.labels, knowledge.available, knowledge.counts)
    numbers = [knowledge.event, knowledge.answered, knowledge.others, knowledge.copies]
    return [*(None if each is None else each.tolist() for each in arrays), *numbers]


class OfATeamWithCopies(OfATeam):
    """Rows of one set are alike: the label of one serves the others."""

    def __init__(self) -> None:
        super().__init__()
        share(self)

    def members(self, row: int) -> list[int]:
        return next((each for each in SETS if row in each), [row])

    def served(self, row: int) -> str:
        """What holds of it; else the last that was answered here in its set; else the only class
        that was said elsewhere; empty without one."""
        holds = self.holds(row)
        if holds is not None:
            return holds.name
        held = [
            (each, self.own(other)) for other in self.members(row) if (each := self.holds(other))
        ]
        labeled = [(each, own) for each, own in held if each.name and each.part != "open"]
        here = [(own.moment, each.name) for each, own in labeled if own and own.part in GIVEN]
        if here:
            return max(here)[1]
        elsewhere = {each.name for each, _ in labeled}
        elsewhere |= {self.name_of(k) for k in self.members(row) if k < 2}
        return elsewhere.pop() if len(elsewhere) == 1 else ""

    def free(self) -> set[int]:
        found = set()
        for members in (*SETS, [8]):
            pool = [row for row in members if row > 2]
            held = {row: self.holds(row) for row in pool}
            rest = [row for row, each in held.items() if each is None]
            put_off = any(each is not None and not each.name for each in held.values())
            if rest and not self.served(rest[0]) and not put_off:
                found.add(rest[0])
        return found

    @invariant()
    def is_what_the_picture_says(self) -> None:
        names, state = ["", *self.classes], self.session.state
        knowledge = self.session.knowledge()
        assert set(np.flatnonzero(knowledge.available).tolist()) == self.askable()
        wanted = [*map(self.name_of, (0, 1, 0)), *map(self.served, range(3, 9))]
        labels, _ = self.session._pool.labels(state)
        assert labels.tolist() == [names.index(name) - 1 for name in wanted]
        counts = knowledge.counts if knowledge.counts is not None else np.ones(len(knowledge.rows))
        trained = Counter[int]()
        for label, count in zip(knowledge.labels.tolist(), counts.tolist(), strict=True):
            trained[label] += int(count)
        known = np.delete(labels, 2)
        assert trained == Counter(known[known >= 0].tolist())


@pytest.mark.parametrize("machine", [OfATeam, OfATeamWithCopies])
def test_a_few_histories(machine: type[History]) -> None:
    check(25, machine)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("machine", [OfATeam, OfATeamWithCopies])
def test_a_thousand_histories(machine: type[History]) -> None:
    assert check(1000, machine) >= 1000
