"""No group is both learned from and measured on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.data.dataset import DataOptions, Dataset, Part
from altui.data.inference.columns import restore_schema
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.data.units.units import Units
from altui.learning.honesty.random_check import MOST_IN_GROUPS
from altui.session.events import Decision
from altui.session.state.check_draw import count_items, describe_groups, draw_check
from tests.session.making import Data
from tests.session.test_identical_rows_are_one_question import next_row


def grouped(n: int, size: int) -> Data:
    data = Data(n)
    data.units = Units(groups=(np.arange(n) // size).astype(np.int32))
    return data


@settings(max_examples=40, deadline=None)
@given(size=st.integers(1, 30), seed=st.integers(0, 50))
def test_the_groups_of_the_check_are_a_quarter_at_most(size: int, seed: int) -> None:
    data = grouped(400, size)
    drawn = draw_check(np.arange(400), data.units, 30, seed)
    rows = [each.row for each in drawn]
    assert len(set(rows)) == len(rows)
    assert count_items(drawn) in (0, *range(10, 31))
    assert data.units.groups is not None
    theirs = np.isin(data.units.groups, data.units.groups[rows])
    assert theirs.sum() <= MOST_IN_GROUPS * 400
    if size <= 2:
        assert count_items(drawn) == 30


def test_the_rest_of_a_checked_group_comes_last_and_never_trains(tmp_path: Path) -> None:
    data = grouped(200, 5)
    groups = data.units.groups
    assert groups is not None
    draws = draw_check(np.arange(200), data.units, 20, 0)
    assert "never train" in describe_groups(draws, data.units, data.part)
    with data.begin(tmp_path / "s.altui", audit=20) as session:
        checked = np.unique(groups[list(session.state.drawn)])
        asked = []
        remaining = session.knowledge().remaining
        assert remaining == 200
        while (row := next_row(session.knowledge())) is not None:
            asked.append(row)
            session.decide(Decision.label(row, "yes" if row % 2 else "no"))
            knowledge = session.knowledge()
            assert not np.isin(groups[knowledge.rows], checked).any()
            assert knowledge.remaining == 200 - len(asked)
            assert len(knowledge.all_labels) == len(asked)
        mates = [row for row in asked if groups[row] in checked and row not in session.state.drawn]
        others = [row for row in asked if groups[row] not in checked]
        assert len(asked) == 200
        assert min(map(asked.index, mates)) > max(map(asked.index, others))


def test_few_large_groups_leave_no_check() -> None:
    data = grouped(90, 30)
    assert draw_check(np.arange(90), data.units, 10, 0) == []
    assert describe_groups([], data.units, data.part).startswith("No random check")


def load(rows: list[list[str]], **options: object) -> Dataset:
    names = ["text", "who", "label", "test"]
    table = MemoryTable("rows", names, rows)
    roles = {"text": "text", "who": "categorical", "label": "target", "test": "hidden"}
    made = DataOptions(**options)  # type: ignore[arg-type]
    return load_dataset(table, restore_schema(table, roles), made)


rows = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 5), st.sampled_from(["no", "yes", ""])),
    min_size=30,
    max_size=60,
)


@settings(max_examples=40, deadline=None)
@given(rows, st.booleans(), st.integers(0, 3))
def test_a_share_for_the_test_parts_neither_groups_nor_copies(
    drawn: list[tuple[int, int, str]], has_group: bool, seed: int
) -> None:
    cells = [[f"text {text}", f"g{who}", label, ""] for text, who, label in drawn]
    cells += [["a", "first", "no", ""], ["b", "second", "yes", ""], ["c", "third", "no", ""]]
    cells += [["d", "fourth", "yes", ""]]
    more = {"group": "who"} if has_group else {}
    dataset = load(cells, classes=("no", "yes"), test="0.3", seed=seed, **more)
    is_test = dataset.part == Part.TEST
    assert is_test.any()
    trains = dataset.part == Part.LABELED
    # Without groups the column is learned from, and so it is compared.
    texts = np.array([row[0] if has_group else f"{row[0]} {row[1]}" for row in cells])
    whose = np.array([row[1] for row in cells])
    untrained = dataset.units.untrained
    assert untrained is not None
    open_ = (dataset.part == Part.UNLABELED) & ~untrained
    for values in (texts, whose) if has_group else (texts,):
        assert not set(values[is_test]) & set(values[trains | open_])


def test_the_column_of_the_groups_is_not_learned_from() -> None:
    rows = [
        ["a", "p1", "no", "1"],
        ["b", "p1", "yes", ""],
        ["c", "p2", "no", ""],
        ["d", "", "yes", ""],
    ]
    dataset = load(rows, test="test", group="who")
    assert dataset.schema.column("who").role == "hidden"
    assert dataset.part.tolist() == [Part.TEST, Part.ASIDE, Part.LABELED, Part.LABELED]
    assert dataset.table.notes == [
        "3 groups by 'who': none is both learned from and measured on",
        "not learned from, because of copies or groups of test rows: 1 of the 4 rows",
    ]
