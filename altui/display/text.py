"""Makes foreign text displayable: all text from outside altui passes here before it is shown.

Widths are terminal cells as `rich.cells` measures them, which is what the screens lay out by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from rich.cells import cell_len, split_graphemes

from altui.display.characters import (
    BREAKING_SPACES,
    JOINER,
    REPLACEMENT,
    fit_characters,
    settle_marks,
    spacing_marks,
)

ELLIPSIS = "…"
NEWLINE_SIGN = "⏎"
COMMAND = "altui "
"""How a line begins that is to be typed as it stands."""
READ_CAPS = {"max_characters": 100_000, "max_lines": 10_000}
"""The caps of a text that is read to be labeled: a paper has up to 80,000 characters."""
_ROOM_FOR_NOTICE = 100

_BREAKING_SPACE = re.compile(f"([{BREAKING_SPACES}]+)")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")


def displayable(text: str, *, max_characters: int = 20_000, max_lines: int = 2_000) -> str:
    """The text made safe for a terminal. A notice at its end says how much was cut.

    The result, notice included, keeps both caps, so that a second pass changes nothing.
    """
    max_characters, max_lines = max(max_characters, 0), max(max_lines, 1)
    head, rest = _split_near(text, max_characters)
    body, marks = settle_marks(fit_characters(head))
    if not rest and not marks and len(body) <= max_characters and body.count("\n") < max_lines:
        return body
    return _cut(body, len(rest), marks, max_characters, max_lines)


def one_line(text: str, width: int | None = None) -> str:
    """The text on one line, newlines as a sign, cut with an ellipsis to `width` cells."""
    if width is None:
        return displayable(text).replace("\n", NEWLINE_SIGN)
    if width <= 0:
        return ""
    # Enough for the width whatever the characters; the ellipsis says that there is more.
    enough = 8 * width + 64
    head, rest = _split_near(text, enough)
    line, _ = settle_marks(fit_characters(head))
    line = line.replace("\n", NEWLINE_SIGN)
    if not rest and cell_len(line) <= width:
        return line
    return _prefix(line, width - 1) + ELLIPSIS


def break_at_words(line: str, width: int) -> list[str]:
    """A displayable line as lines of at most `width` cells. Whole where a word is longer than that,
    such as a path, and where it is a command: both are copied from the terminal."""
    is_command = line.lstrip().startswith(COMMAND)
    if is_command or max(map(cell_len, line.split(" "))) > width:
        return [line]
    return _wrap_paragraph(line, width)


def clip(text: str, width: int) -> str:
    """The text on one line of at most `width` cells, cut behind a word where it can be."""
    line = one_line(text)
    if cell_len(line) <= width:
        return line
    whole = wrap(line, width - 2)[0] if width > 2 else ""
    return f"{whole} {ELLIPSIS}" if whole else one_line(text, width)


def pad(text: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """The text on one line of exactly `width` cells."""
    line = one_line(text, width)
    space = " " * (width - cell_len(line))
    return space + line if align == "right" else line + space


def wrap(text: str, width: int, **caps: int) -> list[str]:
    """Displayable text as lines of at most `width` cells, broken at spaces where it can be.

    `caps` are those of `displayable`. Newlines and blank lines stay; the spaces at a break go. A
    word wider than a whole line is poured in from where the line stands, which is also how text
    without spaces is set.
    """
    width = max(1, width)
    paragraphs = displayable(text, **caps).split("\n")
    return [line for paragraph in paragraphs for line in _wrap_paragraph(paragraph, width)]


def _split_near(text: str, position: int) -> tuple[str, str]:
    """Split at `position`, or one further where that would part CR from LF."""
    if position and text[position - 1 : position + 1] == "\r\n":
        position += 1
    return text[:position], text[position:]


def _cut(body: str, beyond: int, marks: int, max_characters: int, max_lines: int) -> str:
    """Keep what the caps allow beside the notice; `beyond` characters were never looked at."""
    kept = "\n".join(body.split("\n")[: max_lines - 1])
    kept = kept[: max(0, max_characters - _ROOM_FOR_NOTICE)].rstrip(JOINER)
    missing = len(body) - len(kept) + beyond
    said = [f"{missing:,} more characters"] if missing else []
    said += [f"{marks:,} stacked marks left out"] if marks else []
    notice = f"{ELLIPSIS} {', '.join(said)}"[:max_characters]
    return f"{kept}\n{notice}" if kept else notice


def _prefix(text: str, width: int) -> str:
    """The longest start of whole clusters that fits in `width` cells."""
    used = end = 0
    for cluster, cells in _clusters(text):
        used += cells
        if used > width:
            break
        end += len(cluster)
    return text[:end]


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """(cluster, its cells): split where a cut changes neither picture nor width, so neither before
    marks nor inside joined emoji and flags."""
    if text.isascii():
        yield from ((character, 1) for character in text)
        return
    spans = split_graphemes(text)[0]
    index = 0
    while index < len(spans):
        start, end, cells = spans[index]
        # rich splits a flag between its two letters; a half of it is another picture.
        if index + 1 < len(spans) and _FLAG.match(text, start):
            index += 1
            end, cells = spans[index][1], cells + spans[index][2]
        yield text[start:end], cells
        index += 1


def _wrap_paragraph(paragraph: str, width: int) -> list[str]:
    if _room(paragraph) <= width:
        return [paragraph]
    lines: list[str] = []
    line, used = "", 0
    # Spaces stand at the odd places of the split; the first word may be empty (an indent).
    parts = ["", *_BREAKING_SPACE.split(paragraph)]
    for space, word in zip(parts[::2], parts[1::2], strict=True):
        gap, cells = _room(space), _room(word)
        if used + gap + cells <= width:
            line, used = line + space + word, used + gap + cells
        elif not word:
            break
        elif cells <= width:
            lines += [line] if line else []
            line, used = word, cells
        else:
            start = line + space if used + gap < width else ""
            lines += [line] if line and not start else []
            *full, line = _pour(start, word, width)
            lines += full
            used = _room(line)
    return [*lines, line]


def _pour(line: str, word: str, width: int) -> list[str]:
    """Fill `line` with as many clusters of `word` as fit, then further lines."""
    lines = [line]
    used = _room(line)
    pieces: list[str] = []
    for cluster, own_cells in _clusters(word):
        cells = own_cells + spacing_marks(cluster)
        if cells > width:
            cluster, cells = REPLACEMENT, 1
        if used + cells > width:
            lines[-1] += "".join(pieces)
            lines.append("")
            pieces, used = [], 0
        pieces.append(cluster)
        used += cells
    lines[-1] += "".join(pieces)
    return lines


def _room(text: str) -> int:
    """The most cells that a terminal may give the text."""
    return cell_len(text) + spacing_marks(text)


def bytes_in_words(size: int) -> str:
    """`812 bytes`, `26.8 MB`."""
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if size >= unit:
            return f"{size / unit:,.1f} {name}"
    return count_of(size, "byte")


def count_of(number: int, noun: str) -> str:
    """`1 label`, `2 labels`, `1,000 labels`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def duration(seconds: float) -> str:
    """`47 s`, `12 min 3 s` or `2 h 5 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def passed(seconds: float) -> str:
    """As `duration`; from a day on in days."""
    days = int(seconds // 86_400)
    return count_of(days, "day") if days else duration(seconds)


def roughly(seconds: float) -> str:
    """`40 s`, `13 min` or `2 h 5 min`, rounded because it is an estimate."""
    if seconds < 55:
        return f"{10 * max(round(seconds / 10), 1)} s"
    minutes = max(round(seconds / 60), 1)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
