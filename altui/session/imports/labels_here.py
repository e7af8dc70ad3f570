"""What the session says of a row itself, before a label made elsewhere is taken for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from altui.session.events import ANSWERS, LABELS, Kind
from altui.session.state.pool import Pool

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.session.state.label_state import State

SET_ASIDE = {Kind.IGNORE: "ignored", Kind.UNSURE: "marked as unsure"}


class Here(NamedTuple):
    """The `label` of a row, and the sentence `why` that or how it was set aside is in the way of
    another; both empty where nothing is."""

    label: str = ""
    why: str = ""


class LabelsHere:
    """The labels of a session, by row: of identical rows also what a person gave to one of them."""

    def __init__(self, dataset: Dataset, state: State) -> None:
        self._state = state
        self._checked = dataset.units.with_copies([*state.drawn], dataset.n)
        self._pool: Pool | None = None
        if dataset.units.identical is not None:
            self._pool = Pool(dataset.part, dataset.known_slots, dataset.units)
            self._pool.settle(state)

    def is_checked(self, row: int) -> bool:
        """Whether the row or one of its copies is of the random check."""
        return bool(self._checked[row])

    def find(self, row: int) -> Here:
        """Of a row of the random check only what was imported: what is answered there stays."""
        if self._checked[row]:
            imported = self._state.check_imports.get(row)
            return (
                Here()
                if imported is None
                else self._row_has(self._state.number_of(imported.number))
            )
        standing = self._state.standings.get(row)
        if standing is None:
            return self._of_copy(row)
        if standing.kind in LABELS:
            return self._row_has(self._state.label_of(row))
        aside = SET_ASIDE.get(standing.kind)
        return Here() if aside is None else Here(why=f"the row is {aside} in the session")

    def _of_copy(self, row: int) -> Here:
        """Only what a person said: from elsewhere, identical rows may have labels that differ."""
        giver = -1 if self._pool is None else self._pool.holder(row, self._state)
        standing = self._state.standings.get(giver)
        if standing is None or standing.kind not in ANSWERS:
            return Here()
        return self._row_has(self._state.label_of(giver), "an identical row")

    def _row_has(self, number: int, which: str = "the row") -> Here:
        if number < 0:
            return Here()  # its class was removed
        label = self._state.classes.now.now[number]
        return Here(label, f"{which} has the label '{label}' in the session")
