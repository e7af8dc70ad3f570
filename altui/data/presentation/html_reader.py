"""The reader of HTML that collects its words line by line; loaded where there is some."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from altui.data.presentation.html_tags import BLOCKS, DROPPED

_SPACES = re.compile(r"[ \t\r\n\f]+")
_KEPT = str.maketrans({" ": "\0", "\t": "\0\0\0\0", "\r": ""})
"""Blanks of a `pre`, so that they are not taken for those around a line."""


class TextOfHtml(HTMLParser):
    """Collects words line by line; blanks and line ends in the source are blanks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._dropping = ""
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in DROPPED:
            self._dropping = self._dropping or tag
        elif tag in BLOCKS:
            self._parts.append("\n")
        self._pre += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag == self._dropping:
            self._dropping = ""
        elif tag in BLOCKS:
            self._parts.append("\n")
        self._pre = max(self._pre - (tag == "pre"), 0)

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            kept = data.translate(_KEPT) if self._pre else _SPACES.sub(" ", data)
            self._parts.append(kept)

    def unknown_decl(self, data: str) -> None:
        """A CDATA section, or what Word writes: nothing to be read."""

    def text(self) -> str:
        lines = (line.strip(" ") for line in "".join(self._parts).split("\n"))
        return "\n".join(line for line in lines if line.strip("\0")).replace("\0", " ")
