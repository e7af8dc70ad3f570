"""In which order classes are listed where not all of them fit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.display.folded import fold
from altui.labeling.naming.recent import order_by_use

if TYPE_CHECKING:
    from altui.labeling.view import View

WORD = re.compile(r"[^\W_]+")

SPREAD = 0.001
"""What a class without labels weighs whose name shares no word with others."""


def class_order(view: View) -> list[int]:
    """The indices of the classes: by the model's probabilities for the row as they are shown; by
    use while they are hidden, or unknown."""
    shares = _shown_shares(view)
    return _by_use(view) if shares is None else _highest_first(shares)


def naming_order(view: View) -> list[int]:
    """The same where a class is to be named. A class without labels, of which the model knows
    nothing, is then as likely as such classes have been so far (Good and Turing: the share of
    labels that are the only one of their class), the more so the more words its name shares with
    likely ones."""
    shares, counts = _shown_shares(view), view.round.per_class
    if shares is None:
        return _by_use(view)
    if all(counts) or not any(counts):
        return _highest_first(shares)
    names = [frozenset(WORD.findall(fold(each.name))) for each in view.classes]
    unknown = _weigh_unknown(names, shares, counts)
    new = min((counts.count(1) + 1) / (sum(counts) + 2), 0.9)
    total = sum(unknown.values())
    return _highest_first(
        [
            new * unknown[index] / total if index in unknown else (1 - new) * share
            for index, share in enumerate(shares)
        ]
    )


def _weigh_unknown(
    names: Sequence[frozenset[str]], shares: Sequence[float], counts: Sequence[int]
) -> dict[int, float]:
    """For each class without labels: the mean, over the words of its name, of the probability of
    the classes that have the word too."""
    by_word: Counter[str] = Counter()
    for words, share, count in zip(names, shares, counts, strict=True):
        if count:
            by_word.update(dict.fromkeys(words, share))
    return {
        index: sum(by_word[word] for word in words) / max(len(words), 1) + SPREAD
        for index, words in enumerate(names)
        if not counts[index]
    }


def _shown_shares(view: View) -> Sequence[float] | None:
    query = None if view.ending or view.is_blind else view.round.query
    shares = query.confidence if query else None
    return shares if shares is not None and len(shares) == len(view.classes) else None


def _highest_first(shares: Sequence[float]) -> list[int]:
    return sorted(range(len(shares)), key=lambda index: -shares[index])


def _by_use(view: View) -> list[int]:
    return order_by_use(view.curve.used, [each.name for each in view.classes])
