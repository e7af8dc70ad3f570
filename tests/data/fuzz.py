"""Files that nobody would write on purpose, drawn from a seed: tables, and tables damaged."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
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
ENDINGS = (
    *("csv", "csv", "csv", "tsv", "jsonl", "jsonl", "json", "json", "csv.gz", "tsv.gz", "jsonl.gz"),
    *("json.gz", "csv.bz2", "jsonl.xz", "csv.zip", "json.zip"),
)
LARGE = 300 << 10  # more than is read at a time


def draw_file(rng: Random) -> tuple[str, bytes]:
    """A file's ending and its bytes."""
    ending = rng.choice(ENDINGS)
    make = _json_list if ending.startswith(("json.", "json")) else _delimited
    make = _json_lines if ending.startswith("jsonl") else make
    text = make(rng, "\t" if ending.startswith("tsv") else rng.choice(",,,,,;\t|"))
    if rng.random() < 0.03 and make is not _json_list:
        head, _, rows = text.partition("\n")
        text = f"{head}\n" + rows * (LARGE // max(len(rows), 1) + 1)
    content = text.encode(rng.choice(ENCODINGS), "replace")
    if rng.random() < 0.3:
        content = damaged(rng, content)
    packing = ending.rpartition(".")[2]
    if packing in PACKINGS:
        content = PACKINGS[packing](content)
        if rng.random() < 0.3:
            content = damaged(rng, content)
    return ending, content


def zipped(content: bytes, name: str = "inside.csv") -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gz": lambda content: gzip.compress(content, 1, mtime=0),
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zip": zipped,
}


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


def _json_list(rng: Random, mark: str) -> str:
    """The objects of JSON Lines in a list, now and then written over several lines."""
    lines = [line for line in _json_lines(rng, mark).splitlines() if line.strip()]
    if rng.random() < 0.3:
        lines = [line.replace(", ", ",\n  ") for line in lines]
    text = "[" + rng.choice((",", ",\n", " ,\r\n ")).join(lines) + "]"
    return text if rng.random() < 0.8 else '{"n": 3, "rows": ' + text + ', "x": [1]}'


TAGS = ("TY", "ER", "TI", "T1", "AU", "AB", "N1", "KW", "Y1", "PMID", "FAU", "DP", "LID", "Q9")


def draw_other(rng: Random) -> tuple[str, bytes]:
    """References, plain text and tasks of other tools, whole or not."""
    ending = rng.choice(("ris", "nbib", "txt", "json", "jsonl"))
    if ending in ("json", "jsonl"):
        tasks = [json.dumps(_task(rng)) for _ in range(rng.randint(0, 6))]
        text = f"[{', '.join(tasks)}]" if ending == "json" else "\n".join(tasks)
    else:
        shapes = ("TY  - JOUR", "ER  - ", "ER  -", "", "PMID- 1", "1.", "{} - {}", "{:<4}- {}")
        shapes += ("{}  - {}", "{}  - {}", "      {1}", "N1  - altui_label: {1}")
        made = (rng.choice(shapes) for _ in range(rng.randint(0, 30)))
        text = rng.choice(LINE_ENDS).join(
            each.format(rng.choice(TAGS), _cell(rng)) for each in made
        )
    content = text.encode(rng.choice(ENCODINGS), "replace")
    return ending, damaged(rng, content) if rng.random() < 0.3 else content


def _task(rng: Random) -> object:
    chosen = rng.choice((["a"], ["b"], [], ["a", "b"], None, 3, [None]))
    result = {"type": "choices", "from_name": rng.choice("lm"), "value": {"choices": chosen}}
    return rng.choice(
        (
            {
                "id": rng.randint(1, 9),
                "data": {"text": _cell(rng)},
                "annotations": [{"result": [result]}],
            },
            {"data": {"text": _cell(rng), "n": _value(rng)}, "annotations": _value(rng)},
            {"text": _cell(rng), "accept": chosen, "answer": rng.choice(("accept", "ignore", 1))},
            {
                "text": _cell(rng),
                "meta": {"x": _value(rng)},
                "_input_hash": 1,
                "label": _value(rng),
            },
            {"data": _value(rng), "id": _value(rng)},
        )
    )


def _value(rng: Random) -> object:
    choices = (None, True, False, 3, -2.50, [1, {"k": [None]}], {"a": "b"}, {}, "\ud800")
    return rng.choice(choices) if rng.random() < 0.3 else _cell(rng)
