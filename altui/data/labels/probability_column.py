"""A column of probabilities as people write them: shares of one or per cent, as numbers or text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

PERCENT = "%"


def read_probabilities(name: str, cells: Sequence[str]) -> tuple[NDArray[np.float32], list[str]]:
    """The probabilities (n,), NaN for a blank cell and one that is none, and what is to be told."""
    values = np.fromiter(map(_Values().__getitem__, cells), np.float64, len(cells))
    notes = []
    # A stray 1.2 among shares must not make per cent of them: most have to be above 1.
    if _is_mostly_above_one(values):
        values = values / 100
        notes.append(f"'{name}' is read as per cent")
    is_blank = np.fromiter((not cell.strip() for cell in cells), bool, len(cells))
    is_wrong = ~((values >= 0) & (values <= 1)) & ~is_blank
    values[is_wrong] = np.nan
    if is_wrong.any():
        from altui.display.text import count_of, one_line  # loads rich

        first = one_line(cells[int(is_wrong.argmax())].strip(), 40)
        rows = count_of(int(is_wrong.sum()), "row")
        notes.append(f"'{name}' has no probability in {rows}, such as '{first}'")
    return values.astype(np.float32), notes


def _is_mostly_above_one(values: NDArray[np.float64]) -> bool:
    numbers = values[~np.isnan(values) & (values != 0)]
    return 2 * int(np.count_nonzero(numbers > 1)) > len(numbers)


class _Values(dict[str, float]):
    """The number that each cell holds, worked out once for each way to write it."""

    def __missing__(self, cell: str) -> float:
        self[cell] = value = _number(cell)
        return value


def _number(cell: str) -> float:
    """With a per cent sign a share of one; a comma may be the decimal mark."""
    text = cell.strip()
    is_percent = text.endswith(PERCENT)
    text = text.removesuffix(PERCENT).strip().replace(",", ".")
    if not text.isascii() or "_" in text:
        return float("nan")
    try:
        value = float(text)
    except ValueError:
        return float("nan")
    return value / 100 if is_percent else value
