"""Which keys and codes the classes of a file may have.

A key is one character and labels at once. A code is longer and is typed where classes are named: no
code begins another, so each is complete as soon as it stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_letters

from altui.config.key_registry import all_actions
from altui.config.keymap import KeyMap, is_digit
from altui.display.folded import fold

ABOUT_LISTED = ("more", "next", "show", "change", "note")
"""Words of the plain dialogue about what was listed last."""


@dataclass(frozen=True)
class ClassEntry:
    """`key` as it stands in the file: one character, or a code. `title` is what a person reads for
    a name that is only a number or a code."""

    name: str
    key: str = ""
    description: str = ""
    title: str = ""

    @property
    def code(self) -> str:
        """What is typed for its name; empty if its key is one character, or missing."""
        return self.key if len(self.key) > 1 else ""


def find_problem(
    entry: ClassEntry, before: Sequence[ClassEntry], all_: Sequence[ClassEntry], keymap: KeyMap
) -> tuple[str, str]:
    """Why a class cannot have its key or code, and what to do; empty if it can. `before` are the
    classes above it in the file."""
    if not entry.key:
        return "", ""
    if entry.code:
        return _problem_of_code(entry, before, all_), _HINT_FOR_CODES
    hint = f"Free keys are the digits and: {keymap.free_letters()}"
    return _problem_of_key(entry, before, all_, keymap), hint


_HINT_FOR_CODES = "Give each class a code that begins no other code and is begun by none."


def _problem_of_key(
    entry: ClassEntry, before: Iterable[ClassEntry], all_: Iterable[ClassEntry], keymap: KeyMap
) -> str:
    key = entry.key
    if not is_digit(key) and key not in ascii_letters:
        return f"'{key}' is not a digit or a letter"
    if (action := keymap.action_of(key)) is not None:
        return f"altui itself uses the key '{key}': {action}"
    if key in [each.key for each in before]:
        return f"the key '{key}' already belongs to another class"
    if key != entry.name and any(e.name == key and not e.key for e in all_):
        return f"the key '{key}' belongs to the class of that name"
    return ""


def _problem_of_code(
    entry: ClassEntry, before: Iterable[ClassEntry], all_: Iterable[ClassEntry]
) -> str:
    code = entry.code
    if not code.isprintable() or " " in code:
        return f"the code '{code}' has a blank or a character that no key types"
    if code in _words():
        return f"altui itself uses the word '{code}'"
    for each in before:
        if each.code and fold(each.code).startswith(fold(code)):
            return f"the code '{code}' begins '{each.code}', the code of '{each.name}'"
        if each.code and fold(code).startswith(fold(each.code)):
            return f"the code '{code}' begins with '{each.code}', the code of '{each.name}'"
    for each in all_:
        if each is not entry and fold(each.name) == fold(code):
            return f"the code '{code}' is the name of another class"
    return ""


def _words() -> set[str]:
    return {*ABOUT_LISTED, *(word for each in all_actions().values() for word in each.words)}
