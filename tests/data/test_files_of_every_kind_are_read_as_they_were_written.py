"""Tables of ten locales, in every form that people give them, are read as they were written."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from pathlib import Path

import pytest

from altui.data.dataset import Dataset
from altui.data.values.dates.date_parser import DateParser
from altui.data.values.dates.date_reading import DateReading
from altui.data.values.number_parser import NumberParser
from altui.data.values.number_reading import NumberReading
from altui.errors import InputError
from altui.labeling.opening.loading import quietly
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from tests.data.written_tables import Column, WrittenTable

FAST, ALL = 60, 2_000
ROLES = ["id", "numeric", "numeric", "date", "text", "target"]


def find_faults(seed: int, folder: Path) -> list[str]:
    """What is not as it was written."""
    written = WrittenTable(seed)
    path = written.write(folder, f"t{seed}")
    try:
        request = OpenRequest(file=path, read_only=True, target="label")
        dataset = prepare(request).load(quietly).dataset
        faults = list(differences(written, dataset))
    except InputError as error:
        faults = [f"refused: {error} {error.hint}"]
    path.unlink()
    return [f"{seed} {written}: {fault}" for fault in faults]


def differences(written: WrittenTable, dataset: Dataset) -> Iterator[str]:
    table = dataset.table
    if list(table.columns) != written.header:
        yield f"the columns are {table.columns}"
        return
    cells = [row.cells for row in table]
    if cells != written.cells:
        pairs = zip(cells, written.cells, strict=False)
        first = next((pair for pair in pairs if pair[0] != pair[1]), None)
        yield f"{len(cells)} rows for {len(written.cells)}, the first other one {first}"
        return
    if written.extras and not table.notes:
        yield f"{written.extras} lines are left out without a word"
    columns = dataset.schema.columns
    if [column.role.value for column in columns] != ROLES:
        yield f"the roles are {[(each.role.value, each.reason) for each in columns]}"
        return
    for place, column in ((1, written.money), (2, written.measure), (3, written.day)):
        yield from other_values(dataset, place, column)
    found = [dataset.known_label(row) for row in range(dataset.n)]
    wanted = [label if label in written.locale.words else "" for label in written.labels]
    if found != wanted or set(dataset.classes) != set(written.locale.words):
        yield f"the classes are {dataset.classes}"


def other_values(dataset: Dataset, place: int, column: Column) -> Iterator[str]:
    reading = dataset.schema.columns[place].reading
    if isinstance(reading, NumberReading):
        values = NumberParser(reading).parse(column.cells).values.tolist()
    else:
        assert isinstance(reading, DateReading)
        values = DateParser(reading).parse(column.cells).values.tolist()
    for cell, value, wanted in zip(column.cells, values, column.values, strict=True):
        if value != wanted and not (isnan(value) and isnan(wanted)):
            yield f"'{cell}' is {value} for {wanted}, by {reading}"
            return


def check(seeds: range, folder: Path) -> None:
    faults = {seed: found for seed in seeds if (found := find_faults(seed, folder))}
    told = "\n".join(fault for found in faults.values() for fault in found)
    assert not faults, f"{len(faults)} of {len(seeds)} files are read wrongly:\n{told}"


def test_files_of_every_kind_are_read_as_they_were_written(tmp_path: Path) -> None:
    check(range(FAST), tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_two_thousand_of_them_too(tmp_path: Path) -> None:
    check(range(FAST, ALL), tmp_path)
