"""The pages of text that a key opens on the screen and a word prints in `--plain`: one for both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from altui.wording.pages.performance import performance_lines
from altui.wording.team.live import team_page

if TYPE_CHECKING:
    from altui.labeling.view import View

PageLines = Callable[["View", int], Sequence[str]]
"""From the View, and how many cells a line may take."""

KEY_PAGES: dict[str, PageLines] = {"performance": performance_lines, "team": team_page}
"""By the id of the key action that opens it, with `open_page('performance')` for the screen."""
