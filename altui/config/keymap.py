"""Which key does what: the user's keys for each action and for the classes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_letters, ascii_lowercase, punctuation

from altui.config.key_actions import RECENT_KEYS, RESERVED
from altui.config.key_registry import DIGITS, all_actions

NAMED = ("space", "enter", "tab", "backspace")
MOVING = ("up", "down", "left", "right", "pageup", "pagedown", "home", "end")
WITH_CTRL = tuple(f"ctrl+{letter}" for letter in ascii_lowercase if letter not in "chijmqsz")
"""Terminals send the left-out letters as other keys, or keep them for themselves."""


@dataclass(frozen=True)
class KeyMap:
    """`keys` by the id of each action; `classes` are the keys of the classes, in order."""

    keys: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: {each.id: each.keys for each in all_actions().values()}
    )
    classes: tuple[str, ...] = tuple(DIGITS)

    def key(self, id_: str) -> str:
        """The first key of an action; empty if it has none."""
        return next(iter(self.keys[id_]), "")

    def list_keys(self, *meanings: tuple[str, str]) -> list[tuple[str, str]]:
        """(key, meaning) for each (id, meaning). Actions without a key are left out."""
        keyed = ((self.key(id_), meaning) for id_, meaning in meanings)
        return [(key, meaning) for key, meaning in keyed if key]

    def action_of(self, key: str) -> str | None:
        """The id of the action that has this key."""
        return next((id_ for id_, keys in self.keys.items() if key in keys), None)

    def class_keys(self, names: Sequence[str], own: Mapping[str, str] | None = None) -> list[str]:
        """The key of each class: its key in `own`; or its name, if that is a digit; the other
        classes take the remaining keys in order, and none where all are taken."""
        own = own or {}
        fixed = {name: own.get(name) or name for name in names if own.get(name) or is_digit(name)}
        free = iter(self.left(fixed.values()))
        return [fixed[name] if name in fixed else next(free, "") for name in names]

    def left(self, taken: Collection[str]) -> list[str]:
        """The keys of classes that are not among those taken, in order."""
        return [key for key in dict.fromkeys((*self.classes, *DIGITS)) if key not in taken]

    @property
    def recent_keys(self) -> tuple[str, ...]:
        """The keys of the last used classes, as far as no action has them."""
        return tuple(key for key in RECENT_KEYS if self.action_of(key) is None)

    def free_letters(self) -> str:
        """Letters that no action uses or is reserved for."""
        taken = (*RESERVED, *(key for keys in self.keys.values() for key in keys))
        return "".join(each for each in ascii_letters if each not in taken)


def is_digit(name: str) -> bool:
    return len(name) == 1 and name in DIGITS


def is_key(key: str, id_: str) -> bool:
    """Whether terminals send this key reliably, distinct from all others."""
    if len(key) == 1:
        return key in ascii_letters + punctuation
    action = all_actions()[id_]
    return key in (*NAMED, *WITH_CTRL, *action.keys) or (key in MOVING and action.is_move)


STANDARD = KeyMap()
