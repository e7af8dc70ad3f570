"""The colour and the form of a class: the same in bars, lists, curves and counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.display.lines import CLASS_KEY_TONES, CLASS_TONES, Line, Tone
from altui.display.plotting.plot import POINTS

if TYPE_CHECKING:
    from altui.labeling.showing.class_keys import ClassKey

MOST_COLOURED = len(CLASS_TONES)
"""With more classes none has a colour: it would be that of another one too."""


def class_tone(index: int, count: int) -> Tone:
    return CLASS_TONES[index] if count <= MOST_COLOURED else "text"


def class_key_tone(index: int, count: int) -> Tone:
    return CLASS_KEY_TONES[index] if count <= MOST_COLOURED else "key"


def series_look(index: int, place: int, count: int) -> tuple[Tone, str]:
    """Tone and form of the curve of a class, or where classes have no colours of its place."""
    own = index if count <= MOST_COLOURED else place % MOST_COLOURED
    return CLASS_TONES[own], POINTS[own]


def with_class_tone(spans: Line, name: str | None, classes: Sequence[ClassKey]) -> Line:
    """The line; what it says in strong of the class of that name is in the tone of the class."""
    index = next(
        (place for place, each in enumerate(classes) if name in (each.name, each.shown)), None
    )
    if index is None or len(classes) > MOST_COLOURED:
        return spans
    tone = class_tone(index, len(classes))
    return tuple(span._replace(kind=tone) if span.kind == "strong" else span for span in spans)
