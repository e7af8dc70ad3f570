"""The last decisions, newest first, and what the model had thought of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.display.lines import Line, quiet_title
from altui.tui.panels.panel import Panel
from altui.wording.classes.looks import with_class_tone
from altui.wording.decisions import WIDEST_ID, item_line, on_stop, stop_of, with_beginning
from altui.wording.view.apart import shorten_apart

if TYPE_CHECKING:
    from altui.labeling.view import View


class DecisionsPanel(Panel):
    def lines(self, view: View, width: int, height: int) -> Sequence[Line]:
        note = "all saved" if view.decisions else ""
        lines = [quiet_title("last decisions", width, note)]
        items = view.decisions[: max(height - 1, 0)]
        names = shorten_apart([item.row_id for item in items], WIDEST_ID)
        id_width = max(map(cell_len, names), default=1)
        stop = stop_of(items, view.classes, width // 2)
        for item, name in zip(items, names, strict=True):
            told = on_stop(item_line(replace(item, row_id=name), id_width, width), stop)
            told = with_class_tone(told, item.value, view.classes)
            lines.append(with_beginning(told, view.beginnings.get(item.row, ""), width))
        return lines
