"""Rows that are read once and kept in a nameless file, so that any of them is had again whatever
becomes of their source. One row is in memory at a time; 8 bytes a row say where it lies.
"""

from __future__ import annotations

import hashlib
import json
import os
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from altui.data.spill_file import scratch_file

BLOCK_ROWS = 1024

_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=lambda value: {"hex": value.hex()}
).encode


class SpilledRows:
    """Values are None, int, float, str or bytes. `add` in order, then `finish`."""

    def __init__(self, header: Sequence[str], scratch: Path | None) -> None:
        self._file = scratch_file(scratch)
        self._ends = array("Q", [0])
        self._digest = hashlib.sha256(_encode(list(header)).encode("utf-8", "surrogatepass"))

    def add(self, values: Sequence[Any]) -> None:
        block = _encode(values).encode("utf-8", "surrogatepass")
        self._file.write(block)
        self._digest.update(b"%d:" % len(block))
        self._digest.update(block)
        self._ends.append(self._ends[-1] + len(block))

    def finish(self) -> None:
        self._file.flush()

    @property
    def fingerprint(self) -> str:
        """Of the header and the rows, and of nothing else that their source holds."""
        return self._digest.hexdigest()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def row(self, row: int) -> list[Any]:
        row = range(len(self))[row]
        return self._decoded(self._read(row, row + 1))

    def __iter__(self) -> Iterator[list[Any]]:
        for first in range(0, len(self), BLOCK_ROWS):
            last = min(first + BLOCK_ROWS, len(self))
            block, start = self._read(first, last), self._ends[first]
            for row in range(first, last):
                yield self._decoded(block[self._ends[row] - start : self._ends[row + 1] - start])

    def _read(self, first: int, last: int) -> bytes:
        start = self._ends[first]
        return os.pread(self._file.fileno(), self._ends[last] - start, start)

    def _decoded(self, block: bytes) -> list[Any]:
        values: list[Any] = json.loads(block.decode("utf-8", "surrogatepass"))
        if b'{"hex":' in block:
            return [bytes.fromhex(v["hex"]) if isinstance(v, dict) else v for v in values]
        return values

    def close(self) -> None:
        self._file.close()
