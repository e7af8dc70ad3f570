"""Every key and what it does, and the descriptions of the classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from altui.config.key_actions import CLASSES, LAYOUTS, RECENT_KEYS
from altui.config.key_registry import all_actions, layout_keys
from altui.display.text import clip, one_line, pad
from altui.wording.classes.keys import shorten_keys

if TYPE_CHECKING:
    from altui.config.key_action import KeyAction
    from altui.config.keymap import KeyMap
    from altui.labeling.showing.class_keys import ClassKey


WIDEST_MEANING = 27
FRAME = 6
"""Columns of the border and its padding."""

BELOW = 4
"""Lines of the border and the last line."""


def help_lines(
    classes: Sequence[ClassKey],
    keymap: KeyMap,
    width: int,
    height: int,
    *,
    is_kept_nowhere: bool = False,
) -> list[str]:
    """The classes, with their descriptions if there is room, and the keys."""
    keyed = [each for each in classes if each.key]
    labels = [(each.key, f"label: {each.shown}") for each in keyed]
    rows = help_rows(keymap, is_kept_nowhere=is_kept_nowhere)
    wide = max(len(key) for key, _ in [*labels, *rows])
    room = _room_for_meaning(len(labels) + len(rows), wide, width, height)
    rows = help_rows(keymap, room, is_kept_nowhere=is_kept_nowhere)
    # Of a long name the beginning is more than nothing.
    labels = [(key, one_line(told, room)) for key, told in labels]
    if any(each.description for each in keyed) and len(keyed) == len(classes):
        told = [f"{each.key.ljust(wide)}  {describe_class(each)}" for each in keyed]
        head = [clip(each, width - FRAME) for each in told]
        lines = _in_columns(rows, wide, width, height - len(head))
        if len(head) + len(lines) + BELOW <= height:
            return [*head, *lines]
    lines = _in_columns([*labels, *rows], wide, width, height)
    if len(lines) + BELOW <= height:
        return lines
    meaning = "label with a class" if room >= len("label with a class") else "label"
    together = (shorten_keys(each.key for each in keyed), meaning)
    return _in_columns([together, *rows], wide, width, height)


def describe_class(each: ClassKey) -> str:
    return f"{each.shown}: {each.description}" if each.description else each.shown


def lines_of_keys(rows: Sequence[tuple[str, str]], width: int, height: int) -> list[str]:
    """(key, what it does), in columns where there are many."""
    return _in_columns(rows, max(len(key) for key, _ in rows), width, height)


def _in_columns(rows: Sequence[tuple[str, str]], wide: int, width: int, height: int) -> list[str]:
    columns = _columns_for(len(rows), height)
    room = _room_for_meaning(len(rows), wide, width, height)
    lines = [f"{key.ljust(wide)}  {clip(meaning, room)}" for key, meaning in rows]
    return side_by_side(lines, columns)


def _columns_for(rows: int, height: int) -> int:
    return 1 if rows + BELOW <= height else 2


def _room_for_meaning(rows: int, wide: int, width: int, height: int) -> int:
    """Cells for what a key does, beside a key of `wide` cells."""
    room = (width - FRAME) // _columns_for(rows, height) - wide - 4
    return min(WIDEST_MEANING, max(room, 1))


def side_by_side(lines: Sequence[str], columns: int) -> list[str]:
    """The lines in columns, to read downwards."""
    rows = -(-len(lines) // columns)
    width = max(map(cell_len, lines), default=0)
    return [
        "  ".join(pad(each, width) for each in lines[row::rows]).rstrip() for row in range(rows)
    ]


def help_rows(
    keymap: KeyMap, room: int = WIDEST_MEANING, *, is_kept_nowhere: bool = False
) -> list[tuple[str, str]]:
    """(key, what it does). Of several keys only the first is listed. What does not fit in the
    `room` is called by the names of the actions. `is_kept_nowhere`: what is deleted at the end is
    not called saved."""
    actions = all_actions().values()
    others = {each.listed_with for each in actions}
    rows = []
    for each in actions:
        keys = [keymap.key(id_) for id_ in (each.id, each.listed_with) if id_]
        if each.id not in others and any(keys):
            meaning = each.listed_as or each.meaning
            told = each.id if is_kept_nowhere and each.id == "quit" else meaning
            if cell_len(told) > room:
                told = ", ".join(filter(None, (each.id, each.listed_with)))
            rows.append((" ".join(filter(None, keys)), told))
    return rows


class KeyRow(NamedTuple):
    """A key action in a table, with its keys in each layout."""

    id: str
    keys: tuple[tuple[str, ...], ...]
    does: str
    plain: str
    """The words for it in `--plain`, or why there are none."""


def key_table() -> list[KeyRow]:
    """The keys of the classes, those of classes used last, then every action with its keys, by
    layout in the order of `LAYOUTS`."""
    by_layout = [layout_keys(name) for name in LAYOUTS]
    classes = KeyRow(
        CLASSES,
        tuple(keys[CLASSES] for keys in by_layout),
        "label the row with the class that has this key",
        "its key or its name",
    )
    recent = KeyRow(
        "recent",
        tuple(RECENT_KEYS for _ in LAYOUTS),
        "label the row with a class used last that has no key of its own",
        "its key",
    )
    return [classes, recent, *(_key_row(each, by_layout) for each in all_actions().values())]


def _key_row(action: KeyAction, by_layout: Sequence[Mapping[str, tuple[str, ...]]]) -> KeyRow:
    argument = f" {action.argument.upper()}" if action.argument else ""
    return KeyRow(
        action.id,
        tuple(keys[action.id] for keys in by_layout),
        action.details or action.meaning,
        action.no_word or ", ".join(f"{word}{argument}" for word in action.words),
    )
