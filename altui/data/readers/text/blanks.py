"""Cells that stand apart by blanks only, as instruments and old programs write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from altui.data.files import reading
from altui.data.readers.text.utf8_source import Source, replace_source
from altui.data.spill_file import scratch_file

LEAST_ROWS = 5
LEAST_NUMBERS = 0.5
"""The share of cells that are numbers: lines of prose have equally many words only by chance."""

NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
RUN = re.compile(rb"[ \t]+")
EDGE = re.compile(rb"(?m)^[ \t]+|[ \t]+(?=\r?$)")


def are_rows_of_blanks(lines: Sequence[str]) -> bool:
    """Whether blanks cut all lines into equally many cells, most of them numbers."""
    rows = [line.split() for line in lines if line.strip()]
    if len(rows) <= LEAST_ROWS or any('"' in line for line in lines):
        return False
    width = len(rows[0])
    cells = [cell for row in rows[1:] for cell in row]
    if width < 2 or any(len(one) != len(other) for one, other in pairwise(rows)):
        return False
    return sum(1 for cell in cells if NUMBER.fullmatch(cell)) >= LEAST_NUMBERS * len(cells)


def with_tabs(source: Source) -> Source:
    """The same lines in a working copy, with a tab between the cells."""
    with reading(source.path):
        copy = scratch_file(source.scratch)
        rest = b""
        for block in source.blocks(source.start):
            whole, end, rest = (rest + block).rpartition(b"\n")
            copy.write(RUN.sub(b"\t", EDGE.sub(b"", whole + end)))
        copy.write(RUN.sub(b"\t", EDGE.sub(b"", rest)))
        copy.flush()
    return replace_source(source, copy)
