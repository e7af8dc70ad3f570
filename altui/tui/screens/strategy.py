"""The screen on which the query strategy or the model is changed during a session."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.widgets import Static

from altui.display.text import clip, one_line
from altui.labeling.showing.titled import titles_of
from altui.learning.names import MODEL_MEANINGS
from altui.learning.strategies import OWN_MEANING, all_strategies, is_own, rename_wanted
from altui.session.events import Decision
from altui.tui.screens.parts.overlay import Overlay
from altui.wording.pages.help import FRAME, side_by_side

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from altui.config.keymap import KeyMap
    from altui.labeling.view import View

WIDEST = 72
MOST_SOUGHT = 10
"""Classes that a strategy can be chosen for here; `--strategy` takes any."""

Choices = Sequence[tuple[str, str]]


def choices(view: View) -> list[tuple[str, str]]:
    """(strategy, its meaning): those by name, one for each class, and the person's own; of those
    that compare with suggestions only where there are some. None where all rows of a class are to
    be found."""
    if view.settings.find:
        return []
    found = []
    for each in all_strategies():
        if each.takes_suggestions and not view.settings.suggested:
            continue
        names = [f"{each.name}:{known.name}" for known in view.classes[:MOST_SOUGHT]]
        found += [(name, each.meaning) for name in (names if each.takes_class else [each.name])]
    current = view.settings.strategy
    return [*found, (current, OWN_MEANING)] if is_own(current) else found


def model_choices(view: View) -> list[tuple[str, str]]:
    """(model, its meaning): those by name, and the person's own. Of the one that is plainly ahead,
    what speaks for it."""
    current, meanings = view.settings.model, dict(MODEL_MEANINGS)
    if (lead := view.lead) is not None:
        better = f"seems better: {lead.right} to {lead.wrong} where they differ"
        meanings[lead.model] = better
    known = [*meanings.items()]
    return [*known, (current, OWN_MEANING)] if is_own(current) else known


class StrategyScreen(Overlay[Decision | None]):
    """Lists the strategies and the models; a letter takes one, any other key leaves all as it is.
    The last letters of the alphabet are the models'."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._settings = view.settings
        self._titles = titles_of(view.classes)
        free = letters(view.keymap)
        self._models = model_choices(view)
        self._model_letters = free[-len(self._models) :]
        self._letters = free[: -len(self._models)]
        self._strategies = choices(view)[: len(self._letters)]

    def compose(self) -> ComposeResult:
        yield Static("\n".join(self._lines(*self.app.size)), id="strategies", markup=False)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        key = event.character or ""
        strategy = _named(self._letters, self._strategies, key)
        model = _named(self._model_letters, self._models, key)
        if strategy not in ("", self._settings.strategy):
            self.dismiss(Decision.setting(strategy=strategy))
        elif model not in ("", self._settings.model):
            self.dismiss(Decision.model(model))
        else:
            self.dismiss(None)

    def _lines(self, width: int, height: int) -> list[str]:
        """Where not all have a line of their own, first those for a class stand side by side: the
        others are told apart by their meaning."""
        count = len(self._strategies) + len(self._models)
        sought = sum(map(_asks_for_class, self._strategies))
        sought_columns = 1 if count + AROUND <= height else 2
        columns = 1 if count - sought // 2 + AROUND - 1 <= height else 2
        parts = (
            (self._strategies, self._letters, self._settings.strategy),
            (self._models, self._model_letters, self._settings.model),
        )
        lines = []
        for title, (choices, keys, current) in zip(TITLES, parts, strict=True):
            lines += ["", title] if choices else []
            told = [(self._called(name), meaning) for name, meaning in choices]
            listed = [*zip(keys, told, map(_asks_for_class, choices), strict=False)]
            for are_sought, among in ((False, columns), (True, sought_columns)):
                room = min(WIDEST, (width - FRAME) // among - 2)
                part = [(key, each) for key, each, is_sought in listed if is_sought == are_sought]
                lines += side_by_side(_listed(part, told, self._called(current), room), among)
        return [BACK, *lines[1:]] if sought_columns > 1 else [BACK, *lines]

    def _called(self, name: str) -> str:
        """A strategy that asks for a class, by the title of the class."""
        return rename_wanted(name, lambda wanted: self._titles.get(wanted, wanted))


AROUND = 7
"""Lines beside the choices: the first, the titles with a blank line each, and the frame."""

BACK = "any other key goes back"
TITLES = ("the next row to ask for", "the model that learns (undo takes a change back)")


def letters(keymap: KeyMap) -> str:
    """A second press of the key that opened the screen must choose nothing, nor that for quit."""
    taken = (*keymap.keys["strategy"], *keymap.keys["quit"])
    return "".join(letter for letter in ascii_lowercase if letter not in taken)


def _named(letters: str, choices: Choices, key: str) -> str:
    return dict(zip(letters, (name for name, _ in choices), strict=False)).get(key, "")


def _asks_for_class(choice: tuple[str, str]) -> bool:
    name, meaning = choice
    return ":" in name and meaning != OWN_MEANING


def _listed(
    part: Sequence[tuple[str, tuple[str, str]]], choices: Choices, current: str, room: int
) -> list[str]:
    """Those of a part, with their letters, and the meanings below each other in all choices."""
    named = max((len(name) for name, _ in choices if ":" not in name), default=0)
    lines = []
    for letter, (name, meaning) in part:
        mark = "▸" if name == current else " "
        head = one_line(f"{mark}{letter}  {name.ljust(named)}  ", room)
        left = room - cell_len(head)
        is_told = cell_len(meaning) <= left or not _asks_for_class((name, meaning))
        lines.append(head + clip(meaning, left) if is_told else head.rstrip())
    return lines
