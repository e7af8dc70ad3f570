"""The colours: those of classes, which are told apart by eyes that do not tell red from green, one
accent for what is asked, and a palette of Okabe and Ito (2008)."""

from __future__ import annotations

from typing import NamedTuple

from textual.theme import Theme

TERMINAL = "ansi-dark"
"""The terminal's own sixteen colours."""

COLOUR_BLIND = "colour-blind"

OKABE_ITO = Theme(
    name=COLOUR_BLIND,
    primary="#56B4E9",  # sky blue
    secondary="#F0E442",  # yellow
    success="#009E73",  # bluish green
    warning="#E69F00",  # orange
    error="#D55E00",  # vermillion
    accent="#CC79A7",  # reddish purple
    foreground="#E8E8E8",
    background="#101010",
    surface="#181818",
    panel="#202020",
    dark=True,
    variables={
        "text-primary": "#56B4E9",
        "text-secondary": "#F0E442",
        "text-success": "#009E73",
        "text-warning": "#E69F00",
        "text-error": "#E8743B",
    },
)


class Palette(NamedTuple):
    """`classes` has one colour for each of the tones of classes, the safest first. `asked` is like
    none of them."""

    asked: str
    classes: tuple[str, ...]


DARK = Palette("#A8FFEA", ("#56B4E9", "#E69F00", "#009E73", "#F0E442", "#CC79A7", "#E8743B"))
LIGHT = Palette("#2A12F0", ("#0933A8", "#775C3A", "#17675C", "#646501", "#691566", "#572722"))
SIXTEEN = Palette(
    "ansi_cyan",
    (
        "ansi_bright_blue",
        "ansi_yellow",
        "ansi_magenta",
        "ansi_green",
        "ansi_red",
        "ansi_bright_magenta",
    ),
)


def palette_of(theme: Theme) -> Palette:
    return SIXTEEN if theme.ansi else DARK if theme.dark else LIGHT


def own_variables(theme: Theme) -> dict[str, str]:
    """What the style sheet calls the colours that no theme of Textual has."""
    palette = palette_of(theme)
    named = {f"class-{place}": colour for place, colour in enumerate(palette.classes)}
    return {"asked": palette.asked, **named}


def choose_theme(name: str, color_system: str | None) -> str:
    """Of sixteen colours none can be chosen: there the terminal's own are shown."""
    return TERMINAL if name == COLOUR_BLIND and color_system in ("standard", None) else name
