"""A line of styled text as the terminal's cells: the last door that a character passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size, split_graphemes
from rich.color import ColorSystem
from rich.segment import Segment

from altui.display.characters import fit_characters, spacing_marks
from altui.tui.terminal.styles import PLAIN, CellStyle, look_of


class Cell(NamedTuple):
    """One column: its character with combining marks, empty in the second half of a wide one."""

    text: str
    look: CellStyle

    @property
    def is_blank(self) -> bool:
        return self.text == " " and not self.look.on_blank


BLANK = Cell(" ", PLAIN)


class Cells(NamedTuple):
    """Cells side by side. `is_drifting`: some terminals may stand further to the right in them."""

    cells: tuple[Cell, ...]
    is_drifting: bool = False


def cells_of(segments: Iterable[Segment], system: ColorSystem | None) -> Cells:
    parts = [part for part in segments if not part.control]
    is_drifting = any(spacing_marks(part.text) for part in parts)
    return Cells(tuple(cell for part in parts for cell in _cells(part, system)), is_drifting)


def _cells(segment: Segment, system: ColorSystem | None) -> Iterator[Cell]:
    text = segment.text
    if not (text.isascii() and text.isprintable()):
        text = _visible(text)
    look = look_of(segment.style, system)
    blank = _cell(" ", _look_of_blank(look))
    if text.isascii():
        for character in text:
            yield blank if character == " " else _cell(character, look)
        return
    for start, end, width in split_graphemes(text)[0]:
        if width:
            cluster = text[start:end]
            yield blank if cluster == " " else _cell(cluster, look)
            yield from [_cell("", look)] * (width - 1)


@lru_cache(8192)
def _cell(text: str, look: CellStyle) -> Cell:
    """Equal cells are mostly one object: thousands of lines are kept, and compared."""
    return Cell(text, look)


@lru_cache(512)
def _look_of_blank(look: CellStyle) -> CellStyle:
    return CellStyle(look.on_blank, look.on_blank)


@lru_cache(512)
def _visible(text: str) -> str:
    """The last door: what comes from data has passed one before, what a person types has not."""
    return fit_characters(text).replace("\n", " ")


@lru_cache(4096)
def spill(text: str) -> int | None:
    """How many cells more than its own a character may take; None where all terminals agree.

    They do on single characters but for emoji. Joined ones come out as one, or side by side.
    """
    if len(text) == 1 and (cell_len(text) == 1 or "\u2e80" <= text <= "\uffee"):
        return None
    return max(sum(map(get_character_cell_size, text)) - cell_len(text), 0)
