"""A sample of a set that has changed: rows that a person has decided about stay with them, though
the sample that is drawn of the set now may be without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.session.refill import Refill
from altui.session.source.changes import spoken_rows

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.session.reading import SessionView


def carried_over(view: SessionView, sample: Dataset) -> tuple[Refill, ...]:
    """The rows that the `sample` of the changed set has to be refilled with: those that were
    decided about, or added before, and are in the set still."""
    from altui.data.readers.partitions.sampled_table import SampledTable

    table, refills = sample.table, view.settings.refills
    if not isinstance(table, SampledTable) or table.population is None:
        return ()
    wanted = dict.fromkeys(row for each in refills for row in each.ids)
    wanted |= dict.fromkeys(each.row_id for each in spoken_rows(view).values() if each.row_id)
    here = set(sample.ids)
    found = table.find([row for row in wanted if row not in here])
    if not found:
        return ()
    last = refills[-1] if refills else Refill(found, 0, 0, {})
    return (last._replace(ids=found),)
