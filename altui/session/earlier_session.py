"""What an earlier session has decided, taken up from its export.

Its random check goes on only if it can be drawn again: the same seed must lead to the same rows, in
the same order, from the rows that are here. Then the pool is whole and in its order, and none of
these rows was chosen by a model or trained on. Else its rows become test rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from altui.data.dataset import Part
from altui.data.labels.earlier_export import (
    CHECK,
    GIVEN,
    IMPORTED,
    KNOWN,
    OPEN,
    PASSED,
    SAME,
    TEST,
    UNLABELED,
    earlier_rows,
    read_labels,
    read_parts,
)
from altui.data.units.apart import set_apart
from altui.learning.honesty.random_check import Draw, size_for
from altui.session.events import TAKEN_UP, Decision, Kind
from altui.session.imports.columns import seconds_of
from altui.session.state.check_draw import count_items, count_questions, draw_check

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.units.units import Rows, Units
    from altui.session.options import SessionDefaults

OF_POOL = frozenset((*GIVEN, *PASSED, IMPORTED, UNLABELED, SAME, OPEN))
OF_FILE = frozenset((KNOWN, TEST))

SET_ASIDE = {"skipped": Decision.skip, "ignored": Decision.ignore, "unsure": Decision.unsure}


class EarlierCheck(NamedTuple):
    """The random check of an earlier session, of `size` rows. `draws` are its rows in drawn order;
    their items count on from the labels that were given then."""

    size: int
    draws: list[Draw]


def take_up_check(dataset: Dataset, choice: SessionDefaults) -> Dataset:
    """The data with the rows of the earlier check to be asked for, if that check goes on."""
    check = find_check(dataset, choice.audit, choice.seed)
    if check is None:
        return dataset
    rows = np.array([each.row for each in check.draws], np.intp)
    aside = dataset.units.belonging_to(rows, dataset.n)
    part, _ = set_apart(dataset.part, aside, rows, dataset.units)
    return replace(dataset, part=part, options=replace(dataset.options, check=check.size))


def find_check(dataset: Dataset, wanted: int, seed: int) -> EarlierCheck | None:
    """The earlier check, drawn again; None if the rows here do not prove that it is the same."""
    options = dataset.options
    if not options.earlier or options.hide_labels or options.test is not None:
        return None
    parts = read_parts(dataset.table)
    if not parts or not {*parts} <= OF_POOL | OF_FILE:
        return None  # rows were added
    pool = _earlier_pool(parts, dataset.units)
    size = size_for(wanted, count_questions(pool, dataset.units))
    draws = draw_check(pool, dataset.units, size, seed) if size else []
    size = count_items(draws)
    if not _is_same(draws, parts, dataset):
        return None
    given = sum(part in GIVEN for part in parts)
    return EarlierCheck(size, [_count_on(each, given) for each in draws])


def _earlier_pool(parts: Sequence[str], units: Units) -> Rows:
    """The rows that the earlier session drew from; not the copies of rows that had a label before
    it."""
    pool = np.array([part in OF_POOL for part in parts])
    if units.identical is not None:
        pool &= ~units.identical.spread(np.array([part in OF_FILE for part in parts]))
    return np.flatnonzero(pool)


def _is_same(draws: Sequence[Draw], parts: Sequence[str], dataset: Dataset) -> bool:
    """Whether the answered rows of the check are the first of those drawn, but for rows that the
    person passed, and no other drawn row has a label."""
    drawn = [each.row for each in draws]
    labeled = [row for row in drawn if dataset.known[row] >= 0]
    checked = {row for row, part in enumerate(parts) if part == CHECK}
    if not checked or checked != {*labeled}:
        return False
    before = drawn[: drawn.index(labeled[-1])]
    return all(parts[row] in (CHECK, *PASSED) for row in before)


def _count_on(drawn: Draw, given: int) -> Draw:
    """Its item as this session counts its labels, after `given` of the earlier one."""
    return drawn if drawn.item is None else drawn._replace(item=max(drawn.item - given, 1))


def earlier_decisions(dataset: Dataset, check: EarlierCheck | None) -> Iterator[Decision]:
    """What an earlier session decided, but for labels that are known from the file."""
    if check is not None:
        origin = {"file": dataset.table.path.name, TAKEN_UP: True}
        yield Decision(Kind.IMPORT, value=json.dumps(origin))
        yield from _answers(dataset, check)
    for row, part, note, is_flagged in earlier_rows(dataset.table):
        if part in SET_ASIDE and dataset.part[row] == Part.UNLABELED and dataset.known[row] < 0:
            yield SET_ASIDE[part](row)
        if note:
            yield Decision.note(row, note)
        if is_flagged:
            yield Decision.flag(row)


def _answers(dataset: Dataset, check: EarlierCheck) -> Iterator[Decision]:
    read = read_labels(dataset.table)
    for row in (each.row for each in check.draws):
        if dataset.known[row] >= 0:
            given = read(row)
            yield replace(
                Decision.imported(row, dataset.known_label(row), given.annotator),
                round=given.round,
                confidence=given.confidence,
                decided_at=seconds_of(given.time),
            )
