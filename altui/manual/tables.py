"""The tables of the manual that come from registries: keys, strategies, file formats.

`{{name}}` in a topic is the place of the table of that name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

PLACE = re.compile(r"\{\{(\w+)\}\}")

Tables = Mapping[str, Callable[[], str]]


def fill(text: str, tables: Tables) -> str:
    """The text with its tables. Raises KeyError for a place without a table."""
    return PLACE.sub(lambda place: tables[place[1]](), text)


def keys_table() -> str:
    """Every action with its standard keys, and those of each layout that has others; the keys of
    the classes come first."""
    from altui.config.key_actions import CLASSES, LAYOUTS, STANDARD_LAYOUT
    from altui.config.key_registry import DIGITS, registered

    others = [name for name in LAYOUTS if name != STANDARD_LAYOUT]
    classes = ["".join(LAYOUTS[name][CLASSES]) for name in others]
    rows = [(f"`{CLASSES}`", *(f"`{keys}`" for keys in (DIGITS, *classes)), "label the row")]
    for each in registered().values():
        own = [_keys(LAYOUTS[name].get(each.id)) for name in others]
        rows.append((f"`{each.id}`", _keys(each.keys), *own, each.details or each.meaning))
    return table(("action", "keys", *others, "what it does"), rows)


def strategies_table() -> str:
    from altui.learning.strategies import OWN_MEANING, OWN_SIGNATURE, registered

    rows = [(f"`{each.signature}`", each.meaning) for each in registered()]
    return table(
        ("strategy", "which row it asks for"), [*rows, (f"`{OWN_SIGNATURE}`", OWN_MEANING)]
    )


def formats_table() -> str:
    from altui.data.endings import FILE_KINDS

    rows = [
        (
            each.name,
            _keys(each.endings),
            "yes" if each.may_be_gzip else "no",
            f"`{each.endings[0]}`" if each.is_written else "no",
            f"`altui[{each.extra}]`" if each.extra else "none",
        )
        for each in FILE_KINDS
    ]
    return table(("format", "endings", "also as .gz", "written as", "extra"), rows)


TABLES: Tables = {
    "keys": keys_table,
    "strategies": strategies_table,
    "formats": formats_table,
}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, cells))} |" for cells in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _keys(keys: Sequence[str] | None) -> str:
    """Keys, or endings, as code; empty where nothing is said of them."""
    if keys is None:
        return ""
    return " ".join(f"`{key}`" for key in keys) or "none"
