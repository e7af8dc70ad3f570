"""Tables of text in an old encoding, made from the sentences of a language."""

from __future__ import annotations

from random import Random

from tests.data.languages import ENCODINGS, SENTENCES

WITHOUT_SPACES = ("chinese (simplified)", "chinese (traditional)", "japanese", "thai")


def pairs() -> list[tuple[str, str]]:
    """Each language with each encoding that text in it is met in."""
    return [(language, name) for language in SENTENCES for name in ENCODINGS[language].split()]


def encode_rows(language: str, encoding: str, rows: int, seed: int = 0) -> bytes:
    """A table of an id and a few words of that language, drawn at random."""
    random = Random(f"{language} {encoding} {rows} {seed}")
    units = _units(language, encoding)
    joint = "" if language in WITHOUT_SPACES else " "
    lines = [
        f"{row};{joint.join(random.choices(units, k=random.randint(3, 8)))}" for row in range(rows)
    ]
    return "\r\n".join(["id;comment", *lines, ""]).encode(encoding)


def _units(language: str, encoding: str) -> list[str]:
    """The words, or sentences where no spaces stand between words, that the encoding has."""
    text = SENTENCES[language].strip()
    units = text.split("\n") if language in WITHOUT_SPACES else text.split()
    return [unit for unit in units if unit.encode(encoding, "replace").decode(encoding) == unit]


def is_right(content: bytes, encoding: str, guess: str | None) -> bool:
    """Another name for the same text is as good."""
    try:
        return guess is not None and content.decode(guess) == content.decode(encoding)
    except UnicodeDecodeError:
        return False
