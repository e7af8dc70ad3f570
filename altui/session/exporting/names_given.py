"""The class names under which labels were given, before classes were renamed or merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from altui.session.events import IMPORTS, LABELS, Kind
from altui.session.state.pool import Pool

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.session.reading import SessionView
    from altui.session.state.row_facts import Kept

COLUMN = "altui_given_as"


def names_given(view: SessionView) -> dict[int, str]:
    """By row, of the answers that hold; rows that have left the file by numbers below zero."""
    kept = {**view.state.kept, **view.state.unmatched}
    given = {row: _event_of(facts) for row, facts in kept.items()}
    return {row: view.event(event).value or "" for row, event in given.items() if event}


def names_in_file(view: SessionView, dataset: Dataset) -> dict[int, str]:
    """The same, with the labels that the file had under its own names; a row that has the label of
    an identical one has its name too."""
    filed = dataset.as_filed
    known = {
        row: filed.classes[number]
        for row, number in enumerate(filed.known.tolist())
        if number >= 0 and dataset.part[row]
    }
    given = {**known, **names_given(view)}
    pool = Pool(dataset.part, dataset.known_slots, dataset.units)
    pool.settle(view.state)
    givers = pool.labels(view.state)[1]
    served = {row: given.get(int(givers[row]), "") for row in np.flatnonzero(givers >= 0).tolist()}
    return {**served, **given}


def _event_of(facts: Kept) -> int:
    """The event that gave the label; 0 without one."""
    standing, second = facts.standing or facts.imported, facts.second
    if standing is None or standing.kind not in LABELS | IMPORTS:
        return 0
    is_chosen = second is not None and second.kind is Kind.SETTLE and second.number >= 0
    if second is not None and is_chosen and second.event > standing.event:
        return second.event
    return standing.event
