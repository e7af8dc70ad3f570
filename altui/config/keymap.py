"""Which key does what: the actions by id with their usual keys, and what takes the place of those.

Nothing that changes data is bound to escape or an arrow: over a slow line one can arrive as
the other. No function keys and no alt: many terminals keep those for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_letters, ascii_lowercase, punctuation

DIGITS = "0123456789"
CLASSES = "classes"
"""Beside the ids of the actions: the keys of the classes, in the order in which they are taken."""


@dataclass(frozen=True)
class Action:
    """`does` is the app's own word for it, `meaning` a person's."""

    id: str
    keys: tuple[str, ...]
    does: str
    meaning: str


ACTIONS = (
    Action("reveal", ("r",), "reveal", "reveal the known label"),
    Action("auto", ("a",), "auto", "reveal on; any key stops"),
    Action("undo", ("u",), "undo", "undo, without limit"),
    Action("redo", ("U",), "redo", "redo"),
    Action("skip", ("s",), "skip", "skip for 10 labels or more"),
    Action("unsure", ("n",), "unsure", "unsure: set aside as such"),
    Action("ignore", ("x",), "ignore", "ignore: never again"),
    Action("hurry", ("w",), "hurry", "go on by the last ranking"),
    Action("reasons", ("y",), "reasons", "why: reasons on and off"),
    Action("flag", ("f",), "flag", "flag the row, or unflag it"),
    Action("comment", ("c",), "comment", "write a comment on the row"),
    Action("search", ("/",), "search", "search for rows to label"),
    Action("history", ("h",), "history", "look back, filter, change"),
    Action("disagreements", ("d",), "disagreements", "labels the model disputes"),
    Action("fold", ("z",), "fold", "fold columns away"),
    Action("strategy", ("m",), "strategy", "change the query strategy"),
    Action("guidelines", ("i",), "guidelines", "instructions and classes"),
    Action("page-down", ("space", "pagedown"), "page(1)", "next page"),
    Action("page-up", ("b", "pageup"), "page(-1)", "page back"),
    Action("line-down", ("j", "down"), "scroll(1)", "a line down"),
    Action("line-up", ("k", "up"), "scroll(-1)", "a line up"),
    Action("curve", ("v",), "curve", "curve (narrow screens)"),
    Action("performance", ("p",), "performance", "accuracy, class by class"),
    Action("go-on", ("g",), "go_on", "go on after the budget"),
    Action("export", ("e",), "export", "export the labels"),
    Action("help", ("?",), "help", "this help"),
    Action("redraw", ("ctrl+l",), "redraw", "draw the screen anew"),
    Action("suspend", ("ctrl+z",), "suspend_process", "suspend; fg comes back"),
    Action("quit", ("q",), "quit", "quit: all is saved"),
)

BY_ID = {each.id: each for each in ACTIONS}

MOVES = ("page-down", "page-up", "line-down", "line-up")
"""What changes no data, so that arrows may do it."""

STANDARD_LAYOUT = "standard"

LAYOUTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    STANDARD_LAYOUT: {},
    # The classes above, what is done with a row on the home row, undo as in ctrl+z.
    "left": {
        CLASSES: tuple("12345qwert"),
        "reveal": ("a",),
        "auto": ("R",),
        "skip": ("s",),
        "unsure": ("d",),
        "disagreements": ("D",),
        "undo": ("z",),
        "redo": ("Z",),
        "fold": ("C",),
        "hurry": ("W",),
        "export": ("E",),
        "quit": ("Q",),
    },
    "right": {
        CLASSES: tuple("67890yuiop"),
        "undo": ("h",),
        "redo": ("H",),
        "history": ("L",),
        "skip": ("j",),
        "unsure": ("k",),
        "ignore": ("l",),
        "reveal": ("m",),
        "flag": ("n",),
        "line-down": ("down",),
        "line-up": ("up",),
        "strategy": ("M",),
        "reasons": ("Y",),
        "guidelines": ("I",),
        "performance": ("P",),
    },
}

NAMED = ("space", "enter", "tab", "backspace")
MOVING = ("up", "down", "left", "right", "pageup", "pagedown", "home", "end")
WITH_CTRL = tuple(f"ctrl+{letter}" for letter in ascii_lowercase if letter not in "chijmqsz")
"""A terminal sends some of them as other keys, and keeps some for itself."""


@dataclass(frozen=True)
class KeyMap:
    """`keys` by the id of each action; `classes` are the keys that classes take, in order."""

    keys: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: {each.id: each.keys for each in ACTIONS}
    )
    classes: tuple[str, ...] = tuple(DIGITS)

    def key(self, id_: str) -> str:
        """The first key of an action, as written on a keyboard; empty where it has none."""
        return next(iter(self.keys[id_]), "")

    def told(self, *meanings: tuple[str, str]) -> list[tuple[str, str]]:
        """(key, meaning) of (id, meaning), without actions that have no key."""
        keyed = ((self.key(id_), meaning) for id_, meaning in meanings)
        return [(key, meaning) for key, meaning in keyed if key]

    def action_of(self, key: str) -> str | None:
        """The id of the action that has this key."""
        return next((id_ for id_, keys in self.keys.items() if key in keys), None)

    def class_keys(self, names: Sequence[str], own: Mapping[str, str] | None = None) -> list[str]:
        """The key of each class: the one that it was given in `own`, a one-digit name is its own
        key, and the others take the rest in order."""
        own = own or {}
        fixed = {name: own.get(name) or name for name in names if own.get(name) or is_digit(name)}
        order = dict.fromkeys((*self.classes, *DIGITS))
        free = iter([key for key in order if key not in fixed.values()])
        return [fixed[name] if name in fixed else next(free) for name in names]

    def free_letters(self) -> str:
        """Letters that no action has."""
        return "".join(each for each in ascii_letters if self.action_of(each) is None)


def is_digit(name: str) -> bool:
    return len(name) == 1 and name in DIGITS


def is_key(key: str, id_: str) -> bool:
    """Whether terminals send this key so that it can be told from all others."""
    if len(key) == 1:
        return key in ascii_letters + punctuation
    return key in (*NAMED, *WITH_CTRL) or (key in MOVING and id_ in MOVES) or key in BY_ID[id_].keys


def clashes(keys: Mapping[str, Iterable[str]]) -> Iterable[tuple[str, str, str]]:
    """(key, id that has it, id that has it too), by the order of `keys`."""
    owners: dict[str, str] = {}
    for id_, each in keys.items():
        for key in each:
            if owners.setdefault(key, id_) != id_:
                yield key, owners[key], id_


STANDARD = KeyMap()
