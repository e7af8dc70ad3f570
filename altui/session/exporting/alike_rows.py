"""Which labels were given to a row as the look-alike of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.session.history import given_with

if TYPE_CHECKING:
    from altui.session.reading import SessionView


def alike_rows(view: SessionView) -> dict[int, str]:
    """Rows that got their label as look-alikes, and the id of the row each got it with."""
    kept = {**view.state.kept, **view.state.unmatched}
    given = ((row, each.standing) for row, each in kept.items() if each.standing is not None)
    named = ((row, given_with(view.event(each.event), view.state)) for row, each in given)
    return {row: beside for row, beside in named if beside}
