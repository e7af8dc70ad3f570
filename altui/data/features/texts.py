"""The text columns of a table as documents: columns that are read alike are one text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from altui.data.features.counting.term_block import TermBlock
from altui.data.features.counting.terms import Term
from altui.data.features.counting.words import WordBlock
from altui.data.schema import Role, Schema
from altui.data.strings import Lazy
from altui.data.values.text_reading import CHARACTERS, TextReading


class Texts:
    """Where no column has a reading they are read as sessions did before there were any."""

    def __init__(self, schema: Schema) -> None:
        self.names = schema.names(Role.TEXT)
        found = {name: schema.column(name).reading for name in self.names}
        readings = {name: each for name, each in found.items() if isinstance(each, TextReading)}
        groups: dict[TextReading, list[str]] = {}
        for name in self.names:
            groups.setdefault(_alike(readings.get(name, TextReading())), []).append(name)
        self._groups = list(groups.values()) if readings else [self.names]
        self._block: TermBlock | WordBlock = TermBlock([*groups]) if readings else WordBlock()

    def documents(self, columns: Mapping[str, Sequence[str]]) -> Iterable[Any]:
        """The document of each row; none where there are no texts."""
        texts = [_joined([columns[name] for name in group]) for group in self._groups]
        return texts[0] if len(texts) == 1 else zip(*texts, strict=True)

    def repeated(self, texts: Sequence[str]) -> Iterable[Any]:
        """Documents with the same text in every column."""
        return texts if len(self._groups) == 1 else zip(*[texts] * len(self._groups), strict=True)

    def fit_transform(
        self,
        documents: Callable[[], Iterable[Any]],
        rows: int,
        on_progress: Callable[[float], None] = lambda _: None,
    ) -> Any:
        """The matrix of the terms (CSR); None where there are no texts."""
        if self.names:
            return self._block.fit_transform(documents, rows, on_progress)
        return self.transform(documents(), rows)

    def transform(self, documents: Iterable[Any], rows: int) -> Any:
        if self.names:
            return self._block.transform(documents, rows)
        for _ in documents:
            pass
        return None

    def to_json(self) -> dict[str, Any]:
        return self._block.to_json()

    def restore(self, stored: Mapping[str, Any]) -> None:
        self._block.restore(stored)

    def term(self, place: int) -> Term:
        return self._block.term(place)

    def terms(self) -> Sequence[str]:
        return Lazy(len(self._block), lambda place: str(self.term(place)))

    def sources(self) -> Sequence[str]:
        """The column that each term is of; nothing where it may be of several."""
        return Lazy(len(self._block), self._source)

    def _source(self, place: int) -> str:
        group = self._groups[self._block.group(place)]
        return group[0] if len(group) == 1 else ""


def _alike(reading: TextReading) -> TextReading:
    """The same for all readings that count the same terms."""
    is_unspaced = reading.form == CHARACTERS and reading.is_unspaced
    return TextReading(reading.form, is_unspaced)


def _joined(columns: Sequence[Sequence[str]]) -> Iterable[str]:
    return columns[0] if len(columns) == 1 else map("\n".join, zip(*columns, strict=True))
