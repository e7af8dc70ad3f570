"""The screen with the instructions: the guidelines, and what each class means."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from altui.display.lines import text_of
from altui.labeling.naming.class_line import Choice, ClassLine
from altui.tui.bindings import key_of
from altui.tui.screens.class_line import ClassLineScreen
from altui.tui.screens.parts.text_page import TextScreen
from altui.wording.pages.guidelines import begin_line, guidelines_lines

if TYPE_CHECKING:
    from textual import events

    from altui.config.keymap import KeyMap
    from altui.labeling.showing.class_keys import ClassKey


class GuidelinesScreen(TextScreen):
    """A class that is named here is looked up, and nothing else."""

    PLACE = "guidelines"

    def __init__(self, text: str, classes: Sequence[ClassKey], keymap: KeyMap) -> None:
        lines = partial(guidelines_lines, text, classes)
        super().__init__("guidelines", "any other key goes on", lines, keymap)
        self._guided = classes

    def take_key(self, event: events.Key) -> None:
        if self._keymap.action_of(key_of(event)) == "name-class":
            line = ClassLine(self._guided, range(len(self._guided)))
            self.app.push_screen(ClassLineScreen(line), self._look_up)
        else:
            super().take_key(event)

    def _look_up(self, choice: Choice | None) -> None:
        """Have the lines about a class at the top."""
        if choice is None:
            return
        each = next(each for each in self._guided if each.name == choice.name)
        wanted = begin_line(each).split()
        found = [
            place
            for place, shown in enumerate(self._page.body)
            if text_of(shown).split()[: len(wanted)] == wanted
        ]
        if found:
            # Not the first: the guidelines above may begin a line in the same way.
            self._page.top = found[-1]
            self._draw()
