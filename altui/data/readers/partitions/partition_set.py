"""The files of a set, looked at by their footers alone: columns, rows, row groups."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import IO, Any, NamedTuple

from altui.data.paths.places import spelled
from altui.data.paths.remote import AT_ONCE, is_remote, open_remote, reaching
from altui.data.paths.set_files import SetFile
from altui.data.readers.arrow.parquet import open_parquet
from altui.data.readers.arrow.typed_table import decoding
from altui.data.readers.partitions.placing import Placing
from altui.errors import InputError

BLOCK_ROWS = 1 << 20
"""Rows of a block at most, where a row group has no more."""

BATCH_ROWS = 1 << 16

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
    """`schema` is the Arrow schema of all; `groups` has the rows of each row group of each file.
    The columns `keys`, which are the last ones, are those that the folders of the files say."""

    files: Sequence[SetFile]
    schema: Any
    groups: Sequence[Sequence[int]]
    fingerprint: str
    """SHA-256 of the names, sizes and footers of the files. Where a value has changed, nearly
    always a footer has: it holds the place, the size and the bounds of each column."""
    digests: Sequence[str]
    """The same of each file."""
    keys: Sequence[str] = ()
    unread: Sequence[str] = ()
    """Those that the files have too, which is not read."""

    @classmethod
    def of(cls, files: Sequence[SetFile]) -> PartitionSet:
        """InputError where a file is damaged, or has other columns or types than the first. A
        column may have no value at all in one of them, which then gives it no type; text and
        integers may have several widths. A column that the folders say too may be of any type."""
        import pyarrow

        with ThreadPoolExecutor(AT_ONCE) as pool:
            footers = list(pool.map(_Footer.read, (file.path for file in files)))
        types: dict[str, Any] = {}
        keys = list(files[0].keys)
        digest, digests = hashlib.sha256(), []
        for file, footer in zip(files, footers, strict=True):
            columns = [column for column in footer.schema if column.name not in keys]
            if types:
                _check_columns(file, [each.name for each in columns], files[0], list(types))
            for column in columns:
                types[column.name] = _agreed(column, types.get(column.name), file, files[0])
            said = f"\0{file.name}\0{footer.size}\0".encode("utf-8", "surrogateescape")
            digest.update(said + footer.digest)
            digests.append(hashlib.sha256(said + footer.digest).hexdigest())
        schema = pyarrow.schema([*types.items(), *((key, pyarrow.string()) for key in keys)])
        groups = [each.groups for each in footers]
        unread = [key for key in keys if any(key in each.schema.names for each in footers)]
        return cls(files, schema, groups, digest.hexdigest(), digests, keys, unread)

    def alone(self, file: int) -> PartitionSet:
        """One of the files, with the types of the set."""
        digest, groups = self.digests[file], [self.groups[file]]
        return replace(
            self, files=[self.files[file]], groups=groups, fingerprint=digest, digests=[digest]
        )

    def check_same(self) -> None:
        """InputError if the files are others by now: rows of these are not of the set."""
        now = PartitionSet.of(self.files).digests
        for file, before, digest in zip(self.files, self.digests, now, strict=True):
            if digest != before:
                raise InputError(
                    "the file has changed since it was opened",
                    where=spelled(file.path),
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

        place = self.files[block.file].path
        wanted = self.schema.names if names is None else names
        held = [name for name in wanted if name not in self.keys]
        # A point leads into a column of structs, so such a name cannot be asked for alone.
        is_plain = not any("." in name or not name.strip() for name in held)
        file = open_parquet(place)
        try:
            with decoding(place, "parquet"):
                for batch in file.iter_batches(
                    batch_size=rows,
                    use_threads=pyarrow.cpu_count() > 1,
                    row_groups=list(block.groups),
                    columns=held if is_plain and names is not None else None,
                ):
                    yield self.conform(batch, block.file, wanted)
        finally:
            file.close()

    def conform(self, batch: Any, file: int, names: Sequence[str] | None = None) -> Any:
        """A batch of what stands in a file, with the columns `names` of the set, or all, in their
        order, and with their types: what the folders of the file say stands in each row."""
        import pyarrow

        wanted = self.schema.names if names is None else names
        fields = [self.schema.field(name) for name in wanted]
        own = [field for field in fields if field.name not in self.keys]
        held = batch.select([field.name for field in own])
        if held.schema.types != [field.type for field in own]:
            held = held.cast(pyarrow.schema([(field.name, field.type) for field in own]))
        if len(own) == len(fields):
            return held
        said = self.files[file].keys
        columns = [
            pyarrow.repeat(pyarrow.scalar(said[field.name], field.type), batch.num_rows)
            if field.name in self.keys
            else held.column(field.name)
            for field in fields
        ]
        return pyarrow.record_batch(columns, schema=pyarrow.schema(fields))


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


def _check_columns(
    file: SetFile, names: Sequence[str], first: SetFile, known: Sequence[str]
) -> None:
    more = [f"column '{name}' is here and not in {first.name}" for name in names
            if name not in known]  # fmt: skip
    fewer = [f"column '{name}' of {first.name} is missing here" for name in known
             if name not in names]  # fmt: skip
    if more or fewer or len(set(names)) < len(names):
        raise InputError(
            next(iter([*fewer, *more]), "a column stands there twice"),
            where=str(file.path),
            hint="All files of one table have the same columns: mend it, or move it away.",
        )


def _agreed(field: Any, known: Any, file: SetFile, first: SetFile) -> Any:
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
        where=f"{file.path}, column '{field.name}'",
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
