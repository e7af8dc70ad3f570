"""Words for classes: the first row has a prediction, and the status line says where it is from."""

from __future__ import annotations

import pytest

from altui.data.dataset import DataOptions, Dataset
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from tests.examples import CLASSES, messages
from tests.tui.stage import annotation_of, on_stage, opened

WORDS = ("billing=invoice, charged twice, subscription", "bug=crashes, error")


def mails(*words: str) -> Dataset:
    table = MemoryTable("mails", ("id", "message"), [row[:2] for row in messages()])
    schema = infer_schema(table, text=("message",))
    return load_dataset(table, schema, DataOptions(CLASSES, seed_text=words))


@pytest.mark.parametrize("size", [(110, 30), (80, 24)])
async def test_the_first_row_has_a_prediction_from_words(size: tuple[int, int]) -> None:
    annotation = annotation_of(mails(*WORDS), learner=1)
    async with on_stage(opened(lambda: annotation), size=size) as stage:
        await stage.ready()
        assert "begins from your words for 2 classes" in stage.shown("status")
        shown = stage.view.round
        assert shown.query is not None and shown.query.probabilities is not None
        assert shown.per_class == (0, 0, 0)
        assert (await stage.answer("0")).round.words == 2
        assert (await stage.answer("u")).round.query == shown.query


async def test_where_a_class_is_sought_the_first_row_is_the_most_like_its_words() -> None:
    annotation = annotation_of(mails(WORDS[0]), learner=1, find="billing")
    async with on_stage(opened(lambda: annotation)) as stage:
        await stage.ready()
        assert "of 48 the most like your words" in stage.shown("confidence")
        assert stage.view.shown_row is not None
        assert "charged" in stage.view.shown_row.fields[0].text


async def test_without_words_nothing_is_said() -> None:
    annotation = annotation_of(mails(), learner=1)
    async with on_stage(opened(lambda: annotation)) as stage:
        await stage.ready()
        assert "words" not in stage.shown("status")
        assert "no model yet" in stage.shown("confidence")
