"""Files that nobody would write on purpose, drawn from a seed: tables, and tables damaged."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

AWKWARD = (
    *("", " ", "007", "NA", "nan", "1e999", "-1.5", "true", '"', '""', "a\rb", "\n", "\r\n", "\r"),
    *(
        "\0",
        "\x1b]0;t\x07",
        "\x85",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\ufffd",
        "é",
        "東京",
        "😀",
        "=1+1",
    ),
    *("a,b", "a;b", "a\tb", "|", "'", "\\", "x" * 300, "\x1a", "\x0b\x0c\x1c", "{}", "[]", "null"),
)
NAMES = ("id", "text", "label", "n", "", " ", "a,b", 'q"', "é", "\ufeffx", "a;b", "x\ny", "label ")
ENCODINGS = ("utf-8",) * 12 + ("utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1251")
LINE_ENDS = ("\n", "\n", "\n", "\r\n", "\r")
ENDINGS = ("csv", "csv", "csv", "tsv", "jsonl", "jsonl", "csv.gz", "tsv.gz", "jsonl.gz")
LARGE = 300 << 10  # more than is read at a time


def draw_file(rng: Random) -> tuple[str, bytes]:
    """A file's ending and its bytes."""
    ending = rng.choice(ENDINGS)
    make = _json_lines if ending.startswith("jsonl") else _delimited
    text = make(rng, "\t" if ending.startswith("tsv") else rng.choice(",,,,,;\t|"))
    if rng.random() < 0.03:
        head, _, rows = text.partition("\n")
        text = f"{head}\n" + rows * (LARGE // max(len(rows), 1) + 1)
    content = text.encode(rng.choice(ENCODINGS), "replace")
    if rng.random() < 0.3:
        content = damaged(rng, content)
    if ending.endswith(".gz"):
        content = gzip.compress(content, 1, mtime=0)
        if rng.random() < 0.3:
            content = damaged(rng, content)
    return ending, content


def damaged(rng: Random, content: bytes) -> bytes:
    for _ in range(rng.randint(1, 3)):
        start = rng.randint(0, len(content))
        end = min(len(content), start + rng.randint(0, 12))
        content = rng.choice(DAMAGES)(rng, content, start, end)
    return content


def damaged_inside(rng: Random, archive: bytes) -> bytes:
    """A zip archive, such as a workbook, one of whose members is damaged."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        bad = rng.choice(old.namelist())
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, damaged(rng, content) if name == bad else content)
    return stream.getvalue()


Damage = Callable[[Random, bytes, int, int], bytes]
DAMAGES: tuple[Damage, ...] = (
    lambda rng, c, i, j: c[:i] + rng.randbytes(j - i) + c[j:],
    lambda rng, c, i, _: c[:i] + bytes([rng.choice(b'",\n\r\t\0{}[]\\\xff;')]) + c[i:],
    lambda _, c, i, j: c[:i] + c[j:],
    lambda _, c, i, j: c[:j] + c[i:j] * 3 + c[j:],
    lambda _, c, i, __: c[:i],
)


def _cell(rng: Random) -> str:
    if rng.random() < 0.5:
        return rng.choice(AWKWARD)
    if rng.random() < 0.5:
        return str(rng.randint(-50, 50))
    return "".join(chr(rng.choice((rng.randint(1, 127), rng.randint(1, 0xD7FF)))) for _ in "12345")


def _delimited(rng: Random, mark: str) -> str:
    width = rng.randint(1, 5)
    header = rng.sample(NAMES[:-1], width) if rng.random() < 0.95 else rng.choices(NAMES, k=width)
    rows = [[_cell(rng) for _ in range(width)] for _ in range(rng.randint(0, 12))]
    end = rng.choice(LINE_ENDS)
    if rng.random() < 0.15:  # as people write it by hand: nothing is quoted
        return end.join(mark.join(row) for row in [header, *rows])
    stream = io.StringIO(newline="")
    quoting = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    csv.writer(stream, delimiter=mark, lineterminator="\r\n", quoting=quoting).writerows(
        [header, *rows]
    )
    return stream.getvalue() if end == "\r\n" else stream.getvalue().replace("\r\n", end)


def draw_labeled(rng: Random) -> tuple[str, bytes]:
    """A file of odd cells with a column of labels, most often whole."""
    stream = io.StringIO(newline="")
    rows = [[_cell(rng), _cell(rng), rng.choice("ab")] for _ in range(rng.randint(12, 40))]
    csv.writer(stream).writerows([["text", "n", "label"], *rows])
    content = stream.getvalue().encode()
    return "csv", damaged(rng, content) if rng.random() < 0.2 else content


def _json_lines(rng: Random, _: str) -> str:
    width = rng.randint(1, 5)
    header = rng.sample(NAMES[:-1], width)
    lines = []
    for _row in range(rng.randint(0, 12)):
        names = header if rng.random() < 0.7 else rng.sample(header, rng.randint(0, width))
        pairs = {name: _value(rng) for name in names}
        lines.append(json.dumps(pairs, ensure_ascii=rng.random() < 0.5))
        if rng.random() < 0.05:
            lines.append(rng.choice(("", "  ", "\x0c", "[1]", "null", '{"a": 1, "a": 2}', "{")))
    return rng.choice(LINE_ENDS).join(lines) + "\n"


def _value(rng: Random) -> object:
    choices = (None, True, False, 3, -2.50, [1, {"k": [None]}], {"a": "b"}, {}, "\ud800")
    return rng.choice(choices) if rng.random() < 0.3 else _cell(rng)
