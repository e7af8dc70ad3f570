"""A palette for eyes that do not tell red from green: that of Okabe and Ito (2008)."""

from __future__ import annotations

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


def choose_theme(name: str, color_system: str | None) -> str:
    """Of sixteen colours none can be chosen: there the terminal's own are shown."""
    return TERMINAL if name == COLOUR_BLIND and color_system in ("standard", None) else name
