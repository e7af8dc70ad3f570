"""The registry of key actions. A new action is checked when it is registered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from altui.config.key_action import KeyAction
from altui.config.key_actions import ACTIONS, CLASSES, LAYOUTS, RESERVED

DIGITS = "0123456789"

_REGISTERED = {each.id: each for each in ACTIONS}


def all_actions() -> Mapping[str, KeyAction]:
    """Every action by its id, in the order of the help."""
    return MappingProxyType(_REGISTERED)


def register(action: KeyAction) -> None:
    """Add an action, before the screen and the standard keymap are imported.

    Raises ValueError for an id or a key that is taken, or a key that is kept free.
    """
    if action.id in (*_REGISTERED, CLASSES):
        raise ValueError(f"there is an action '{action.id}' already")
    for key in action.keys:
        if key in RESERVED:
            raise ValueError(f"the key '{key}' of '{action.id}' is kept to {RESERVED[key]}")
    for layout in LAYOUTS:
        for key, first, _ in clashes({**layout_keys(layout), action.id: action.keys}):
            raise ValueError(
                f"in the layout '{layout}' the key '{key}' of '{action.id}' is that of '{first}'"
            )
    _REGISTERED[action.id] = action


def layout_keys(layout: str) -> dict[str, tuple[str, ...]]:
    """The keys of the classes and of each action, by id."""
    defaults = {each.id: each.keys for each in all_actions().values()}
    return {CLASSES: tuple(DIGITS), **defaults, **LAYOUTS[layout]}


def clashes(keys: Mapping[str, Iterable[str]]) -> Iterable[tuple[str, str, str]]:
    """(key, id that has it, id that has it too), by the order of `keys`."""
    owners: dict[str, str] = {}
    for id_, each in keys.items():
        for key in each:
            if owners.setdefault(key, id_) != id_:
                yield key, owners[key], id_
