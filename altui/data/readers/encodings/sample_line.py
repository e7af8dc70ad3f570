"""A line of the text itself, by which a person can judge a guess: it holds foreign letters."""

from __future__ import annotations

CELLS = 60
MOST_LINES = 500
BEFORE = 20  # characters shown before the first foreign letter of a long line


def describe_guess(sample: bytes, offset: int, line: int, encoding: str) -> str:
    """The sentence for the first screen; `offset` in the sample is on that line of the file."""
    from altui.display.text import one_line

    number, text = _choose_line(sample, offset, line, encoding)
    shown = one_line(text, CELLS)
    return (
        f"read as {encoding}, which is a guess; line {number:,} reads: '{shown}' "
        "(`encoding` NAME says another)"
    )


def _choose_line(sample: bytes, offset: int, line: int, encoding: str) -> tuple[int, str]:
    """The line that shows most different foreign letters, the first of such."""
    end = b"\n" if b"\n" in sample else b"\r"
    start = sample.rfind(end, 0, offset) + 1
    lines = sample[start:].split(end, MOST_LINES)[:MOST_LINES]
    texts = [_window(text.decode(encoding, "replace").strip()) for text in lines]
    most = max(range(len(texts)), key=lambda at: _count_foreign_letters(texts[at]))
    return line + most, texts[most]


def _window(text: str) -> str:
    """The part of a long line that begins shortly before its first foreign letter."""
    first = next((at for at, mark in enumerate(text) if not mark.isascii()), 0)
    if first < CELLS - BEFORE:
        return text[:CELLS]
    return "…" + text[first - BEFORE : first - BEFORE + CELLS]


def _count_foreign_letters(text: str) -> int:
    shown = text[: CELLS - 1]
    return len({mark for mark in shown if mark.isalpha() and not mark.isascii()})
