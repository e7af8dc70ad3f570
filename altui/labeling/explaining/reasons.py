"""Why the model predicts the class of a row, in what a person reads: columns, words, stretches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from altui.data.schema import Role
from altui.labeling.explaining.stretches import join_characters

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.features.matrix import Features
    from altui.learning.rounds import Query

MOST = 12
"""The most columns and words named for a row; more would be noise."""


@dataclass(frozen=True)
class Reasons:
    """What speaks for and against the class `shown`: the share of each column and each word in its
    log-odds, and of all common words and all common characters together, those that stand in over a
    third of the rows; or the nearest labeled row of each class, as (class, row id, distance)."""

    shown: str
    columns: Mapping[str, float]
    words: Mapping[str, float]
    alike: tuple[tuple[str, str, float], ...] = ()
    common_words: float = 0.0
    common_characters: float = 0.0


def build_reasons(query: Query, explained: int, dataset: Dataset, features: Features) -> Reasons:
    columns: dict[str, float] = {}
    words: dict[str, float] = {}
    characters: dict[str, float] = {}
    common_words = common_characters = 0.0
    for column, log_odds in query.shares:
        term = features.term(column)
        if term is None:
            _add(columns, features.columns[column], log_odds)
        elif term.is_common and term.is_characters:
            common_characters += log_odds
        elif term.is_common:
            common_words += log_odds
        else:
            _add(characters if term.is_characters else words, term.text, log_odds)
    if characters:
        for stretch, log_odds in join_characters(_text(dataset, query.row), characters).items():
            _add(words, stretch, log_odds)
    names = {*_loudest(columns, words)}
    alike = tuple(
        (dataset.classes[each.label], dataset.ids[each.row], each.distance) for each in query.alike
    )
    return Reasons(
        dataset.classes[explained],
        {name: each for name, each in columns.items() if (False, name) in names},
        {word: each for word, each in words.items() if (True, word) in names},
        alike,
        common_words,
        common_characters,
    )


def _add(shares: dict[str, float], name: str, log_odds: float) -> None:
    shares[name] = shares.get(name, 0.0) + log_odds


def _loudest(columns: Mapping[str, float], words: Mapping[str, float]) -> list[tuple[bool, str]]:
    """Whether it is a word, and its name, for each of the largest shares."""

    def told() -> Iterator[tuple[float, bool, str]]:
        for is_word, shares in ((False, columns), (True, words)):
            yield from ((-abs(each), is_word, name) for name, each in shares.items())

    return [(is_word, name) for _, is_word, name in sorted(told())[:MOST]]


def _text(dataset: Dataset, row: int) -> str:
    return "\n".join(each.text for each in dataset.fields(row) if each.role is Role.TEXT)
