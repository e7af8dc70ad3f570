"""The model's reasons, as marks beside columns and on words.

Form shows the sign, not only colour: `+` and words in bold are for the class shown, `-` and words
in italics are against it, and the strongest words are underlined. What is for it stands out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from altui.display.lines import Line, Span, Tone, length, line
from altui.display.marking import marked
from altui.display.text import clip, one_line

if TYPE_CHECKING:
    from altui.labeling.explaining.reasons import Reasons

STEPS = 3
MARK_WIDTH = STEPS
SHARE_WIDTH = 6
WIDEST_CLASS = 20

LEAST_COMMON = 0.05

ODDS = "+0.7 doubles the odds"
"""The meaning of log-odds: e to the power of 0.7 is about 2."""


def loudest(reasons: Reasons) -> float:
    """The size of the largest share. All others are shown relative to it."""
    return max(map(abs, [*reasons.columns.values(), *reasons.words.values()]), default=0.0)


def common_text(reasons: Reasons) -> str:
    """What the words and the characters add up to that stand in very many rows; empty where that is
    little."""
    found = (("words", reasons.common_words), ("characters", reasons.common_characters))
    told = [f"{share:+.2f} common {kind}" for kind, share in found if abs(share) >= LEAST_COMMON]
    return ", ".join(told)


def strength(share: float, most: float) -> int:
    """1 to STEPS, relative to the largest share; 0 for none."""
    return min(int(STEPS * abs(share) / most) + 1, STEPS) if share else 0


def mark_span(share: float, most: float) -> Span:
    """`+++` to `-`, padded to one width."""
    sign = "+" if share > 0 else "-"
    text = (sign * strength(share, most)).ljust(MARK_WIDTH)
    return Span(text, "for-mark" if share > 0 else "against-mark") if share else Span(text)


def share_text(share: float) -> str:
    return f"{share:+.2f}".rjust(SHARE_WIDTH) if share else " " * SHARE_WIDTH


def marked_lines(lines: Sequence[str], words: Mapping[str, float], most: float) -> list[Line]:
    """Lines of text, with the deciding words marked."""
    return [
        tuple(Span(piece.text, _word_kind(piece.weight, most)) for piece in pieces)
        for pieces in marked(lines, words)
    ]


def legend(reasons: Reasons, width: int) -> list[Line]:
    """The meaning of the marks, and their class; or the nearest rows."""
    shown = one_line(reasons.shown, WIDEST_CLASS)
    if reasons.alike:
        nearest = ", ".join(
            f"{one_line(name, WIDEST_CLASS)}: {one_line(row, WIDEST_CLASS)} at {distance:.2f}"
            for name, row, distance in reasons.alike
        )
        return [line(Span(clip(f"nearest labeled rows (distance): {nearest}", width), "dim"))]
    common = common_text(reasons)
    if not loudest(reasons):
        return [line(Span(f"why {shown}: {common}, in log-odds", "dim"))] if common else []
    parts = [Span("why "), Span(shown, "strong")]
    if reasons.columns:
        parts += [Span(": "), Span("+", "for-mark"), Span(" for, "), Span("-", "against-mark")]
        parts.append(Span(" against"))
    if reasons.words:
        parts += [Span(": " if not reasons.columns else "; words "), Span("for", "for")]
        parts += [Span(" and "), Span("against", "against")]
    more = [("; ", common if reasons.columns else f"{common} in log-odds")] if common else []
    more += [("; ", ODDS)] if reasons.columns else []
    lines = [parts]
    for glue, text in more:
        if length(lines[-1]) + len(glue + text) <= width:
            lines[-1].append(Span(glue + text))
        else:
            lines.append([Span(text)])
    return [
        tuple(span if span.kind != "text" else span._replace(kind="dim") for span in each)
        for each in lines
    ]


def _word_kind(weight: float, most: float) -> Tone:
    if not weight:
        return "text"
    is_strong = strength(weight, most) == STEPS
    if weight > 0:
        return "for-strong" if is_strong else "for"
    return "against-strong" if is_strong else "against"
