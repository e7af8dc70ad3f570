"""The figures that a reader looks for first, each with what it is of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from altui.display.text import count_of, duration
from altui.learning.evaluation import AUDIT, FEWEST, Proportion
from altui.learning.hints import AHEAD
from altui.wording.figures.find import SHARE
from altui.wording.report.html import text
from altui.wording.report.shares import percent, rows_of_kind, span

if TYPE_CHECKING:
    from altui.learning.certifying.verdict import Verdict
    from altui.learning.evaluation import Evaluation
    from altui.session.figures.summary import Summary

WIDEST = 40
"""Cells of a class name here; the tables have the whole name."""


class Figure(NamedTuple):
    """All three may be foreign text."""

    name: str
    value: str
    note: str


def list_figures(figures: Iterable[Figure]) -> str:
    """As HTML."""
    lines = [
        f'<div><dt>{text(each.name, WIDEST)}</dt><dd class="value">{_unbroken(each.value)}</dd>'
        f'<dd class="quiet">{_unbroken(each.note)}</dd></div>'
        for each in figures
    ]
    return "\n".join(["<dl>", *lines, "</dl>"])


def _unbroken(words: str) -> str:
    """No line begins with the sign of a per cent."""
    return text(words).replace(" %", "&nbsp;%")


def session_figures(summary: Summary, certified: Verdict | None) -> Iterator[Figure]:
    """Of a session; `certified` is the verdict on its model, from another session."""
    yield _labels(summary)
    if summary.verdict is not None:
        yield certificate_figure(summary.verdict)
    elif summary.progress is not None:
        now = summary.progress
        note = f"in {count_of(now.read, 'row')} read; about {now.left:.0f} more are expected"
        yield Figure(f"Found: {summary.sought}", f"{now.found:,}", note)
    else:
        yield from _accuracy(summary)
    if certified is not None:
        yield certificate_figure(certified)
    pace = "" if summary.pace is None else f"; {summary.pace:.1f} s a label (median)"
    yield Figure("Working time", duration(summary.seconds), f"without breaks{pace}")
    yield from _advice(summary)


def certificate_figure(verdict: Verdict) -> Figure:
    """What is certain of all rows by now."""
    target = f"{100 * verdict.target:g} %"
    drawn = f"{verdict.right:,} of {verdict.drawn:,} rows drawn at random were right"
    if not verdict.is_decided:
        return Figure("Certificate", "open", f"not yet sure of {target}; {drawn}")
    side = "at least" if verdict.is_above else "less than"
    return Figure("Certified", f"{side} {target}", f"of all rows are right; {drawn}")


def _labels(summary: Summary) -> Figure:
    planned = f"of {summary.budget:,} planned" if summary.budget else "given in this session"
    more = summary.labeled - summary.labels_given
    have = f"; {count_of(summary.labeled, 'row')} have a label in all" if more else ""
    return Figure("Labels", f"{summary.labels_given:,}", f"{planned}{have}")


def _accuracy(summary: Summary) -> Iterator[Figure]:
    found = summary.accuracy_after
    if found is None or not found.is_measured:
        yield Figure("Accuracy", "unknown", _why_not(summary, found))
        return
    later = summary.labels_given + summary.imported - (summary.measured_labels or 0)
    when = f"; measured {count_of(later, 'label')} before the last" if later else ""
    if found.rare is None:
        before = summary.accuracy_before
        if before is not None and before.is_measured:
            when += f"; {percent(before.right, before.total)} before the first label"
        note = f"of {rows_of_kind(found)}; 95 % interval {span(found.right, found.total)}{when}"
        yield Figure("Accuracy", percent(found.right, found.total), note)
        return
    name = list(summary.per_class)[found.rare]
    yield _share(f"Found of {name}", found.recall(found.rare), f"recall{when}")
    yield _share(f"Right when {name}", found.precision(found.rare), f"precision{when}")


def _why_not(summary: Summary, found: Evaluation | None) -> str:
    if not summary.audit and found is None:
        return "there are no rows to measure it on"
    given = found.total if found is not None else summary.checked
    of = "rows of the random check" if summary.audit or _is_check(found) else "test rows"
    return f"{given} of the {FEWEST} {of} that it takes"


def _is_check(found: Evaluation | None) -> bool:
    return found is not None and found.kind == AUDIT


def _share(name: str, share: Proportion, kind: str) -> Figure:
    if not share.total:
        return Figure(name, "unknown", f"{kind}: no such row was measured on")
    note = f"{kind}: {share.right:,} of {share.total:,}; 95 % interval "
    told = percent(share.right, share.total)
    return Figure(name, told, note + span(share.right, share.total))


def _advice(summary: Summary) -> Iterator[Figure]:
    if summary.progress is not None:
        now = summary.progress
        is_found = now.speaks_from <= now.read
        told = "at least" if is_found else "not yet sure that"
        note = f"{told} {SHARE} are found (p = {now.p:.3f})"
        yield Figure("Advice", "stop" if is_found else "go on", note)
    elif summary.hint is not None:
        if summary.hint.only is not None:
            told = "the model predicts one class only yet"
        else:
            ahead = percent(summary.hint.ahead, 1) if summary.hint.ahead >= 0.01 else "under 1 %"
            told = f"{AHEAD} more labels are expected to change {ahead} of the predictions"
        yield Figure("Advice", "stop" if summary.hint.stop else "go on", told)
