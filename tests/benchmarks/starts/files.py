"""The files of the benchmarks of starts: made-up texts and numbers, and real texts repeated with
changes."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tests.shared import DATA

SEED = 7
WORDS, VOCABULARY = 40, 50_000
AT_ONCE = 5_000
LETTERS = np.array(list("etaoinshrdlucmfwypvbgkjqxz"))


class Kind(NamedTuple):
    """`column` is the one of texts, "" for a table of numbers."""

    column: str
    cells: Callable[[int], Iterator[list[str]]]


def make(kind: str, folder: Path, rows: int) -> Path:
    """A CSV file of so many rows, each with an id."""
    target = folder / f"{kind}.csv"
    cells = KINDS[kind].cells(rows)
    first = next(cells)
    names = [KINDS[kind].column] if KINDS[kind].column else [f"x{n}" for n in range(len(first))]
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *names])
        writer.writerow(["r0", *first])
        writer.writerows([f"r{number}", *each] for number, each in enumerate(cells, start=1))
    return target


def made_up_texts(rows: int) -> Iterator[list[str]]:
    """WORDS words each, as common as in a language (Zipf), of VOCABULARY made-up ones."""
    rng = np.random.default_rng(SEED)
    odds = 1 / np.arange(1, len(LETTERS) + 1) ** 0.7
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        # The commonest words are the shortest.
        size = int(rng.integers(2, 6) + len(words) ** 0.15)
        words["".join(rng.choice(LETTERS, size, p=odds / odds.sum()))] = None
    known = np.array([*words])
    shares = np.cumsum(1 / np.arange(1, VOCABULARY + 1))
    for first in range(0, rows, AT_ONCE):
        drawn = rng.random((min(AT_ONCE, rows - first), WORDS)) * shares[-1]
        places = np.searchsorted(shares, drawn)
        for each in known[np.minimum(places, VOCABULARY - 1)]:
            yield [" ".join(each).capitalize() + "."]


def real_texts(name: str) -> Callable[[int], Iterator[list[str]]]:
    """The texts of a real set again and again, every tenth word changed for one of another."""

    def cells(rows: int) -> Iterator[list[str]]:
        import pyarrow.parquet as parquet

        rng = np.random.default_rng(SEED)
        texts = parquet.read_table(DATA / f"{name}.parquet")["text"].to_pylist()
        others = [word for text in texts[:200] for word in text.split(" ")]
        for number in range(rows):
            words = texts[number % len(texts)].split(" ")
            for place in rng.integers(0, len(words), len(words) // 10 + 1):
                words[place] = others[int(rng.integers(0, len(others)))]
            yield [" ".join(words)]

    return cells


def numbers(columns: int) -> Callable[[int], Iterator[list[str]]]:
    def cells(rows: int) -> Iterator[list[str]]:
        rng = np.random.default_rng(SEED)
        for first in range(0, rows, AT_ONCE):
            found = rng.standard_normal((min(AT_ONCE, rows - first), columns)).round(4)
            yield from ([*map(repr, row)] for row in found.tolist())

    return cells


KINDS = {
    "texts": Kind("text", made_up_texts),
    "news": Kind("text", real_texts("bbc_news")),
    "wires": Kind("text", real_texts("reuters_r8_part")),
    "reviews": Kind("text", real_texts("zh_reviews")),
    "table10": Kind("", numbers(10)),
    "table50": Kind("", numbers(50)),
}
