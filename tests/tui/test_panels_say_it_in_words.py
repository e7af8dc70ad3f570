"""What the panels say, in each case a person can meet."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Literal

import numpy as np
import pytest

from altui.display.lines import length, text_of
from altui.labeling.view import View
from altui.learning.calibration import Calibration
from altui.learning.evaluation import Evaluation
from altui.plain.rendering import question
from altui.session.events import Kind
from altui.session.figures.curve import Curve
from altui.tui.panels.confidence import ConfidenceLine, ConfidencePanel, bar
from altui.tui.panels.curve import CurvePanel
from altui.tui.panels.decisions import DecisionsPanel
from altui.tui.panels.ended import ended_lines
from altui.tui.panels.row import RowPanel
from altui.tui.panels.status import KeysPanel, StatusPanel
from altui.wording.pages.performance import confusion_lines
from altui.wording.view.query import explanation
from altui.wording.view.status import keys_now
from tests.tui.making import (
    a_shown_row,
    a_view,
    drawn,
    item,
    some_query,
    some_round,
    some_settings,
    some_summary,
)


@pytest.mark.parametrize(
    ("query", "labeled", "sentence"),
    [
        (some_query(None), 0, "no model yet: two classes needed"),
        (some_query(None), 3, "no model yet: one more class needed"),
        (
            some_query(strategy="typical-first", ranked_lower=None),
            4,
            "a typical row: the first rows are chosen this way",
        ),
        (some_query(strategy="random", ranked_lower=None), 20, "drawn at random from 90"),
        (some_query(ranked_lower=None, strategy="margin"), 20, "the least sure of 90 (margin)"),
        (some_query(ranked_lower=89), 20, "the least sure of 90 (least-confidence)"),
        (some_query(ranked_lower=88), 20, "as unsure as 1 other of 90 (least-confidence)"),
        (
            some_query(ranked_lower=80, strategy="margin"),
            20,
            "as unsure as 9 others of 90 (margin)",
        ),
        (
            some_query(ranked_lower=0, strategy="entropy"),
            20,
            "as unsure as 89 others of 90 (entropy)",
        ),
        (None, 20, ""),
    ],
)
def test_the_reason_for_a_query_is_one_phrase(query: Any, labeled: int, sentence: str) -> None:
    view = a_view(round=some_round(query, labeled=labeled))
    assert explanation(view) == sentence


def test_the_likeliest_class_is_marked_by_a_sign() -> None:
    lines = drawn(ConfidencePanel(id="confidence"), a_view(query=some_query((0.25, 0.75))))
    assert lines[0].endswith("uncertainty 0.2500")
    assert lines[1].startswith(" 0  no   0.2500") and lines[2].startswith("▸1  yes  0.7500")
    assert lines[1].count("█") == 7 and lines[2].count("█") == 22


CALIBRATED = Calibration(0.1, 30)
SURE = some_query((0.45, 0.55), calibrated=(0.12, 0.88))


def test_a_calibrated_confidence_is_shown_with_what_it_rests_on() -> None:
    view = a_view(round=some_round(SURE, calibration=CALIBRATED))
    lines = drawn(ConfidencePanel(id="confidence"), view)
    assert lines[1].startswith(" 0  no   0.1200") and lines[2].startswith("▸1  yes  0.8800")
    assert lines[0].endswith("uncertainty 0.4500")
    assert lines[-1] == "calibrated on 30 rows; uncertainty is not"
    plain = "(calibrated on 30 rows); uncertainty 0.4500, not calibrated"
    assert any(each.endswith(plain) for each in question(view, is_explained=False))
    for width, title in (
        (90, "confidence: calibrated on 30 rows ─"),
        (80, "calibrated on 30 rows ─"),
        (60, "calibrated ─"),
    ):
        lines = drawn(ConfidenceLine(id="confidence-line"), view, width, 2)
        assert lines[0].startswith(title) and "yes 0.88" in lines[1]
        # Where there is no room to say so, it would stand beside what it does not fit.
        told = "  uncertainty 0.4500, not calibrated" if width > 60 else "yes 0.8800 "
        assert lines[1].endswith(told)


def test_a_score_is_called_one_and_in_earlier_sessions_nothing() -> None:
    query = some_query((0.45, 0.55))
    for calibration, told in ((Calibration(), ["a score, not calibrated yet"]), (None, [])):
        view = a_view(round=some_round(query, calibration=calibration))
        assert drawn(ConfidencePanel(id="confidence"), view)[4:] == told
        title = drawn(ConfidenceLine(id="confidence-line"), view, 80, 2)[0]
        assert title.startswith("a score, not calibrated yet ─" if told else "confidence ─")


def test_trouble_takes_the_line_of_the_kind_and_blindness_hides_it() -> None:
    failed = a_view(round=some_round(SURE, calibration=CALIBRATED, trouble="no good"))
    assert drawn(ConfidencePanel(id="confidence"), failed)[-1] == "no good"
    blind = a_view(round=some_round(SURE, calibration=CALIBRATED), is_blind=True)
    for panel in (ConfidencePanel(id="confidence"), ConfidenceLine(id="confidence-line")):
        text = "\n".join(drawn(panel, blind))
        assert "calibrated" not in text and "0.88" not in text and "0.55" not in text


def test_a_failed_model_is_told_where_its_probabilities_would_stand() -> None:
    view = a_view(round=some_round(some_query(None), trouble="training failed: no good"))
    lines = drawn(ConfidencePanel(id="confidence"), view)
    assert lines[1:] == [" 0  no ", " 1  yes", "no model: training failed: no good"]
    title = drawn(ConfidenceLine(id="confidence-line"), view, 80, 2)[0]
    assert title.endswith(" no model: training failed: no good")


def test_trouble_with_a_model_that_is_used_all_the_same_has_a_line_of_its_own() -> None:
    view = a_view(round=some_round(some_query(ranked_lower=89), trouble="the solver stopped early"))
    lines = drawn(ConfidencePanel(id="confidence"), view)
    assert lines[3:] == ["the least sure of 90 (least-confidence)", "the solver stopped early"]


@pytest.mark.parametrize("share", [0.0, 0.01, 0.0625, 0.5, 0.99, 1.0])
def test_a_bar_has_its_share_of_its_width(share: float) -> None:
    drawn_bar = bar(share, 10)
    assert len(drawn_bar) == 10
    assert abs(drawn_bar.count("█") - share * 10) < 1


DECISIONS = [
    (item(), "id7  yes  model agreed at 0.61"),
    (item(Kind.REVEAL, "no"), "id7  no revealed   model said yes at 0.61"),
    (item(predicted=None, confidence=None), "id7  yes"),
    (item(undone=True), "id7  yes (undone)"),
    (item(Kind.SKIP, None), "id7  skipped"),
    (item(Kind.IGNORE, None), "id7  ignored"),
    (item(Kind.UNSURE, None), "id7  unsure"),
    (item(Kind.UNSURE, None, undone=True), "id7  unsure (undone)"),
    (item(Kind.NOTE, "see page 2"), "id7  comment: see page 2"),
]


@pytest.mark.parametrize(("decision", "text"), DECISIONS)
def test_a_decision_and_what_the_model_had_thought(decision: Any, text: str) -> None:
    view = a_view(decisions=(decision,))
    lines = drawn(DecisionsPanel(id="decisions"), view)
    assert lines[0].endswith("all saved") and lines[1:] == [text]


def test_decisions_stand_on_common_stops_and_ids_that_begin_alike_are_told_apart() -> None:
    values = zip(("no", "yes", "no"), ("4711", "4712", "4713"), strict=True)
    decisions = tuple(item(value=name, row_id=f"customer-2024-{n}") for name, n in values)
    skipped = item(Kind.SKIP, None, row=8, row_id="customer-2024-4714")
    view = a_view(("no", "certainly"), decisions=(item(value="certainly"), skipped))
    words = replace(view, beginnings={7: "a man walks in", 8: "a woman walks in"})
    _, said, skip = drawn(DecisionsPanel(id="decisions"), words, 78)
    assert said.index("model said") == skip.index("a woman")
    _, *lines = drawn(DecisionsPanel(id="decisions"), a_view(decisions=decisions), 60)
    assert len({line.index("model") for line in lines}) == 1
    assert [line.split()[0][-2:] for line in lines] == ["11", "12", "13"], lines


def test_a_decision_is_told_with_the_first_words_of_its_row_where_there_is_room() -> None:
    decisions = (item(), item(Kind.SKIP, None, row=8, row_id="id8"), item(row=9, row_id="id9"))
    words = "a man walks into a bar and says to the one behind it"
    view = a_view(decisions=decisions, beginnings={7: words, 8: "short", 9: ""})
    lines = drawn(DecisionsPanel(id="decisions"), view, 60)
    assert lines[1] == "id7  yes  model agreed at 0.61  a man walks into a bar and …"
    assert lines[2:] == ["id8  skipped  short", "id9  yes  model agreed at 0.61"]
    narrow = drawn(DecisionsPanel(id="decisions"), view, 41)
    assert narrow[1] == "id7  yes  model agreed at 0.61", "nine cells are too few for words"


def test_before_the_first_decision_nothing_is_called_saved() -> None:
    title, told = drawn(DecisionsPanel(id="decisions"), a_view(decisions=()))
    assert "saved" not in title and told == "your answers will stand here"


def test_the_accuracy_stands_with_its_count_its_interval_and_its_kind() -> None:
    lines = drawn(CurvePanel(id="curve"), a_view(), 70, 18)
    assert lines[0].endswith(" 0.8700 (87 of 100 test rows, likely 79 to 92 %)")
    assert "⡐⡐ likely range" in "\n".join(lines)
    assert sum(line.count("●") for line in lines[3:]) == 1
    assert any("latest 0.8700" in line for line in lines)


def test_small_differences_in_accuracy_are_seen() -> None:
    curve = Curve((10, 10), np.array([0, 1]), [Evaluation(n, 100) for n in (88, 89, 90)])
    lines = drawn(CurvePanel(id="curve"), a_view(curve=curve), 49, 17)
    way = "".join(glyph for line in lines[4:] for glyph in line if "⠁" <= glyph <= "⣿")
    assert len({*way} - {"⠒"}) > 1, "the line climbs, although two of them share a row"


def test_without_a_test_set_there_is_no_accuracy_but_the_labels_per_class() -> None:
    lines = drawn(CurvePanel(id="curve"), without_tests(a_view(("ham", "spam"))), 70, 18)
    assert lines[0].endswith("no test set")
    text = "\n".join(lines)
    assert "ham" in text and "spam" in text and "accuracy" not in text


def test_of_many_classes_the_commonest_are_drawn() -> None:
    names = tuple("abcdefgh")
    curve = Curve((9, 1, 8, 1, 7, 1, 6, 1), np.array([0, 1]), [None] * 3)
    view = replace(without_tests(a_view(names)), curve=curve)
    legend = drawn(CurvePanel(id="curve"), view, 70, 18)[2]
    assert [name for name in names if f" {name}" in legend] == ["a", "c", "e", "g"]


def test_each_curve_has_a_colour_of_its_own() -> None:
    view = without_tests(a_view(("ham", "spam", "odd")))
    lines = CurvePanel(id="curve").lines(view, 70, 18)
    forms = {span.kind: span.text for line in lines[:3] for span in line if span.text[-1:] in "●○◆"}
    assert forms == {"class-0": "⠒●", "class-1": "⠒○", "class-2": "⠒◆"}


def test_where_the_curve_takes_the_place_of_the_row_the_query_is_still_named() -> None:
    assert "query 3 of 20" in drawn(CurvePanel(id="narrow-curve"), a_view(), 80, 18)[0]
    assert "query" not in drawn(CurvePanel(id="curve"), a_view(), 80, 18)[0]


def without_tests(view: View) -> View:
    curve = Curve((10,) * len(view.classes), np.array([0, 1]), [None] * 3)
    return replace(view, has_test=False, curve=curve)


def test_the_status_line_counts_what_is_saved() -> None:
    line = drawn(StatusPanel(id="status"), a_view(), 130, 1)[0]
    assert line == (
        "saved · 2 of 20 labels given, about 1 min left · no: 11, yes: 11 · 90 rows left · "
        "3.2 s a label · logistic, least-confidence"
    )


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (46, "saved · 2 of 20 labels given, about 1 min left"),
        (61, "saved · 2 of 20 labels given, about 1 min left · 90 rows left"),
        (64, "saved · 2 of 20 labels given, about 1 min left · no: 11, yes: 11"),
        (78, "saved · 2 of 20 labels given, about 1 min left · no: 11, yes: 11"),
        (79, "saved · 2 of 20 labels given, about 1 min left · no: 11, yes: 11 · 90 rows left"),
    ],
)
def test_what_does_not_fit_in_the_status_line_is_left_out_whole(width: int, text: str) -> None:
    assert drawn(StatusPanel(id="status"), a_view(), width, 1) == [text]


def test_the_labels_of_a_class_are_counted_under_the_name_that_is_read() -> None:
    view = a_view()
    titled = tuple(replace(each, title=f"the {each.name}") for each in view.classes)
    line = drawn(StatusPanel(id="status"), replace(view, classes=titled), 130, 1)[0]
    assert "the no: 11, the yes: 11" in line


@pytest.mark.parametrize(
    ("given", "budget", "text"),
    [
        (0, 0, "0 labels given"),
        (1, 0, "1 label given"),
        (1_000, 0, "1,000 labels given"),
        (1, 1, "1 of 1 label given"),
        (1, 20, "1 of 20 labels given"),
    ],
)
def test_one_label_is_one_label(given: int, budget: int, text: str) -> None:
    classes = ("no", "yes")
    summary = some_summary(classes, labels_given=given, budget=budget, pace=None)
    view = replace(a_view(), summary=summary, settings=some_settings(classes, budget=budget))
    assert drawn(StatusPanel(id="status"), view, 80, 1)[0].startswith(f"saved · {text} · no: 11")


def test_without_a_budget_none_is_named() -> None:
    classes = ("no", "yes")
    view = replace(a_view(), settings=some_settings(classes, budget=0))
    assert "saved · 2 labels given" in drawn(StatusPanel(id="status"), view, 80, 1)[0]
    assert drawn(RowPanel(id="row"), view)[0].endswith("query 3")


@pytest.mark.parametrize(
    ("changes", "words", "missing"),
    [
        ({}, ["0 no", "1 yes", "r reveal", "u undo", "q quit"], ["g go on"]),
        ({"ending": "budget"}, ["g go on", "e export", "q quit"], ["r reveal", "0 no"]),
        ({"ending": "pool"}, ["e export", "u undo"], ["g go on"]),
        ({"shown_row": a_shown_row(known=None)}, ["s skip"], ["r reveal", "a auto"]),
    ],
)
def test_the_keys_shown_are_those_that_work(
    changes: dict[str, Any], words: list[str], missing: list[str]
) -> None:
    line = drawn(KeysPanel(id="keys"), replace(a_view(), **changes), 120, 1)[0]
    assert all(word in line for word in words)
    assert not any(word in line for word in missing)


LONG_NAMES = ("a name of its own", "another long name", "one more long name", "and the last one")


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("ending", ["", "budget", "pool"])
@pytest.mark.parametrize("known", [1, None])
@pytest.mark.parametrize("classes", [("no", "yes"), LONG_NAMES, tuple("abcdefghij")], ids=len)
def test_the_keys_line_always_ends_with_help_and_quit(
    width: int, ending: Literal["", "budget", "pool"], known: int | None, classes: tuple[str, ...]
) -> None:
    view = replace(a_view(classes), ending=ending, shown_row=a_shown_row(known=known))
    line = drawn(KeysPanel(id="keys"), view, width, 1)[0]
    *first, help_, quit_ = re.split(r"  | │ ", line)
    assert (help_, quit_) == ("? help", "q quit")
    wanted = [f"{key} {meaning}" for key, meaning in keys_now(view)]
    assert first and first == wanted[: len(first)], "whole ones, the most wanted first"


def test_the_keys_stand_in_groups_those_that_answer_first() -> None:
    line = drawn(KeysPanel(id="keys"), a_view(), 120, 1)[0]
    label, later, others = line.split(" │ ")
    assert label == "0 no  1 yes  r reveal  a auto" and later == "s skip  n unsure  x ignore"
    assert others.startswith("u undo  ") and others.endswith("  ? help  q quit")


def test_many_classes_are_one_row_of_digits() -> None:
    line = drawn(KeysPanel(id="keys"), a_view(tuple("abcdefg")), 80, 1)[0]
    assert line.startswith("0-6 label")


def test_at_the_end_of_the_budget_a_narrow_screen_has_the_curve() -> None:
    view = replace(a_view(), ending="budget", summary=some_summary(("no", "yes"), labels_given=2))
    lines = ended_lines(view, 80, 20, is_alone=True)
    text = "\n".join(map(text_of, lines))
    assert len(lines) == 20 and "labeled rows" in text and "●" in text
    assert all(length(line) <= 80 for line in lines)
    assert "labeled rows" not in "\n".join(map(text_of, ended_lines(view, 60, 14, is_alone=True)))
    below = ended_lines(view, 60, 34, is_alone=True)
    assert "labeled rows" in text_of(below[-1]) and "quit" in "".join(map(text_of, below[:16]))
    beside = ended_lines(view, 80, 20, is_alone=False)
    assert "labeled rows" not in "\n".join(map(text_of, beside)), "it has a panel of its own"


def test_beside_the_curve_a_long_summary_is_wrapped() -> None:
    summary = some_summary(("no", "yes"), labels_given=2, skipped=1, ignored=1, unsure=1)
    step = "altui label customers.csv"
    view = replace(a_view(), ending="budget", summary=summary, next_step=step)
    lines = [text_of(each) for each in ended_lines(view, 80, 20, is_alone=True)]
    assert len(lines) == 20 and all(len(each) <= 80 for each in lines)
    text = " ".join(" ".join(lines).split())
    assert "labeled rows" in text
    for word in ("1 skipped for now,", "1 ignored,", "unsure", "a file of your", "customers.csv"):
        assert word in text


def test_a_session_that_is_kept_nowhere_is_not_called_saved_at_its_end() -> None:
    summary = some_summary(("no", "yes"), labels_given=1)
    view = replace(a_view(), ending="budget", summary=summary, is_kept_nowhere=True)
    text = "\n".join(drawn(RowPanel(id="row"), view, 80, 24))
    assert "1 label given, as planned. The demo keeps nothing." in text
    assert "Everything is saved" not in text


@pytest.mark.parametrize(
    ("ending", "title", "sentence"),
    [
        ("budget", "the budget is spent", "2 labels given, as planned. Everything is saved."),
        ("pool", "nothing is left to ask", "Every row has its label (3 set aside as ignored"),
    ],
)
def test_an_ending_says_what_has_ended_and_what_can_be_done(
    ending: Literal["budget", "pool"], title: str, sentence: str
) -> None:
    summary = some_summary(("no", "yes"), ignored=2, unsure=1)
    view = replace(a_view(), ending=ending, summary=summary)
    text = "\n".join(drawn(RowPanel(id="row"), view, 80, 24))
    assert text.startswith(title) and sentence in text
    assert "accuracy before" in text and "85/100" in text and "q  quit" in text


def test_no_count_of_the_confusion_table_is_cut_however_short_the_names() -> None:
    found = Evaluation(91, 100, "test", ((49, 0), (9, 42)))
    lines = confusion_lines(found, ["0", "1"])
    assert [line.split() for line in lines[2:]] == [["0", "49", "0"], ["1", "9", "42"]]
