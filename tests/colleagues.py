"""People who label the requests of `tests.examples` line by line, with the real program."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from tests.examples import CLASSES, requests
from tests.terminal.program import talk

TRUE = {row_id: kind for row_id, _, kind in requests()}


def answer_of(row_id: str, slips: int) -> str:
    """The true class, but for one row in `slips`, by its number."""
    number = CLASSES.index(TRUE[row_id])
    return str((number + (int(row_id[1:]) % slips == 0)) % len(CLASSES))


def label(folder: Path, words: Sequence[str], labels: int, slips: int) -> None:
    """`altui label WORDS --plain` in this folder, until so many labels are given."""
    row_id, told = "", []
    with talk("label", *words, "--plain", folder=folder) as (typed, printed):
        for line in printed:
            told.append(line)
            if found := re.match(r"(?:query \d+|asked again|the same row).*row (r\d+)", line):
                row_id = found[1]
            elif found := re.match(r"saved, ([\d,]+) labels? (?:given|by you)", line):
                if int(found[1]) >= labels:
                    return
            elif line.startswith("your answer"):
                typed.write(f"{answer_of(row_id, slips)}\n")
                typed.flush()
    raise AssertionError("".join(told))
