"""The class names under which labels were given, before classes were renamed or merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.session.events import LABELS, Kind

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
    """The same, with the labels that the file had under its own names."""
    filed = dataset.as_filed
    known = {
        row: filed.classes[number]
        for row, number in enumerate(filed.known.tolist())
        if number >= 0 and dataset.part[row]
    }
    return {**known, **names_given(view)}


def _event_of(facts: Kept) -> int:
    """The event that gave the label; 0 without one."""
    standing, second = facts.standing, facts.second
    if standing is None or standing.kind not in LABELS:
        return 0
    is_chosen = second is not None and second.kind is Kind.SETTLE and second.number >= 0
    if second is not None and is_chosen and second.event > standing.event:
        return second.event
    return standing.event
