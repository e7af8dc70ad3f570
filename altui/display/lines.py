"""Lines of spans: text and its kind. A style sheet gives the colours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from rich.cells import cell_len

from altui.display.text import one_line

if TYPE_CHECKING:
    from altui.display.pictures.halfblocks import Colour


Tone = Literal[
    "text",
    "dim",
    "title",
    "strong",
    "key",
    "good",
    "warn",
    "bad",
    "curve",
    "level",
    "for",
    "for-strong",
    "for-mark",
    "against",
    "against-strong",
    "against-mark",
    "class-0",
    "class-1",
    "class-2",
    "class-3",
    "class-4",
    "class-5",
    "class-key-0",
    "class-key-1",
    "class-key-2",
    "class-key-3",
    "class-key-4",
    "class-key-5",
]

KINDS: tuple[Tone, ...] = get_args(Tone)

CLASS_KEY_TONES = tuple(kind for kind in KINDS if kind.startswith("class-key-"))
CLASS_TONES = tuple(
    kind for kind in KINDS if kind.startswith("class-") and kind not in CLASS_KEY_TONES
)
"""Of the first class, the second, ...; in bold where its key is."""


class Span(NamedTuple):
    """`colours` are those of a picture, front and ground; all else has the colours of its kind."""

    text: str
    kind: Tone = "text"
    colours: tuple[Colour | None, Colour | None] | None = None


Line = tuple[Span, ...]


def line(*parts: str | Span) -> Line:
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts)


def text_of(spans: Line) -> str:
    """The text of the line, without colours."""
    return "".join(span.text for span in spans).rstrip()


def title_line(
    title: str, width: int, note: str = "", *, tone: Tone = "title", note_tone: Tone = "strong"
) -> Line:
    """A rule with the panel's name on the left and a note on the right. The name is cut first."""
    note = one_line(note, max(width - 4, 1))
    name = one_line(title, max(width - cell_len(note) - 3, 1))
    rule = "─" * max(width - cell_len(name) - cell_len(note) - (2 if note else 1), 0)
    tail = Span(f" {note}" if note else "", note_tone)
    return line(Span(name, tone), Span(f" {rule}", "dim"), tail)


def quiet_title(title: str, width: int, note: str = "") -> Line:
    """That of a panel where the eye need not go first: its name stands out from its note."""
    return title_line(title, width, note, note_tone="text")


def length(spans: Iterable[Span]) -> int:
    return sum(cell_len(span.text) for span in spans)


def cut(spans: Line, width: int) -> Line:
    """The line, cut with an ellipsis if it is wider than `width`."""
    if length(spans) <= width:
        return spans
    kept: list[Span] = []
    for span in spans:
        room = width - length(kept)
        if cell_len(span.text) >= room:
            return (*kept, span._replace(text=one_line(f"{span.text}…", room)))
        kept.append(span)
    return tuple(kept)
