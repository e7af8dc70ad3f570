"""At the foot of the row: whether the model agreed, and how many rows it sees otherwise now."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from altui.labeling.annotation import Annotation
from altui.learning.names import AGAIN
from altui.learning.rounds import Difference
from altui.plain.rendering import news
from altui.session.events import Decision, Kind
from altui.wording.last_action import last_action_line, what_was_learned
from tests.tui.making import a_view, item, text_of
from tests.tui.stage import Stage, annotation_of, made_up, on_stage, opened

CHANGED = re.compile(r"(none|\d+) of (\d+) rows changed class")


def foot(stage: Stage) -> str:
    return stage.shown("row").splitlines()[-1]


def classes(stage: Stage) -> list[int]:
    learner = stage.annotation.learner
    model = learner.fit(stage.annotation.session.knowledge())
    assert model is not None
    return model.predict_proba(learner.matrix[learner.pool]).argmax(axis=1).tolist()


async def test_each_label_tells_what_it_changed() -> None:
    async with on_stage(opened(lambda: annotation_of(made_up(60, 8)))) as stage:
        await stage.ready()
        assert "changed" not in foot(stage)
        before = classes(stage)
        for key in "0110":
            predicted = stage.view.shown_at(0.0)["predicted"]
            said = stage.view.classes[int(key)].name
            await stage.answer(key)
            now = classes(stage)
            different = sum(a != b for a, b in zip(before, now, strict=True))
            found = CHANGED.search(foot(stage))
            assert found is not None
            assert found.groups() == (str(different or "none"), str(len(now)))
            agreed = predicted == said
            assert ("model agreed" if agreed else f"model said {predicted}") in foot(stage)
            before = now


async def test_undo_tells_that_it_changes_as_much_back() -> None:
    async with on_stage(opened(lambda: annotation_of(made_up(60, 8)))) as stage:
        await stage.ready()
        await stage.answer("0")
        changed = CHANGED.search(foot(stage))
        await stage.answer("u")
        back = CHANGED.search(foot(stage))
        assert changed and back and changed.groups() == back.groups()
        assert "undone" in foot(stage)


@pytest.mark.parametrize(("key", "word"), [("s", "skipped"), ("x", "ignored"), ("n", "unsure")])
async def test_what_was_set_aside_is_told_in_a_word(key: str, word: str) -> None:
    async with on_stage(opened(lambda: annotation_of(made_up(60, 8)))) as stage:
        await stage.ready()
        await stage.answer(key)
        assert word in foot(stage) and "changed" not in foot(stage)


async def test_an_import_is_taken_back_by_one_key_and_said_to_be_one() -> None:
    def imported() -> Annotation:
        annotation = annotation_of(made_up(60, 8))
        annotation.session.bring_in("{}", [Decision.imported(row, "yes") for row in (20, 30, 40)])
        return annotation

    async with on_stage(opened(imported)) as stage:
        await stage.ready()
        assert stage.view.round.labeled == 11
        await stage.answer("u")
        assert "import undone: 3 labels" in foot(stage) and stage.view.round.labeled == 8
        await stage.answer("U")
        assert "import done again: 3 labels" in foot(stage) and stage.view.round.labeled == 11
        told = list(news(stage.view, None))
        assert told[0] == "saved: import done again: 3 labels"


def test_it_stands_at_the_right_edge_and_gives_way_to_what_is_narrow() -> None:
    view = replace(a_view(), last=Kind.LABEL, difference=Difference(12, 1000))
    whole = "model agreed, 12 of 1,000 rows changed class"
    for width in (len(whole), len(whole) + 7):
        assert text_of([last_action_line(view, width)]) == [whole.rjust(width)]
    assert text_of([last_action_line(view, 40)]) == ["model agreed, 12 of 1,000 changed".rjust(40)]
    assert text_of([last_action_line(view, 20)]) == ["model agreed".rjust(20)]
    assert last_action_line(view, 5) == ()


def test_of_the_random_check_no_agreement_is_told() -> None:
    view = replace(
        a_view(decisions=(item(is_check=True),)), last=Kind.LABEL, difference=Difference(0, 1000)
    )
    told = text_of([last_action_line(view, 80)])[0].strip()
    assert told == "it was of the random check" and what_was_learned(view) == ""


def test_above_a_row_that_is_asked_blind_no_model_is_quoted() -> None:
    view = replace(a_view(), last=Kind.LABEL, difference=Difference(12, 1000))
    assert "model agreed" in text_of([last_action_line(view, 80)])[0]
    again = replace(view, round=replace(view.round, again=AGAIN))
    told = text_of([last_action_line(again, 80)])[0].strip()
    assert told == "saved, 12 of 1,000 rows changed class"


def test_before_the_first_key_nothing_is_told() -> None:
    assert last_action_line(a_view(), 80) == ()
