"""Terms in the order of their texts, as the columns of the feature matrix stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from altui.data.features.counting.corpus import Part
from altui.data.features.counting.kinds import Ints, Pairs, Places, Singles


def sort_terms(
    parts: Sequence[Part], numbers: Sequence[Ints], wanted: Sequence[Places]
) -> tuple[Places, list[str]]:
    """The `numbers` of the `wanted` terms of all parts in sorted order, and these terms, each with
    its sign before it."""
    order: list[NDArray[np.integer]] = [np.zeros(0, np.intp)]
    written: list[str] = []
    for sign in sorted({part.sign for part in parts}):
        mine = [place for place, part in enumerate(parts) if part.sign == sign]
        chosen = [(parts[place].kind, wanted[place]) for place in mine]
        texts = list(chain.from_iterable(kind.texts(terms) for kind, terms in chosen))
        match chosen:
            case [(Singles() as words, terms), (Pairs(between=" ") as pairs, of_pairs)]:
                places = _sort_words(words, terms, pairs, of_pairs)
            case _:
                places = np.array(sorted(range(len(texts)), key=texts.__getitem__), np.intp)
        order.append(np.concatenate([numbers[place][wanted[place]] for place in mine])[places])
        mark = chr(sign + 1)
        written += [mark + texts[place] for place in places.tolist()]
    return np.concatenate(order), written


def _sort_words(words: Singles, terms: Places, pairs: Pairs, of_pairs: Places) -> Places:
    """Only words are compared as texts: a blank stands before all that words are made of, so that
    pairs come by their first word, then by their second."""
    texts = words.texts(terms)
    by_text = sorted(range(len(texts)), key=texts.__getitem__)
    width = np.int64(len(texts) + 1)
    rank = np.zeros(len(words.documents), np.int64)
    rank[terms[by_text]] = np.arange(1, width)
    of_two = rank[pairs.left[of_pairs]] * width + rank[pairs.right[of_pairs]]
    return np.argsort(np.concatenate((rank[terms] * width, of_two)))
