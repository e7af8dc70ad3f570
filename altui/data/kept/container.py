"""Named trees of arrays in one file, which is written once, whole or not at all, and then mapped.

The arrays come first; behind them stand the tree and a checksum of each block of the file. What is
read is checked before it is used: `Damaged` says that the file is not as it was written.
"""

from __future__ import annotations

import json
import mmap
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from struct import Struct
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from zlib import crc32

import numpy as np

from altui.data.files import NEW as NEW
from altui.data.files import sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

Array: TypeAlias = "NDArray[Any]"

MAGIC = b"altui kept 1\n"
END = Struct("<QI13s")
"""Length and checksum of the tree's text, and MAGIC."""

BLOCK = 1 << 22
ALIGNMENT = 64


class Unwanted(Exception):  # noqa: N818
    """Nobody waits any more for the file that is written."""


class Damaged(Exception):  # noqa: N818  it is no error of the person's
    """A kept file is not as it was written."""


class Place(NamedTuple):
    dtype: str
    shape: tuple[int, ...]
    offset: int

    @property
    def size(self) -> int:
        return int(np.dtype(self.dtype).itemsize * np.prod(self.shape, dtype=np.int64))


class KeptWriter:
    """Takes arrays in turn; the file has its name from `finish` on. Raises Unwanted when
    `is_wanted` says so."""

    def __init__(self, path: Path, is_wanted: Callable[[], bool]) -> None:
        self._path = path
        self._is_wanted = is_wanted
        self._new = path.with_name(f"{NEW}{os.getpid()}-{path.name}")
        handle = os.open(self._new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        self._file = os.fdopen(handle, "wb", buffering=0)
        self._at = 0
        self._places: list[Place] = []
        self._sums: list[int] = []
        self._put(MAGIC)

    def add(self, array: Array) -> int:
        """The number of the array in this file. It is written in pieces, whatever its size."""
        self._put(bytes(-self._at % ALIGNMENT))
        place = Place(array.dtype.str, array.shape, self._at)
        flat = np.ascontiguousarray(array).reshape(-1)
        step = max(BLOCK // max(flat.itemsize, 1), 1)
        for start in range(0, len(flat), step):
            self._put(flat[start : start + step].view(np.uint8).tobytes())
        self._places.append(place)
        return len(self._places) - 1

    def finish(self, key: str, tree: Any) -> None:
        """Put it in its place, safely on the disk."""
        told = {"key": key, "tree": tree, "places": self._places, "sums": self._sums}
        text = json.dumps(told).encode()
        self._file.write(text + END.pack(len(text), crc32(text), MAGIC))
        os.fsync(self._file.fileno())
        self._file.close()
        self._new.replace(self._path)
        sync_folder(self._path.parent)

    def close(self) -> None:
        """Leaves nothing of a file that was not finished."""
        self._file.close()
        with suppress(OSError):
            self._new.unlink(missing_ok=True)

    def _put(self, data: bytes) -> None:
        if not self._is_wanted():
            raise Unwanted
        view = memoryview(data)
        while view:
            room = BLOCK - self._at % BLOCK
            part = view[:room]
            written = 0
            while written < len(part):
                written += self._file.write(part[written:]) or 0
            if self._at % BLOCK == 0:
                self._sums.append(0)
            self._sums[-1] = crc32(part, self._sums[-1])
            self._at += len(part)
            view = view[room:]


@contextmanager
def writing(path: Path, is_wanted: Callable[[], bool]) -> Iterator[KeptWriter]:
    writer = KeptWriter(path, is_wanted)
    try:
        yield writer
    finally:
        writer.close()


class KeptFile:
    """A mapped file. Its arrays cannot be written to; they stay valid when the file is removed."""

    def __init__(self, path: Path) -> None:
        """OSError where it cannot be read."""
        self.path = path
        with path.open("rb") as file:
            self.size = os.fstat(file.fileno()).st_size
            if self.size < len(MAGIC) + END.size:
                raise Damaged
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        length, checksum, magic = END.unpack(self._map[-END.size :])
        begin = self.size - END.size - length
        text = self._map[begin : begin + length] if begin >= len(MAGIC) else b""
        if magic != MAGIC or crc32(text) != checksum:
            raise Damaged
        told = json.loads(text)
        self.key: str = told["key"]
        self.tree: Any = told["tree"]
        self._places = [Place(dtype, tuple(shape), at) for dtype, shape, at in told["places"]]
        self._sums: list[int] = told["sums"]
        self._end = begin
        self._unchecked = set(range(len(self._sums)))

    def array(self, number: int) -> Array:
        """One of its arrays, as it is; `check` says whether it is what was written."""
        dtype, shape, offset = self._places[number]
        count = int(np.prod(shape, dtype=np.int64))
        return np.frombuffer(self._map, dtype, count, offset).reshape(shape)

    def check(self, numbers: Iterable[int]) -> None:
        """Raises Damaged unless these arrays are what was written."""
        places = [self._places[number] for number in numbers]
        blocks = {
            block
            for place in places
            for block in range(place.offset // BLOCK, -(-(place.offset + place.size) // BLOCK))
        }
        for block in sorted(blocks & self._unchecked):
            self._check(block)

    def check_all(self, is_wanted: Callable[[], bool]) -> None:
        """The same for what is not checked yet, as long as that is wanted."""
        for block in sorted(self._unchecked):
            if not is_wanted():
                return
            self._check(block)

    def _check(self, block: int) -> None:
        stop = min((block + 1) * BLOCK, self._end)
        # Through a view: a copy of each block would be freed and taken again.
        with memoryview(self._map)[block * BLOCK : stop] as data:
            if crc32(data) != self._sums[block]:
                raise Damaged
        self._unchecked.discard(block)
