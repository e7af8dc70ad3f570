"""What the chains of others say that the session does not know yet."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from altui.desk.chains import NO_HEAD, Head, Link, continues
from altui.labeling.team.other_chain import NO_ROWS, OtherChain, OwnRows, Spoken
from altui.labeling.team.status import OtherClass
from altui.session.events import Decision
from altui.session.team.chains import SETTLES

MOST_AT_ONCE = 5_000
"""Opinions of one write: while it is made, no key is saved."""


Key = tuple[str, int]
"""A chain and a row."""
_NOTHING = object()


class News(NamedTuple):
    """What is to be taken in: how far the chains were read, and what is said otherwise now."""

    heads: Mapping[str, Head]
    opinions: tuple[Decision, ...]
    said: tuple[tuple[Key, Spoken | None], ...]


class Incoming:
    """`own` is the chain of this person, `rows` the number of each row by its id, and `known` what
    the session knows: the name of a class by chain and row. `own_rows` is what others' are compared
    with.

    One thread receives and settles; any may ask. Who asks never waits for a chain to be followed.
    """

    def __init__(
        self,
        own: str,
        rows: Mapping[str, int],
        known: Mapping[Key, str],
        own_rows: OwnRows = NO_ROWS,
    ) -> None:
        self.chains: dict[str, OtherChain] = {}
        self._own, self._own_rows = own, own_rows
        self._rows = rows
        self._known = dict(known)
        self._reached: dict[str, Head] = {}
        self._own_reached: Head = NO_HEAD
        self._own_broken = ""
        self._lock = threading.Lock()
        self._touched: dict[str, set[str]] = {}
        self._due: dict[Key, Spoken | None] = {}
        self._writing: frozenset[Key] = frozenset()

    @property
    def reached(self) -> dict[str, Head]:
        """How far the chains have come here, also what of them cannot be followed. One's own comes
        once, as far as it was at the desk, so that damage there is found."""
        return self._reached | {self._own: self._own_reached}

    @property
    def notes(self) -> list[str]:
        """What is wrong with chains, or with whose rows they are of, as sentences begin."""
        told = [self._own_broken]
        for chain in [*self.chains.values()]:
            told += [chain.broken, chain.other_rows]
        return [*filter(None, told)]

    def people(self) -> list[tuple[str, int, float]]:
        """The name of each chain of others, how many labels of it stand, and the time of its last
        event."""
        return [(each.name, len(each.answers), each.last) for each in [*self.chains.values()]]

    def other_classes(self, known: Sequence[str]) -> tuple[OtherClass, ...]:
        """The classes of others that are none of those `known` here."""
        return tuple(
            OtherClass(chain.name, name, first if first in known else "", chain.per_class[name])
            for chain in [*self.chains.values()]
            for name, first in chain.classes.items()
            if name not in known
        )

    def receive(self, links: Iterable[Link]) -> None:
        """Follow these links; `settle` then says what is due."""
        for name, following in groupby(links, lambda link: link.chain):
            came = [*following]
            if name == self._own:
                self._check_own(came)
                continue
            if not name.endswith(SETTLES):  # what was settled is for a team file
                self._follow(name, came)
            self._reached[name] = (came[-1].sequence, came[-1].hash)

    def settle(self) -> bool:
        """All that there is has been received. Returns whether there is news."""
        with self._lock:
            for name, touched in self._touched.items():
                chain = self.chains[name]
                for row_id in touched:
                    row = self._rows.get(row_id)
                    if row is not None:
                        self._compare(name, row, chain.answers.get(row_id))
            self._touched.clear()
            return bool(self._due)

    @property
    def is_due(self) -> bool:
        return bool(self._due)

    def news(self) -> News | None:
        """What is due, at most MOST_AT_ONCE; `confirm` it once it is written."""
        with self._lock:
            chosen = [*islice(self._due.items(), MOST_AT_ONCE)]
            self._writing = frozenset(key for key, _ in chosen)
            told = (
                Decision.opinion(row, said and said.class_name, name, said and said.decided_at)
                for (name, row), said in chosen
            )
            names = {name for (name, _), _ in chosen}
            heads = {name: self.chains[name].head for name in names}
            return News(heads, tuple(told), tuple(chosen)) if chosen else None

    def confirm(self, news: News) -> None:
        """The session knows it."""
        with self._lock:
            for key, said in news.said:
                if self._due.get(key, _NOTHING) == said:
                    del self._due[key]
                if said is None:
                    self._known.pop(key, None)
                else:
                    self._known[key] = said.class_name
            self._writing = frozenset()

    def _check_own(self, links: list[Link]) -> None:
        """Others check it too, and are not told whose loss it is."""
        for link in links:
            if not self._own_broken and not continues(link, self._own_reached):
                self._own_broken = (
                    f"your answers are damaged at the desk from event {link.sequence} on, and "
                    "others leave them out: they are whole in your session, and a merge of the "
                    "desk with that puts them right"
                )
            self._own_reached = (link.sequence, link.hash)

    def _follow(self, name: str, links: list[Link]) -> None:
        chain = self.chains.get(name)
        touched = self._touched.setdefault(name, set())
        people = frozenset((*self.chains, name, self._own))
        if chain is None:
            chain = self.chains[name] = OtherChain(name, self._own_rows)
            touched |= self._ids_known(name)
        touched |= chain.follow(links, people)

    def _ids_known(self, name: str) -> set[str]:
        """The ids of rows that the owner of a chain has answered as far as the session knows."""
        rows = {row for chain, row in self._known if chain == name}
        return {row_id for row_id, row in self._rows.items() if row in rows} if rows else set()

    def _compare(self, name: str, row: int, said: Spoken | None) -> None:
        key = name, row
        # What is being written will be known in a moment: what is said since is due after it.
        if key not in self._writing and self._known.get(key) == (said and said.class_name):
            self._due.pop(key, None)
        else:
            self._due[key] = said
