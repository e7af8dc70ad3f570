"""The two lines at the foot: where one is, and which key does what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.display.text import one_line
from altui.session.report import counted, left_in_words, stop_in_short
from altui.tui.panel import WIDE, Kind, Line, Panel, Span, length, line

if TYPE_CHECKING:
    from altui.tui.view import ClassKey, View


CURVE = "curve"

FEW_CLASSES = 4
"""Of more the keys stand together."""


class StatusPanel(Panel):
    """Progress and settings; a passing remark takes their place until the next key."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._remark: Span | None = None

    def remark(self, text: str, kind: Kind = "text") -> None:
        self._remark = Span(text, kind) if text else None
        self.rebuild()

    def rebuild(self) -> None:
        if self._remark:
            self.put_lines(
                [line(self._remark._replace(text=one_line(self._remark.text, self.size.width)))]
            )
        else:
            super().rebuild()

    def lines(self, view: View, width: int, height: int) -> Sequence[Line]:  # noqa: ARG002
        spans: list[Span] = []
        for text in status_parts(view):
            part = [Span(" · " if spans else "", "dim"), Span(one_line(text, width))]
            if length([*spans, *part]) <= width:
                spans += part
        return [tuple(spans)]


def status_parts(view: View) -> list[str]:
    """What the status line says, most wanted first; the end is cut on a narrow screen."""
    summary, settings = view.summary, view.settings
    given = counted(summary.labels_given, "label")
    if settings.budget:
        given = f"{summary.labels_given:,} of {counted(settings.budget, 'label')}"
    counts = zip(view.classes, view.round.per_class, strict=True)
    per_class = ", ".join(f"{one_line(each.name, 12)}: {count:,}" for each, count in counts)
    parts = [", ".join((f"saved · {given} given", *left_in_words(summary))), per_class]
    if view.round.is_stale:
        behind = max(view.round.number - view.round.asked_by, 0)
        parts.insert(1, f"ranking {counted(behind, 'label')} old")
    if summary.hint is not None and summary.hint.stop:
        parts.insert(1, stop_in_short(summary.hint))
    parts.append(f"{counted(view.round.remaining, 'row')} left")
    if summary.pace:
        parts.append(f"{summary.pace:.1f} s a label")
    asking = f"finding {settings.find}" if settings.find else settings.strategy
    asking = one_line(asking, 40)
    parts.append(f"{settings.model}, {asking}")
    return parts


class KeysPanel(Panel):
    """The keys that work now."""

    def lines(self, view: View, width: int, height: int) -> Sequence[Line]:  # noqa: ARG002
        is_there = width >= WIDE
        keys = [each for each in keys_now(view) if not (is_there and each[1] == CURVE)]
        # Help and quit are always told: what else there is stands in the help.
        return [keys_line(keys, view.keymap.told(("help", "help"), ("quit", "quit")), width)]


def keys_line(keys: Sequence[tuple[str, str]], last: Sequence[tuple[str, str]], width: int) -> Line:
    """(key, what it does) as far as there is room, and the `last` of them whatever the room."""
    end = [span for each in last for span in _key(*each)]
    spans: list[Span] = []
    for each in keys:
        part = _key(*each)
        if length([*spans, *part, *end]) > width:
            break
        spans += part
    return (*spans, *end)


def _key(key: str, meaning: str) -> list[Span]:
    return [Span(key, "key"), Span(f" {meaning}  ", "dim")]


def class_keys_now(classes: Sequence[ClassKey]) -> list[tuple[str, str]]:
    if len(classes) <= FEW_CLASSES:
        return [(each.key, one_line(each.name, 14)) for each in classes]
    return [("".join(sorted(each.key for each in classes)), "label")]


def keys_now(view: View) -> list[tuple[str, str]]:
    if view.ending:
        more = [("go-on", "go on")] if view.ending == "budget" else []
        return view.keymap.told(*more, ("export", "export"), ("undo", "undo"))
    keys = class_keys_now(view.classes)
    if view.sample and view.sample.known is not None:
        keys += view.keymap.told(("reveal", "reveal"), ("auto", "auto"))
    return keys + view.keymap.told(
        ("skip", "skip"),
        ("unsure", "unsure"),
        ("ignore", "ignore"),
        ("undo", "undo"),
        ("comment", "comment"),
        ("flag", "flag"),
        ("export", "export"),
        ("curve", CURVE),
    )
