"""The session in a few lines, the same words on the screen and on stdout."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from altui.session.summary import Summary


def summary_rows(summary: Summary) -> list[tuple[str, str]]:
    """(name, value) pairs; values may hold foreign text, such as class names."""
    rows = [("labels", _labels(summary))]
    rows.append(("per class", ", ".join(f"{k}: {n:,}" for k, n in summary.per_class.items())))
    if summary.accuracy_before or summary.accuracy_after:
        rows.append(("accuracy before", str(summary.accuracy_before or "not measured")))
        rows.append(("accuracy after", _accuracy_after(summary)))
    else:
        rows.append(("accuracy", "not measured: there is no test set"))
    aside = [
        f"{count:,} {name}"
        for name, count in (
            ("skipped for now", summary.skipped),
            ("ignored", summary.ignored),
            ("unsure", summary.unsure),
        )
        if count
    ]
    if aside:
        rows.append(("set aside", ", ".join(aside)))
    rows.append(("time", _time(summary)))
    return rows


def counted(number: int, noun: str) -> str:
    """`1 label`, `2 labels`, `1,000 labels`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _labels(summary: Summary) -> str:
    given = f"{summary.labels_given:,}"
    of = f" of {summary.budget:,}" if summary.budget else ""
    return f"{given}{of} given, {summary.labeled:,} in all"


def _accuracy_after(summary: Summary) -> str:
    if summary.accuracy_after is None or summary.measured_labels is None:
        return "not measured"
    later = summary.labels_given - summary.measured_labels
    text = str(summary.accuracy_after)
    return (
        f"{text} before the last {'label' if later == 1 else f'{later} labels'}" if later else text
    )


def _time(summary: Summary) -> str:
    text = duration(summary.seconds)
    return f"{text}, {summary.pace:.1f} s a label" if summary.pace else text


def duration(seconds: float) -> str:
    """`47 s`, `12 min 3 s` or `2 h 5 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
