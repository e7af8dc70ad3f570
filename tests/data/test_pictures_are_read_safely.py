"""Pictures named by cells: whatever is wrong with one is told, and nothing else is run or read."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from altui.data.dataset import DataOptions
from altui.data.features.images import LEARNED, SHOWN_SIDE, load_picture
from altui.data.features.matrix import Features, build_features
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from tests.data.conftest import MakeTable


def chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))


def bomb(side: int) -> bytes:
    """A small PNG that says it is very large."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(100_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def test_a_picture_is_found_beside_its_data_or_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "a" / "p").mkdir(parents=True)
    for place, colour in (("a/p/red.png", "red"), ("blue.png", "blue")):
        Image.new("RGB", (400, 200), colour).save(tmp_path / place)
    red = load_picture(tmp_path / "a", "p/red.png")
    assert red.pixels.shape == (SHOWN_SIDE // 2, SHOWN_SIDE, 3)
    assert not red.trouble and (red.pixels == [255, 0, 0]).all()
    for cell in ("../blue.png", str(tmp_path / "blue.png")):
        assert (load_picture(tmp_path / "a", cell).pixels == [0, 0, 255]).all()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "F"])
def test_every_kind_of_picture_is_shown(tmp_path: Path, mode: str) -> None:
    ending = "tiff" if mode in ("CMYK", "F") else "png"
    Image.new(mode, (20, 10)).save(tmp_path / f"x.{ending}")
    picture = load_picture(tmp_path, f"x.{ending}")
    assert not picture.trouble and picture.pixels.shape == (10, 20, 3)


def test_a_photo_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    Image.new("RGB", (20, 10)).save(tmp_path / "x.jpg", exif=exif)
    assert load_picture(tmp_path, "x.jpg").pixels.shape == (20, 10, 3)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "no such file"),
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\nnothing more", "no picture"),
        (bomb(100)[:60], "cannot be read"),
        (bomb(9_000), "too large: 9,000 x 9,000 pixels"),
        (bomb(40_000), "cannot be read"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n", "no picture"),
        (b"root:x:0:0:root:/root:/bin/sh\n", "no picture"),
    ],
)
def test_what_is_no_good_picture_is_told(tmp_path: Path, content: bytes | None, told: str) -> None:
    if content is not None:
        (tmp_path / "x.png").write_bytes(content)
    picture = load_picture(tmp_path, "x.png")
    assert told in picture.trouble
    assert "root:x" not in picture.trouble
    assert not picture.pixels.size


@pytest.mark.parametrize(
    "cell", ["", " ", ".", "\0", "a" * 5000, "\ud800", "pipe", "http://x/y.png"]
)
def test_a_path_that_names_no_file_is_told(tmp_path: Path, cell: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert load_picture(tmp_path, cell).trouble


def features_of(table: MakeTable, *choices: str) -> Features:
    opened = table('p,v\nred.png,"[1, 2]"\nlost.png,"[3, 4]"\n')
    Image.new("RGB", (40, 20), "red").save(opened.path.parent / "red.png")
    schema = infer_schema(opened, image="p", columns=choices)
    return build_features(load_dataset(opened, schema, DataOptions(("a", "b"))))


def test_pixels_are_features_and_a_lost_picture_is_grey(table: MakeTable) -> None:
    made = features_of(table, "p")
    pixels = np.asarray(made.matrix).reshape(2, LEARNED // 3, 3)
    assert (pixels[0, :, 0] > 0).all() and np.array_equal(pixels[0, :, 1], -pixels[0, :, 0])
    assert not pixels[1].any()
    assert made.components == range(LEARNED)
    assert made.encoder is not None


def test_better_vectors_stand_in_for_pixels(table: MakeTable) -> None:
    assert np.array_equal(features_of(table).matrix, [[1, 2], [3, 4]])


def test_lost_pictures_are_counted(table: MakeTable) -> None:
    opened = table("p\nlost.png\ngone.png\n")
    schema = infer_schema(opened, image="p")
    build_features(load_dataset(opened, schema, DataOptions(("a", "b"))))
    assert opened.notes == ["2 pictures cannot be read; they are grey to the model"]
    with open_table(opened.path) as again:
        assert not again.notes
