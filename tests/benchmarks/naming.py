"""How many keys a label takes with many classes, and how many bytes a key of the `'` line.

`python -m tests.benchmarks.naming` prints two tables; `letters`, `texts`, `common-first` or `bytes`
after it prints these alone. A label takes one key where its class has one (a digit, or that of a
class used last), else `'`, letters, moves and enter: an ideal person types and moves whatever takes
fewest keys. The rows are asked by altui's own session and learner; the order of the classes is the
live model's, and beside it that by use alone.
"""

from __future__ import annotations

import csv
import gzip
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from altui.display.console import put_table, say
from altui.display.folded import fold
from altui.labeling.annotation import Annotation
from altui.labeling.naming.class_line import ClassLine
from altui.labeling.naming.narrowing import word_starts
from altui.labeling.naming.order import naming_order
from altui.labeling.naming.recent import order_by_use
from altui.labeling.opening.face import Opening
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.labeling.showing.class_keys import ClassKey
from altui.labeling.view import View, build_view, with_round
from altui.session.events import Decision
from tests.benchmarks.line import RATE
from tests.benchmarks.watching import Watched
from tests.shared import DATA

LABELS = 300
SEED = 11
SPELLED = (
    "alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar "
    "papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu"
)
LONGEST = 6
"""Letters of a word that anybody types."""


# What is labeled


@dataclass(frozen=True)
class Work:
    """A file whose rows have no label, and the class of each by its id."""

    file: Path
    truth: dict[str, str]
    columns: tuple[str, ...]
    is_common_first: bool = False
    """Whether the person has listed the commonest classes first, so that they have the digits."""

    @property
    def classes(self) -> tuple[str, ...]:
        counts = Counter(self.truth.values())
        if self.is_common_first:
            return tuple(name for name, _ in counts.most_common())
        return tuple(sorted(counts))


def letters(folder: Path) -> Work:
    """letter_part: 26 classes, each named by the word that spells it."""
    with gzip.open(DATA / "letter_part.csv.gz", "rt", newline="") as source:
        head, *rows = csv.reader(source)
    names = {word[0].upper(): word for word in SPELLED.split()}
    truth = {row[0]: names[row[-1]] for row in rows}
    columns = tuple(f"{name}=numeric" for name in head[1:-1])
    return Work(_write(folder / "letters.csv", head[:-1], [r[:-1] for r in rows]), truth, columns)


def texts(folder: Path, classes: int = 200, rows: int = 3_000) -> Work:
    """Texts of 20 words: four of the five that go with the subject, four of the matter, one of the
    class itself, the others common words. A class is a subject and a matter, its frequency by
    Zipf."""
    rng = np.random.default_rng(SEED)
    words = _words(rng, 3_000)
    subjects, matters, others = words[:60], words[60:100], words[100:]
    pairs = rng.permutation([*product(range(60), range(40))])[:classes]
    frequency = 1 / np.arange(1, classes + 1)
    chosen = rng.choice(classes, rows, p=frequency / frequency.sum())
    truth, lines = {}, []
    for number, k in enumerate(chosen):
        subject, matter = pairs[k]
        told = [others[5 * subject + i] for i in rng.integers(0, 5, 4)]
        told += [others[300 + 5 * matter + i] for i in rng.integers(0, 5, 4)]
        told.append(others[500 + k])
        told += [others[int((len(others) - 1) * share**3)] for share in rng.random(20 - len(told))]
        row_id = f"t{number:04d}"
        truth[row_id] = f"{subjects[subject]} {matters[matter]}"
        lines.append([row_id, " ".join(rng.permutation(told))])
    return Work(_write(folder / "texts.csv", ["id", "text"], lines), truth, ("text=text",))


def _words(rng: np.random.Generator, count: int) -> list[str]:
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    made = ("".join(rng.choice(syllables, rng.integers(2, 5))) for _ in range(2 * count))
    return list(dict.fromkeys(made))[:count]


def _write(path: Path, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
    return path


# Keys


@dataclass(frozen=True)
class Keys:
    """The keys of one label, by the live order and by use."""

    live: int
    by_use: int


def walk(work: Work, labels: int = LABELS) -> Iterator[Keys]:
    """Label as altui asks, always rightly."""
    request = OpenRequest(
        file=work.file, id_column="id", columns=work.columns, classes=work.classes, seed=1
    )
    opening = Opening("", lambda *_: annotation, lambda _: work.file)
    annotation = prepare(request).open()
    began = time.perf_counter()
    for number in range(labels):
        view = opening.complete(_ask(annotation))
        assert view.shown_row is not None
        wanted = work.truth[view.shown_row.row_id]
        names = [each.name for each in view.classes]
        yield Keys(
            keys_for(wanted, view.classes, naming_order(view)),
            keys_for(wanted, view.classes, order_by_use(view.curve.used, names)),
        )
        label = Decision.label(view.shown_row.row, wanted, **view.shown_at(time.time()))
        annotation.session.decide(with_round(view, label))
        if number % 50 == 49:
            say(f"{number + 1} labels in {time.perf_counter() - began:.0f} s")
    annotation.close()


def _ask(annotation: Annotation) -> View:
    asked = annotation.learner.round(annotation.session.knowledge())
    annotation.session.record(asked)
    return build_view(annotation, asked)


def keys_for(wanted: str, classes: Sequence[ClassKey], order: Sequence[int]) -> int:
    """The fewest keys that give this class."""
    if any(each.key for each in classes if each.name == wanted):
        return 1
    fewest = 10**6
    for typed in sorted(set(beginnings(fold(wanted))), key=len):
        if len(typed) + 2 >= fewest:
            break
        line = ClassLine(classes, order)
        for letter in typed:
            line.type(letter)
        moves = [each.name for each in line.matches].index(wanted)
        fewest = min(fewest, len(typed) + moves + 2)
    return fewest


def beginnings(name: str) -> Iterator[str]:
    """What one may type for a name: nothing, the beginning of a word, those of two words."""
    starts = word_starts(name)
    parts = [[name[at : at + n].strip() for n in range(1, LONGEST + 1)] for at in starts]
    yield ""
    for one in parts:
        yield from one
    for place, one in enumerate(parts):
        for other in parts[place + 1 :]:
            yield from (f"{a}{b}" for a in one[:3] for b in other[:3])


# Bytes

TYPED = ("'", "b", "a", "\x7f", "\x7f", "t", "o", " ", "m", "\x7f", "\t", "\t", "\x1b[Z", "\x7f")


def sizes_of_keys(folder: Path, classes: int, columns: int, rows: int) -> list[int]:
    """The bytes that each key of the line brings, over and over."""
    work = texts(folder, classes, max(400, 4 * classes))
    names = folder / f"{classes}.toml"
    names.write_text("".join(f'[[class]]\nname = "{name}"\n' for name in work.classes))
    words = ("--id", "id", "--columns", "text=text", "--classes-file", names, "--dwell", "0")
    sizes: list[int] = []
    with Watched("label", work.file, *words, columns=columns, rows=rows) as terminal:
        terminal.wait_for("query 1", patience=120)
        terminal.settle(1.0)
        for _ in range(3):
            for key in TYPED:
                before = len(terminal.raw)
                terminal.press(key)
                terminal.settle(0.15)
                sizes.append(len(terminal.raw) - before)
            terminal.press("\x1b")
            terminal.settle(0.5)
    return sizes


def byte_rows(folder: Path) -> Iterator[tuple[str, ...]]:
    for classes, (columns, rows) in product((10, 100, 1_000), ((80, 24), (120, 40))):
        apart = folder / f"{classes}-{columns}"
        apart.mkdir()
        sizes = sizes_of_keys(apart, classes, columns, rows)
        median, worst = statistics.median(sizes), max(sizes)
        yield (
            f"{classes:,} classes at {columns}x{rows}",
            f"{median:.0f}",
            f"{worst}",
            f"{1000 * median / RATE:.0f} ms",
            "120",
        )


def key_rows(name: str, work: Work, goals: tuple[str, str]) -> Iterator[tuple[str, ...]]:
    found = [*walk(work)]
    for order, keys in (
        ("live order", [each.live for each in found]),
        ("order by use", [each.by_use for each in found]),
    ):
        is_live = order == "live order"
        yield (
            f"{name}, {order}",
            f"{statistics.median(keys):g}",
            f"{statistics.mean(keys):.2f}",
            f"{sum(each == 1 for each in keys) / len(keys):.0%}",
            f"{sum(each <= 3 for each in keys) / len(keys):.0%}",
            f"{max(keys)}",
            f"{goals[0]}, {goals[1]}" if is_live else "",
        )


def texts_common_first(folder: Path) -> Work:
    return replace(texts(folder), is_common_first=True)


GOALS = {"letters": ("2", "2.6"), "texts": ("3", "3.5"), "common-first": ("3", "3.5")}
WORKS = {"letters": letters, "texts": texts, "common-first": texts_common_first}


def main(parts: Sequence[str]) -> None:
    wanted = parts or (*WORKS, "bytes")
    with TemporaryDirectory(prefix="altui-naming-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        rows = [
            row
            for part in WORKS
            if part in wanted
            for row in key_rows(part, WORKS[part](folder), GOALS[part])
        ]
        if rows:
            head = ["", "median", "mean", "one key", "three at most", "most", "goal: median, mean"]
            put_table(f"Keys a label, over {LABELS} labels", head, rows, right={1, 2, 3, 4, 5})
        if "bytes" in wanted:
            head = ["", "median", "most", f"over {RATE:,} bytes a second", "goal"]
            put_table("Bytes a key of the line", head, [*byte_rows(folder)], right={1, 2, 3, 4})


if __name__ == "__main__":
    main(sys.argv[1:])
