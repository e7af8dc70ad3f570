"""A page of the manual in its sections, and a section in the passages that one reads as one: a
paragraph, an item of a list, a row of a table, a line of code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

FENCE = "```"
HEADING = re.compile(r"#+ +(.*)")
START = re.compile(r"- |\d+\. |\|")
"""How a line begins that does not go on with the one above."""
EMPHASIS = re.compile(r"\*{1,2}(\w[^*]*)\*{1,2}")
RULE = re.compile(r"[|\s:-]+")


class Section(NamedTuple):
    topic: str
    heading: str
    passages: tuple[str, ...]


def sections_of(topic: str, text: str) -> list[Section]:
    """The sections of a page in Markdown, each up to the next heading of any level."""
    sections: list[Section] = []
    heading, passages = "", list[str]()
    for is_heading, passage in _passages(text.splitlines()):
        if is_heading:
            sections.append(Section(topic, heading, tuple(passages)))
            heading, passages = passage, []
        else:
            passages.append(passage)
    sections.append(Section(topic, heading, tuple(passages)))
    return sections[1:]  # nothing stands above the first heading


def _passages(lines: Iterable[str]) -> Iterator[tuple[bool, str]]:
    """(whether it is a heading, the text), without the marks of Markdown."""
    open_passage: list[str] = []
    is_code = False
    for line in lines:
        is_fence = line.startswith(FENCE)
        found = None if is_code else HEADING.fullmatch(line)
        stands_alone = is_code or is_fence or found or not line.strip() or START.match(line)
        if stands_alone and open_passage:
            yield False, " ".join(open_passage)
            open_passage = []
        if is_fence:
            is_code = not is_code
        elif found:
            yield True, _plain(found[1])
        elif is_code and line.strip():
            yield False, line.strip()
        elif line.startswith("|"):
            if not RULE.fullmatch(line):
                yield False, "  ".join(_plain(each) for each in _cells(line) if each)
        elif line.strip():
            open_passage.append(_plain(line))
    if open_passage:
        yield False, " ".join(open_passage)


def _cells(row: str) -> list[str]:
    cells = re.split(r"(?<!\\)\|", row)[1:-1]
    return [each.replace("\\|", "|").strip() for each in cells]


def _plain(text: str) -> str:
    return EMPHASIS.sub(r"\1", text.replace("`", "")).strip().removeprefix("- ")
