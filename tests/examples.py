"""Made-up files that the README, the pictures and the tests show."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path
from random import Random

CLASSES = ("billing", "bug", "praise")

_OPENINGS = ("Hello,", "Hi team,", "Good morning,", "To whom it may concern:")
_BODIES = {
    "billing": (
        "I was charged twice for {month}, please refund one of the two payments.",
        "the invoice for {month} shows the old address, can you send it again?",
        "my card expired and the renewal for {month} failed. How do I pay now?",
        "we cancelled in {month} but the subscription is still charged.",
    ),
    "bug": (
        "since the update in {month} the export button does nothing at all.",
        "the app crashes when I open a report from {month}. It worked before.",
        "search finds nothing older than {month}, although the files are there.",
        "logging in fails with error 500, every day since {month}.",
    ),
    "praise": (
        "the new search is wonderful, I found my notes from {month} at once.",
        "thank you for the quick help in {month}, the whole team was happy.",
        "best tool we bought since {month}. Please keep it this simple.",
        "I love the dark theme that came in {month}, my eyes thank you.",
    ),
}
_MONTHS = ("March", "April", "May", "June")


def messages() -> list[tuple[str, str, str]]:
    """48 support messages as (id, text, true class)."""
    rows = []
    for number, (month, which, kind) in enumerate(
        itertools.product(range(4), range(4), CLASSES), start=1
    ):
        opening = _OPENINGS[(number + which) % 4]
        body = _BODIES[kind][which].format(month=_MONTHS[month])
        rows.append((f"m{number:03d}", f"{opening} {body}", kind))
    return rows


def write_messages(path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "text"])
        writer.writerows((row_id, text) for row_id, text, _ in messages())
    return path


def write_shapes(folder: Path, number: int = 40) -> Path:
    """Pictures of a disc or a square, in many colours, and the file that names them."""
    from PIL import Image, ImageDraw

    random = Random(5)
    (folder / "pictures").mkdir(parents=True)
    with (folder / "shapes.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "picture"])
        for row in range(number):
            ground, ink = ([random.randrange(b, b + 120) for _ in "rgb"] for b in (0, 130))
            image = Image.new("RGB", (120, 90), tuple(ground))
            x, y, side = random.randrange(8, 50), random.randrange(6, 30), random.randrange(34, 54)
            draw = ImageDraw.Draw(image)
            shape = draw.ellipse if row % 2 else draw.rectangle
            shape((x, y, x + side, y + side), fill=tuple(ink))
            image.save(folder / "pictures" / f"s{row:03d}.png")
            writer.writerow([f"s{row:03d}", f"pictures/s{row:03d}.png"])
    return folder / "shapes.csv"


def true_shape(row_id: str) -> str:
    return ("square", "disc")[int(row_id[1:]) % 2]


def true_class(row_id: str) -> str:
    return next(kind for known, _, kind in messages() if known == row_id)


def write_requests(path: Path, rows: int = 480) -> Path:
    """More such messages, each with a number of its own, in a random order."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "text"])
        writer.writerows((row_id, text) for row_id, text, _ in requests(rows))
    return path


def requests(rows: int = 480) -> list[tuple[str, str, str]]:
    random, short = Random(7), messages()
    drawn = (random.choice(short) for _ in range(rows))
    return [
        (f"r{number:03d}", f"{text} Request {number}.", kind)
        for number, (_, text, kind) in enumerate(drawn, start=1)
    ]
