"""Counters, paths, marks of a split, altui's own columns and copies of the answer."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.data.inference.answers import set_answers_aside
from altui.data.inference.columns import infer_schema
from altui.data.inference.formats.running_numbers import RunningNumbers
from altui.data.labels.label_reading import LabelReading
from altui.data.memory_table import MemoryTable
from altui.data.schema import FEATURES, Role, Schema

ROWS = 60


def schema_of(values: list[str], name: str = "x") -> Schema:
    rows = [(value, f"some words about {n % 11} here") for n, value in enumerate(values)]
    return infer_schema(MemoryTable("made", (name, "text"), rows))


@pytest.mark.parametrize("first", [0, 1, 1000, -7])
@pytest.mark.parametrize("is_sorted", [True, False])
def test_a_running_number_names_the_rows_under_any_name(first: int, is_sorted: bool) -> None:
    numbers = list(range(first, first + ROWS))
    if not is_sorted:
        Random(1).shuffle(numbers)
    assert schema_of([str(n) for n in numbers], "Nr").column("Nr").role is Role.ID


@given(
    st.lists(st.integers(-1000, 1000), min_size=20, max_size=60),
    st.integers(1, 40),
)
def test_only_each_number_once_is_a_count(numbers: list[int], cut: int) -> None:
    running = RunningNumbers()
    running.put(np.array(numbers[:cut], float))
    running.put(np.array(numbers[cut:], float))
    wanted = sorted(numbers) == list(range(min(numbers), min(numbers) + len(numbers)))
    assert bool(running) == wanted


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("path", ["scans/a one.png", "scans/b.png", "more/c.tif"]),
        ("file", ["a.jpg", "b.jpg", "c.jpg"]),
        ("source", ["https://example.org/a", "https://example.org/b?x=1"]),
        ("split", ["train", "test", "train"]),
        ("fold", ["0", "1", "2", "3"]),
        ("_input_hash", ["12", "93", "45"]),
        ("__index_level_0__", ["4", "9", "1"]),
        ("altui_confidence", ["0.5", "0.7"]),
        ("altui_anything", ["a", "b"]),
        ("kind", [""]),
    ],
)
def test_it_is_not_learned_from(name: str, values: list[str]) -> None:
    column = schema_of([values[n % len(values)] for n in range(ROWS)], name).column(name)
    assert column.role not in FEATURES, column


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("year", [str(1990 + n % 20) for n in range(ROWS)]),
        ("set", ["fork", "knife", "spoon"] * 20),
        ("score", [str(n * n) for n in range(ROWS)]),
        ("ratio", ["1/2", "3/4"] * 30),
        ("fold", [str(n * 7 % 100) for n in range(ROWS)]),
    ],
)
def test_what_looks_alike_is_learned_from(name: str, values: list[str]) -> None:
    assert schema_of(values, name).column(name).role in FEATURES


def answers(other: list[str], labels: list[str], name: str = "second") -> Schema:
    rows = [
        (a, b, f"some words about {n % 11}")
        for n, (a, b) in enumerate(zip(other, labels, strict=True))
    ]
    table = MemoryTable("made", (name, "label", "text"), rows)
    return set_answers_aside(table, infer_schema(table), (), LabelReading())


LABELS = ["yes", "no", "no"] * 20


def test_a_copy_of_the_answer_is_hidden() -> None:
    assert answers(LABELS, LABELS).column("second").role is Role.HIDDEN
    assert answers(["", *LABELS[1:]], LABELS, "included").column("included").role is Role.HIDDEN


def test_another_question_with_the_same_values_is_a_feature() -> None:
    assert answers(LABELS[1:] + LABELS[:1], LABELS).column("second").role is Role.CATEGORICAL


def test_the_answer_in_other_words_is_hidden() -> None:
    codes = [{"yes": "1", "no": "0"}.get(label, "") for label in LABELS]
    found = answers(codes, LABELS).column("second")
    assert (found.role, found.reason) == (Role.HIDDEN, "says the same as the label 'label'")
    gaps = ["" if n % 7 == 3 else code for n, code in enumerate(codes)]
    assert answers(gaps, LABELS).column("second").role is Role.HIDDEN


def test_a_column_that_differs_from_the_answer_once_is_a_feature() -> None:
    codes = [{"yes": "1", "no": "0"}.get(label, "") for label in LABELS]
    codes[-1] = {"1": "0", "0": "1"}[codes[-1]]
    assert answers(codes, LABELS).column("second").role in (Role.NUMERIC, Role.CATEGORICAL)


def test_the_only_column_of_the_named_classes_is_proposed_as_the_label() -> None:
    rows = [(["ham", "spam", ""][n % 3], f"some words about {n % 11}") for n in range(ROWS)]
    table = MemoryTable("made", ("judged", "text"), rows)
    schema = set_answers_aside(table, infer_schema(table), ("ham", "spam"), LabelReading())
    assert schema.target == "judged"


def test_what_label_studio_says_of_its_annotations_in_a_csv() -> None:
    names = ("annotation_id", "annotator", "created_at", "id", "lead_time", "text", "updated_at")
    rows = [(str(n), "1", "x", f"r{n}", f"{n}.5", f"words on {n % 7} here", "y") for n in range(40)]
    roles = infer_schema(MemoryTable("made", names, rows)).roles()
    assert [name for name, role in roles.items() if role == "hidden"] == [
        *("annotation_id", "annotator", "created_at", "lead_time", "updated_at")
    ]
    rows_of_ones_own = [(row[4], row[5]) for row in rows]
    table = MemoryTable("made", ("lead_time", "text"), rows_of_ones_own)
    assert infer_schema(table).column("lead_time").role is Role.NUMERIC
