"""The palette of Okabe and Ito can be read, and sixteen colours are the terminal's own."""

from __future__ import annotations

import pytest
from textual.color import Color

from altui.tui.themes import COLOUR_BLIND, OKABE_ITO, TERMINAL, choose_theme


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = [part / 255 for part in Color.parse(colour).rgb]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", [name for name in OKABE_ITO.variables if "text" in name])
def test_each_colour_stands_out_from_the_ground(name: str) -> None:
    light, dark = luminance(OKABE_ITO.variables[name]), luminance(str(OKABE_ITO.background))
    assert (light + 0.05) / (dark + 0.05) >= 4.5  # WCAG 2, AA


def test_each_meaning_has_a_colour_of_its_own() -> None:
    assert len({*OKABE_ITO.variables.values()}) == len(OKABE_ITO.variables)


@pytest.mark.parametrize("system", ["standard", None])
def test_of_sixteen_colours_none_is_chosen(system: str | None) -> None:
    assert choose_theme(COLOUR_BLIND, system) == TERMINAL
    assert choose_theme("textual-light", system) == "textual-light"
    assert choose_theme(COLOUR_BLIND, "256") == COLOUR_BLIND
