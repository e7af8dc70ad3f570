"""What the log and the counts say of classes, with the names that a person reads for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from altui.session.events import NAMING

if TYPE_CHECKING:
    from altui.labeling.explaining.reasons import Reasons
    from altui.labeling.showing.class_keys import ClassKey
    from altui.session.figures.summary import Summary
    from altui.session.finding.filtering import Filter
    from altui.session.history import HistoryItem


def titles_of(classes: Sequence[ClassKey]) -> dict[str, str]:
    """The titles of the classes that have one, by their names."""
    return {each.name: each.title for each in classes if each.title}


def title_filter(wanted: Filter, titles: Mapping[str, str]) -> Filter:
    """The filter as it is told, not as it is applied."""
    return replace(wanted, class_name=titles.get(wanted.class_name, wanted.class_name))


def title_item(item: HistoryItem, titles: Mapping[str, str]) -> HistoryItem:
    if not titles or item.kind not in NAMING:
        return item
    value = None if item.value is None else titles.get(item.value, item.value)
    predicted = None if item.predicted is None else titles.get(item.predicted, item.predicted)
    return replace(item, value=value, predicted=predicted)


def title_reasons(reasons: Reasons, titles: Mapping[str, str]) -> Reasons:
    if not titles:
        return reasons
    alike = tuple((titles.get(name, name), row, far) for name, row, far in reasons.alike)
    return replace(reasons, shown=titles.get(reasons.shown, reasons.shown), alike=alike)


def title_summary(summary: Summary, titles: Mapping[str, str]) -> Summary:
    if not titles:
        return summary
    counts = {titles.get(name, name): count for name, count in summary.per_class.items()}
    return replace(summary, per_class=counts)
