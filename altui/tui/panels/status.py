"""The two lines at the foot: the progress, and what each key does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.display.lines import Line, Span, Tone, cut, length, line
from altui.display.text import one_line
from altui.tui.panels.panel import WIDE, Panel
from altui.wording.view.status import (
    CURVE,
    groups_line,
    key_groups,
    key_tones,
    keys_now,
    recent_keys,
    status_parts,
)

if TYPE_CHECKING:
    from altui.labeling.view import View


class StatusPanel(Panel):
    """Progress and settings; a remark takes their place until the next one."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._remark: Span | None = None

    def remark(self, text: str, kind: Tone = "text") -> None:
        self.take_remark(text, kind)
        self.rebuild()

    def take_remark(self, text: str, kind: Tone = "text") -> None:
        """It stands there from the next View on."""
        self._remark = Span(text, kind) if text else None

    def rebuild(self) -> None:
        if self._remark:
            self.put_lines(
                [line(self._remark._replace(text=one_line(self._remark.text, self.size.width)))]
            )
        else:
            super().rebuild()

    def lines(self, view: View, width: int, height: int) -> Sequence[Line]:  # noqa: ARG002
        spans: list[Span] = []
        for told in status_parts(view):
            part = [Span(" · " if spans else "", "dim"), *cut(told, width)]
            if length([*spans, *part]) <= width:
                spans += part
        return [tuple(spans)]


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
