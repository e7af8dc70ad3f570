"""What follows a word about other rows than the one asked: a class, which decisions to list, a
number of the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from altui.display.text import one_line
from altui.errors import InputError
from altui.labeling.naming.meaning import is_whole, meant
from altui.session.finding.filtering import DecisionPart, Filter
from altui.suggestions import list_some

if TYPE_CHECKING:
    from altui.labeling.showing.class_keys import ClassKey

Meaning = TypeVar("Meaning")

PARTS = {
    "answered": DecisionPart.ASKED,
    "check": DecisionPart.CHECK,
    "random check": DecisionPart.CHECK,
    "imported": DecisionPart.IMPORTED,
    "aside": DecisionPart.ASIDE,
    "set aside": DecisionPart.ASIDE,
}

MARKS = {
    "flagged": "flagged",
    "flag": "flagged",
    "commented": "commented",
    "comment": "commented",
    "disagrees": "contradicted",
    "disagree": "contradicted",
}
"""Words for what else may be wanted of a decision, by the field of a Filter."""

FILTER_WORDS = "a class, answered, check, imported, aside, flagged, commented, disagrees"


class ListRequest(NamedTuple):
    """A typed line about other rows: the word, and what follows it."""

    word: str
    rest: str


def find_class(text: str, classes: Sequence[ClassKey]) -> str | None:
    """The class with this key, code or name, or the only one that this begins. InputError where it
    begins several."""
    return choose_only(text, meant(text, classes))


def class_in_words(text: str, classes: Sequence[ClassKey], words: Mapping[str, str]) -> str | None:
    """The same where a word of altui, one of `words`, begins no class: whoever types `n` may not
    mean the class `no`."""
    if text in words:
        return choose_only(text, [each for each in meant(text, classes) if is_whole(text, each)])
    return find_class(text, classes)


def choose_only(text: str, found: Sequence[ClassKey]) -> str | None:
    """The name of the only class found; None without one, InputError for several."""
    if len(found) > 1:
        names = list_some([one_line(each.shown, 60) for each in found], 6)
        raise InputError(f"'{one_line(text, 40)}' begins several classes: {names}")
    return found[0].name if found else None


def filter_of(text: str, classes: Sequence[ClassKey]) -> Filter:
    """What `history` is followed by: `ant` or `class ant`, `check` or `part check`, `flagged` and
    so on, in any order. A class goes before a word that has its name."""
    wanted, rest = Filter(), text.strip()
    while rest:
        wanted, rest = _narrow(wanted, rest, classes)
    return wanted


def split_number(text: str) -> tuple[int, str]:
    """The number that a line begins with, 0 where it has none, and what follows."""
    number, _, rest = text.partition(" ")
    return (int(number) if number.isdecimal() else 0), rest.strip()


def _narrow(wanted: Filter, text: str, classes: Sequence[ClassKey]) -> tuple[Filter, str]:
    """The filter with what the first words of the text say, and the words after those."""
    by_word = _by_word(classes)
    word, _, after = text.partition(" ")
    named = _match_leading(text, by_word) or (
        _match_leading(after.strip(), by_word) if word == "class" else None
    )
    if named is not None:
        return replace(wanted, class_name=named[0]), named[1]
    part = _match_leading(after.strip() if word == "part" else text, PARTS)
    if part is not None:
        return replace(wanted, part=part[0]), part[1]
    if word in MARKS:
        return replace(wanted, **{MARKS[word]: True}), after.strip()  # type: ignore[arg-type]
    raise InputError(f"history can be followed by {FILTER_WORDS}, not by '{one_line(text, 40)}'")


def _match_leading(text: str, meanings: Mapping[str, Meaning]) -> tuple[Meaning, str] | None:
    """What the longest of the words means that the text begins with, and the rest of it."""
    for word in sorted(meanings, key=len, reverse=True):
        if text == word or text.startswith(f"{word} "):
            return meanings[word], text[len(word) :].strip()
    return None


def _by_word(classes: Sequence[ClassKey]) -> dict[str, str]:
    titles = {each.title.strip(): each.name for each in classes if each.title}
    names = {each.name.strip(): each.name for each in classes}
    codes = {each.code: each.name for each in classes if each.code}
    return {**titles, **names, **codes, **{each.key: each.name for each in classes if each.key}}
