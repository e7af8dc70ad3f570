"""The vectors of a feature matrix, from wherever they come: one column for each of their numbers.

Texts turned into vectors, those of a .npy file, those in cells, and the pixels of pictures, in
this order. Pictures are learned from only where there are no better vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from altui.data.features.allocation import Floats, new_matrix
from altui.data.features.images import PixelBlock
from altui.data.features.vectors import VectorBlock, open_vectors
from altui.data.schema import Role
from altui.data.table import Chunk, Table
from altui.errors import InputError

EMBEDDING = 0.8  # of the progress, where texts are turned into vectors first
TEXT, GIVEN = "text", "vectors"

Progress = Callable[[float], None]


@dataclass(frozen=True)
class ExtraVectors:
    """`vectors` is the .npy file with a vector for each row; with `embed` texts become vectors,
    beside their words: together they were better than either."""

    vectors: Path | None = None
    embed: bool = False


class Components:
    def __init__(self, names: Mapping[Role, Sequence[str]], extra: ExtraVectors) -> None:
        self.extra = extra
        self.texts = list(names[Role.TEXT]) if extra.embed else []
        self._blocks: list[VectorBlock | PixelBlock] = []
        self._ready: dict[str, int] = {}
        self._cells = VectorBlock(names[Role.VECTOR]) if names[Role.VECTOR] else None
        if self._cells:
            self._blocks.append(self._cells)
        if names[Role.IMAGE] and not names[Role.VECTOR] and extra.vectors is None:
            self._blocks.append(PixelBlock(names[Role.IMAGE]))

    def begin(self, table: Table, given: Path | None, tell: Progress) -> Progress:
        """Make those that need no pass over the cells; returns who is told of the progress after.

        `given` is the .npy file of this table's rows.
        """
        if (given is None) != (self.extra.vectors is None):
            raise _other_vectors(table, is_missing=given is None)
        self._table = table
        self._filled: list[Floats] = []
        ready: dict[str, Floats] = {}
        if given is not None:
            ready[GIVEN] = open_vectors(given, len(table))
        if self.texts:
            from altui.data.features.embedding import embed

            ready = {TEXT: embed(table, self.texts, lambda done: tell(done * EMBEDDING)), **ready}
        self._ready = {name: matrix.shape[1] for name, matrix in ready.items()}
        self._matrices = list(ready.values())
        begin = EMBEDDING if self.texts else 0.0
        return lambda done: tell(begin + done * (1 - begin))

    def put(self, chunk: Chunk, start: int, tell: Progress) -> None:
        rows = len(self._table)
        for place, block in enumerate(self._blocks):
            part = block.part(self._table, chunk, lambda done: tell((start + done) / rows))
            if place == len(self._filled):
                # Only the first chunk tells how long the vectors are.
                self._filled.append(new_matrix(rows, part.shape[1], self._table.scratch))
            self._filled[place][start : start + len(part)] = part

    def finish(self) -> list[Floats]:
        """The matrices (rows, length), and nothing of them is kept here."""
        made = self._matrices + self._filled
        del self._matrices, self._filled
        for block in self._blocks:
            self._table.notes.extend(block.notes())
        return made

    def to_json(self) -> dict[str, Any]:
        return {"made": self._ready, "cells": self._cells.lengths if self._cells else {}}

    def restore(self, stored: Mapping[str, Any]) -> None:
        self._ready = dict(stored["made"])
        if self._cells:
            self._cells.lengths = dict(stored["cells"])

    def names(self) -> list[str]:
        """`v[0]`, `v[1]` and so on."""
        return [
            f"{name}[{place}]"
            for name, run in groupby(self.columns())
            for place, _ in enumerate(run)
        ]

    def columns(self) -> list[str]:
        """The column of the table that each number comes from, or what it was made of."""
        names = [name for name, length in self._ready.items() for _ in range(length)]
        return names + [name for block in self._blocks for name in block.columns()]


def _other_vectors(table: Table, *, is_missing: bool) -> InputError:
    if is_missing:
        return InputError(
            "the model learned from vectors in a file, and none is named for these rows",
            where=str(table.path),
            hint="predict takes them with `vectors` FILE.npy; a test set must be rows of the data "
            "file itself (`test` COLUMN or `test` 0.2).",
        )
    return InputError(
        "the model learned from no vectors in a file",
        where=str(table.path),
        hint="Leave `vectors` out.",
    )
