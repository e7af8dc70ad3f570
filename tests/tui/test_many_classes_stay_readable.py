"""With hundreds of classes every panel and page says the few that matter, and how many more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from altui.display.lines import text_of
from altui.labeling.naming.recent import RecentSlots, give_recent_keys
from altui.labeling.view import View, possible_answers
from altui.learning.evaluation import Evaluation
from altui.tui.panels.confidence import ConfidenceLine
from altui.tui.panels.status import KeysPanel
from altui.tui.screens.guidelines import GuidelinesScreen
from altui.tui.screens.parts.text_page import TextScreen
from altui.wording.pages.performance import performance_lines
from altui.wording.summary import summary_rows
from altui.wording.view.class_line import class_line
from altui.wording.view.status import status_parts
from tests.tui.making import a_view, drawn, some_curve, some_query, some_round, some_summary
from tests.tui.stage import annotation_of, made_up, on_stage, opened

NAMES = tuple(f"class number {number}" for number in range(200))


def many(**changes: object) -> View:
    shares = tuple(number / 19_900 for number in range(200))
    query = some_query(shares)
    counts = tuple(3 * (number in (7, 150)) for number in range(200))
    view = a_view(
        NAMES,
        query,
        round=some_round(query, 200, per_class=counts),
        summary=some_summary(NAMES, per_class=dict(zip(NAMES, counts, strict=True))),
        curve=some_curve(200),
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def measured() -> View:
    rows = [[0] * 200 for _ in range(200)]
    rows[3][3], rows[5][9], rows[9][9], rows[5][4] = 4, 3, 2, 1
    found = Evaluation(6, 10, confusion=tuple(map(tuple, rows)))
    curve = some_curve(200)
    curve._evaluations = [found] * 3
    return many(curve=curve)


def test_the_status_counts_classes_and_names_those_with_most_labels() -> None:
    told = [text_of(part) for part in status_parts(many())]
    assert "2 of 200 classes, class nu…7: 3, class nu…150: 3" in told
    rows = dict(summary_rows(many().summary))
    assert rows["per class"].startswith("2 of 200 classes have labels: class number 7: 3")


def test_one_line_of_confidence_has_the_likeliest() -> None:
    _, line = drawn(ConfidenceLine(id="line"), many(), 80, 2)
    assert line.startswith("▸class numb…199") and "more" in line and cell_len(line) <= 80


def test_the_keys_say_how_the_others_are_named() -> None:
    recent = give_recent_keys(many().classes, many().curve.used + 20, RecentSlots(3), ",.-")
    (narrow,) = drawn(KeysPanel(id="keys"), many(classes=recent), 80, 1)
    assert narrow.startswith("0-9 classes  ' more  , class numbe…  . class numbe…")
    assert narrow.rstrip().endswith("? help  q quit")
    (wide,) = drawn(KeysPanel(id="keys"), many(classes=recent), 120, 1)
    assert wide.startswith("0-9 classes  ' more  r reveal"), "there the panel has them"


@pytest.mark.parametrize("width", [80, 120])
def test_the_page_of_classes_has_mistakes_first_and_no_table(width: int) -> None:
    lines = performance_lines(measured(), width)
    assert max(map(cell_len, lines)) <= width
    assert [line.split("  ")[0] for line in lines[3:7]] == [NAMES[k] for k in (5, 9, 4, 3)]
    assert "196 more classes have no row here" in lines[7]
    assert lines[-3:] == [
        "the commonest confusions",
        "   3  class number 5 taken for class number 9",
        "   1  class number 5 taken for class number 4",
    ]


def test_the_rounds_of_the_likeliest_are_made_ahead_and_those_of_setting_aside() -> None:
    ahead = possible_answers(many())
    assert [each.value for each in ahead[:2]] == ["class number 199", "class number 198"]
    assert len(ahead) == 14


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_two_hundred_classes_on_the_screen(size: tuple[int, int]) -> None:
    names = tuple(f"kind {a}{b}" for a in "abcdefghijklmn" for b in "abcdefghijklmno")[:200]
    data = made_up(260, 200, names)
    async with on_stage(opened(lambda: annotation_of(data)), size=size) as stage:
        await stage.ready()
        await stage.press("'", "n", "e", "enter")
        await stage.done_so_far(1)
        await stage.ready()
        if size[0] >= 100:
            panel = stage.shown("confidence")
            assert "more: ' names any class" in panel and ",  kind ne" in panel
            assert len(panel.splitlines()) <= 15
        assert "query 2" in stage.shown("row")
        await stage.press("i")
        assert isinstance(stage.app.screen, GuidelinesScreen)
        assert "lines 1-" in stage.shown("guidelines") and "kind aa" in stage.shown("guidelines")
        await stage.press("'", "k", "f", "i", "enter")
        assert stage.shown("guidelines").splitlines()[1].strip() == "kind fi"
        await stage.press("q")
        assert not isinstance(stage.app.screen, TextScreen)


def test_a_line_of_classes_is_as_wide_as_the_screen_at_most() -> None:
    from altui.labeling.naming.class_line import ClassLine

    for width in (1, 10, 40, 80, 200):
        named = ClassLine(many().classes, range(200))
        for _ in range(30):
            named.move(1)
            shown = "".join(span.text for span in class_line(named, width))
            assert cell_len(shown) <= min(width, 90)
            if width >= 60:
                assert f"▸class number {named.at}" in shown
