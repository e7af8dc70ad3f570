"""Three people at one desk, whatever they do, against a dict: the rules of a Hypothesis machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from altui.desk.chains import ChainDiffersError, Link
from altui.desk.protocol import LEASE_SECONDS, Desk, Wish
from tests.desk.houses import House, chain_of, head_of, joined

NAMES = ("kim", "sam", "lee")
ROWS = ("a", "b", "c", "d", "e")
who = st.sampled_from(NAMES)
some_rows = st.lists(st.sampled_from(ROWS), max_size=4)
a_wish = st.builds(Wish, st.sampled_from(ROWS), st.integers(1, 3))


@dataclass
class Row:
    """What is true of one row."""

    holder: str = ""
    until: float = 0.0
    answered: set[str] = field(default_factory=set)


class ThreePeople(RuleBasedStateMachine):
    """A subclass says which house it is. `pushed` is what each has pushed, `written` what the own
    log of each has."""

    def make_house(self) -> House:
        raise NotImplementedError

    def __init__(self) -> None:
        super().__init__()
        self.house = self.make_house()
        self.desks: dict[str, Desk] = {name: joined(self.house, name) for name in NAMES}
        self.written: dict[str, list[Link]] = {name: [] for name in NAMES}
        self.pushed: dict[str, int] = dict.fromkeys(NAMES, 0)
        self.pulled: dict[str, dict[str, list[Link]]] = {name: {} for name in NAMES}
        self.rows = {row_id: Row() for row_id in ROWS}
        self.now = 0.0

    def teardown(self) -> None:
        self.house.close()

    @rule(name=who, count=st.integers(1, 3))
    def write(self, name: str, count: int) -> None:
        links = self.written[name]
        links += chain_of(name, count, after=head_of(links))

    @rule(
        name=who,
        back=st.integers(0, 4),
        ahead=st.integers(0, 4),
        answered=some_rows,
        reopened=some_rows,
    )
    def push(
        self, name: str, back: int, ahead: int, answered: list[str], reopened: list[str]
    ) -> None:
        """From before where the desk's chain ends, as after a lost answer."""
        links, end = self.written[name], self.pushed[name]
        sent = links[max(0, end - back) : end + ahead]
        if answered and not (sent or end):
            with pytest.raises(ChainDiffersError):
                self.desks[name].push(sent, answered=answered, reopened=reopened)
            return
        head = self.desks[name].push(sent, answered=answered, reopened=reopened)
        self.pushed[name] = max(end, min(end + ahead, len(links)))
        assert head == head_of(links[: self.pushed[name]])
        for row_id in answered:
            row = self.rows[row_id]
            row.answered.add(name)
            if row.holder == name:
                row.holder = ""
        for row_id in reopened:
            self.rows[row_id].answered.discard(name)
        self._is_alive(name)

    @rule(name=who)
    def push_with_a_gap(self, name: str) -> None:
        later = self.written[name][self.pushed[name] + 1 :]
        if later:
            with pytest.raises(ChainDiffersError):
                self.desks[name].push(later)

    @rule(name=who)
    def pull(self, name: str) -> None:
        got = self.pulled[name]
        for link in self.desks[name].pull({chain: head_of(links) for chain, links in got.items()}):
            got.setdefault(link.chain, []).append(link)
        assert got == self._stored()

    @rule(name=who, wishes=st.lists(a_wish, max_size=5), count=st.integers(1, 3))
    def lend(self, name: str, wishes: list[Wish], count: int) -> None:
        expected: list[str] = []
        for row_id, slots in wishes:
            row = self.rows[row_id]
            is_taken = row.holder not in ("", name) and row.until > self.now
            may = name not in row.answered and len(row.answered) < slots and not is_taken
            if may and row_id not in expected and len(expected) < count:
                expected.append(row_id)
        assert self.desks[name].lend(wishes, count) == expected
        for row_id in expected:
            self.rows[row_id].holder = name
            self.rows[row_id].until = self.now + LEASE_SECONDS

    @rule(name=who, row_ids=some_rows)
    def give_back(self, name: str, row_ids: list[str]) -> None:
        self.desks[name].give_back(row_ids)
        for row_id in row_ids:
            if self.rows[row_id].holder == name:
                self.rows[row_id].holder = ""

    @rule(name=who)
    def renew(self, name: str) -> None:
        self.desks[name].renew()
        self._is_alive(name)

    @rule(seconds=st.sampled_from([60.0, LEASE_SECONDS - 30, LEASE_SECONDS + 30]))
    def pass_time(self, seconds: float) -> None:
        self.house.pass_time(seconds)
        self.now += seconds

    @rule(name=who)
    def leave_and_come_back(self, name: str) -> None:
        self.desks[name].close()
        for row in self.rows.values():
            if row.holder == name:
                row.holder = ""
        self.desks[name] = joined(self.house, name, head_of(self.written[name]))

    @invariant()
    def nothing_is_rewritten(self) -> None:
        stored = self._stored()
        for got in self.pulled.values():
            for chain, links in got.items():
                assert links == stored[chain][: len(links)]

    def _is_alive(self, name: str) -> None:
        for row in self.rows.values():
            if row.holder == name:
                row.until = self.now + LEASE_SECONDS

    def _stored(self) -> Mapping[str, list[Link]]:
        return {name: self.written[name][:end] for name, end in self.pushed.items() if end > 0}
