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
    from altui.config.key_actions import CLASSES, LAYOUTS
    from altui.wording.pages.help import key_table

    _, *others = LAYOUTS
    rows = []
    for row in key_table():
        keys = [("".join(each),) if row.id == CLASSES else each for each in row.keys]
        own = [None if each == keys[0] else each for each in keys[1:]]
        rows.append((f"`{row.id}`", _keys(keys[0]), *map(_keys, own), row.does))
    return table(("action", "keys", *others, "what it does"), rows)


def strategies_table() -> str:
    from altui.learning.strategies import OWN_MEANING, OWN_SIGNATURE, all_strategies

    rows = [(f"`{each.signature}`", each.meaning) for each in all_strategies()]
    return table(
        ("strategy", "which row it asks for"), [*rows, (f"`{OWN_SIGNATURE}`", OWN_MEANING)]
    )


def formats_table() -> str:
    from altui.data.paths.endings import FILE_KINDS

    rows = [
        (
            each.name,
            _keys(each.endings),
            "yes" if each.may_be_packed else "no",
            f"`{each.endings[0]}`" if each.is_written else "no",
            f"`altui[{each.extra}]`" if each.extra else "none",
        )
        for each in FILE_KINDS
    ]
    return table(("format", "endings", "packed too", "written as", "extra"), rows)


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
