"""A random sample of a set of Parquet files, as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from altui.data.paths.places import spelled
from altui.data.paths.set_files import beside
from altui.data.readers.arrow.arrow_text import as_texts
from altui.data.readers.partitions.drawing import NUMBER, Copied, Wanted, draw, fetch
from altui.data.readers.partitions.parquet_files import ParquetFiles
from altui.data.readers.partitions.partition_set import PartitionSet
from altui.data.schema import Role
from altui.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

REFILL = "refill-{}.kept"
SAMPLE = "sample.kept"
"""The name of the copy beside a session: it goes with all that is kept for a quick start."""


class SampledTable(ParquetFiles):
    """The rows are those of copies here, in the order of the `copies`: the sample, and rows that
    were looked up later. Messages name the files of the `set`."""

    def __init__(
        self,
        place: Path,
        found: PartitionSet,
        wanted: Wanted,
        copied: Copied,
        copies: Sequence[Path],
        scratch: Path | None,
    ) -> None:
        super().__init__(place, PartitionSet.of(beside(copies)), scratch, schema=found.schema)
        self.set, self.wanted, self.cutoff = found, wanted, copied.cutoff
        self.copies = tuple(copies)
        self.population = len(found) if copied.rows < len(found) else None
        self.sample = copied.rows
        if wanted.by is not None:
            # Whatever its values look like: rows that were drawn by it are known by it.
            self.given_roles = {wanted.by: Role.ID}
        self._folder: TemporaryDirectory[str] | None = None
        if copied.rows < len(found):
            self.notes.append(
                f"A random sample of {copied.rows:,} of {len(found):,} rows, drawn by '{wanted.by}'"
            )

    @classmethod
    def of(
        cls,
        place: Path,
        found: PartitionSet,
        wanted: Wanted,
        scratch: Path | None,
        on_progress: Callable[[float], None] | None = None,
    ) -> SampledTable:
        """The sample as it is kept in the folder `scratch`, or drawn anew. Without such a folder
        it is gone when the table is closed."""
        folder = TemporaryDirectory(prefix="altui-") if scratch is None else None
        target = Path(folder.name if folder else scratch or "") / SAMPLE
        try:
            copied = draw(found, wanted, target, on_progress)
            table = cls(place, found, wanted, copied, [target], scratch)
        except BaseException:
            if folder is not None:
                folder.cleanup()
            raise
        table._folder = folder
        return table

    def look_up(
        self,
        ids: Sequence[str],
        number: int,
        on_progress: Callable[[float], None] | None = None,
    ) -> Path:
        """A copy of the rows with these ids, kept beside that of the sample as number `number`:
        the same file once it is there."""
        assert self.wanted.by is not None
        target = self.copies[0].with_name(REFILL.format(number))
        fetch(self.set, self.wanted.by, ids, target, on_progress)
        return target

    def find(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Those of the ids that are in the set, in its order. Their rows are looked up with it, as
        the first that join the sample."""
        import pyarrow.parquet

        if not ids:
            return ()
        assert self.wanted.by is not None
        held = pyarrow.parquet.read_table(self.look_up(ids, 1), columns=[self.wanted.by])
        return tuple(as_texts(held.column(self.wanted.by).combine_chunks()))

    def with_rows(self, looked_up: Sequence[Sequence[str]]) -> SampledTable:
        """The table with the rows of these ids behind its own; to be closed before it."""
        more = [self.look_up(ids, number) for number, ids in enumerate(looked_up, start=1)]
        copied = Copied(self.sample, self.cutoff)
        return SampledTable(
            self.path, self.set, self.wanted, copied, [self.copies[0], *more], self.scratch
        )

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """Which rows of the set these are (n,), from 0."""
        import pyarrow.parquet

        held = [pyarrow.parquet.read_table(copy, columns=[NUMBER]) for copy in self.copies]
        return np.concatenate([each.column(NUMBER).to_numpy() for each in held])

    def place(self, line: int, column: str | None = None) -> str:
        return self.set.placing.words(int(self.numbers[line - 1]) + 1, column)

    def fingerprint(self) -> str:
        """Of all files of the set."""
        return self.set.fingerprint

    def close(self) -> None:
        super().close()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def find_id(named: str | None, found: PartitionSet, place: Path) -> str:
    """The column that rows are drawn by: the one that is named, or one called `id`."""
    names: list[str] = found.schema.names
    if named is not None:
        if named not in names:
            raise InputError(
                f"there is no column '{named}'",
                where=spelled(place),
                hint=f"The columns are: {', '.join(names[:20])}.",
            )
        return named
    called = [name for name in names if name.casefold() == "id"]
    if len(called) != 1:
        raise InputError(
            f"of {len(found):,} rows a sample is labeled, and rows are drawn by their ids",
            where=spelled(place),
            hint="Name the column that tells rows apart: `id_column` COLUMN. Or read all rows: "
            "`pool` 0",
        )
    return called[0]
