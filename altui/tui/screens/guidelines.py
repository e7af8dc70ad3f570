"""The screen with the instructions: the guidelines, and what each class means."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from altui.tui.screens.parts.text_page import TextScreen
from altui.wording.pages.guidelines import guidelines_lines

if TYPE_CHECKING:
    from altui.config.keymap import KeyMap
    from altui.labeling.view import ClassKey


class GuidelinesScreen(TextScreen):
    PLACE = "guidelines"

    def __init__(self, text: str, classes: Sequence[ClassKey], keymap: KeyMap) -> None:
        lines = partial(guidelines_lines, text, classes)
        super().__init__("guidelines", "any other key goes on", lines, keymap)
