"""Rows that are the same but for blanks and capitals are found, and no others."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from altui.data.dataset import DataOptions, Dataset
from altui.data.inference.columns import restore_schema
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.data.units.identical import Identical
from altui.data.units.row_texts import fold, fold_rows
from altui.data.units.units import Units

cells = st.text(st.sampled_from("aAbß \t\n\x00\x01"), max_size=4)
tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1)
)


@given(tables)
def test_rows_fold_alike_if_each_of_their_cells_does(rows: list[list[str]]) -> None:
    folded = fold_rows(list(zip(*rows, strict=True)))
    plain = [tuple(map(fold, row)) for row in rows]
    for one, other in zip(folded, plain, strict=True):
        same = [each == one for each in folded]
        assert same == [each == other for each in plain]


@given(
    st.lists(st.integers(0, 5), max_size=40),
    st.lists(st.integers(0, 2), min_size=40, max_size=40),
)
def test_a_set_holds_all_rows_of_a_key_and_can_be_split(keys: list[int], more: list[int]) -> None:
    n = len(keys)
    found = Identical.of(np.arange(n), np.array(keys, int), n)
    pairs = list(zip(keys, more, strict=False))
    if found is None:
        assert len(set(keys)) == n
        return
    for row, key in enumerate(keys):
        assert found.members(row).tolist() == [each for each in range(n) if keys[each] == key]
    assert found.rows[found.bounds[:-1]].tolist() == sorted(found.rows[found.bounds[:-1]])
    parted = found.split(np.array(more[:n]))
    for row, pair in enumerate(pairs):
        alike = [each for each in range(n) if pairs[each] == pair]
        assert (parted.members(row).tolist() if parted else [row]) == alike


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 2)), min_size=1, max_size=12))
def test_rows_whose_known_labels_differ_are_not_merged(rows: list[tuple[int, int]]) -> None:
    keys, known = (np.array(each) for each in zip(*rows, strict=True))
    units = Units(Identical.of(np.arange(len(rows)), keys, len(rows))).parted_by(known)
    for row, (key, label) in enumerate(rows):
        labels = {each for at, each in rows if at == key and each >= 0}
        alike = [n for n, (at, each) in enumerate(rows) if at == key]
        if len(labels) > 1:
            alike = [n for n in alike if rows[n][1] == label]
        members = [row] if units.identical is None else units.identical.members(row).tolist()
        assert members == alike


ROWS = [["a", "1", "Pay  me", "x"], ["b", "1", "pay me ", "y"], ["c", "2", "pay me", "x"]]
ROLES = {"id": "id", "n": "numeric", "text": "text", "who": "hidden"}


def load(roles: dict[str, str], **options: object) -> Dataset:
    names = list(roles)
    table = MemoryTable("rows", names, ROWS)
    made = DataOptions(classes=("no", "yes"), **options)  # type: ignore[arg-type]
    return load_dataset(table, restore_schema(table, roles), made)


def test_what_is_shown_or_learned_is_compared_and_nothing_else() -> None:
    dataset = load(ROLES)
    assert [dataset.units.count_copies(row) for row in range(3)] == [2, 2, 1]
    assert dataset.table.notes == [
        "2 of 3 rows have copies, blanks and capitals aside: 1 question for them"
    ]
    assert load({**ROLES, "who": "shown"}).units.identical is None
    assert load({**ROLES, "text": "image"}).units.identical is None
    assert load(ROLES, no_merge_identical=True).units.identical is None


def test_a_session_from_before_merges_nothing() -> None:
    assert DataOptions.from_json({}).no_merge_identical
    stored = DataOptions().to_json()
    assert not DataOptions.from_json(stored).no_merge_identical
