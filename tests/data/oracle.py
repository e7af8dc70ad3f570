"""What a file holds, read the plain way: the whole text at once, the standard library's parsers.

Which encoding and separator altui took is what it told the person; everything else is found
out anew.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from altui.data.layout import Layout

UNPACKERS: dict[bytes, Callable[[bytes], bytes]] = {
    b"\x1f\x8b": gzip.decompress,
    b"BZh": bz2.decompress,
    b"\xfd7zXZ": lzma.decompress,
}
Rows = list[tuple[str, ...]]


class NotATableError(Exception):
    """The plain way finds no table in the file either."""


def unpacked(content: bytes) -> bytes:
    if content.startswith(b"PK\x03\x04"):
        with ZipFile(io.BytesIO(content)) as archive:
            (name,) = archive.namelist()
            return archive.read(name)
    for magic, unpack in UNPACKERS.items():
        if content.startswith(magic):
            return unpack(content)
    return content


def decoded(path: Path, notes: Sequence[str]) -> str:
    content = unpacked(path.read_bytes())
    told = [re.match(r"(?:the file is in|read as) ([\w-]+)", note) for note in notes]
    encoding = next((found[1] for found in told if found), "utf-8-sig")
    # Python takes the mark of these away by itself.
    strips = encoding in ("utf-8-sig", "utf-16", "utf-32")
    return content.decode(encoding).removeprefix("" if strips else "\ufeff")


def read(
    path: Path, notes: Sequence[str] = (), layout: Layout | None = None
) -> tuple[list[str], Rows, int]:
    """The header as it stands, the cells of every row, and how many lines were blank.

    What stands above the header and below the last line of the layout is left out: it must have
    been told.
    """
    text = decoded(path, notes)
    if ".jsonl" in path.name:
        return _json_lines(text)
    if ".json" in path.name:
        return _json_list(text)
    usual = Layout(
        separator="\t" if ".tsv" in path.name else ",", header_row=0 if layout else 1, last_line=0
    )
    return _delimited(text, layout or usual, notes)


def _delimited(text: str, layout: Layout, notes: Sequence[str]) -> tuple[list[str], Rows, int]:
    every = _records(text, layout)
    above = [cells for line, cells in every if line < (layout.header_row or 0)]
    below = [cells for line, cells in every if line > (layout.last_line or len(text) + 1)]
    told = " ".join(notes)
    assert not any(map(_is_filled, above)) or "above the column names" in told or "sep=" in text
    assert not any(map(_is_filled, below)) or "below the rows" in told
    kept = [cells for _, cells in every[len(above) : len(every) - len(below)]]
    first = next((cells for cells in kept if _is_filled(cells)), None)
    if layout.header_row == 0 and first:
        header, rows = [f"column_{place}" for place in range(1, len(first) + 1)], kept
    else:
        while kept and not kept[0]:
            kept.pop(0)
        if not kept:
            raise NotATableError("nothing but blank lines")
        header, rows = kept[0], kept[1:]
    header = {1: ["", *header], -1: [*header, ""]}.get(layout.nameless or 0, header)
    filled = [tuple(row) for row in rows if row and (len(header) == 1 or _is_filled(row))]
    if not filled or any(len(row) != len(header) for row in filled):
        raise NotATableError("no row, or one of another length")
    return header, filled, len(rows) - len(filled)


def _is_filled(cells: Sequence[str]) -> bool:
    return any(cell.strip(" \t") for cell in cells)


def _records(text: str, layout: Layout) -> list[tuple[int, list[str]]]:
    """The line that each record begins on, and its cells."""
    csv.field_size_limit(1 << 30)
    quoting = csv.QUOTE_NONE if layout.quotes == "text" else csv.QUOTE_MINIMAL
    lines = list(io.StringIO(text, newline=""))
    above = lines[: max((layout.header_row or 1) - 1, 0)]
    reader = csv.reader(
        lines[len(above) :],
        delimiter=layout.separator or ",",
        quoting=quoting,
        skipinitialspace=bool(layout.trimmed),
        strict=True,
    )
    found, line = [], 1
    for text in above:  # what is no table need not be one
        found.append((line, [text.strip(' \t\r\n",;|')]))
        line += 1
    try:
        for cells in reader:
            found.append((line, [cell.strip() for cell in cells] if layout.trimmed else cells))
            line = len(above) + reader.line_num + 1
    except csv.Error as error:
        raise NotATableError(str(error)) from None
    return found


def _json_lines(text: str) -> tuple[list[str], Rows, int]:
    lines = list(io.StringIO(text, newline=""))
    found = [_object(line) for line in lines if not line.isspace()]
    header = list(dict.fromkeys(name for each in found for name in each))
    if not header:
        raise NotATableError("no key")
    rows = [tuple(_cell(each.get(name)) for name in header) for each in found]
    return header, rows, len(lines) - len(found)


def _json_list(text: str) -> tuple[list[str], Rows, int]:
    """Numbers keep their text: objects are cut out of the document by the decoder itself."""
    try:
        document = json.loads(text)
        if isinstance(document, dict):
            (key,) = (k for k, v in document.items() if isinstance(v, list) and v and _is_row(v[0]))
            document, start = document[key], text.index(f'"{key}"') + len(key) + 2
        else:
            start = 0
        objects = list(_cut_out(text, text.index("[", start) + 1, len(document)))
    except (ValueError, RecursionError) as error:
        raise NotATableError(str(error)) from None
    if not objects or not all(map(_is_row, document)):
        raise NotATableError("no object, or something else in the list")
    return _json_lines("\n".join(re.sub(r"[\r\n]", " ", each) for each in objects))


def _cut_out(text: str, place: int, number: int) -> Iterator[str]:
    for _ in range(number):
        start = place + len(text[place:]) - len(text[place:].lstrip(", \t\r\n"))
        _, place = json.JSONDecoder().raw_decode(text, start)
        yield text[start:place]


def _is_row(value: Any) -> bool:
    return isinstance(value, dict)


def _object(line: str) -> dict[str, Any]:
    try:
        names = json.loads(line, object_pairs_hook=lambda found: [name for name, _ in found])
        value = json.loads(line, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise NotATableError(str(error)) from None
    if not isinstance(value, dict) or len(names) != len(value):
        raise NotATableError("no object, or a key twice")
    return value


def _cell(value: Any) -> str:
    """Strings as they are; what is nested is compared as JSON, whatever its blanks."""
    if isinstance(value, dict | list):
        return canonical(json.dumps(value))
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value).lower()


def canonical(text: str) -> str:
    """JSON text of an object or list without its blanks and with its numbers as strings."""
    if text[:1] not in ("{", "["):
        return text
    try:
        return json.dumps(json.loads(text, parse_int=str, parse_float=str, parse_constant=str))
    except (ValueError, RecursionError):
        return text
