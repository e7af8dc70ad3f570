"""Sessions that earlier versions began, with their data files, as SQL to make them again."""

import sqlite3
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).parent
FRUIT = [f"{100 + 7 * row},{'red' if row % 3 else 'green'}," for row in range(8)]


def restore(sql: Path, file: Path, text: str) -> Path:
    """The data `file` of this text, with the session beside it."""
    file.write_text(text, encoding="utf-8")
    with closing(sqlite3.connect(f"{file}.altui")) as connection:
        connection.executescript(sql.read_text(encoding="utf-8"))
    return file


def restore_fruit(folder: Path, version: int) -> Path:
    """Eight rows of a number and a category, of a session of this version of the schema."""
    text = "\n".join(["weight,colour,label", *FRUIT]) + "\n"
    return restore(HERE / "older" / f"version_{version}.sql", folder / "fruit.csv", text)


def restore_rings(folder: Path) -> Path:
    """Two columns of numbers, 500 rows: a new session would bend its boundary."""
    places = ((row * 37 % 101 - 50, row * 53 % 97 - 48) for row in range(500))
    text = "x,y\n" + "".join(f"{x}.5,{y}.5\n" for x, y in places)
    return restore(HERE / "stored" / "rings.sql", folder / "rings.csv", text)


def restore_stays(folder: Path) -> Path:
    """24 short texts, from before there were forms of texts."""
    text = (HERE / "stored" / "stays.csv").read_text(encoding="utf-8")
    return restore(HERE / "stored" / "stays.sql", folder / "stays.csv", text)
