"""Which kind of text a file holds, as far as its name leaves that open."""

from __future__ import annotations

import csv
import json
import re

from altui.data.readers.exchange.prodigy import is_prodigy
from altui.data.readers.json_document import is_json_lines
from altui.data.readers.text.blanks import are_rows_of_blanks
from altui.data.readers.text.utf8_source import Source

HEAD = 256 << 10
FIRST = 4096
"""Bytes of a file with commas that have one."""

LEAST_ROWS = 3
"""Lines with equally many commas; two may be a coincidence, as prose has commas too."""

RIS = re.compile(r"TY {1,2}- ?\w")
NBIB = re.compile(r"PMID ?- ?\d")
NAME = re.compile(r"\w[\w .-]{0,30}")
SEPARATORS = (";", "|", ",")

SAID = {
    "json": "the file holds JSON",
    "jsonl": "the file holds JSON Lines, one object per line",
    "ris": "the file holds references in RIS form",
    "nbib": "the file holds references as PubMed writes them",
    "tsv": "the file holds cells separated by tabs, with a header line",
    "csv": "the file holds separated cells, with a header line",
    "blanks": "cells are separated by blanks",
}


def find_kind(source: Source, kind: str) -> str:
    """The kind of a text whose name says `kind`; what is found instead is put in the notes."""
    found = kind
    if kind == "txt":
        found = kind_of_text(_head(source)) or "lines"
    elif kind == "json" and is_json_lines(source):
        found = "jsonl"
    elif kind in ("csv", "tsv") and source.read(source.start, 1) in (b"{", b"["):
        found = _json_in(_head(source)) or kind
    elif kind == "csv" and b"," not in source.read(source.start, FIRST):
        found = "blanks" if _are_apart_by_blanks(_head(source)) else kind
    if found != kind and found in SAID:
        source.notes.append(SAID[found])
    return "prodigy" if found == "jsonl" and is_prodigy(source) else found


def kind_of_text(head: str) -> str:
    """The kind that the beginning of a text gives away; empty for lines of text like any other."""
    lines = [line for line in head.splitlines() if line.strip()]
    text = "\n".join(lines[:20])
    if re.match(NBIB, text.lstrip("\ufeff")):
        return "nbib"
    if any(RIS.match(line) for line in lines[:20]) and re.search(r"(?m)^[A-Z][A-Z0-9]  ?- ", text):
        return "ris"
    if not lines:
        return ""
    if text.startswith(("{", "[")):
        return _json_kind(lines)
    if _are_rows(lines, "\t", least=2):
        return "tsv"
    if any(_are_rows(lines, mark, least=LEAST_ROWS) for mark in SEPARATORS):
        return "csv"
    return "blanks" if are_rows_of_blanks(lines) else ""


def kind_of_stream(head: str) -> str:
    """The same where there is no name at all, and so a header line is likely."""
    found = kind_of_text(head)
    first = next((line for line in head.splitlines() if line.strip()), "")
    if found:
        return found
    if "\t" in first:
        return "tsv"
    has_names = any(mark in first for mark in SEPARATORS) or NAME.fullmatch(first) is not None
    return "csv" if has_names else "txt"


def _json_in(head: str) -> str:
    """The kind where each line, or all of them, can only be JSON; a cell may begin with [ too, or
    be {} as a whole."""
    kind = kind_of_text(head)
    return kind if re.match(r'(\[\s*)?\{\s*"', head) else ""


def _json_kind(lines: list[str]) -> str:
    try:
        is_object = isinstance(json.loads(lines[0]), dict)
    except (ValueError, RecursionError):
        is_object = False
    if is_object:
        return "jsonl"
    return "json" if re.match(r'\[\s*[\[{"\d\]]|\{\s*"', "".join(lines[:3])) else ""


def _are_rows(lines: list[str], mark: str, *, least: int) -> bool:
    """Whether all lines have equally many cells, and more than one."""
    try:
        widths = {len(cells) for cells in csv.reader(lines, delimiter=mark, strict=True)}
    except csv.Error:
        return False
    return len(lines) >= least and len(widths) == 1 and widths != {1}


def _are_apart_by_blanks(head: str) -> bool:
    lines = [line for line in head.splitlines() if line.strip()]
    has_mark = any(mark in head for mark in SEPARATORS) or _are_rows(lines, "\t", least=2)
    return not has_mark and are_rows_of_blanks(lines)


def _head(source: Source) -> str:
    """The whole lines at the beginning."""
    text = source.read(source.start, HEAD).decode("utf-8", "ignore")
    return text if len(text) < HEAD // 4 else text[: text.rfind("\n") + 1] or text
