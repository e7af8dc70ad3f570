"""The accuracy curve; labels per class over time where nothing is known to test on; the rows found
where a class is sought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.display.lines import Line, quiet_title, title_line
from altui.tui.panels.panel import Panel
from altui.wording.evaluation import measured_forms, why_not_measured
from altui.wording.figures.find import test_in_short
from altui.wording.view.curve import accuracy_lines, label_lines
from altui.wording.view.found_curve import found_lines
from altui.wording.view.row import query_text

if TYPE_CHECKING:
    from altui.labeling.view import View


SHORTEST_RULE = 3
"""Cells of the rule between a title and its note, with a blank on each side."""

NARROW = "narrow-curve"
"""The panel that takes the row's place."""


class CurvePanel(Panel):
    def lines(self, view: View, width: int, height: int) -> Sequence[Line]:
        # Where the curve takes the row's place, the number of the query stays on the screen.
        place = f", {query_text(view)}" if self.id == NARROW and view.shown_row else ""
        if view.settings.find:
            progress = view.round.progress
            note = ", ".join(test_in_short(progress)) if progress else ""
            head = _title("found", place, width, note)
            drawn = found_lines(view, width, height - 1)
            return [head, *drawn]
        last = view.measured
        forms = measured_forms(last, view.settings.classes) if last else [why_not_measured(view)]
        room = width - len(f"accuracy{place}") - SHORTEST_RULE
        note = next((each for each in forms if len(each) <= room), forms[-1])
        if view.has_test or last:
            head = _title("accuracy", place, width, note)
            drawn = accuracy_lines(view, width, height - 1)
        else:
            head = _title("labels", place, width, note)
            drawn = label_lines(view, width, height - 1)
        return [head, *drawn]


def _title(name: str, place: str, width: int, note: str) -> Line:
    if not place:
        return quiet_title(name, width, note)
    return title_line(f"{name}{place}", width, note, tone="key", note_tone="text")
