"""Answers for identical rows, once the data are at hand: they are answers to one question.

As in one person's session, an answer serves the copies of its row, unless that person has answered
the copy too. Of several answers of one person the last serves, and one that is imported only where
that person gave none and all those imported are alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from altui.data.dataset import Part
from altui.session.events import Kind
from altui.session.team.opinions import Answer, RowOpinions, judge_answers

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.session.team.team_view import TeamView


class DataOpinions:
    """What a team says of the rows of its data, by their numbers there."""

    def __init__(self, team: TeamView, dataset: Dataset) -> None:
        self._team, self._dataset = team, dataset
        self._of_set: dict[int, list[RowOpinions]] = {}
        self.found = 0
        """Rows with an answer that the data have."""
        identical = dataset.units.identical
        for row, row_id in enumerate(dataset.ids):
            own = team.rows.get(row_id)
            if own is None:
                continue
            self.found += 1
            k = -1 if identical is None else int(identical.set_of[row])
            if k >= 0:
                self._of_set.setdefault(k, []).append(own)

    def at(self, row: int) -> RowOpinions | None:
        """The opinions on a row, those on its copies among them; None where nobody has one."""
        own = self._team.rows.get(self._dataset.ids[row])
        identical = self._dataset.units.identical
        k = -1 if identical is None else int(identical.set_of[row])
        others = self._of_set.get(k, []) if k >= 0 else []
        if not others or self._dataset.part[row] != Part.UNLABELED:
            return own
        answers = {each.chain: each for each in own.answers} if own else {}
        for chain in self._team.people:
            if chain not in answers and (served := _serving(chain, others)):
                answers[chain] = served
        settled = (own and own.settled) or _last(each.settled for each in others)
        if not answers:
            return own
        listed = tuple(answers[chain] for chain in self._team.people if chain in answers)
        verdict = judge_answers(listed, settled, self._team.numbers)
        first = own or others[0]._replace(row_id=self._dataset.ids[row], is_check=False)
        return first._replace(answers=listed, settled=settled, verdict=verdict, row=row)


def _serving(chain: str, rows: Sequence[RowOpinions]) -> Answer | None:
    said = [each for row in rows for each in row.answers if each.chain == chain]
    given = [each for each in said if each.event.kind is not Kind.IMPORTED]
    if given:
        return max(given, key=lambda each: each.event.sequence)
    return said[-1] if len({each.class_name for each in said}) == 1 else None


def _last(settled: Iterable[Answer | None]) -> Answer | None:
    found = [each for each in settled if each is not None]
    return max(found, key=lambda each: each.event.decided_at, default=None)
