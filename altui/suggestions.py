"""What a person may have meant by a name that is not known: the nearest names that are, or some of
them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

CLOSE = 0.6
"""How much alike two names must be, as difflib's ratio."""


def find_nearest(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known names nearest to this one, the nearest first. Case and blanks around a name do
    not count."""
    # Here, since only an error needs it, and most starts go without one.
    from difflib import get_close_matches

    by_fold = {each.strip().casefold(): each for each in known}
    close = get_close_matches(name.strip().casefold(), list(by_fold), n=most, cutoff=CLOSE)
    return [by_fold[fold] for fold in close]


def ask_if_meant(names: Iterable[str]) -> str:
    """The names as a question; empty without a name."""
    quoted = " or ".join(f"'{each}'" for each in names)
    return f"Did you mean {quoted}?" if quoted else ""


def suggest(name: str, known: Iterable[str], most: int = 3) -> str:
    """A question that names what may have been meant; empty where nothing is like it."""
    return ask_if_meant(find_nearest(name, known, most))


def list_some(names: Sequence[str], most: int = 12) -> str:
    """The names with commas between them; of many the first, and how many more."""
    some = most if len(names) > most + 1 else len(names)
    more = f" and {len(names) - some:,} more" if len(names) > some else ""
    return ", ".join(names[:some]) + more
