"""The files of a set, looked at by their footers alone: columns, rows, row groups."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any, NamedTuple

from altui.data.paths.places import spelled
from altui.data.paths.remote import is_remote, open_remote, reaching
from altui.data.readers.arrow.parquet import open_parquet
from altui.data.readers.arrow.typed_table import decoding
from altui.data.readers.partitions.placing import Placing
from altui.errors import InputError

BLOCK_ROWS = 1 << 20
"""Rows of a block at most, where a row group has no more."""

BATCH_ROWS = 1 << 16

AT_ONCE = 8
"""Footers that are read at the same time: on another machine each is a few round trips."""

TAIL = 8
"""Bytes at the end of a Parquet file: the length of its footer, and a signature."""


class Block(NamedTuple):
    """Row groups `groups` of file number `file`: `rows` rows, of which the first is number
    `first` of the whole set. What blocks there are depends on the files alone."""

    file: int
    groups: range
    first: int
    rows: int


@dataclass(frozen=True, eq=False)
class PartitionSet:
    """`schema` is the Arrow schema of all; `groups` has the rows of each row group of each file."""

    files: Sequence[Path]
    schema: Any
    groups: Sequence[Sequence[int]]
    fingerprint: str
    """SHA-256 of the names, sizes and footers of the files. Where a value has changed, nearly
    always a footer has: it holds the place, the size and the bounds of each column."""
    digests: Sequence[str]
    """The same of each file."""

    @classmethod
    def of(cls, files: Sequence[Path]) -> PartitionSet:
        """InputError where a file is damaged, or has other columns or types than the first. A
        column may have no value at all in one of them, which then gives it no type; text and
        integers may have several widths."""
        import pyarrow

        with ThreadPoolExecutor(AT_ONCE) as pool:
            footers = list(pool.map(_Footer.read, files))
        types: dict[str, Any] = {}
        digest, digests = hashlib.sha256(), []
        for file, footer in zip(files, footers, strict=True):
            if types:
                _check_columns(file, footer.schema.names, files[0], list(types))
            for column in footer.schema:
                types[column.name] = _agreed(column, types.get(column.name), file, files[0])
            said = f"\0{file.name}\0{footer.size}\0".encode("utf-8", "surrogateescape")
            digest.update(said + footer.digest)
            digests.append(hashlib.sha256(said + footer.digest).hexdigest())
        schema = pyarrow.schema(list(types.items()))
        groups = [each.groups for each in footers]
        return cls(files, schema, groups, digest.hexdigest(), digests)

    def alone(self, file: int) -> PartitionSet:
        """One of the files, with the types of the set."""
        digest = self.digests[file]
        return PartitionSet([self.files[file]], self.schema, [self.groups[file]], digest, [digest])

    def check_same(self) -> None:
        """InputError if the files are others by now: rows of these are not of the set."""
        now = PartitionSet.of(self.files).digests
        for file, before, digest in zip(self.files, self.digests, now, strict=True):
            if digest != before:
                raise InputError(
                    "the file has changed since it was opened",
                    where=spelled(file),
                    hint="Quit and start altui again: it says what the change means.",
                )

    @cached_property
    def sizes(self) -> list[int]:
        """The rows of each file."""
        return [sum(groups) for groups in self.groups]

    @cached_property
    def placing(self) -> Placing:
        return Placing(self.files, self.sizes)

    def __len__(self) -> int:
        return sum(self.sizes)

    def blocks(self) -> Iterator[Block]:
        """All rows, in their order: row groups of one file that are BLOCK_ROWS together, or one
        that is more."""
        first = 0
        for file, groups in enumerate(self.groups):
            begin, rows = 0, 0
            for number, size in enumerate(groups):
                if rows and rows + size > BLOCK_ROWS:
                    yield Block(file, range(begin, number), first, rows)
                    begin, first, rows = number, first + rows, 0
                rows += size
            if rows:
                yield Block(file, range(begin, len(groups)), first, rows)
            first += rows

    def batches(
        self, block: Block, names: Sequence[str] | None = None, *, rows: int = BATCH_ROWS
    ) -> Iterator[Any]:
        """The record batches of a block, of at most so many `rows`, with the types of the set;
        only the columns `names`, in their order, or all."""
        import pyarrow

        place = self.files[block.file]
        wanted = list(self.schema.names if names is None else names)
        kinds = [self.schema.field(name).type for name in wanted]
        # A point leads into a column of structs, so such a name cannot be asked for alone.
        is_plain = not any("." in name or not name.strip() for name in wanted)
        file = open_parquet(place)
        try:
            with decoding(place, "parquet"):
                for batch in file.iter_batches(
                    batch_size=rows,
                    use_threads=pyarrow.cpu_count() > 1,
                    row_groups=list(block.groups),
                    columns=wanted if is_plain and names is not None else None,
                ):
                    yield _typed(batch.select(wanted), kinds)
        finally:
            file.close()


class _Footer(NamedTuple):
    schema: Any
    groups: list[int]
    size: int
    digest: bytes

    @classmethod
    def read(cls, path: Path) -> _Footer:
        file = open_parquet(path)
        try:
            schema, meta = file.schema_arrow, file.metadata
            groups = [meta.row_group(group).num_rows for group in range(meta.num_row_groups)]
        finally:
            file.close()
        if is_remote(path):
            with reaching(path), open_remote(path) as stream:
                return cls(schema, groups, *_digest(stream))
        with path.open("rb") as stream:
            return cls(schema, groups, *_digest(stream))


def _digest(stream: IO[bytes]) -> tuple[int, bytes]:
    """The size of a file, and the SHA-256 of its footer."""
    size = stream.seek(0, 2)
    stream.seek(size - TAIL)
    length = int.from_bytes(stream.read(4), "little")
    stream.seek(size - TAIL - length)
    return size, hashlib.sha256(stream.read(length)).digest()


def _typed(batch: Any, kinds: Sequence[Any]) -> Any:
    import pyarrow

    if batch.schema.types == list(kinds):
        return batch
    return batch.cast(pyarrow.schema(list(zip(batch.schema.names, kinds, strict=True))))


def _check_columns(file: Path, names: Sequence[str], first: Path, known: Sequence[str]) -> None:
    more = [f"column '{name}' is here and not in {first.name}" for name in names
            if name not in known]  # fmt: skip
    fewer = [f"column '{name}' of {first.name} is missing here" for name in known
             if name not in names]  # fmt: skip
    if more or fewer or len(set(names)) < len(names):
        raise InputError(
            next(iter([*fewer, *more]), "a column stands there twice"),
            where=str(file),
            hint="All files of one table have the same columns: mend it, or move it away.",
        )


def _agreed(field: Any, known: Any, file: Path, first: Path) -> Any:
    import pyarrow

    kind = field.type
    if pyarrow.types.is_dictionary(kind):
        kind = kind.value_type
    if known is None or known == kind or pyarrow.types.is_null(known):
        return kind
    if pyarrow.types.is_null(kind):
        return known
    if wider := _wider(kind, known):
        return wider
    raise InputError(
        f"column '{field.name}' is {kind} here and {known} in the files before it",
        where=f"{file}, column '{field.name}'",
        hint=f"Write it with the type that it has in {first.name}, or move the file away.",
    )


def _wider(kind: Any, other: Any) -> Any:
    """The type that holds the values of both and shows them as each did: programs choose between
    text of 32 and 64 bits, and the width of an integer, by what a file happens to hold."""
    import pyarrow
    from pyarrow import types

    texts = (pyarrow.string(), pyarrow.large_string())
    if kind in texts and other in texts:
        return pyarrow.large_string()
    for is_alike in (types.is_signed_integer, types.is_unsigned_integer):
        if is_alike(kind) and is_alike(other):
            return max(kind, other, key=lambda each: each.bit_width)
    return None
