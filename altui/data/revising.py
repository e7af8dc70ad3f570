"""The data of a session whose classes were changed: the file stays as it is, its labels are those
of the classes that hold now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.data.dataset import Dataset

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from altui.data.features.matrix import Features


def revise_dataset(
    dataset: Dataset,
    classes: tuple[str, ...],
    index: NDArray[np.integer[Any]],
    slots: Sequence[int] | None = None,
    *,
    readings: Mapping[str, int],
) -> Dataset:
    """`classes` are those now, `index` (s + 1,) the number now of each slot, its last place for no
    class; `readings` has the slot of each name that a file may use. `slots` says which slots the
    classes of the file are, where those were read for a session in which they are not simply the
    first."""
    filed = dataset.as_filed
    if slots is not None:
        filed = filed._replace(slots=np.array(slots))
    test, found = filed.test_known, dataset.suggestions
    return replace(
        dataset,
        classes=classes,
        known=index[filed.slots_of(filed.known)].astype(np.int16),
        test_known=None if test is None else index[filed.slots_of(test)].astype(np.int16),
        filed=filed,
        suggestions=None if found is None else found.revise(readings, index),
    )


def revise_features(
    features: Features, dataset: Dataset, index: NDArray[np.integer[Any]]
) -> Features:
    """The same matrix, with the test labels of the revised `dataset`, and the words of the classes
    that hold."""
    from altui.data.features.matrix import test_labels

    revised = replace(features, test_labels=test_labels(dataset))
    filed = features.filed_seeds or features.seeds
    if filed is None:
        return revised
    matrix, classes = filed
    now = index[dataset.as_filed.slots[classes]]
    held = np.flatnonzero(now >= 0)
    seeds = (matrix[held], now[held]) if len(held) else None
    return replace(revised, seeds=seeds, filed_seeds=filed)
