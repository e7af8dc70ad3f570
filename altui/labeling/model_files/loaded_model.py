"""A saved model in Python: `altui.load_model("model.skops").predict("new.csv")`.

It predicts what `altui predict` writes, for a file, or for columns in memory.
"""

from __future__ import annotations

import logging
import warnings
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from altui.labeling.model_files.columns_in_memory import table_of
from altui.labeling.model_files.loading import load_pipeline

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from altui.data.table import Table
    from altui.labeling.retraining.pipeline import Pipeline
    from altui.learning.classifiers.models import Classifier

LOG = logging.getLogger("altui")

Data: TypeAlias = "str | PathLike[str] | Any"
"""The path of a file that altui reads, or columns by their names: a DataFrame or a dict."""


class LoadedModel:
    """`classes_` are the names of the classes, `features` those of the columns of its matrix,
    `classifier` is the model itself."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self.classes_: NDArray[np.str_] = np.array(pipeline.classes)

    @property
    def classifier(self) -> Classifier:
        return self._pipeline.model.classifier

    @property
    def features(self) -> list[str]:
        return list(self._pipeline.transformer.encoder.names())

    def predict(self, data: Data, *, vectors: str | PathLike[str] | None = None) -> Any:
        """The class names (n,) of the rows, as in `altui_predicted`; `vectors` is their .npy file,
        if the model learned from one."""
        from altui.labeling.retraining.prediction import Prediction

        prediction = Prediction.of(self._pipeline, self._scores(data, vectors))
        return self.classes_[prediction.predicted]

    def predict_proba(self, data: Data, *, vectors: str | PathLike[str] | None = None) -> Any:
        """The probabilities (n, k) in the order of `classes_`, as in `altui_p_CLASS`."""
        return self._pipeline.confidence(self._scores(data, vectors))

    def _scores(self, data: Data, vectors: str | PathLike[str] | None) -> Any:
        transformer = self._pipeline.transformer
        place = None if vectors is None else Path(vectors)
        with self._table(data) as table:
            matrix = transformer.transform(table, vectors=place)
        for stray in transformer.strays:
            warnings.warn(stray, stacklevel=3)
        return self._pipeline.model.predict_proba(matrix)

    def _table(self, data: Data) -> Table:
        from altui.data.layout import Layout
        from altui.labeling.opening.other_file import open_unasked

        if isinstance(data, str | PathLike):
            kept = self._pipeline.layout
            return open_unasked(Path(data), Layout(), kept, tell=LOG.info)
        return table_of(data, self._pipeline.transformer.encoder.schema)


def load_model(path: str | PathLike[str], *, own_model: str | None = None) -> LoadedModel:
    """The model that `altui export --model` saved. Runs no code of the file. `own_model` names a
    model of your own, `package.module:factory`, if it is one. Raises altui.errors.InputError."""
    return LoadedModel(load_pipeline(Path(path), own_model))
