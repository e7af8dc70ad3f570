"""Pictures that cells name by their paths, by Pillow (the extra `images`): to be shown small, and
as pixels to learn from. Nothing but a picture is ever read from a path, and only in formats that
Pillow decodes by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altui.data.features.allocation import Floats
from altui.data.files import check_regular
from altui.data.table import Chunk, Table
from altui.errors import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "PPM")
"""Not EPS: for that Pillow would start another program."""

MOST_PIXELS = 50_000_000
SHOWN_SIDE = 192
"""Pixels of the longer side that are kept to be shown: more than half blocks could tell apart."""

LEARNED_SIDE = 16
LEARNED = LEARNED_SIDE * LEARNED_SIDE * 3


@dataclass(frozen=True, eq=False)
class Picture:
    """`pixels` (height, width, 3) of 0 to 255, scaled down, or (height, width) of greys; or what is
    the matter with it."""

    pixels: NDArray[np.uint8]
    trouble: str = ""


def load_picture(folder: Path, cell: str) -> Picture:
    """The picture that a cell of a file in `folder` names; never raises for what is wrong in it."""
    try:
        return Picture(np.asarray(_opened(folder, cell, SHOWN_SIDE)))
    except InputError as error:
        return Picture(np.zeros((0, 0, 3), np.uint8), error.message)


def check_images() -> None:
    """Raises InputError where the extra is not installed."""
    try:
        import PIL.Image  # noqa: F401
    except ImportError:
        raise InputError(
            "showing pictures needs an extra package",
            hint="Install it: pip install 'altui[images]'",
        ) from None


class PixelBlock:
    """The pixels of pictures, scaled to LEARNED_SIDE by LEARNED_SIDE: red, green and blue from
    -1/4 to 1/4. A picture that cannot be read is grey, which is 0.

    (With -1 to 1 the accuracy is the same, but a model of few labels is far too sure of itself.)
    """

    def __init__(self, names: Sequence[str]) -> None:
        check_images()
        self._names = names
        self._unread = 0

    def part(self, table: Table, chunk: Chunk, tell: Callable[[int], None]) -> Floats:
        """float32 (rows, columns * LEARNED_SIDE * LEARNED_SIDE * 3)."""
        columns = [chunk.columns[table.columns.index(name)] for name in self._names]
        made = np.empty((len(chunk.lines), len(columns), LEARNED), np.float32)
        for row, cells in enumerate(zip(*columns, strict=True)):
            tell(row)
            made[row] = [self._pixels(table.folder, table.file_of(cell)) for cell in cells]
        return made.reshape(len(made), -1)

    def notes(self) -> list[str]:
        unread, self._unread = self._unread, 0
        return [f"{unread:,} pictures cannot be read; they are grey to the model"] if unread else []

    def columns(self) -> list[str]:
        return [name for name in self._names for _ in range(LEARNED)]

    def _pixels(self, folder: Path, cell: str) -> Floats:
        try:
            image = _opened(folder, cell, LEARNED_SIDE * 4)
        except InputError:
            self._unread += 1
            return np.zeros(LEARNED, np.float32)
        small = np.asarray(image.resize((LEARNED_SIDE, LEARNED_SIDE)), np.float32)
        return np.asarray(small.reshape(-1) / 510 - 0.25, np.float32)


def _opened(folder: Path, cell: str, side: int) -> Image:
    """In RGB, upright, its longer side at most `side` pixels. Raises InputError."""
    from PIL import UnidentifiedImageError

    if not cell.strip():
        raise InputError("no picture is named")
    try:
        check_regular(folder / cell)
        return _decoded(folder / cell, side)
    except InputError:
        raise
    except MemoryError:
        raise InputError("the picture is too large for memory") from None
    except UnidentifiedImageError:
        raise InputError(f"this is no picture ({', '.join(FORMATS)})") from None
    except Exception as error:  # noqa: BLE001  a decoder may raise anything on broken bytes
        raise InputError(f"the picture cannot be read: {str(error)[:200]}") from None


def _decoded(path: Path, side: int) -> Image:
    from PIL import Image, ImageOps

    with Image.open(path, formats=FORMATS) as image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise InputError(f"the picture is too large: {width:,} x {height:,} pixels")
        image.draft("RGB", (side, side))  # a JPEG need not be decoded in full
        scaled: Image.Image = image.convert("L") if image.mode.startswith("I") else image
        if "transparency" in image.info or image.mode in ("LA", "PA", "RGBA"):
            scaled = image.convert("RGBA")
        elif scaled.mode != "RGB":
            scaled = scaled.convert("RGB")
        scaled.thumbnail((side, side))
        if scaled.mode == "RGBA":
            scaled = Image.alpha_composite(Image.new("RGBA", scaled.size, "white"), scaled)
        return ImageOps.exif_transpose(scaled).convert("RGB")
