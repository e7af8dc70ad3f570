"""Light Markdown as lines for a terminal: headings are told apart, all else stays as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

from altui.display.text import displayable, wrap

HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$")
ITEM = re.compile(r"(\s*(?:[-*+]|\d{1,9}[.)])\s+)\S")
FENCE = re.compile(r"\s*(?:```|~~~)")
STANDS_ALONE = re.compile(r"\s*(?:[|>]|[-*_=]{3,}\s*$)|(?:\t| {4})")
"""Quotes, tables, rules and what is indented: such lines are not joined to one another."""

CAPS = {"max_characters": 200_000, "max_lines": 5_000}


class Block(NamedTuple):
    """What is wrapped as one; further lines begin under its text, after `indent` cells."""

    text: str
    indent: int = 0
    is_heading: bool = False


class MarkdownLine(NamedTuple):
    text: str
    is_heading: bool = False


def markdown_lines(text: str, width: int) -> list[MarkdownLine]:
    """The text in lines of at most `width` cells, fit for a terminal."""
    lines: list[MarkdownLine] = []
    for block in _blocks(displayable(text, **CAPS).split("\n")):
        indent = block.indent if block.indent < width // 2 else 0
        first, *more = wrap(block.text, width)
        if more:
            # The first line keeps its bullet, the others stand below its text.
            head, rest = block.text[:indent], block.text[indent:]
            first, *more = wrap(rest, width - indent)
            first = head + first
        lines.append(MarkdownLine(first, block.is_heading))
        lines += [MarkdownLine(" " * indent + each, block.is_heading) for each in more]
    while lines and not lines[-1].text.strip():
        lines.pop()
    return lines


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Paragraphs and items whole, whatever the width at which they were typed."""
    pending: Block | None = None
    is_code = False
    for line in lines:
        is_fence = FENCE.match(line) is not None
        goes_on = (
            pending is not None
            and line.strip()
            and not (is_code or is_fence or HEADING.match(line) or ITEM.match(line))
            and not (STANDS_ALONE.match(line) and not pending.indent)
        )
        if goes_on and pending is not None:
            pending = pending._replace(text=f"{pending.text} {line.strip()}")
            continue
        if pending is not None:
            yield pending
        pending = None
        if is_code or is_fence or STANDS_ALONE.match(line) or not line.strip():
            is_code ^= is_fence
            yield Block(line.rstrip())
        elif heading := HEADING.match(line):
            yield Block(heading[1], is_heading=True)
        else:
            item = ITEM.match(line)
            pending = Block(line.rstrip(), cell_len(item[1]) if item else 0)
    if pending is not None:
        yield pending
