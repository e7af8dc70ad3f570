"""What lies over the label screen. Each screen is imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from altui.tui.screens.alike import AlikeScreen as AlikeScreen
    from altui.tui.screens.classes import ClassesScreen as ClassesScreen
    from altui.tui.screens.columns import ColumnsScreen as ColumnsScreen
    from altui.tui.screens.dialogs import CommentScreen as CommentScreen
    from altui.tui.screens.dialogs import HelpScreen as HelpScreen
    from altui.tui.screens.dialogs import NotSavedScreen as NotSavedScreen
    from altui.tui.screens.disagreements import DisagreementsScreen as DisagreementsScreen
    from altui.tui.screens.folding import FoldingScreen as FoldingScreen
    from altui.tui.screens.guidelines import GuidelinesScreen as GuidelinesScreen
    from altui.tui.screens.history import HistoryScreen as HistoryScreen
    from altui.tui.screens.parts.text_page import TextScreen as TextScreen
    from altui.tui.screens.row import RowScreen as RowScreen
    from altui.tui.screens.search import SearchScreen as SearchScreen
    from altui.tui.screens.split import SplitScreen as SplitScreen
    from altui.tui.screens.strategy import StrategyScreen as StrategyScreen

ELSEWHERE = {
    "CommentScreen": "dialogs",
    "HelpScreen": "dialogs",
    "NotSavedScreen": "dialogs",
    "TextScreen": "parts.text_page",
}
"""The others stand in a module of their own name."""


def __getattr__(name: str) -> Any:
    if not name.endswith("Screen"):
        raise AttributeError(f"there is no screen '{name}'")
    place = ELSEWHERE.get(name, name.removesuffix("Screen").lower())
    return getattr(import_module(f"{__name__}.{place}"), name)
