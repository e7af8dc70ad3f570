"""The row that a session asks for, as Python code gets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from altui.data.schema import Role

if TYPE_CHECKING:
    from altui.labeling.view import View


@dataclass(frozen=True)
class RowQuery:
    """A row to label, and what the model thinks of it."""

    row: int
    """The row's number in the data, from 0."""
    id: str
    """The row's id."""
    values: Mapping[str, str]
    """The cells that a person is shown, by the name of their column, as they stand in the file."""
    text: str
    """The texts of the row as a person reads them, with an empty line between two; empty without a
    column of text."""
    probabilities: Mapping[str, float] | None
    """The probability of each class, by its name; None before there is a model, and where what it
    thinks is hidden."""
    uncertainty: float | None
    """1 minus the highest probability of the model that asked."""
    strategy: str
    """Why this row: the query strategy that chose it."""
    again: str = ""
    """Empty; or "again" if the row has a label and a second one is asked for; or "settle" if these
    two differ, as `differing` says, and the answer is the one that is right."""
    differing: tuple[str, ...] = ()

    @property
    def predicted(self) -> str | None:
        """The likeliest class; None without probabilities."""
        shares = self.probabilities
        return None if shares is None else max(shares, key=shares.__getitem__)


def query_in(view: View) -> RowQuery | None:
    """The query of a View; None where nothing is asked for."""
    shown, query = view.shown_row, view.round.query
    if shown is None or query is None:
        return None
    names = [each.name for each in view.classes]
    shares = None if view.is_blind else query.confidence
    texts = [each.text for each in shown.fields if each.role is Role.TEXT]
    return RowQuery(
        row=shown.row,
        id=shown.row_id,
        values={each.name: each.source or each.text for each in shown.fields},
        text="\n\n".join(texts),
        probabilities=None if shares is None else dict(zip(names, shares, strict=True)),
        uncertainty=None if view.is_blind else query.uncertainty,
        strategy=query.strategy,
        again=view.round.again,
        differing=view.differing,
    )
