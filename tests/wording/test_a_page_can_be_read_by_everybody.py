"""The report in light and dark, by eye and by screen reader, on a screen and on paper."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from altui.wording.report.page import page
from altui.wording.report.style import DARK, LIGHT, STYLE, Palette
from tests.wording.pages import Reader, Strict, labeled

TEXT, GRAPHIC = 4.5, 3.0
"""The least contrast of text and of lines, by WCAG 2.1 at level AA."""


def luminance(colour: str) -> float:
    def linear(part: str) -> float:
        share = int(part, 16) / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour[k : k + 2]) for k in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_lines_stand_out(palette: Palette) -> None:
    for text in (palette.ink, palette.quiet, palette.line):
        assert contrast(text, palette.paper) >= TEXT
    assert contrast(palette.ink, palette.band) >= TEXT  # the cells of right predictions
    for line, ground in product((palette.line, palette.level), (palette.paper, palette.band)):
        assert contrast(line, ground) >= GRAPHIC
    assert 1.1 < contrast(palette.band, palette.paper) < 2  # seen, and calm


def test_the_style_has_no_other_colours() -> None:
    known = {value for each in (LIGHT, DARK) for value in vars(each).values()}
    assert set(re.findall(r"#[0-9a-f]{6}\b", STYLE)) <= known


def test_paper_is_light_whatever_the_screen_is() -> None:
    dark = STYLE.index(DARK.paper)
    assert (
        STYLE[:dark].rpartition("@media ")[2].startswith("screen and (prefers-color-scheme: dark)")
    )


@pytest.fixture
def html(tmp_path: Path) -> str:
    with labeled(tmp_path / "s.altui") as session:
        return page(session.view())


def test_the_page_is_valid(html: str) -> None:
    ids = Strict(html).ids
    assert len(set(ids)) == len(ids)
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert html.count("<h1>") == 1 and html.count("<main>") == 1


def test_the_drawing_has_a_name_and_an_alternative_in_words(html: str) -> None:
    drawing = next(attrs for tag, attrs in Reader(html).tags if tag == "svg")
    named = str(drawing["aria-labelledby"]).split()
    told = [re.search(f'id="{name}">([^<]+)<', html) for name in named]
    title, words = (each[1] for each in told if each)
    assert title == "Accuracy after each label"
    assert words == (
        "From 1 to 6 labeled rows the accuracy went from 75 % to 62 %, with a 95 % interval of "
        "47 to 76 % at the end."
    )


def test_every_heading_of_a_table_says_what_it_heads(html: str) -> None:
    heads = [attrs for tag, attrs in Reader(html).tags if tag == "th"]
    assert len(heads) > 10 and all(each["scope"] in ("row", "col") for each in heads)


def test_a_wide_table_is_scrolled_by_keys_too(html: str) -> None:
    scrolled = [attrs for _, attrs in Reader(html).tags if attrs.get("class") == "wide"]
    assert scrolled and all(each["tabindex"] == "0" for each in scrolled)
