"""Classes keep their colours apart for every eye, and sixteen colours are the terminal's own."""

from __future__ import annotations

from itertools import combinations

import pytest
from textual.theme import BUILTIN_THEMES

from altui.display.lines import CLASS_KEY_TONES, CLASS_TONES
from altui.tui.themes import (
    COLOUR_BLIND,
    DARK,
    LIGHT,
    OKABE_ITO,
    SIXTEEN,
    TERMINAL,
    Palette,
    choose_theme,
)
from tests.tui.eyes import SIGHTS, contrast, distance

GROUNDS = [
    pytest.param(DARK, str(OKABE_ITO.background), id="colour-blind"),
    pytest.param(DARK, "#121212", id="dark"),
    pytest.param(LIGHT, str(BUILTIN_THEMES["textual-light"].background), id="light"),
]
TERMINALS = {
    "xterm": ("#5c5cff", "#cdcd00", "#cd00cd"),
    "Windows Terminal": ("#3b78ff", "#c19c00", "#881798"),
    "VGA": ("#5555ff", "#aa5500", "#aa00aa"),
}
"""What they show as bright blue, yellow and magenta, unless they are told otherwise."""

READABLE = 4.5  # WCAG 2, AA
APART = 14


@pytest.mark.parametrize("name", [name for name in OKABE_ITO.variables if "text" in name])
def test_each_colour_stands_out_from_the_ground(name: str) -> None:
    assert contrast(OKABE_ITO.variables[name], str(OKABE_ITO.background)) >= READABLE


def test_each_meaning_has_a_colour_of_its_own() -> None:
    assert len({*OKABE_ITO.variables.values()}) == len(OKABE_ITO.variables)


@pytest.mark.parametrize(("palette", "ground"), GROUNDS)
def test_each_class_can_be_read_and_what_is_asked(palette: Palette, ground: str) -> None:
    for colour in (palette.asked, *palette.classes):
        assert contrast(colour, ground) >= READABLE, colour


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("palette", [DARK, LIGHT])
def test_no_two_classes_look_alike_to_any_eye(palette: Palette, sight: str) -> None:
    for one, other in combinations((palette.asked, *palette.classes), 2):
        assert distance(one, other, sight) >= APART, (one, other)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("terminal", TERMINALS)
def test_three_classes_are_apart_in_the_sixteen_colours_of(terminal: str, sight: str) -> None:
    assert SIXTEEN.classes[:3] == ("ansi_bright_blue", "ansi_yellow", "ansi_magenta")
    for one, other in combinations(TERMINALS[terminal], 2):
        assert distance(one, other, sight) >= APART, (one, other)


def test_each_tone_of_a_class_has_its_colour() -> None:
    counts = {len(CLASS_TONES), len(CLASS_KEY_TONES)}
    assert counts == {len(palette.classes) for palette in (DARK, LIGHT, SIXTEEN)}


@pytest.mark.parametrize("system", ["standard", None])
def test_of_sixteen_colours_none_is_chosen(system: str | None) -> None:
    assert choose_theme(COLOUR_BLIND, system) == TERMINAL
    assert choose_theme("textual-light", system) == "textual-light"
    assert choose_theme(COLOUR_BLIND, "256") == COLOUR_BLIND
