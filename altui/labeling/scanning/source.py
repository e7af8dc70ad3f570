"""What a scan reads: the rows of a set of files as features, with what the files say of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from altui.data.features.transformer import Transformer
from altui.data.holdout import is_mark
from altui.data.labels.label_reading import LabelReading
from altui.data.readers.arrow.arrow_text import as_texts
from altui.data.readers.partitions.drawing import checked_ids
from altui.data.readers.partitions.id_hashes import hash_ids
from altui.data.schema import check_names
from altui.data.table import unique_names
from altui.errors import InputError
from altui.labeling.scanning.batch_table import BatchTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from altui.data.readers.partitions.partition_set import Block, PartitionSet
    from altui.learning.arrays import BoolArray, Matrix


class Piece(NamedTuple):
    """Some rows of a block, of which the first is number `first` of the whole set: the `matrix`
    (n, d), the `ids` as an Arrow array, their `hashes` (n,), and which rows (n,) the files
    themselves take out, as labeled or as test rows."""

    first: int
    matrix: Matrix
    ids: Any
    hashes: NDArray[np.uint64]
    is_out: BoolArray


@dataclass(frozen=True, eq=False)
class ScanSource:
    """`transformer` is a Transformer as JSON. Rows with a label in the column `labels`, as
    `reading` reads it, and rows that the column `test` marks are never found. It can be pickled."""

    parts: PartitionSet
    id_column: str
    transformer: Mapping[str, Any]
    labels: str | None = None
    reading: LabelReading = field(default_factory=LabelReading)
    test: str | None = None

    def __post_init__(self) -> None:
        if self.transformer["given"]:
            raise InputError(
                "rows that are learned from by vectors of a file cannot be scanned",
                hint="Leave `vectors` out, or put the numbers into columns of the files.",
            )
        learned = (column["name"] for column in self.transformer["columns"])
        own = (each for each in (self.id_column, self.labels, self.test) if each is not None)
        where = str(self.parts.files[0].path)
        check_names([*own, *learned], unique_names(self.parts.schema.names, where), where)

    @cached_property
    def key(self) -> str:
        """A digest of all that the pieces depend on."""
        said = [self.parts.fingerprint, self.id_column, self.labels, self.test]
        stored = json.dumps([*said, self.reading.to_json(), self.transformer], sort_keys=True)
        return hashlib.sha256(stored.encode("utf-8", "surrogatepass")).hexdigest()

    def reader(self) -> PieceReader:
        return PieceReader(self)


class PieceReader:
    """Reads the pieces of blocks, with one Transformer for all. Not for several threads."""

    def __init__(self, source: ScanSource) -> None:
        self._source = source
        self._transformer = Transformer.from_json(source.transformer)
        self._names = self._names_to_read()

    def pieces(self, block: Block) -> Iterator[Piece]:
        """All rows of a block, batch by batch. InputError for a file that is damaged, and for an
        id that is missing."""
        parts, first = self._source.parts, block.first
        for batch in parts.batches(block, list(self._names.values())):
            yield self._piece(batch.rename_columns(list(self._names)), first)
            first += batch.num_rows

    def _piece(self, batch: Any, first: int) -> Piece:
        source = self._source
        ids = checked_ids(source.parts, batch.column(source.id_column), first, source.id_column)
        is_out = np.zeros(batch.num_rows, bool)
        if source.labels is not None:
            is_out |= _said_of(batch.column(source.labels), self._is_labeled)
        if source.test is not None:
            is_out |= _said_of(batch.column(source.test), is_mark)
        matrix = self._transformer.transform(BatchTable(source.parts, batch, first))
        return Piece(first, matrix, ids, hash_ids(ids), is_out)

    def _is_labeled(self, cell: str) -> bool:
        try:
            return bool(self._source.reading.name(cell))
        except ValueError:  # a list of several labels
            return True

    def _names_to_read(self) -> dict[str, str]:
        """The columns to read, in the order of the files, and their names there."""
        source = self._source
        schema = source.parts.schema
        names = dict(zip(unique_names(schema.names, ""), schema.names, strict=True))
        own = (source.id_column, source.labels, source.test)
        wanted = {*own, *(column["name"] for column in source.transformer["columns"])}
        return {name: there for name, there in names.items() if name in wanted}


def _said_of(column: Any, judge: Callable[[str], bool]) -> BoolArray:
    """What `judge` says of each cell (n,), asked once for each way to write it."""
    import pyarrow

    try:
        encoded = column.dictionary_encode()
    except pyarrow.ArrowNotImplementedError:  # lists and the like
        return np.fromiter(map(judge, as_texts(column)), bool, len(column))
    said = np.array([*map(judge, as_texts(encoded.dictionary)), judge("")], bool)
    # A null stands in no dictionary: it is the empty cell behind the last.
    places = encoded.indices.fill_null(len(said) - 1).to_numpy(zero_copy_only=False)
    return np.asarray(said[places])
