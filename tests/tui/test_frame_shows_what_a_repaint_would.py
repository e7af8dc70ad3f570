"""Whatever was shown before, the cells that are sent leave the screen as a full repaint would."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from unicodedata import category

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip
from wcwidth import wcwidth

from altui.display.text import wrap
from altui.tui.terminal.frame import Frame
from altui.tui.terminal.styles import turn

COLOURS = [None, "default", "red", "bright_blue", "color(39)", "color(49)", "#273149", "#31c0ff"]
NARROW = ["a", "b", " ", " ", " ", "─", "█", "·", "é", "e\u0301", "x\u0323\u0301", "ก็"]
WIDE = ["好", "字", "한", "Ａ", "😀", "👍"]
DRIFTING = ["हि", "की", "কো", "မာ"]
DISPUTED = ["❤\ufe0f", "👩\u200d💻", "👨\u200d👩\u200d👧", "🏳\ufe0f\u200d🌈"]

Cell = tuple[str, str]
"""A character and the definition of its style; the second half of a wide one is empty."""

EMPTY: Cell = (" ", "")
SIZE = (24, 4)


class Terminal(pyte.Screen):
    """Joined characters come out side by side, as on many terminals; marks join what they follow.

    pyte itself drops the text after some marks, and wraps the line for one in the last column.
    """

    def draw(self, data: str) -> None:
        for character in data:
            if wcwidth(character):
                super().draw(character)
            elif self.cursor.x:
                self._mark(character)

    def _mark(self, character: str) -> None:
        line, x = self.buffer[self.cursor.y], self.cursor.x - 1
        x -= not line[x].data
        line[x] = line[x]._replace(data=line[x].data + character)


class Spacing(Terminal):
    """As older terminals do, it gives a vowel sign beside its letter a cell of its own."""

    def draw(self, data: str) -> None:
        for character in data:
            if category(character) == "Mc":
                pyte.Screen.draw(self, "+")
            else:
                super().draw(character)


@dataclass
class Shown:
    """The cells that should stand on the screen, kept by a much simpler rule than the Frame's."""

    width: int
    height: int
    rows: list[list[Cell]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = [[EMPTY] * self.width for _ in range(self.height)]

    def put(self, y: int, x: int, cells: list[Cell]) -> None:
        row = self.rows[y]
        if x and not row[x][0]:
            row[x - 1] = EMPTY
        end = x + len(cells)
        if end < self.width and not row[end][0]:
            row[end] = EMPTY
        row[x:end] = cells

    def painted(self, system: ColorSystem | None) -> Terminal:
        """Every cell written at its own place, on a blank terminal."""
        terminal = Terminal(self.width, self.height)
        stream = pyte.Stream(terminal)
        stream.feed("\x1b[?7l")
        for y, row in enumerate(self.rows, 1):
            for x, (text, style) in enumerate(row, 1):
                if text:
                    place = f"\x1b[{y};{x}H"
                    stream.feed(place + painted(" " * cell_len(text), style, system))
                    stream.feed(place + painted(text, style, system))
        return terminal


def painted(text: str, style: str, system: ColorSystem | None) -> str:
    made = Style.parse(style)
    shown = made if system else made.without_color
    return shown.copy().render(text, color_system=system or ColorSystem.STANDARD)


def look(terminal: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """What a person sees of each cell: a space shows no letter's colour."""
    return [
        [visible(terminal.buffer[y][x]) for x in range(terminal.columns)]
        for y in range(terminal.lines)
    ]


def visible(cell: pyte.screens.Char) -> tuple[object, ...]:
    ground = (cell.bg, cell.reverse, cell.underscore, cell.strikethrough)
    if cell.data == " " and not (cell.reverse or cell.underscore or cell.strikethrough):
        return (" ", ground)
    ink = (cell.fg, cell.bold) if cell.data != " " else (cell.fg,)
    return (cell.data, ground, *ink)


def random_style(rng: Random) -> str:
    words = [word for word in ("bold", "reverse", "underline") if rng.random() < 0.2]
    if colour := rng.choice(COLOURS):
        words.append(colour)
    if rng.random() < 0.4 and (colour := rng.choice(COLOURS)):
        words += ["on", colour]
    return " ".join(words)


def random_cells(rng: Random, width: int, texts: list[str]) -> list[Cell]:
    """Exactly `width` cells, in runs of one style as a line of text has them."""
    row: list[Cell] = []
    while len(row) < width:
        style = random_style(rng)
        for text in rng.choices(texts, k=rng.randint(1, 12)):
            size, room = cell_len(text), width - len(row)
            if size <= room:
                row += [(text, style)] + [("", style)] * (size - 1)
            elif room:
                row += [(" ", style)]
    return row


def strip_of(row: list[Cell]) -> Strip:
    return Strip([Segment(text, Style.parse(style)) for text, style in row if text])


def joined(row: list[Cell]) -> Strip:
    """The same with one segment per run of a style."""
    return strip_of(row).simplify()


@dataclass
class Update:
    kind: str
    pieces: list[tuple[int, int, list[Cell]]]

    def textual(self, width: int, height: int) -> LayoutUpdate | ChopsUpdate:
        if self.kind == "layout":
            (top, left, first), *_ = self.pieces
            strips: list[Iterable[Strip]] = [[joined(row)] for _, _, row in self.pieces]
            return LayoutUpdate(strips, Region(left, top, len(first), len(self.pieces)))
        chops: list[dict[int, Strip | None]] = [{0: None} for _ in range(height)]
        ends = [[width] for _ in range(height)]
        for y, x, row in self.pieces:
            before: dict[int, Strip | None] = {0: None} if x else {}
            after: dict[int, Strip | None] = {x + len(row): None} if x + len(row) < width else {}
            chops[y] = {**before, x: joined(row), **after}
            ends[y] = [*list(chops[y])[1:], width]
        spans = [(y, x, x + len(row)) for y, x, row in self.pieces]
        return ChopsUpdate(chops, spans, ends)


def random_update(rng: Random, texts: list[str]) -> Update:
    width, height = SIZE
    if rng.random() < 0.5:
        top = rng.randrange(height)
        bottom = rng.randint(top + 1, height)
        left = rng.choice([0, 0, rng.randrange(width)])
        size = rng.choice([width - left, rng.randint(1, width - left)])
        rows = [(y, left, random_cells(rng, size, texts)) for y in range(top, bottom)]
        return Update("layout", rows)
    pieces = []
    for y in sorted(rng.sample(range(height), rng.randint(1, height))):
        x = rng.randrange(width)
        pieces.append((y, x, random_cells(rng, rng.randint(1, width - x), texts)))
    return Update("chops", pieces)


def updates(texts: list[str], most: int) -> st.SearchStrategy[list[Update]]:
    """Made from one seed: drawn cell by cell they would take most of the time."""

    def make(seed: int, count: int) -> list[Update]:
        rng = Random(seed)
        return [random_update(rng, texts) for _ in range(count)]

    return st.builds(make, st.integers(0, 2**32), st.integers(1, most))


SYSTEMS = [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD, None]


def shows_the_same(sequence: list[Update], system: ColorSystem | None) -> None:
    frame, shown, terminal = Frame(), Shown(*SIZE), Terminal(*SIZE)
    stream = pyte.Stream(terminal)
    frame.forget(*SIZE, is_known=True)
    for update in sequence:
        for y, x, row in update.pieces:
            shown.put(y, x, row)
        changes = frame.changes(update.textual(*SIZE), system)
        stream.feed(changes.sequence if changes else "")
        assert look(terminal) == look(shown.painted(system))
        assert frame.changes(update.textual(*SIZE), system) is None


@settings(max_examples=150, deadline=None)
@given(updates(NARROW + WIDE, 4), st.sampled_from(SYSTEMS))
def test_any_updates_leave_what_a_repaint_would(
    sequence: list[Update], system: ColorSystem | None
) -> None:
    shows_the_same(sequence, system)


@settings(max_examples=150, deadline=None)
@given(updates([*NARROW[:6], "好", *DISPUTED], 3))
def test_characters_of_disputed_width_shift_nothing(sequence: list[Update]) -> None:
    shows_the_same(sequence, ColorSystem.TRUECOLOR)


@settings(max_examples=150, deadline=None)
@given(updates([*NARROW, "好", *DRIFTING], 3))
def test_marks_beside_their_letter_shift_nothing_where_they_take_no_cell(
    sequence: list[Update],
) -> None:
    shows_the_same(sequence, ColorSystem.TRUECOLOR)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(["हि", "क", "की", "का।", "ab"]), max_size=6), max_size=4))
def test_where_they_take_a_cell_no_letter_is_lost_and_the_border_stands(
    texts: list[list[str]],
) -> None:
    frame, terminal = Frame(), Spacing(24, 2)
    frame.forget(24, 2, is_known=True)
    stream = pyte.Stream(terminal)
    for text in texts:
        said = " ".join(text)
        lines = wrap(said, 15)[:1]
        row = f"{lines[0]}{' ' * (16 - cell_len(lines[0]))}▏end 12"
        update = LayoutUpdate([[Strip([Segment(f"{row:<24}")])]], Region(0, 0, 24, 1))
        stream.feed(sent(frame, update, None))
        seen = "".join(terminal.buffer[0][x].data for x in range(24))
        expected = "".join("+" if category(c) == "Mc" else c for c in lines[0])
        assert seen == f"{expected:<16}▏end 12 "


@settings(max_examples=50, deadline=None)
@given(updates(NARROW + WIDE, 1), updates(NARROW + WIDE, 1))
def test_a_forgotten_screen_is_cleared_and_drawn_anew(
    before: list[Update], after: list[Update]
) -> None:
    first, second = before[0], after[0]
    frame, terminal, shown = Frame(), Terminal(*SIZE), Shown(*SIZE)
    stream = pyte.Stream(terminal)
    frame.forget(*SIZE, is_known=True)
    stream.feed(sent(frame, first.textual(*SIZE), ColorSystem.TRUECOLOR))
    frame.forget(*SIZE)
    stream.feed(sent(frame, second.textual(*SIZE), ColorSystem.TRUECOLOR))
    for y, x, row in second.pieces:
        shown.put(y, x, row)
    assert look(terminal) == look(shown.painted(ColorSystem.TRUECOLOR))


def whole_screen(rows: list[list[Cell]]) -> LayoutUpdate:
    return LayoutUpdate([[strip_of(row)] for row in rows], Region(0, 0, len(rows[0]), len(rows)))


def plain(text: str, style: str = "") -> list[Cell]:
    return [(character, style) for character in text]


@pytest.fixture
def frame() -> Frame:
    made = Frame()
    made.forget(40, 10, is_known=True)
    return made


def sent(frame: Frame, update: LayoutUpdate | ChopsUpdate, system: ColorSystem | None) -> str:
    changes = frame.changes(update, system)
    return changes.sequence if changes else ""


def test_a_blank_screen_on_a_blank_terminal_sends_nothing(frame: Frame) -> None:
    rows = [plain(" " * 40) for _ in range(10)]
    assert frame.changes(whole_screen(rows), ColorSystem.TRUECOLOR) is None


def test_one_changed_cell_costs_a_few_bytes(frame: Frame) -> None:
    rows = [plain("0123456789" * 4, "bold #31c0ff") for _ in range(10)]
    frame.changes(whole_screen(rows), ColorSystem.TRUECOLOR)
    rows[5][17] = ("x", "bold #31c0ff")
    sequence = sent(frame, whole_screen(rows), ColorSystem.TRUECOLOR)
    assert sequence == "\x1b[6;18H\x1b[1;38;2;49;192;255mx\x1b[m"


def test_a_shorter_line_is_erased_to_its_end_not_overwritten(frame: Frame) -> None:
    frame.changes(whole_screen([plain("x" * 40)]), ColorSystem.TRUECOLOR)
    sequence = sent(frame, whole_screen([plain("x" * 10 + " " * 30)]), ColorSystem.TRUECOLOR)
    assert sequence == "\x1b[1;11H\x1b[K"


def test_wide_text_needs_no_move_between_its_characters(frame: Frame) -> None:
    row = [cell for text in "这是一条很长的消息" for cell in ((text, ""), ("", ""))]
    assert sent(frame, whole_screen([row]), None).endswith("这是一条很长的消息")


def test_a_wide_character_half_beyond_the_edge_is_left_out(frame: Frame) -> None:
    update = LayoutUpdate([[Strip([Segment("x" * 39 + "好")])]], Region(0, 0, 41, 1))
    assert "好" not in sent(frame, update, None)


@settings(deadline=None)
@given(updates(NARROW + WIDE, 1))
def test_without_colours_there_are_no_colour_codes(drawn: list[Update]) -> None:
    frame = Frame()
    frame.forget(*SIZE, is_known=True)
    terminal = Terminal(*SIZE)
    pyte.Stream(terminal).feed(sent(frame, drawn[0].textual(*SIZE), None))
    cells = [cell for row in terminal.buffer.values() for cell in row.values()]
    assert {(cell.fg, cell.bg) for cell in cells} <= {("default", "default")}


@pytest.mark.parametrize(
    ("before", "after", "sent"),
    [
        ("", "1;36", "\x1b[1;36m"),
        ("33", "32", "\x1b[32m"),
        ("1", "1;36", "\x1b[36m"),
        ("1;36", "1", "\x1b[;1m"),
        ("38;5;9", "38;2;1;2;3;48;5;4", "\x1b[38;2;1;2;3;48;5;4m"),
        ("4;32", "", "\x1b[m"),
        ("2", "2", ""),
    ],
)
def test_a_look_is_turned_into_the_next_by_what_differs(before: str, after: str, sent: str) -> None:
    assert turn(before, after) == sent
