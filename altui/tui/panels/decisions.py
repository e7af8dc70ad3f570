"""The last decisions, newest first, and what the model had thought of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.display.lines import Line, quiet_title
from altui.display.text import one_line
from altui.tui.panels.panel import Panel
from altui.wording.classes.looks import with_class_tone
from altui.wording.decisions import WIDEST_ID, item_line, with_beginning

if TYPE_CHECKING:
    from altui.labeling.view import View


class DecisionsPanel(Panel):
    def lines(self, view: View, width: int, height: int) -> Sequence[Line]:
        note = "all saved" if view.decisions and not view.is_kept_nowhere else ""
        lines = [quiet_title("last decisions", width, note)]
        items = view.decisions[: max(height - 1, 0)]
        id_width = max((cell_len(one_line(i.row_id, WIDEST_ID)) for i in items), default=1)
        for item in items:
            told = item_line(item, id_width, width, view.truth_of(item))
            toned = with_class_tone(told, item.value, view.classes)
            lines.append(with_beginning(toned, view.beginnings.get(item.row, ""), width))
        return lines
