"""Every key and what it does, and what is said of the classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.config.keymap import ACTIONS, KeyMap
from altui.display.text import one_line, pad

if TYPE_CHECKING:
    from altui.config.keymap import KeyMap
    from altui.labeling.view import ClassKey


TOGETHER = {
    "undo": ("redo", "undo, redo, without limit"),
    "line-down": ("line-up", "a line down, up"),
}
"""Actions told in one line of the help with another."""

WIDEST_MEANING = 27
FRAME = 6
"""Columns that the border and its padding take."""

BELOW = 4
"""Lines that the border and the last word take."""


def help_lines(classes: Sequence[ClassKey], keymap: KeyMap, width: int, height: int) -> list[str]:
    """The classes, with what is said of them where a line of their own has room, and the keys."""
    labels = [(each.key, f"label: {each.name}") for each in classes]
    rows = help_rows(keymap)
    wide = max(len(key) for key, _ in [*labels, *rows])
    if any(each.description for each in classes):
        told = [f"{each.key.ljust(wide)}  {told_class(each)}" for each in classes]
        head = [one_line(each, width - FRAME) for each in told]
        lines = _in_columns(rows, wide, width, height - len(head))
        if len(head) + len(lines) + BELOW <= height:
            return [*head, *lines]
    return _in_columns([*labels, *rows], wide, width, height)


def told_class(each: ClassKey) -> str:
    return f"{each.name}: {each.description}" if each.description else each.name


def _in_columns(rows: Sequence[tuple[str, str]], wide: int, width: int, height: int) -> list[str]:
    columns = 1 if len(rows) + BELOW <= height else 2
    room = (width - FRAME) // columns - wide - 4
    room = min(WIDEST_MEANING, max(room, 1))
    lines = [f"{key.ljust(wide)}  {one_line(meaning, room)}" for key, meaning in rows]
    return side_by_side(lines, columns)


def side_by_side(lines: Sequence[str], columns: int) -> list[str]:
    """The lines in columns, to be read downwards."""
    rows = -(-len(lines) // columns)
    width = max(cell_len(each) for each in lines)
    return [
        "  ".join(pad(each, width) for each in lines[row::rows]).rstrip() for row in range(rows)
    ]


def help_rows(keymap: KeyMap) -> list[tuple[str, str]]:
    """(key, what it does); the others of several keys are there for those who try them."""
    others = {other for other, _ in TOGETHER.values()}
    rows = []
    for each in ACTIONS:
        other, meaning = TOGETHER.get(each.id, ("", each.meaning))
        keys = [keymap.key(id_) for id_ in (each.id, other) if id_]
        if each.id not in others and any(keys):
            rows.append((" ".join(filter(None, keys)), meaning))
    return rows
