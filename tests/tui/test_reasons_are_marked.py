"""Why the model thinks so is told beside columns and on words, and can be turned off."""

from __future__ import annotations

from altui.data.dataset import Field
from altui.data.schema import Role
from altui.display.lines import Line, Span
from altui.labeling.annotation import Annotation
from altui.labeling.explaining.reasons import Reasons
from altui.learning.classifiers.models import model_factory
from altui.session.events import Decision
from altui.wording.view.row import row_lines
from tests.tui.making import a_shown_row
from tests.tui.stage import annotation_of, made_up, on_stage, opened


def text_of(lines: list[Line]) -> list[str]:
    return ["".join(span.text for span in line).rstrip() for line in lines]


def test_columns_have_their_share_with_sign_and_strength() -> None:
    reasons = Reasons("yes", {"x1": 1.2, "x2": -0.1}, {})
    lines = text_of(row_lines(a_shown_row(reasons=reasons), 60))
    assert lines[0].split() == ["x1", "1.5", "+1.20", "+++"]
    assert lines[1].split() == ["x2", "-20.25", "-0.10", "-"]
    legend, odds = "why yes: + for, - against", "+0.7 doubles the odds"
    assert lines[-1] == f"{legend}; {odds}"
    lines = text_of(row_lines(a_shown_row(reasons=reasons), 40))
    assert lines[-2:] == [legend, odds]


def test_of_many_columns_the_deciding_ones_come_first() -> None:
    fields = [Field(f"c{i}", str(i), Role.NUMERIC) for i in range(30)]
    reasons = Reasons("yes", {"c7": 0.5, "c20": -2.0}, {})
    lines = text_of(row_lines(a_shown_row(*fields, reasons=reasons), 90))
    assert lines[0] == "what decides"
    assert lines[1].split() == ["c20", "20", "-2.00", "---"]
    assert lines[2].split() == ["c7", "7", "+0.50", "+"]
    assert any("c7 " in line and line.count("c") > 1 for line in lines[3:])


def test_words_are_marked_in_place_by_form_as_well_as_by_colour() -> None:
    field = Field("text", "A refund, please: the export broke", Role.TEXT)
    reasons = Reasons("billing", {}, {"refund": 1.0, "export": -0.9, "please": 0.1})
    shown_row = a_shown_row(field, reasons=reasons)
    kinds = {span.text: span.kind for line in row_lines(shown_row, 60) for span in line}
    assert kinds["refund"] == "for-strong" and kinds["export"] == "against-strong"
    assert kinds["please"] == "for" and kinds["A "] == "text"


async def test_what_is_for_the_class_stands_out_and_what_is_against_it_does_not_shout() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        styles = stage.app.row_panel.looks.styles
    # The text to be judged is read as any other: yellow is the colour of a class.
    assert styles["against"].color == styles["text"].color != styles["for"].color
    assert styles["for"].bold and styles["for-strong"].bold and styles["for-strong"].underline
    for kind in ("against", "against-strong"):
        assert styles[kind].italic and not styles[kind].bold and not styles[kind].reverse
    assert styles["against-strong"].underline and not styles["against"].underline
    assert styles["against-mark"].dim and not styles["for-mark"].dim


def test_a_mark_does_not_run_over_the_blank_between_words() -> None:
    field = Field("text", "sync with my calendar", Role.TEXT)
    reasons = Reasons("billing", {}, {"c w": 1.0, "h m": -0.5})
    spans = [span for line in row_lines(a_shown_row(field, reasons=reasons), 60) for span in line]
    assert not any(
        " " in span.text for span in spans[: spans.index(Span("y calendar"))] if span.kind != "text"
    )


def test_common_words_and_common_characters_are_told_apart() -> None:
    reasons = Reasons("good", {}, {"refund": 1.0}, (), 0.25, -0.4)
    field = Field("text", "A refund", Role.TEXT)
    lines = text_of(row_lines(a_shown_row(field, reasons=reasons), 90))
    told = "+0.25 common words, -0.40 common characters in log-odds"
    assert lines[-1] == f"why good: for and against; {told}"


def test_a_model_without_coefficients_names_the_nearest_labeled_rows() -> None:
    reasons = Reasons("yes", {}, {}, (("yes", "r4", 0.5), ("no", "r9", 1.25)))
    lines = text_of(row_lines(a_shown_row(reasons=reasons), 70))
    assert lines[-1] == "nearest labeled rows (distance): yes: r4 at 0.50, no: r9 at 1.25"


async def test_a_key_hides_the_reasons_and_shows_them_again() -> None:
    async with on_stage(opened(lambda: annotation_of(made_up(labeled=12)))) as stage:
        await stage.ready()
        assert "doubles the odds" in stage.shown("row")
        await stage.press("y")
        assert "doubles the odds" not in stage.shown("row")
        await stage.answer("1")
        assert "doubles the odds" not in stage.shown("row")
        await stage.press("y")
        assert "doubles the odds" in stage.shown("row")


async def test_blind_tells_no_reasons() -> None:
    annotation = annotation_of(made_up(labeled=12))
    annotation.session.decide(Decision.setting(blind=True))
    async with on_stage(opened(lambda: annotation)) as stage:
        await stage.ready()
        assert "doubles the odds" not in stage.shown("row")


async def test_bayes_tells_which_rows_are_alike() -> None:
    def open_() -> Annotation:
        annotation = annotation_of(made_up(labeled=12))
        annotation.learner.model = model_factory("bayes", seed=0, sparse=False)
        return annotation

    async with on_stage(opened(open_)) as stage:
        await stage.ready()
        assert "nearest labeled rows (distance): " in stage.shown("row")
