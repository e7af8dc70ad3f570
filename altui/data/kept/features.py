"""Features as a tree that can be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from altui.data.boundary import CURVED
from altui.data.features.column_quantiles import Spread
from altui.data.features.components import ExtraVectors
from altui.data.features.encoder import Encoder
from altui.data.features.matrix import Features, rows_of_test, test_labels
from altui.data.schema import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from altui.data.dataset import Dataset


def can_be_kept(dataset: Dataset) -> bool:
    """Pictures and vectors are in other files, whose content nobody compares at each start."""
    has_pictures = bool(dataset.schema.names(Role.IMAGE))
    return not has_pictures and dataset.vectors is None


def features_to_tree(
    features: Features, dataset: Dataset, notes: Sequence[str]
) -> dict[str, Any] | None:
    """None for what has no encoder; `notes` are those that were made with the features."""
    if features.encoder is None or features.spread is None:
        return None
    is_test_apart = dataset.test_known is not None
    seeds = features.filed_seeds or features.seeds
    return {
        "matrix": features.matrix,
        "test": features.test_matrix if is_test_apart else None,
        "encoder": features.encoder.to_json(),
        "spread": features.spread.to_tree(),
        "seeds": None if seeds is None else list(seeds),
        "notes": list(notes),
    }


def features_from_tree(tree: Mapping[str, Any], dataset: Dataset) -> Features:
    """The same as `build_features` makes of the dataset."""
    extra = ExtraVectors(dataset.vectors, dataset.options.embed)
    encoder = Encoder(dataset.schema, extra, is_curved=dataset.options.boundary == CURVED)
    encoder.restore(tree["encoder"])
    encoder.spread = Spread.from_tree(tree["spread"])
    notes = dataset.table.notes
    notes.extend(note for note in tree["notes"] if note not in notes)
    matrix, test = tree["matrix"], tree["test"]
    if test is None and (rows := rows_of_test(dataset)).size:
        test = matrix[rows]
    seeds = tree["seeds"]
    return Features(
        matrix,
        encoder.names(),
        encoder.columns(),
        test,
        test_labels(dataset),
        encoder,
        encoder.spread,
        dataset.options.html,
        None if seeds is None else (seeds[0], np.array(seeds[1], np.intp)),
    )
