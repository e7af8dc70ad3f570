"""The two lines at the foot: the progress, and what each key does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.display.lines import Line, Span, Tone, cut, length, line
from altui.display.text import clip, one_line
from altui.tui.panels.panel import WIDE, Panel
from altui.wording.view.status import (
    CURVE,
    groups_line,
    how_far,
    key_groups,
    key_tones,
    keys_now,
    recent_keys,
    status_parts,
)

if TYPE_CHECKING:
    from altui.labeling.view import View


WIDEST_NAME = 24
GAP = "  "


class StatusPanel(Panel):
    """Progress and settings, and the name of the file. A remark takes their place until the next
    one, beside how far it is where there is room."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._remark: Span | None = None

    def remark(self, text: str, kind: Tone = "text") -> None:
        self.take_remark(text, kind)
        self.rebuild()

    @property
    def told(self) -> Span | None:
        """The remark that stands there."""
        return self._remark

    def take_remark(self, text: str, kind: Tone = "text") -> None:
        """It stands there from the next View on."""
        self._remark = Span(text, kind) if text else None

    def rebuild(self) -> None:
        if self._remark:
            self.put_lines([remark_line(self._remark, self._view, self.size.width)])
        else:
            super().rebuild()

    def lines(self, view: View, width: int, height: int) -> Sequence[Line]:  # noqa: ARG002
        spans: list[Span] = []
        name = file_name(view)
        room = width - (cell_len(name) + len(GAP) if name else 0)
        for told in status_parts(view):
            part = [Span(" · " if spans else "", "dim"), *cut(told, width)]
            if length([*spans, *part]) <= (room if spans else width):
                spans += part
        return [with_tail(tuple(spans), name, width)]


def remark_line(remark: Span, view: View | None, width: int) -> Line:
    """A remark, cut behind a word; at the right how far it is and the name of the file."""
    told = line(remark._replace(text=clip(remark.text, width)))
    tails = [how_far(view), file_name(view)] if view is not None else []
    return with_tail(told, " · ".join(filter(None, tails)), width)


def file_name(view: View) -> str:
    """The name of the file; the demo has none."""
    return "" if view.is_made_up else one_line(view.title, WIDEST_NAME)


def with_tail(spans: Line, tail: str, width: int) -> Line:
    """The line and at the right edge the tail, if there is room for all of it."""
    gap = width - length(spans) - cell_len(tail)
    return (*spans, Span(" " * gap), Span(tail, "dim")) if tail and gap >= len(GAP) else spans


class KeysPanel(Panel):
    """The keys that work now."""

    def lines(self, view: View, width: int, height: int) -> Sequence[Line]:  # noqa: ARG002
        is_there = width >= WIDE
        # On a wide screen both stand beside the row.
        beside = [*recent_keys(view.classes), *((key, CURVE) for key, _ in keys_now(view))]
        groups = [
            [each for each in group if not (is_there and each in beside)]
            for group in key_groups(view)
        ]
        # Help and quit are always shown: the help names all the others.
        last = view.keymap.list_keys(("help", "help"), ("quit", "quit"))
        return [groups_line(groups, last, key_tones(view), width)]
