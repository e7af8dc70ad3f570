"""Which row of a ranking this person is asked: the first that nobody else has.

Rows are lent ahead of need, in a thread of its own. A lease is a courtesy: where the desk does not
answer in time the row is asked without one, and its label is kept whatever others say.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, NamedTuple

from altui.desk.protocol import Wish
from altui.labeling.team.reach import Reach, Way

if TYPE_CHECKING:
    from altui.desk.protocol import Desk
    from altui.labeling.team.alone import Explain
    from altui.learning.rounds import Knowledge, Query, Round

CHOOSE_LIMIT = 0.5
"""Seconds that a row on its way to the screen waits for the desk, where no other row is on loan
that could be asked instead."""

AT_ONCE = 2
"""Rows lent at a time: one to be asked, and one to spare for a key that comes before the next."""

MOST_HELD = 8
"""Rows on loan before those that are not needed go back."""

PEOPLE = 32

DEPTH = PEOPLE * MOST_HELD - 1
"""Rows of a ranking that may be lent in place of its first: so many people with one ranking may
hold all before them."""

Rows = tuple[int, ...]


class Lending:
    """`ids` are those of the rows, `slots` says how many people may be asked a row. `news` is
    called, in a thread, when an answer of the desk is there; `explain` gives a row that is asked in
    place of the first the reasons for it."""

    def __init__(
        self,
        desk: Desk,
        ids: Sequence[str],
        slots: Callable[[int], int],
        news: Callable[[], object],
        reach: Reach,
    ) -> None:
        self.explain: Explain = lambda made, _: made
        self._desk = desk
        self._ids = ids
        self._slots = slots
        self._news = news
        self._reach = reach
        self._asked: SimpleQueue[_Asked | list[str] | None] = SimpleQueue()
        self._changed = threading.Condition()
        self._found: dict[Rows, _Found] = {}
        self._waiting: set[Rows] = set()
        self._unexplained: deque[_Asked] = deque()
        self._held: dict[int, None] = {}
        self._shown: int | None = None
        self._thread = threading.Thread(target=self._work, name="lending", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._asked.put(None)

    def prepare(self, made: Round, knowledge: Knowledge) -> Round | None:
        """The Round with the row that this person gets; None while the desk is asked for it."""
        rows = self._rows(made, knowledge)
        if not rows:
            return made
        with self._changed:
            found = self._found.get(rows)
            if self._reach.is_there and (found is None or not found.is_explained):
                if found is None:
                    self._ask(rows, made, knowledge)
                return None
            return self._lent(made, rows)[0]

    def choose(self, made: Round, knowledge: Knowledge) -> Round:
        """The same, now: where the desk has not answered it is another row that is on loan, or,
        where it does not answer in time, one without."""
        rows = self._rows(made, knowledge)
        if not rows:
            return made
        with self._changed:
            is_spare = any(row in self._held for row in rows)
            if rows not in self._found and not is_spare and self._reach.is_there:
                self._ask(rows, made, knowledge)
                self._changed.wait_for(
                    lambda: rows in self._found or not self._reach.is_there, CHOOSE_LIMIT
                )
            lent, is_explained = self._lent(made, rows)
        return lent if is_explained else self.explain(lent, knowledge)

    def show(self, row: int | None) -> None:
        """This row is on the screen."""
        with self._changed:
            if row == self._shown:
                return
            self._shown = row
            self._found.clear()

    def tidy(self) -> None:
        """The Rounds of all answers are made: give back what none of them asks, where that is
        much."""
        with self._changed:
            if len(self._held) > MOST_HELD:
                needed = {self._shown, *(found.row for found in self._found.values())}
                self._give_back([row for row in self._held if row not in needed])

    def forget(self, rows: Sequence[int]) -> None:
        """These are answered: the desk knows by the push of the answer."""
        with self._changed:
            for row in rows:
                self._held.pop(row, None)

    def _rows(self, made: Round, knowledge: Knowledge) -> Rows:
        """The rows that may be asked, the first choice first; none where it is not to be lent: it
        is of the random check, which all are asked, or this person has answered it before. In
        place of a row that two people are asked comes another of them."""
        query = made.query
        if query is None or made.again:
            return ()
        available, common = knowledge.available, knowledge.common
        is_common = common is not None and common.due == query.row
        if not (is_common or available[query.row]):
            return ()
        turns = set(common.open.tolist()) if is_common and common is not None else ()
        others = (each.row for each in made.ranking if available[each.row] or each.row in turns)
        return (query.row, *others)[: DEPTH + 1]

    def _lent(self, made: Round, rows: Rows) -> tuple[Round, bool]:
        """The Round with its row, and whether it has the reasons for that."""
        found = self._found.get(rows)
        row = found.row if found is not None else None
        if row is None:
            row = next((each for each in rows if each in self._held), rows[0])
        lent = _with_row(made, rows, row)
        # Another Round may rank the same rows alike, and give them other probabilities.
        if found is not None and found.of is made.query and found.query is not None:
            return replace(lent, query=found.query), True
        return lent, row == rows[0]

    def _ask(self, rows: Rows, made: Round, knowledge: Knowledge) -> None:
        if rows not in self._waiting:
            self._waiting.add(rows)
            self._asked.put(_Asked(rows, made, knowledge))

    def _give_back(self, rows: Sequence[int]) -> None:
        for row in rows:
            del self._held[row]
        if rows:
            self._asked.put([self._ids[row] for row in rows])

    def _work(self) -> None:
        while (asked := self._next()) is not None:
            rows = asked.rows if isinstance(asked, _Asked) else ()
            try:
                if not isinstance(asked, _Asked):
                    self._desk.give_back(asked)
                elif rows in self._waiting:
                    self._lend(asked)
                else:
                    self._explain(asked)
            except Exception as error:  # noqa: BLE001  a thread that ends would tell nobody
                self._reach.lose(Way.OUT, error)
            with self._changed:
                self._waiting.discard(rows)
                self._changed.notify_all()
            self._news()

    def _next(self) -> _Asked | list[str] | None:
        """The desk comes first: a person may wait for a row, and makes the reasons if need be."""
        if not self._unexplained:
            return self._asked.get()
        try:
            return self._asked.get_nowait()
        except Empty:
            return self._unexplained.popleft()

    def _lend(self, asked: _Asked) -> None:
        rows, made, _ = asked
        wishes = [Wish(self._ids[row], self._slots(row)) for row in rows]
        lent = {*self._desk.lend(wishes, AT_ONCE)}
        held = [row for row in rows if self._ids[row] in lent]
        row = held[0] if held else None
        is_first = row is None or row == rows[0]
        with self._changed:
            self._held |= dict.fromkeys(held)
            self._found[rows] = _Found(row, made.query, is_explained=is_first)
        if not is_first:
            self._unexplained.append(asked)

    def _explain(self, asked: _Asked) -> None:
        rows, made, knowledge = asked
        found = self._found.get(rows)
        if found is None or found.row is None:
            return  # another row is on the screen
        query: Query | None = None
        try:
            query = self.explain(_with_row(made, rows, found.row), knowledge).query
        finally:
            with self._changed:
                if self._found.get(rows) is found:
                    self._found[rows] = found._replace(query=query, is_explained=True)


class _Found(NamedTuple):
    """The row lent, None where none of them is free. In place of the query `of` a Round it is asked
    by `query`, with the reasons for it; None where it is that one, or before it `is_explained`."""

    row: int | None
    of: Query | None
    query: Query | None = None
    is_explained: bool = True


class _Asked(NamedTuple):
    rows: Rows
    made: Round
    knowledge: Knowledge


def _with_row(made: Round, rows: Rows, row: int) -> Round:
    """The Round that asks this one of its `rows`."""
    if row == rows[0]:
        return made
    query: Query = next(each for each in made.ranking if each.row == row)
    return replace(made, query=query, passed=rows[: rows.index(row)])
