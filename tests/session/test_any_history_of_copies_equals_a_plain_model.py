"""Whatever is decided about identical rows: who has which label, what is asked and how often a
label trains is what a few plain sentences say."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis.stateful import invariant

from altui.data.units.identical import Identical
from altui.data.units.units import Units
from tests.session.test_any_history_equals_a_plain_model import POOL, History, check

SETS = ([0, 3, 4], [5, 6, 7])
"""Row 0 has a label in the file. Row 8 is alone."""


def share(history: History) -> None:
    """Begin anew, with identical rows."""
    keys = np.arange(history.data.n)
    for each in SETS:
        keys[each] = each[0]
    history.data.units = Units(Identical.of(np.arange(history.data.n), keys, history.data.n))
    history.session.close()
    options = {"suggested": "guess"}
    history.session = history.data.begin(history.folder / "copies.altui", options=options)


class OfCopies(History):
    def __init__(self) -> None:
        super().__init__()
        share(self)

    def label_of(self, row: int) -> str:
        """Its own label; else the last one that the person gave to its set; else the only one that
        was made elsewhere; empty without one."""
        own = self.standings.get(row)
        if own is not None:
            return self.name_of(own[1])
        members = self.members(row)
        held = [self.standings[each] for each in members if each in self.standings]
        labeled = [(n, self.name_of(k), part) for part, k, n in held if k is not None]
        given = [(n, name) for n, name, part in labeled if part != "imported"]
        if given:
            return max(given)[1]
        elsewhere = {name for _, name, _ in labeled} | {self.name_of(k) for k in members if k < 2}
        return elsewhere.pop() if len(elsewhere) == 1 else ""

    def members(self, row: int) -> list[int]:
        return next((each for each in SETS if row in each), [row])

    def free(self) -> set[int]:
        """The first row without a label of its own of each set that has none for it, and of which
        none is put off."""
        found = set()
        for members in (*SETS, [8]):
            pool = [row for row in members if row > 2]
            rest = [row for row in pool if row not in self.standings]
            put_off = any(row in self.standings and self.standings[row][1] is None for row in pool)
            if rest and not self.label_of(rest[0]) and not put_off:
                found.add(rest[0])
        return found

    @invariant()
    def each_row_has_the_label_that_the_sentences_say(self) -> None:
        pool, names = self.session._pool, ["", *self.classes]
        told = [*map(self.name_of, (0, 1, 0)), *map(self.label_of, range(3, POOL + 3))]
        labels, givers = pool.labels(self.session.state)
        assert labels.tolist() == [names.index(name) - 1 for name in told]
        for row in range(3, POOL + 3):
            giver = pool.holder(row, self.session.state)
            is_own = row in self.standings or labels[row] < 0
            assert givers[row] == (-1 if is_own else giver)
            assert (giver >= 0) == (labels[row] >= 0)
            assert giver < 0 or labels[giver] == labels[row]

    @invariant()
    def all_of_them_train(self) -> None:
        knowledge, labels = self.session.knowledge(), self.session._pool.labels
        counts = knowledge.counts if knowledge.counts is not None else np.ones(len(knowledge.rows))
        trained = Counter[int]()
        for label, count in zip(knowledge.labels.tolist(), counts.tolist(), strict=True):
            trained[label] += int(count)
        known = np.delete(labels(self.session.state)[0], 2)
        assert trained == Counter(known[known >= 0].tolist())


def test_a_few_histories() -> None:
    check(15, OfCopies)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_thousand_histories() -> None:
    assert check(1000, OfCopies) >= 1000
