"""`--suggested`: a column of another model's labels, which is neither learned from nor shown."""

from __future__ import annotations

import numpy as np
import pytest

from altui.data.dataset import DataOptions, Dataset
from altui.data.features.matrix import build_features
from altui.data.inference.columns import infer_schema
from altui.data.labels.suggested_column import find_suggested, suggested_classes
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.data.schema import Role
from altui.errors import InputError

CLASSES = ("bug", "praise", "1")
TEXTS = ["it crashes again", "thanks a lot to all", "one and the same", "no more of this"]


def table_of(guesses: list[str], chances: list[str] | None = None) -> MemoryTable:
    chances = chances or ["0.5"] * len(guesses)
    rows = [
        (f"m{row}", TEXTS[row % len(TEXTS)], guess, chance)
        for row, (guess, chance) in enumerate(zip(guesses, chances, strict=True))
    ]
    return MemoryTable("messages", ("id", "text", "label", "chance"), rows)


def read(guesses: list[str], chances: list[str] | None = None) -> Dataset:
    table = table_of(guesses, chances)
    said = "label,chance" if chances else "label"
    schema = infer_schema(table, suggested=find_suggested(said, table))
    return load_dataset(table, schema, DataOptions(CLASSES, suggested=said))


def guessed(dataset: Dataset) -> list[str | None]:
    assert dataset.suggestions is not None
    return [dataset.classes[k] if k >= 0 else None for k in dataset.suggestions.classes.tolist()]


def test_neither_column_is_learned_from_or_shown_or_taken_for_the_labels() -> None:
    dataset = read(["bug", "praise", "bug", "bug"], ["0.9", "0.5", "0.7", "0.8"])
    assert dataset.schema.names(Role.HIDDEN) == ["label", "chance"]
    assert dataset.schema.target is None and (dataset.known < 0).all()
    assert [field.name for field in dataset.fields(0)] == ["text"]
    assert not any("bug" in name or "chance" in name for name in build_features(dataset).names)


def test_a_column_that_was_given_another_role_meanwhile_is_hidden_all_the_same() -> None:
    table = table_of(["bug", "praise", "bug", "bug"])
    schema = infer_schema(table, suggested=find_suggested("label", table))
    chosen = schema.with_role("label", Role.CATEGORICAL)
    dataset = load_dataset(table, chosen, DataOptions(CLASSES, suggested="label"))
    assert dataset.schema.column("label").role is Role.HIDDEN


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("praise", "praise"),
        ("  Praise ", "praise"),
        ("PRAISE", "praise"),
        ('["praise"]', "praise"),
        ("1.0", "1"),
        ("", None),
        ("  ", None),
        ("[]", None),
    ],
)
def test_a_class_is_known_however_it_is_written(cell: str, name: str | None) -> None:
    dataset = read([cell, "bug", "bug"])
    assert guessed(dataset)[0] == name
    assert dataset.table.notes == []


def test_what_is_no_class_is_told_with_its_count_and_counts_as_none() -> None:
    dataset = read(["bug", "spam", "spam", "?", "a b", "c d", '["bug", "praise"]'])
    assert guessed(dataset) == ["bug", *[None] * 6]
    note = next(each for each in dataset.table.notes if "suggests" in each)
    assert note == (
        "'label' suggests no class in 6 rows, which count as without: "
        "'spam' (2), '?' (1), '[\"bug\", \"praise\"]' (1) and 2 more"
    )


@pytest.mark.parametrize(
    ("cells", "values", "notes"),
    [
        (["0.92", ".5", "", "1"], [0.92, 0.5, None, 1.0], []),
        (["0,92", " 0.5 ", "1e-2", "0"], [0.92, 0.5, 0.01, 0.0], []),
        (["92 %", "50%", "7,5 %", "100%"], [0.92, 0.5, 0.075, 1.0], []),
        (["92", "50", "0.5", "100"], [0.92, 0.5, 0.005, 1.0], ["'chance' is read as per cent"]),
        (
            ["0.92", "high", "-1", "1.2"],
            [0.92, None, None, None],
            ["'chance' has no probability in 3 rows, such as 'high'"],
        ),
    ],
    ids=["shares", "commas", "signs", "per cent", "wrong"],
)
def test_probabilities_are_shares_or_per_cent(
    cells: list[str], values: list[float | None], notes: list[str]
) -> None:
    dataset = read(["bug"] * 4, cells)
    assert dataset.suggestions is not None
    found = [dataset.suggestions.probability(row) for row in range(4)]
    assert found == [value if value is None else pytest.approx(value) for value in values]
    assert dataset.table.notes == notes


def test_a_name_with_a_comma_in_it_is_one_column() -> None:
    table = MemoryTable("m", ("id", "a,b", "a", "b"), [("1", "x", "y", "z")])
    assert find_suggested("a,b", table).names == ["a,b"]
    assert find_suggested("b, a", table).names == ["b", "a"]
    assert find_suggested("a,b,a", table).names == ["a,b", "a"]


@pytest.mark.parametrize("said", ["lable", "label,chanse", "label,"])
def test_a_column_that_is_not_there_is_named(said: str) -> None:
    with pytest.raises(InputError, match="there is no column"):
        find_suggested(said, table_of(["bug"]))
    with pytest.raises(InputError, match="cannot hold the suggestions and"):
        find_suggested("label,label", table_of(["bug"]))


@pytest.mark.parametrize(
    "said", [{"target": "label"}, {"text": ["label"]}, {"columns": ["text", "label=categorical"]}]
)
def test_whoever_wants_it_learned_from_is_told(said: dict[str, object]) -> None:
    table = table_of(["bug", "praise"] * 4)
    with pytest.raises(InputError, match="'label' holds suggestions"):
        infer_schema(table, suggested=find_suggested("label", table), **said)  # type: ignore[arg-type]
    hidden = ["text", "label=hidden"]
    infer_schema(table, suggested=find_suggested("label", table), columns=hidden)


def test_where_nothing_names_the_classes_they_are_those_that_are_suggested() -> None:
    assert suggested_classes(table_of(["b", "a", " B", "b", ""]), "label") == ("a", "b")
    assert suggested_classes(table_of(["a", "a"]), "label") == ()
    assert suggested_classes(table_of([f"c{n}" for n in range(60)]), "label") == ()


def test_other_data_have_no_suggestions() -> None:
    table = table_of(["bug", "praise"])
    dataset = load_dataset(table, infer_schema(table), DataOptions(("bug", "praise")))
    assert dataset.suggestions is None
    assert np.array_equal(dataset.known, [0, 1])


def test_rows_with_another_guess_are_another_question() -> None:
    """What may be shown of them is not the same."""
    dataset = read(["bug", "", "", "", "BUG", "", "", "", "praise", "", "", ""])
    sets = dataset.units.identical
    assert sets is not None and len(set(sets.set_of[[0, 4]].tolist())) == 1
    assert sets.set_of[8] == -1
