"""Pools made from a seed, the same in every environment; nothing of altui is imported here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

START = 100
"""Labels known before the first query."""


@dataclass(frozen=True)
class Kind:
    """A pool by its name in the table: `non_zeros` of a row make it text. The first `start` labels
    are known before the first query."""

    name: str
    rows: int
    columns: int
    classes: int = 2
    non_zeros: int = 0
    start: int = START


KINDS = (
    Kind("1k x 10", 1_000, 10),
    Kind("200k x 50", 200_000, 50),
    Kind("1M x 10", 1_000_000, 10),
    Kind("1M x 100", 1_000_000, 100),
    Kind("texts", 200_000, 50_000, non_zeros=50),
    Kind("3 classes", 200_000, 50, 3),
    Kind("5 classes", 200_000, 50, 5),
    Kind("10 classes", 200_000, 50, 10),
)


@dataclass(frozen=True, eq=False)
class Pool:
    """`matrix` (n, d) float32, dense or CSR; `labels` (n,) what the oracle says; `start` rows."""

    kind: Kind
    matrix: Any
    labels: np.ndarray
    start: np.ndarray


def made(kind: Kind, seed: int = 0) -> Pool:
    rng = np.random.default_rng(seed)
    matrix = _texts(kind, rng) if kind.non_zeros else _numbers(kind, rng)
    plane = rng.standard_normal((kind.columns, kind.classes), dtype=np.float32)
    scores = matrix @ plane
    scores += scores.std() / 4 * rng.gumbel(size=scores.shape).astype(np.float32)
    labels = scores.argmax(axis=1)
    # The first row of each class is among the first labels, so that there are all from the start.
    firsts = np.unique(labels, return_index=True)[1]
    others = np.setdiff1d(np.arange(kind.start), firsts)
    return Pool(kind, matrix, labels, np.concatenate((firsts, others))[: kind.start])


def _numbers(kind: Kind, rng: np.random.Generator) -> np.ndarray:
    return rng.standard_normal((kind.rows, kind.columns), dtype=np.float32)


def _texts(kind: Kind, rng: np.random.Generator) -> Any:
    """TF-IDF of documents with words by Zipf's law, each document's length 1."""
    n, d = kind.rows, kind.columns
    chance = 1.0 / np.arange(10, d + 10)
    # A word drawn twice in a document is one non-zero: a third more are drawn.
    words = rng.choice(d, size=(n, kind.non_zeros * 4 // 3), p=chance / chance.sum())
    counts = sparse.csr_matrix(
        (np.ones(words.size, np.float32), words.reshape(-1), np.arange(n + 1) * words.shape[1]),
        shape=(n, d),
    )
    counts.sum_duplicates()
    occurrences = np.bincount(counts.indices, minlength=d)
    rarity = (np.log((1 + n) / (1 + occurrences)) + 1).astype(np.float32)
    counts.data *= rarity[counts.indices]
    lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).reshape(-1))
    counts.data /= np.repeat(lengths, np.diff(counts.indptr)).astype(np.float32)
    return counts


def kinds(names: Sequence[str]) -> Iterator[Kind]:
    """The kinds with these names, all without one."""
    yield from (kind for kind in KINDS if not names or kind.name in names)
