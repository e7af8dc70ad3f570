"""Words that a person gives for a class before there are labels, such as
`billing=refund, charged twice`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from altui.errors import InputError
from altui.suggestions import list_some, suggest

if TYPE_CHECKING:
    from altui.data.schema import Schema

SAID_AS = '`seed_text` CLASS="refund, charged twice"'


def read_seed_words(said: Iterable[str], classes: Sequence[str], where: str) -> dict[str, str]:
    """The words by class, in the order of the classes. Raises InputError for words of no class."""
    found: dict[str, list[str]] = {}
    for each in said:
        name, words = _split(each, classes, where)
        found.setdefault(name, []).append(words)
    return {name: ", ".join(found[name]) for name in classes if name in found}


def join_seed_words(words: Mapping[str, str]) -> tuple[str, ...]:
    """As `read_seed_words` takes them."""
    return tuple(f"{name}={text}" for name, text in words.items())


def check_seed_words(words: Mapping[str, str], schema: Schema, where: str) -> None:
    """Raises InputError where there is no text to find words in."""
    from altui.data.schema import Role

    if words and not schema.names(Role.TEXT):
        raise InputError(
            "words for a class need a column of text, and none is learned from",
            where=where,
            hint="Name one with `text_columns` COLUMN, or leave `seed_text` out.",
        )


def _split(said: str, classes: Sequence[str], where: str) -> tuple[str, str]:
    """The class and its words; a name may hold the sign = itself."""
    parts = said.split("=")
    for count in range(1, len(parts)):
        name, words = "=".join(parts[:count]).strip(), "=".join(parts[count:]).strip()
        if name in classes:
            if not words:
                raise InputError(
                    f"no words for '{name}'", where=where, hint=f"Write them as {SAID_AS}."
                )
            return name, words
    known = f"The classes are: {list_some(classes)}."
    if len(parts) == 1:
        raise InputError(
            f"the words '{said}' are for no class", where=where, hint=f"Write {SAID_AS}. {known}"
        )
    name = parts[0].strip()
    raise InputError(
        f"there is no class '{name}' for these words",
        where=where,
        hint=suggest(name, classes) or known,
    )
