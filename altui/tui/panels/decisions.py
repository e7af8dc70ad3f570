"""The last decisions, newest first, and what the model had thought of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.display.lines import Line, Span, line, quiet_title
from altui.display.text import one_line
from altui.tui.panels.panel import Panel
from altui.wording.classes.looks import with_class_tone
from altui.wording.decisions import item_line, on_stop, stop_of, with_beginning, with_short_ids

if TYPE_CHECKING:
    from altui.labeling.view import View


EMPTY = "your answers will stand here"


class DecisionsPanel(Panel):
    def lines(self, view: View, width: int, height: int) -> Sequence[Line]:
        note = "all saved" if view.decisions and not view.is_kept_nowhere else ""
        lines = [quiet_title("last decisions", width, note)]
        if not view.decisions:
            lines.append(line(Span(one_line(EMPTY, width), "dim")))
        items, id_width = with_short_ids(view.decisions[: max(height - 1, 0)])
        stop = stop_of(items, view.classes, width // 2)
        for item in items:
            told = on_stop(item_line(item, id_width, width, view.truth_of(item)), stop)
            told = with_class_tone(told, item.value, view.classes)
            lines.append(with_beginning(told, view.beginnings.get(item.row, ""), width))
        return lines
