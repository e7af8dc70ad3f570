"""The parts of a page: no network, no script, all foreign text escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from html import escape

from altui.display.text import displayable, one_line

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem;
  color: #222; background: #fff; }
table { border-collapse: collapse; margin: 0.5rem 0 1.5rem; }
th, td { padding: 0.3rem 0.8rem 0.3rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid #ddd; overflow-wrap: anywhere; }
td.meaning, p.meaning, figcaption { color: #555; font-size: 0.9rem; }
td.number { text-align: right; }
figure { margin: 0; }
svg { width: 100%; height: auto; }
svg text { font: 12px system-ui, sans-serif; fill: #555; }
svg .grid { stroke: #ddd; } svg .band { fill: #9cc3e6; fill-opacity: 0.5; }
svg .line { fill: none; stroke: #1f5f99; stroke-width: 2; } svg .dot { fill: #1f5f99; }
"""

PageRows = Iterable[tuple[str, str, str]]
"""Names, values and meanings. The first two may be foreign text."""


def document(title: str, parts: Iterable[str]) -> str:
    """The whole page. `title` may be foreign text; `parts` are HTML."""
    title = text(title)
    parts = [f"<h1>{title}</h1>", *parts]
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body>\n</html>\n"
    )


def table(rows: PageRows) -> str:
    lines = [
        f'<tr><th>{text(name)}</th><td>{text(value)}</td><td class="meaning">{meaning}</td></tr>'
        for name, value, meaning in rows
    ]
    return "<table>\n" + "\n".join(lines) + "\n</table>"


def grid(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{text(name)}</th>" for name in heads)
    lines = [f"<tr>{head}</tr>"]
    for first, *cells in rows:
        body = "".join(f'<td class="number">{text(cell)}</td>' for cell in cells)
        lines.append(f"<tr><th>{text(first)}</th>{body}</tr>")
    return "<table>\n" + "\n".join(lines) + "\n</table>"


def text(foreign: str) -> str:
    """Foreign text for the page: displayable and escaped."""
    return escape(one_line(displayable(foreign)), quote=True)
