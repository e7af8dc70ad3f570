"""Which escape sequences are keys, and which keys: legacy, kitty's and xterm's ways to send them.

Kitty: https://sw.kovidgoyal.net/kitty/keyboard-protocol; xterm: `modifyOtherKeys` in its ctlseqs.
A key is known by its place where the terminal tells it: on a Russian layout the key of the letter
s is `s` and types `ы`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from altui.tui.terminal.gate import Character, EscapeKey, Pasted, Sequence, Token
from altui.tui.terminal.internals import LEGACY_KEYS, key_of_character


class Press(NamedTuple):
    """A key by Textual's name for it, and the character that it types, if any."""

    key: str
    character: str | None = None


NUMBERS = r"(\d{0,7}(?::\d{0,7}){0,15})"
"""A parameter and its sub-parameters, each short enough for a code point."""

KEY_REPORT = re.compile(rf"\x1b\[{NUMBERS}(?:;{NUMBERS})?(?:;{NUMBERS})?([u~ABCDFH])")
"""Code, alternate codes; modifiers, event type; text; and which kind of code it is."""

MODIFY_OTHER_KEYS = re.compile(r"\x1b\[27;(\d{1,3});(\d{1,7})~")

BY_LETTER = {"A": "up", "B": "down", "C": "right", "D": "left", "F": "end", "H": "home"}

BY_NUMBER = {
    1: "home",
    2: "insert",
    3: "delete",
    4: "end",
    5: "pageup",
    6: "pagedown",
    7: "home",
    8: "end",
}

NAMED = {
    9: "tab",
    13: "enter",
    27: "escape",
    127: "backspace",
    57414: "enter",
    **dict(enumerate(("left", "right", "up", "down"), 57417)),
    **dict(enumerate(("pageup", "pagedown", "home", "end", "insert", "delete"), 57421)),
}

KEYPAD = dict(enumerate("0123456789./*-+", 57399)) | {57415: "=", 57416: ","}

PRIVATE_USE = range(57344, 63744)
"""Codes of keys that type nothing: of those above some are named, the others are none of ours."""

TYPED = {"tab": "\t", "enter": "\r", "backspace": "\x7f"}

SHIFT, ALT, CTRL = 1, 2, 4
MODIFIERS = {SHIFT: "shift", ALT: "alt", CTRL: "ctrl", 8: "super", 16: "hyper", 32: "meta"}
LOCKS = 64 | 128
"""Caps lock and num lock change what a key types, not which key it is."""

RELEASED = 3

FULL_WIDTH = range(0xFF01, 0xFF5F)
WIDER = 0xFF01 - ord("!")

SAME = {
    "shift+enter": "enter",
    "shift+backspace": "backspace",
    "shift+escape": "escape",
    "ctrl+backspace": "ctrl+w",
    "alt+backspace": "ctrl+w",
    "ctrl+h": "backspace",
}
"""What other terminals send for a key with a modifier: they cannot tell the two apart."""


def read_key(token: Token) -> Press | Pasted | None:
    """The key that a token of the gate is; a paste is itself; None for all else."""
    match token:
        case Pasted():
            return token
        case EscapeKey():
            return Press("escape", "\x1b")
        case Character(text):
            return _typed(text)
        case Sequence(text):
            return _by_table(text) or _by_report(text)


def _typed(character: str) -> Press:
    if character in LEGACY_KEYS:
        name = LEGACY_KEYS[character]
        return Press(name, character)
    return Press(_key(character), character)


def _key(character: str) -> str:
    """Full-width forms, as some input methods type them, are the keys that they look like."""
    is_form = len(character) == 1 and ord(character) in FULL_WIDTH
    return key_of_character(chr(ord(character) - WIDER) if is_form else character)


def _by_table(sequence: str) -> Press | None:
    name = LEGACY_KEYS.get(sequence)
    if name is None:
        return None
    return _typed(name) if len(name) == 1 else Press(name, TYPED.get(name))


def _by_report(sequence: str) -> Press | Pasted | None:
    if found := MODIFY_OTHER_KEYS.fullmatch(sequence):
        modifiers, code = map(int, found.groups())
        return _of_code([code], modifiers, "")
    found = KEY_REPORT.fullmatch(sequence)
    if found is None:
        return None
    first, second, text, kind = found.groups(default="")
    codes = [int(each or 0) for each in first.split(":")]
    modifiers, event, *_ = [int(each or 1) for each in [*second.split(":"), "", ""]]
    if event == RELEASED:
        return None
    if kind == "u":
        return _of_code(codes, modifiers, text)
    name = BY_NUMBER.get(codes[0], "") if kind == "~" else BY_LETTER[kind]
    return Press(_with_modifiers(name, _held(modifiers))) if name else None


def _of_code(codes: list[int], modifiers: int, text: str) -> Press | Pasted | None:
    """A key by its Unicode code, by that with shift, and by that on a US keyboard; the last two
    are 0 or missing where they are not told."""
    code, shifted, base = [*codes, 0, 0][:3]
    held = _held(modifiers)
    if code in NAMED:
        name = _with_modifiers(NAMED[code], held)
        name = SAME.get(name, name)
        return Press(name, TYPED.get(name))
    typed = _characters(text) or KEYPAD.get(code, "")
    if len(typed) > 1:
        return Pasted(typed)  # an input method's: no key types two characters
    if held & ~SHIFT and not (held & ~SHIFT == ALT and typed):
        character = _character(base or code)
        name = _with_modifiers(key_of_character(character), held) if character else ""
        return Press(SAME.get(name, name)) if name else None
    character = typed or _character(shifted if held & SHIFT and shifted else code)
    if held & SHIFT and not (typed or shifted):
        character = character.upper()
    if len(character) != 1:
        return None
    return Press(_key_at(character, _character(base), is_shifted=bool(held & SHIFT)), character)


def _key_at(character: str, base: str, *, is_shifted: bool) -> str:
    """The name of a key by its place on a US keyboard, if what it types is no ASCII."""
    if character.isascii() or not base.isascii() or not base:
        return _key(character)
    return key_of_character(base.upper() if is_shifted else base)


def _held(modifiers: int) -> int:
    """The modifier keys of a report, as bits; one more than those is sent."""
    return max(modifiers - 1, 0) & ~LOCKS


def _with_modifiers(name: str, held: int) -> str:
    return "+".join([*sorted(word for bit, word in MODIFIERS.items() if held & bit), name])


def _characters(text: str) -> str:
    return "".join(_character(int(code)) for code in text.split(":") if code)


def _character(code: int) -> str:
    """A code point as a character; empty where it is none that a key types."""
    if code in PRIVATE_USE or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return ""
    character = chr(code)
    return character if character.isprintable() else ""
