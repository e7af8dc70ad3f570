"""Markdown in a terminal: headings stand out, paragraphs fit the width, no word is lost."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
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


def test_an_item_goes_on_below_its_text_and_its_second_paragraph_too() -> None:
    text = "- an item\nwith more to say\n\n  and a second paragraph\n\n  - one below it, long\n"
    assert [each.text for each in markdown_lines(text, 18)] == [
        "- an item with",
        "  more to say",
        "",
        "  and a second",
        "  paragraph",
        "",
        "  - one below it,",
        "    long",
    ]


def test_a_heading_may_be_underlined_and_one_in_code_is_none() -> None:
    lines = markdown_lines("The rules\n=========\n\n    # code\n\n~~~\n# code too\n~~~\n", 30)
    assert [each.text for each in lines if each.is_heading] == ["The rules"]
    assert [each.text for each in lines][2:] == ["    # code", "", "~~~", "# code too", "~~~"]


@pytest.mark.parametrize(
    "text",
    [
        "> " * 100_000,
        "- " * 100_000,
        "[" * 200_000,
        "[a]: " * 40_000,
        "|a|b|\n|-|-|\n" + "|1|\n" * 5_000,
    ],
    ids=["quotes", "lists", "brackets", "references", "table"],
)
def test_a_text_made_to_be_slow_is_read_at_once(text: str) -> None:
    start = time.thread_time()
    assert markdown_lines(text, 60)
    assert time.thread_time() - start < 5, "some 0.2 s of the processor"


def test_the_parser_is_loaded_with_the_first_guidelines() -> None:
    script = (
        "import sys, altui.tui.app, altui.plain.dialogue\n"
        "from altui.wording.pages.guidelines import guidelines_lines\n"
        "assert 'markdown_it' not in sys.modules\n"
        "guidelines_lines('# a', (), 40)\n"
        "assert 'markdown_it' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@given(st.one_of(st.text("#-*> `|a\n\t 1.", max_size=80), any_text), st.integers(3, 50))
def test_nothing_is_lost_or_too_wide_or_unfit(text: str, width: int) -> None:
    lines = [each.text for each in markdown_lines(text, width)]
    shown = "\n".join(lines)
    assert displayable(shown) == shown
    assert all(cell_len(line) <= width for line in lines)
    letters = [c for c in displayable(text, max_characters=200_000) if c.isalnum()]
    assert [c for c in shown if c.isalnum()] == letters
