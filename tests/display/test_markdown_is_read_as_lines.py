"""Markdown in a terminal: headings stand out, paragraphs fit the width, no word is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from altui.display.markdown import markdown_lines
from altui.display.text import displayable
from tests.display.hostile import any_text

TEXT = """\
# The rules #

A paragraph that was
typed in short
lines.
- an item that is longer than the line may be
- another
  1. below it

```
code   stays
  as it is
```
> a quote
| a | table |
"""


def test_what_stands_out_and_what_is_joined() -> None:
    lines = markdown_lines(TEXT, 30)
    assert [each.text for each in lines if each.is_heading] == ["The rules"]
    assert [each.text for each in lines] == [
        "The rules",
        "",
        "A paragraph that was typed in",
        "short lines.",
        "- an item that is longer than",
        "  the line may be",
        "- another",
        "  1. below it",
        "",
        "```",
        "code   stays",
        "  as it is",
        "```",
        "> a quote",
        "| a | table |",
    ]


@given(st.one_of(st.text("#-*> `|a\n\t 1.", max_size=80), any_text), st.integers(3, 50))
def test_nothing_is_lost_or_too_wide_or_unfit(text: str, width: int) -> None:
    lines = [each.text for each in markdown_lines(text, width)]
    shown = "\n".join(lines)
    assert displayable(shown) == shown
    assert all(cell_len(line) <= width for line in lines)
    letters = [c for c in displayable(text, max_characters=200_000) if c.isalnum()]
    assert [c for c in shown if c.isalnum()] == letters
