"""Tables as people of ten locales write them, by a seed, and what is known to stand in them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from math import nan
from pathlib import Path
from random import Random

from tests.data.locales import LOCALES, Locale

UNITS = ("", " kg", "kg", " %", "%", " d")
MARKERS = ("NA", "n/a", "-", "?", "", "null")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "")
"""The last is the old one of the locale."""

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Column:
    """Its cells, and what they are worth, NaN where a marker stands."""

    cells: list[str]
    values: list[float]


class WrittenTable:
    """The table of a seed. `extras` counts the lines that are no rows and no header."""

    def __init__(self, seed: int) -> None:
        self.random = random = Random(seed)
        self.name = random.choice(sorted(LOCALES))
        self.locale: Locale = LOCALES[self.name]
        self.unit, self.marker = random.choice(UNITS), random.choice(MARKERS)
        self.separator = random.choice(",;\t|")
        self.encoding = random.choice(ENCODINGS) or self.locale.encoding
        self.kind = random.choice(["tsv", "csv"]) if self.separator == "\t" else "csv"
        self.line_end = random.choice(["\n", "\r\n"])
        self.rows = random.randint(40, 90)
        self.money = self._numbers(random.choice([1, 2]), 90_000, self.locale.money)
        self.measure = self._numbers(random.choice([0, 1, 2]), 400, "{}" + self.unit)
        self.day = self._days()
        self.labels = self._labels()
        self.header = [*self.locale.names, "label"]
        self.extras = 0
        self.cells = self._rows()

    def __repr__(self) -> str:
        said = (self.name, self.unit, self.marker, self.separator, self.encoding, self.kind)
        return " ".join(map(repr, said))

    def write(self, folder: Path, name: str = "table") -> Path:
        path = folder / f"{name}.{self.kind}"
        path.write_bytes(self._text().encode(self.encoding))
        return path

    def _has_gap(self) -> bool:
        return self.random.random() < 0.08

    def _numbers(self, digits: int, most: float, form: str) -> Column:
        column = Column([], [])
        for _ in range(self.rows):
            whole = f"{self.random.uniform(1, most):,.{digits}f}"
            value, cell = float(whole.replace(",", "")), self._number(whole)
            if self.random.random() < 0.1:
                value, cell = -value, f"-{cell}"
            if self._has_gap():
                value, cell = nan, self.marker
            else:
                cell = form.format(cell)
            column.cells.append(cell)
            column.values.append(value)
        return column

    def _number(self, text: str) -> str:
        marks = {",": self.locale.thousands, ".": self.locale.decimal}
        return "".join(marks.get(each, each) for each in text)

    def _days(self) -> Column:
        column = Column([], [])
        for _ in range(self.rows):
            day = date(2023, 1, 1) + timedelta(self.random.randrange(700))
            has_gap = self._has_gap()
            column.cells.append(self.marker if has_gap else day.strftime(self.locale.day))
            column.values.append(nan if has_gap else float((day - EPOCH).days))
        return column

    def _labels(self) -> list[str]:
        # `null` may be a class by itself, so people who mean none leave the cell blank.
        without = "" if self.marker == "null" else self.marker
        return [self.random.choice([*self.locale.words, without]) for _ in range(self.rows)]

    def _rows(self) -> list[tuple[str, ...]]:
        sentences = self.locale.sentences
        texts = [". ".join(self.random.sample(sentences, 2)) for _ in range(self.rows)]
        ids = [f"{'abcd'[row % 4]}{row:03}" for row in range(self.rows)]
        columns = (ids, self.money.cells, self.measure.cells, self.day.cells, texts, self.labels)
        return list(zip(*columns, strict=True))

    def _text(self) -> str:
        """The whole file, with what people and programs put around its rows."""
        chance = self.random.random
        blank = self.separator * (len(self.header) - 1)
        lines = [self._line(self.header), *map(self._line, self.cells)]
        if chance() < 0.2:
            lines.insert(self.random.randrange(2, len(lines)), blank)
            self.extras += 1
        if chance() < 0.2:
            lines += [blank] * 3
            self.extras += 3
        if chance() < 0.2:
            lines += ["", self.locale.note]
            self.extras += 1
        if self.kind == "csv" and chance() < 0.2:
            lines.insert(0, f"sep={self.separator}")
        elif chance() < 0.25:
            lines[:0] = [self.locale.note.partition(":")[2].strip() + " 2024", ""]
            self.extras += 1
        return self.line_end.join([*lines, ""])

    def _line(self, cells: list[str] | tuple[str, ...]) -> str:
        written = io.StringIO()
        csv.writer(written, delimiter=self.separator, lineterminator="").writerow(cells)
        return written.getvalue()
