"""Light Markdown as lines for a terminal: headings are told apart, all else stays as written.

markdown-it-py says which lines are a heading, a paragraph or the text of a list item. Only those
are joined and wrapped again; quotes, tables, code and rules keep their lines. Only the marks of a
heading are left out, so every word that was written is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.cells import cell_len

from altui.display.text import displayable, wrap

CAPS = {"max_characters": 200_000, "max_lines": 5_000}

KEPT = ("blockquote_open", "table_open")
"""What holds inline text whose lines stay as they are."""


class MarkdownBlock(NamedTuple):
    """Text that is wrapped as one. `lead` is the part of it (a bullet, an indent) below which
    further lines stay clear."""

    text: str
    lead: str = ""
    is_heading: bool = False


class MarkdownLine(NamedTuple):
    text: str
    is_heading: bool = False


def markdown_lines(text: str, width: int) -> list[MarkdownLine]:
    """The text in lines of at most `width` cells, fit for a terminal."""
    blocks = _blocks(displayable(text, **CAPS))
    lines = [
        MarkdownLine(line, block.is_heading) for block in blocks for line in _wrap(block, width)
    ]
    while lines and not lines[-1].text.strip():
        lines.pop()
    return lines


def _wrap(block: MarkdownBlock, width: int) -> list[str]:
    lines = wrap(block.text, width)
    indent = cell_len(block.lead)
    if len(lines) == 1 or not 0 < indent < width // 2:
        return lines
    # The first line keeps its bullet, the others stand below its text.
    first, *more = wrap(block.text[len(block.lead) :], width - indent)
    return [block.lead + first, *(" " * indent + each for each in more)]


@lru_cache(maxsize=2)
def _blocks(text: str) -> tuple[MarkdownBlock, ...]:
    """The blocks are the same at every width, so a resize parses nothing again."""
    lines = [line.rstrip() for line in text.split("\n")]
    # Block structure only: what stands within a paragraph is shown as written.
    reader = MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"], True)
    blocks: list[MarkdownBlock] = []
    done = 0
    for start, end, block in _join_blocks(reader.parse(text), lines):
        blocks += map(MarkdownBlock, lines[done:start])
        blocks.append(block)
        done = end
    return (*blocks, *map(MarkdownBlock, lines[done:]))


def _join_blocks(tokens: list[Token], lines: list[str]) -> Iterator[tuple[int, int, MarkdownBlock]]:
    """(first line, line after the last, block) of each heading, paragraph and item, downwards."""
    kept_until = 0
    is_heading = False
    for token in tokens:
        if token.map is None:
            continue
        start, end = token.map
        if token.type in KEPT:
            kept_until = max(kept_until, end)
        elif token.type == "heading_open":
            is_heading = token.level == 0
            last = end
        elif token.type == "paragraph_open":
            is_heading, last = False, end
        elif token.type == "inline" and start >= kept_until:
            block = _block(token.content, lines[start:end], is_heading=is_heading)
            if block is not None:
                yield start, last, block


def _block(content: str, lines: list[str], *, is_heading: bool) -> MarkdownBlock | None:
    """None for lines that are not to be joined: rows of a table without the line of its head."""
    if is_heading:
        return MarkdownBlock(" ".join(content.split("\n")), is_heading=True)
    if any(line.lstrip().startswith("|") for line in lines):
        return None
    first = content.partition("\n")[0].rstrip()
    lead = lines[0].removesuffix(first)
    return MarkdownBlock(" ".join((lines[0], *(line.strip() for line in lines[1:]))), lead)
