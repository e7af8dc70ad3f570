"""The two lines at the foot: where one is, and which key does what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.display.text import one_line
from altui.session.report import counted, left_in_words, stop_in_short
from altui.tui.panel import WIDE, Kind, Line, Panel, Span, length, line

if TYPE_CHECKING:
    from altui.tui.view import View


CURVE = "curve"


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
        # Help and quit are always there: what else there is stands in the help.
        last = [
            span
            for key, meaning in view.keymap.told(("help", "help"), ("quit", "quit"))
            for span in _key(key, meaning)
        ]
        spans: list[Span] = []
        for key, meaning in keys_now(view):
            if meaning == CURVE and width >= WIDE:
                continue  # the curve is there
            part = _key(key, meaning)
            if length([*spans, *part, *last]) > width:
                break
            spans += part
        return [(*spans, *last)]


def _key(key: str, meaning: str) -> list[Span]:
    return [Span(key, "key"), Span(f" {meaning}  ", "dim")]


def keys_now(view: View) -> list[tuple[str, str]]:
    if view.ending:
        more = [("go-on", "go on")] if view.ending == "budget" else []
        return view.keymap.told(*more, ("export", "export"), ("undo", "undo"))
    if len(view.classes) <= 4:
        keys = [(each.key, one_line(each.name, 14)) for each in view.classes]
    else:
        keys = [("".join(sorted(each.key for each in view.classes)), "label")]
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
