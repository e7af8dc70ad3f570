"""A Dataset without its cells, as a tree that can be kept: places, ids, labels, parts and units."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.data.dataset import FOUND, DataOptions, Dataset
from altui.data.holdout import is_test_file
from altui.data.labels.suggested_column import SuggestedColumns, Suggestions
from altui.data.readers.reading import open_table
from altui.data.schema import Role, Schema
from altui.data.strings import row_numbers
from altui.data.units.identical import Identical
from altui.data.units.units import Units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from altui.data.table import Table

FOUND_TOO = (*FOUND, "boundary")


def rows_to_tree(dataset: Dataset, notes: Sequence[str]) -> dict[str, Any]:
    """Of a dataset as the file has it; `notes` are those that were made of its rows."""
    found, units, schema = dataset.suggestions, dataset.units, dataset.schema
    ids = None if schema.id is None else dataset.table.texts([schema.id])[schema.id]
    options = dataset.options.to_json()
    return {
        "places": dataset.table.places(),
        "notes": list(notes),
        "columns": [[each.name, each.role.value, each.reason] for each in schema.columns],
        "options": {name: options[name] for name in FOUND_TOO},
        "ids": ids,
        "classes": list(dataset.classes),
        "known": dataset.known,
        "part": dataset.part,
        "test_known": dataset.test_known,
        "units": _units_to_tree(units),
        "suggestions": None if found is None else _suggestions_to_tree(found),
    }


def rows_from_tree(
    tree: Mapping[str, Any], table: Table, schema: Schema, options: DataOptions
) -> Dataset:
    """The dataset that loading the table with these options gave."""
    if tree["places"] is not None:
        table.take_places(tree["places"])
    columns = [
        replace(schema.column(name), role=Role(role), reason=reason)
        for name, role, reason in tree["columns"]
    ]
    schema = Schema(tuple(columns))
    # Paths may have changed since, and are none of what loading finds.
    stored = {**options.to_json(), **tree["options"]}
    options = DataOptions.from_json(stored)
    if tree["ids"] is not None and schema.id is not None:
        table.keep({schema.id: tree["ids"]})
    table.notes.extend(note for note in tree["notes"] if note not in table.notes)
    known = np.array(tree["known"])
    test_table = None
    if options.test is not None and is_test_file(options.test, table):
        test_table = open_table(Path(options.test), layout=options.test_layout)
    return Dataset(
        table,
        schema,
        options,
        row_numbers(len(known)) if tree["ids"] is None else tree["ids"],
        tuple(tree["classes"]),
        known,
        np.array(tree["part"]),
        test_table,
        None if tree["test_known"] is None else np.array(tree["test_known"], np.int16),
        _units_from_tree(tree["units"]),
        None if tree["suggestions"] is None else _suggestions_from_tree(tree["suggestions"]),
    )


def _units_to_tree(units: Units) -> dict[str, Any]:
    sets = units.identical
    identical = None if sets is None else [sets.rows, sets.bounds, sets.set_of]
    return {"identical": identical, "groups": units.groups, "untrained": units.untrained}


def _units_from_tree(tree: Mapping[str, Any]) -> Units:
    identical = None if tree["identical"] is None else Identical(*tree["identical"])
    return Units(identical, tree["groups"], tree["untrained"])


def _suggestions_to_tree(found: Suggestions) -> dict[str, Any]:
    return {
        "columns": [found.columns.label, found.columns.probability],
        "classes": found.classes,
        "probabilities": found.probabilities,
        "notes": list(found.notes),
        "values": list(found.values),
        "codes": found.codes,
        "no_label": list(found.no_label),
    }


def _suggestions_from_tree(tree: Mapping[str, Any]) -> Suggestions:
    return Suggestions(
        SuggestedColumns(*tree["columns"]),
        np.array(tree["classes"]),
        tree["probabilities"],
        tuple(tree["notes"]),
        tuple(tree["values"]),
        tree["codes"],
        tuple(tree["no_label"]),
    )
