"""The lines of a text file from any place on, decoded as they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from altui.data.readers.text.utf8_source import Source
from altui.errors import InputError

LONGEST_LINE = 64 << 20
BATCH_BYTES = 128 << 10  # what fits a processor's cache once parsed: 1 MiB takes twice as long


class TextLines:
    """The lines of a source from a place on, ended by LF, CRLF or CR as Python's newline="" has
    it; `offset` and `number` tell the end of the latest line and its number.
    """

    def __init__(
        self, source: Source, offset: int, number: int = 0, block: int = BATCH_BYTES
    ) -> None:
        self._block = block
        self.offset = offset
        self.number = number
        self._source = source

    def __iter__(self) -> Iterator[str]:
        rest: list[bytes] = []
        for block in self._source.blocks(self.offset, self._block):
            whole, tail = whole_lines(block)
            if not whole:
                rest.append(tail)
                self._check_length(rest)
                continue
            yield from self._decoded(b"".join([*rest, whole]))
            rest = [tail] if tail else []
        if rest:
            yield from self._decoded(b"".join(rest))

    def _decoded(self, text: bytes) -> Iterator[str]:
        for line in text.splitlines(keepends=True):
            self.offset += len(line)
            self.number += 1
            yield line.decode("utf-8")

    def _check_length(self, rest: Sequence[bytes]) -> None:
        if sum(map(len, rest)) > LONGEST_LINE:
            raise InputError(
                f"a line is longer than {LONGEST_LINE >> 20} MiB",
                where=f"{self._source.path}, line {self.number + 1}",
                hint="Is it one row per line? Break the file into lines.",
            )


def whole_lines(block: bytes) -> tuple[bytes, bytes]:
    """The part up to the last line end, and the rest; a CR at the very end may be half a CRLF."""
    cut = block.rfind(b"\n") + 1 or block.rfind(b"\r", 0, -1) + 1
    return block[:cut], block[cut:]
