"""What becomes of a label that served identical rows when the row that was asked left the file.

Copies have no events of their own: their label is that of the row that was asked. Where that row is
gone, its decision goes to a copy that is still there. Where it was edited, it keeps its label, and
its copies of before have none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import numpy as np

from altui.data.dataset import Part
from altui.session.events import LABELS

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.row_hashes import Contents
    from altui.session.reading import SessionView
    from altui.session.state.row_status import Standing


class CopiesLeft:
    """The copies of rows with these `contents` of before, by row. `kept` has the row now of each
    row with a decision that is still there."""

    def __init__(
        self,
        view: SessionView,
        dataset: Dataset,
        contents: Mapping[int, str | None],
        kept: Mapping[int, int],
        marks: Contents,
    ) -> None:
        self._state, self._dataset = view.state, dataset
        self._contents = contents if view.settings.merges else {}
        wanted = {content for content in self._contents.values() if content is not None}
        self._places = marks.find(wanted) if wanted else {}
        self._taken = set(kept.values())
        self._decided = {
            now for row, now in kept.items() if self._standing(row) or row in self._state.drawn
        }

    def find_heirs(self, gone: Collection[int]) -> dict[int, int]:
        """A copy for each row that is `gone` and whose set nobody has decided about otherwise; of
        several gone rows the one decided last comes first."""
        found: dict[int, int] = {}
        standings = {row: self._standing(row) for row in gone}
        dated = [(each.event, row) for row, each in standings.items() if each is not None]
        for _, row in sorted(dated, reverse=True):
            copies = self._copies(row)
            if copies and self._undecided(copies[0]):
                found[row] = copies[0]
                self._taken.add(copies[0])
                self._decided.add(copies[0])
        return found

    def count_bare(self, rows: Collection[int]) -> int:
        """How many copies have no label any more, as these `rows` are other rows now."""
        bare: set[int] = set()
        for row in rows:
            standing = self._standing(row)
            if standing is not None and standing.kind in LABELS:
                for copy in self._copies(row)[:1]:
                    bare.update(self._undecided(copy))
        return len(bare)

    def _standing(self, row: int) -> Standing | None:
        gone = self._state.unmatched.get(row)
        return self._state.standings.get(row) if gone is None else gone.standing

    def _copies(self, row: int) -> list[int]:
        places = self._places.get(self._contents.get(row) or "", [])
        return [place for place in places if self._may_ask(place)]

    def _may_ask(self, row: int) -> bool:
        return row not in self._taken and self._dataset.part[row] == Part.UNLABELED

    def _undecided(self, row: int) -> list[int]:
        """The rows of its set that a person may be asked for; none where the set has a label."""
        identical = self._dataset.units.identical
        members = np.array([row]) if identical is None else identical.members(row)
        rows = members.tolist()
        has_label = (self._dataset.part[members] == Part.LABELED).any()
        if has_label or not self._decided.isdisjoint(rows):
            return []
        return [each for each in rows if self._may_ask(each)]
