"""A page of the manual in its sections, and a section in the passages that one reads as one: a
paragraph, an item of a list, a row of a table, a line of code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

FENCE = "```"
HEADING = re.compile(r"#+ +(.*)")
START = re.compile(r"- |\d+\. ")
"""How an item of a list begins."""
EMPHASIS = re.compile(r"\*{1,2}(\w[^*]*)\*{1,2}")
NAMES = re.compile(r"- ((?:\*\*[^*]+\*\*(?:, )?)+):")
RULE = re.compile(r"[|\s:-]+")


class Passage(NamedTuple):
    text: str
    names: tuple[str, ...] = ()
    """What it says the meaning of: the bold words of an item, the first cell of a row."""


class Section(NamedTuple):
    topic: str
    heading: str
    passages: tuple[Passage, ...]


def sections_of(topic: str, text: str) -> list[Section]:
    """The sections of a page in Markdown, each up to the next heading of any level."""
    sections: list[tuple[str, list[Passage]]] = []
    for is_heading, passage in _passages(text.splitlines()):
        if is_heading:
            sections.append((passage.text, []))
        else:
            sections[-1][1].append(passage)
    return [Section(topic, heading, tuple(passages)) for heading, passages in sections]


def _passages(lines: Iterable[str]) -> Iterator[tuple[bool, Passage]]:
    """(whether it is a heading, the text without the marks of Markdown)."""
    joined: list[str] = []
    is_code = False
    for line in lines:
        is_fence = line.startswith(FENCE)
        is_alone = is_code or is_fence or not line.strip() or line.startswith(("#", "|"))
        if joined and (is_alone or START.match(line)):
            yield False, _text(joined)
            joined = []
        if is_fence:
            is_code = not is_code
        elif is_code and line.strip():
            yield False, Passage(line.strip())
        elif heading := HEADING.fullmatch(line):
            yield True, Passage(_plain(heading[1]))
        elif line.startswith("|") and not RULE.fullmatch(line):
            yield False, _row(line)
        elif not is_alone:
            joined.append(line.strip())
    if joined:
        yield False, _text(joined)


def _text(lines: list[str]) -> Passage:
    text = " ".join(lines)
    names = NAMES.match(text)
    return Passage(
        _plain(text.removeprefix("- ")),
        tuple(EMPHASIS.sub(r"\1", names[1]).split(", ")) if names else (),
    )


def _row(line: str) -> Passage:
    cells = [_plain(each.replace("\\|", "|")) for each in re.split(r"(?<!\\)\|", line)[1:-1]]
    return Passage("  ".join(filter(None, cells)), tuple(cells[:1]))


def _plain(text: str) -> str:
    return EMPHASIS.sub(r"\1", text.replace("`", "")).strip()
