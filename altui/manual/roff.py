"""Markdown as the roff of a man page: the macros of man(7), all in ASCII.

Of a table each row is an entry under its first cell: columns side by side have no room at 80 cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from markdown_it import MarkdownIt
from markdown_it.token import Token

SIGNS = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}
"""Characters that roff would turn into others, so that what is copied would not run."""
LONGEST = 80
FONTS = {
    "strong_open": r"\fB",
    "strong_close": r"\fR",
    "em_open": r"\fI",
    "em_close": r"\fR",
    "softbreak": " ",
}


def roff(markdown: str) -> str:
    """The text below the page's own heading; further headings are subsections."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    return "".join(f"{line}\n" for line in _lines(tokens))


def escape(text: str) -> str:
    """Plain text as it stands within a line."""
    signs = (SIGNS.get(each, each) for each in text)
    return "".join(each if each.isascii() else rf"\[u{ord(each):04X}]" for each in signs)


def bold(text: str) -> str:
    return rf"\fB{escape(text)}\fR"


def entry(tag: str, body: str) -> list[str]:
    """A paragraph below its tag, both in roff already."""
    return [".TP", _begin(tag), *_filled(body)]


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    is_item = False
    head: list[str] = []
    row: list[str] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        above = before.type if before else ""
        if token.type == "fence":
            yield from as_typed(token.content)
        elif token.type == "list_item_open":
            is_item = True
        elif token.type == "inline" and above == "heading_open":
            if before and before.tag != "h1":
                yield f".SS {_argument(_inline(token))}"
        elif token.type == "inline" and above == "paragraph_open":
            yield from (r".IP \(bu 2" if is_item else ".PP", *_filled(_inline(token)))
            is_item = False
        elif token.type == "inline":
            row.append(_inline(token))
        elif token.type == "tr_close":
            if head:
                yield from entry(row[0], _cells(head, row))
            else:
                head = row
            row = []
        elif token.type == "table_close":
            head = []


def _cells(head: Sequence[str], row: Sequence[str]) -> str:
    """What stands beside the first cell of a row: the last cell, which says what it is, and those
    between them under the names of their columns."""
    named = list(zip(head, row, strict=True))[1:-1]
    between = "; ".join(f"{name}: {cell}" for name, cell in named if cell)
    return f"{row[-1]} ({between})" if between else row[-1]


def _inline(token: Token) -> str:
    return "".join(map(_part, token.children or ()))


def _part(token: Token) -> str:
    if token.type == "code_inline":
        return bold(token.content)
    return FONTS.get(token.type) or escape(token.content)


def _filled(text: str) -> list[str]:
    """Text in roff in lines that a person can read."""
    lines = wrap(text, LONGEST, break_long_words=False, break_on_hyphens=False)
    return [_begin(each) for each in lines]


def _begin(line: str) -> str:
    """The line, no longer taken for a command of roff."""
    return rf"\&{line}" if line[:1] in (".", "'") or not line else line


def _argument(text: str) -> str:
    return '"' + text.replace('"', r"\(dq") + '"'


def subsection(title: str) -> str:
    return f".SS {_argument(escape(title))}"


def paragraph(text: str) -> list[str]:
    """Plain text, its line breaks joined."""
    return [".PP", *_filled(escape(" ".join(text.split())))]


def as_typed(text: str) -> list[str]:
    """Plain text, line by line."""
    return [".PP", ".EX", *(_begin(escape(each)) for each in text.rstrip().split("\n")), ".EE"]
