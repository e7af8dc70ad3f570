"""How files were cut before layouts were kept: sessions from then go on so."""

from __future__ import annotations

import re

from altui.data.layout import Layout
from altui.data.readers.layout.separator import OTHER_SEPARATORS, name_of
from altui.data.readers.layout.text_layout import Found
from altui.data.readers.text.utf8_source import Source

HEADER_SAMPLE = 64 << 10
QUOTED = re.compile(r'"(?:[^"]|"")*"')


def as_before(source: Source, kind: str) -> Found:
    separator = "\t" if kind == "tsv" else _separator(source)
    found = Found(Layout(version=0, separator=separator))
    if separator != "," and kind == "csv":
        found.notes.append(f"cells are separated by {name_of(separator)}")
    return found


def _separator(source: Source) -> str:
    """A comma, unless the header has none and has a semicolon, tab or bar outside of quotes."""
    sample = source.read(source.start, HEADER_SAMPLE).decode("utf-8", "ignore")
    lines = [line for line in re.split(r"[\r\n]", QUOTED.sub("q", sample)) if line]
    header = lines[0] if lines else ""
    if "," in header:
        return ","
    counts = {mark: header.count(mark) for mark in OTHER_SEPARATORS}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ","
