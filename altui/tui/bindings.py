"""The bindings of the labeling screen, made from the actions and their keys."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_letters

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.keys import key_to_character

from altui.config.key_actions import RECENT_KEYS
from altui.config.key_registry import DIGITS, all_actions
from altui.config.keymap import KeyMap

ALWAYS = "ctrl+c"
"""Quits whatever else does."""

NO_KEY = "no-such-key"
"""Textual takes an empty one for none said."""

COMMA = "comma"


def _named(key: str) -> str:
    return COMMA if key == "," else key


def _binding(keys: str, action: str, id_: str | None) -> Binding:
    return Binding(keys, action, show=False, id=id_)


BINDINGS: list[BindingType] = [
    *(_binding(_named(key), f"assign('{key}')", f"class-{key}") for key in (*DIGITS, *RECENT_KEYS)),
    *(
        _binding(f"{NO_KEY}-{letter}", f"assign('{letter}')", f"class-{letter}")
        for letter in ascii_letters
    ),
    *(
        _binding(",".join(map(_named, each.keys)), each.screen, each.id)
        for each in all_actions().values()
    ),
    _binding(ALWAYS, "quit", None),
]


def override_keys(keymap: KeyMap, class_keys: Iterable[str]) -> dict[str, str]:
    """What differs from BINDINGS, as Textual's keymap: the keys of actions, the letters among the
    keys of the classes, and the keys of recent classes that an action has."""
    changed = {id_: keys for id_, keys in keymap.keys.items() if keys != all_actions()[id_].keys}
    named = {id_: ",".join(_named(key) for key in keys) for id_, keys in changed.items()}
    taken = [key for key in RECENT_KEYS if key not in keymap.recent_keys]
    return {
        **{id_: keys or NO_KEY for id_, keys in named.items()},
        **{f"class-{key}": key for key in class_keys if key in ascii_letters and key},
        **{f"class-{key}": NO_KEY for key in taken},
    }


def key_of(event: Key) -> str:
    """The key of an event as a keymap has it."""
    # Not by what it types: a key is where it is on the keyboard, whatever the layout.
    character = key_to_character(event.key)
    if character is None or not character.isprintable() or character.isspace():
        return event.key
    return character


def count_lines(action: str | None, page: int) -> int:
    """How many lines down an action goes, where a page has so many; 0 if it moves nothing."""
    moves = {"page-down": page, "page-up": -page, "line-down": 1, "line-up": -1}
    return moves.get(action or "", 0)
