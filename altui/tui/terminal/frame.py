"""What the terminal shows, cell by cell, so that only cells that change are ever sent.

Textual repaints whole widgets. Over a slow line that is thousands of bytes a key; most of those
cells already stand on the screen. A `Frame` remembers them and turns every update into the
moves, colours and characters that differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.color import ColorSystem

from altui.display.characters import spacing_marks
from altui.tui.terminal.cells import BLANK, Cell, Cells, cells_of, spill
from altui.tui.terminal.internals import ChopsUpdate, CompositorUpdate, LayoutUpdate
from altui.tui.terminal.styles import PLAIN, RESET, CellStyle, turn

if TYPE_CHECKING:
    from rich.console import Console

GAP = 6
"""Unchanged cells that are cheaper to send again than to jump over."""

BORDERS = ("▏", "│")
"""Cells that end a text beside them."""

SHORT_TAIL = 3
"""Blank cells up to which writing them is cheaper than erasing to the end of the line."""


class Piece(NamedTuple):
    """Cells to be shown from a row and a column on."""

    y: int
    x: int
    shown: Cells


class FrameUpdate(CompositorUpdate):
    """An update that is already text for the terminal."""

    def __init__(self, sequence: str) -> None:
        self.sequence = sequence

    def render_segments(self, console: Console) -> str:  # noqa: ARG002
        return self.sequence


class Frame:
    """The cells of the terminal as last sent."""

    def __init__(self) -> None:
        self.width = self.height = 0
        self.rows: list[list[Cell]] = []
        self.is_known = True
        self._drifting: set[int] = set()

    def forget(self, width: int, height: int, *, is_known: bool = False) -> None:
        """Start from a blank terminal; unless it `is_known` to be blank, it is cleared first."""
        self.width, self.height = width, height
        self.rows = [[BLANK] * width for _ in range(height)]
        self._drifting.clear()
        self.is_known = is_known

    def changes(self, update: CompositorUpdate, system: ColorSystem | None) -> FrameUpdate | None:
        """The part of a Textual update that differs from what is shown; None if nothing does.

        Without a colour system there are no colours, only bold, dim, underline and reverse.
        """
        return self.draw(_pieces(update, system))

    def draw(self, pieces: Iterable[Piece]) -> FrameUpdate | None:
        """The cells of the pieces that differ from what is shown; None if none does."""
        sequence = "".join(self._differences(pieces))
        if not self.is_known:
            self.is_known = True
            sequence = f"{RESET}\x1b[2J{sequence}"
        return FrameUpdate(sequence) if sequence else None

    def _differences(self, pieces: Iterable[Piece]) -> Iterator[str]:
        pen = Pen()
        for y, x, (cells, is_drifting) in pieces:
            if not cells or not 0 <= y < self.height or x >= self.width:
                continue
            row = self.rows[y]
            new = _laid_over(row, x, cells)
            if new == row:
                continue
            self.rows[y] = new
            if is_drifting or y in self._drifting:
                yield from self._redraw_drifting(pen, row, new, y)
                continue
            for start, end in _runs(row, new):
                yield pen.draw(new[start:end], y, start, self.width)
        yield from pen.reset()

    def _redraw_drifting(self, pen: Pen, row: list[Cell], new: list[Cell], y: int) -> Iterator[str]:
        """A line in which some terminals stand further to the right than it is laid out, now or
        before: where it differs, all is drawn anew from its first such character on."""
        first = min(_first_drifting(row), _first_drifting(new))
        if _first_drifting(new) == len(new):
            self._drifting.discard(y)
        else:
            self._drifting.add(y)
        differs = (x for x, (a, b) in enumerate(zip(row, new, strict=True)) if a != b)
        place = next(differs, None)
        if place is not None:
            start = _whole(row, new, min(place, first))[0]
            yield from pen.draw_apart(new[start:], y, start)


class Pen:
    """Where the terminal's cursor stands and in which colours it writes."""

    def __init__(self) -> None:
        self.place: tuple[int, int] | None = None
        self.look = PLAIN

    def draw(self, cells: list[Cell], y: int, x: int, width: int) -> str:
        tail = _blank_tail(cells) if x + len(cells) == width else 0
        parts: list[str] = []
        for column, cell in enumerate(cells[: len(cells) - tail], x):
            if cell.text:
                self._put(parts, cell, y, column, width)
        if tail:
            start = x + len(cells) - tail
            parts += (self._go(y, start), self._set_style(PLAIN), "\x1b[K")
            self.place = (y, start)
        return "".join(parts)

    def draw_apart(self, cells: list[Cell], y: int, x: int) -> Iterator[str]:
        """The rest of a line whose text may be wider than it is laid out: no part of it is written
        over by what follows, which is put in its own place behind two blanks or a border."""
        yield f"{self._go(y, x)}{self._set_style(PLAIN)}\x1b[K\x1b[?7l"
        is_apart, blanks = True, 0
        for column, cell in enumerate(cells, x):
            if cell.is_blank:
                blanks += 1
                continue
            if is_apart or blanks > 1 or cell.text in BORDERS:
                self.place = None
                yield self._go(y, column)
            elif blanks:
                yield f"{self._set_style(PLAIN) if self.look.on_blank else ''} "
            if cell.text:
                yield f"{self._set_style(cell.look)}{cell.text}"
            is_apart, blanks = cell.text in BORDERS, 0
        yield "\x1b[?7h"
        self.place = None

    def reset(self) -> Iterator[str]:
        yield self._set_style(PLAIN)

    def _put(self, parts: list[str], cell: Cell, y: int, x: int, width: int) -> None:
        text, look = cell
        if self.place != (y, x):
            parts.append(self._go(y, x))
        # A space shows no foreground: any pen with the same background will do for it.
        if look is not self.look and (text != " " or look.on_blank != self.look.on_blank):
            parts.append(self._set_style(look))
        more = spill(text)
        if more is None:
            parts.append(text)
            self.place = (y, x + cell_len(text))
            return
        # Narrower than thought, it would leave some of what stood there; wider, it would wrap.
        cells = cell_len(text)
        if cells > 1:
            parts.append(f"{' ' * cells}\x1b[{y + 1};{x + 1}H")
        parts.append(text if x + cells + more <= width else f"\x1b[?7l{text}\x1b[?7h")
        self.place = None

    def _go(self, y: int, x: int) -> str:
        before, self.place = self.place, (y, x)
        if before == (y, x):
            return ""
        if before and before[0] == y and before[1] < x:
            ahead = x - before[1]
            return "\x1b[C" if ahead == 1 else f"\x1b[{ahead}C"
        return f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"

    def _set_style(self, look: CellStyle) -> str:
        before, self.look = self.look, look
        return turn(before.full, look.full)


def _pieces(update: CompositorUpdate, system: ColorSystem | None) -> Iterator[Piece]:
    """What a Textual update is to show."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            segments = (segment for strip in strips for segment in strip)
            yield Piece(y, update.region.x, cells_of(segments, system))
    elif isinstance(update, ChopsUpdate):
        for y, left, right in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is not None and x <= right and end > left:
                    yield Piece(y, x, cells_of(strip, system))
    else:
        raise TypeError(f"unknown screen update {type(update).__name__}")


def _laid_over(row: list[Cell], x: int, piece: tuple[Cell, ...]) -> list[Cell]:
    """The row with the piece from `x` on; of a wide character cut in half nothing stays."""
    end = min(x + len(piece), len(row))
    new = [*row[:x], *piece[: end - x], *row[end:]]
    if not row[x].text:
        new[x - 1] = BLANK
    if end < len(row) and not row[end].text:
        new[end] = BLANK
    if end - x < len(piece) and not piece[end - x].text:
        new[-1] = BLANK
    return new


def _runs(old: list[Cell], new: list[Cell]) -> list[tuple[int, int]]:
    """Spans [start, end) of cells that differ, joined over gaps too short to jump."""
    runs: list[tuple[int, int]] = []
    for x in _places(old, new):
        start, end = _whole(old, new, x)
        if runs and _is_short(new[runs[-1][1] : start]):
            # Joining back to the run before needs no care for wide cells: both ends are whole.
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return runs


def _places(old: list[Cell], new: list[Cell]) -> Iterable[int]:
    """Where the cells differ, and where a character before them may have spilled over."""
    places = [x for x, (before, after) in enumerate(zip(old, new, strict=True)) if before != after]
    return _with_spilled(old, new) if any(spill(new[x].text) for x in places) else places


def _with_spilled(old: list[Cell], new: list[Cell]) -> Iterator[int]:
    spilled = 0
    for x, (before, after) in enumerate(zip(old, new, strict=True)):
        if before != after or x < spilled:
            yield x
            spilled = max(spilled, _whole(old, new, x)[1] + (spill(after.text) or 0))


def _first_drifting(cells: list[Cell]) -> int:
    """The first cell behind which some terminals stand further to the right; else their number."""
    return next((x for x, cell in enumerate(cells) if spacing_marks(cell.text)), len(cells))


def _is_short(gap: list[Cell]) -> bool:
    """Whether a gap is better written again than jumped over."""
    return len(gap) <= GAP and not any(spill(cell.text) for cell in gap)


def _whole(old: list[Cell], new: list[Cell], x: int) -> tuple[int, int]:
    """The span around a changed cell that splits no wide character, old or new."""
    start, end = x, x + 1
    while start > 0 and not (old[start].text and new[start].text):
        start -= 1
    while end < len(old) and not (old[end].text and new[end].text):
        end += 1
    return start, end


def _blank_tail(cells: list[Cell]) -> int:
    """How many cells at the end are blank, if erasing them is shorter than sending them."""
    count = 0
    for cell in reversed(cells):
        if not cell.is_blank:
            break
        count += 1
    return count if count > SHORT_TAIL else 0
