"""The lines of text around a plot: title, names of axes, and what each glyph stands for."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from altui.display.text import one_line, pad


class Entry(NamedTuple):
    sample: str
    name: str

    def text(self, width: int) -> str:
        return one_line(f"{self.sample} {self.name}", width)


def legend_lines(entries: list[Entry], y_label: str, width: int, most: int) -> list[str]:
    """The y axis's name at the left of the first line, the entries flush right on all of them.

    Entries beyond `most` lines are left out.
    """
    label = one_line(y_label, width)
    room = width - cell_len(label) - 2
    rows = _flow([entry.text(max(room, 1)) for entry in entries], room)[:most]
    first, *others = rows or [""]
    head = label + pad(first, width - cell_len(label), "right")
    return [head, *(pad(row, width, "right") for row in others)]


def centre(text: str, width: int, *, offset: int = 0) -> str:
    """The text in the middle of what is right of `offset`, on a line of `width` cells."""
    room = max(width - offset, 0)
    line = one_line(text, room)
    return pad(" " * (offset + (room - cell_len(line)) // 2) + line, width)


def _flow(texts: list[str], room: int) -> list[str]:
    """Put as many texts on a line as fit, two spaces apart."""
    rows: list[str] = []
    for text in texts:
        longer = f"{rows[-1]}  {text}" if rows else text
        if rows and cell_len(longer) <= room:
            rows[-1] = longer
        else:
            rows.append(text)
    return rows
