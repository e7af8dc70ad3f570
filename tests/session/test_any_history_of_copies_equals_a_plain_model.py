"""Whatever is decided about identical rows: who has which label, what is asked and how often a
label trains is what a few plain sentences say."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant
from hypothesis.stateful import run_state_machine_as_test as run_machine

from altui.data.units.identical import Identical
from altui.data.units.units import Units
from tests.session.making import CLASSES
from tests.session.test_any_history_equals_a_plain_model import POOL, History

SETS = ([0, 3, 4], [5, 6, 7])
"""Row 0 has a label in the file. Row 8 is alone."""


class OfCopies(History):
    def __init__(self) -> None:
        super().__init__()
        keys = np.arange(self.data.n)
        for each in SETS:
            keys[each] = each[0]
        self.data.units = Units(Identical.of(np.arange(self.data.n), keys, self.data.n))
        self.session.close()
        self.session = self.data.begin(self.folder / "copies.altui")

    def label_of(self, row: int) -> int:
        """Its own label; else the last one that the person gave to its set; else the only one that
        was made elsewhere; -1 without one."""
        own = self.standing(row)
        if own is not None:
            return CLASSES.index(own[1]) if own[1] else -1
        members = self.members(row)
        held = [each for each in map(self.standing, members) if each is not None and each[1]]
        given = [each for each in held if each[0] != "imported"]
        if given:
            return CLASSES.index(max(given, key=lambda each: each[2])[1])
        elsewhere = {CLASSES.index(each[1]) for each in held} | {k % 2 for k in members if k < 2}
        return elsewhere.pop() if len(elsewhere) == 1 else -1

    def standing(self, row: int) -> Any:
        return self.picture.get(("standing", row))

    def members(self, row: int) -> list[int]:
        return next((each for each in SETS if row in each), [row])

    @invariant()
    def each_row_has_the_label_that_the_sentences_say(self) -> None:
        pool = self.session._pool
        expected = [0, 1, -1 if self.data.known[2] < 0 else int(self.data.known[2])]
        expected += [self.label_of(row) for row in range(3, POOL + 3)]
        labels, givers = pool.labels(self.session.state)
        assert labels.tolist() == expected
        for row in range(3, POOL + 3):
            giver = pool.holder(row, self.session.state)
            is_own = self.standing(row) is not None or labels[row] < 0
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

    @invariant()
    def one_row_of_a_set_without_a_label_is_asked(self) -> None:
        state = self.session.state
        asked = self.session.knowledge().available.copy()
        asked[state.skips.rows] = False
        expected = []
        for members in (*SETS, [8]):
            pool = [row for row in members if row > 2]
            rest = [row for row in pool if self.standing(row) is None]
            put_off = any(each and not each[1] for each in map(self.standing, pool))
            if rest and self.label_of(rest[0]) < 0 and not put_off:
                expected.append(rest[0])
        assert np.flatnonzero(asked).tolist() == sorted(expected)


def check(examples: int) -> None:
    run_machine(
        OfCopies,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_few_histories() -> None:
    check(15)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_thousand_histories() -> None:
    check(1000)
