"""The parts of a page: no network, no script, all foreign text escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from html import escape
from typing import NamedTuple

from altui.display.text import displayable, one_line
from altui.wording.report.style import STYLE

SHORT = 8
"""Rows of a table that is kept on one page when it is printed; a longer one gets small print."""


class Head(NamedTuple):
    """What stands above and below a page. All may be foreign text."""

    name: str
    about: Sequence[str]
    foot: str


PageRows = Iterable[tuple[str, str, str]]
"""Names, values and meanings. The first two may be foreign text."""


def document(head: Head, parts: Iterable[str]) -> str:
    """The whole page. `parts` are HTML."""
    name = text(head.name)
    about = "".join(f'<p class="quiet">{text(each)}</p>' for each in head.about)
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{name}: labels and accuracy</title>",
            f"<style>{STYLE}</style>",
            "</head>",
            "<body>",
            f"<header><h1>{name}</h1>{about}</header>",
            "<main>",
            *parts,
            "</main>",
            f"<footer><p>{text(head.foot)}</p></footer>",
            "</body>",
            "</html>\n",
        ]
    )


def section(title: str, *parts: str) -> str:
    """Parts under a heading. `title` is text of altui, `parts` are HTML."""
    return "\n".join(["<section>", f"<h2>{title}</h2>", *parts, "</section>"])


def facts(rows: PageRows) -> str:
    """A table of names and values; a meaning stands below its value."""
    lines = []
    for name, value, meaning in rows:
        below = f'<span class="quiet">{meaning}</span>' if meaning else ""
        lines.append(
            f'<tr><th scope="row">{text(name)}</th><td>{text(value)}{below}</td></tr>',
        )
    return body_of("facts", [], lines)


class Cell(NamedTuple):
    """A number with what it is of, which stands on lines of its own on a narrow page."""

    number: str
    of: tuple[str, ...] = ()


def grid(heads: Sequence[str], rows: Iterable[tuple[str, Sequence[str | Cell]]]) -> str:
    """A table of numbers: each row's name and its cells. All may be foreign text."""
    lines = []
    for name, cells in rows:
        body = "".join(f'<td class="number">{_cell(each)}</td>' for each in cells)
        lines.append(f'<tr><th scope="row">{text(name)}</th>{body}</tr>')
    return wide(body_of("grid", [head_line(heads)], lines))


def _cell(cell: str | Cell) -> str:
    if isinstance(cell, str):
        return text(cell)
    beside = (f' <span class="quiet">{text(each)}</span>' for each in cell.of)
    return text(cell.number) + "".join(beside)


def head_line(heads: Sequence[str]) -> str:
    """The first line of a table. The corner above the rows' names is no heading if it is empty."""
    first, *others = heads
    corner = f'<th scope="col">{text(first)}</th>' if first else "<td></td>"
    cells = "".join(f'<th scope="col" class="number">{text(name)}</th>' for name in others)
    return f"<tr>{corner}{cells}</tr>"


def wide(table: str) -> str:
    """A table that scrolls by itself, by keys too, where it is wider than the page."""
    return f'<div class="wide" tabindex="0">{table}</div>'


def quiet(words: str) -> str:
    """A paragraph that explains what stands above it, in words of altui."""
    return f'<p class="quiet">{words}</p>'


def text(foreign: str, width: int | None = None) -> str:
    """Foreign text for the page: displayable, on one line and escaped; cut to `width` cells."""
    return escape(one_line(displayable(foreign), width), quote=True)


def body_of(kind: str, heads: Sequence[str], lines: Sequence[str]) -> str:
    length = "short" if len(lines) <= SHORT else "long"
    head = ["<thead>", *heads, "</thead>"] if heads else []
    parts = [f'<table class="{kind} {length}">', *head, "<tbody>", *lines, "</tbody>", "</table>"]
    return "\n".join(parts)
