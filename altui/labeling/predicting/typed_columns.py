"""Predictions as Arrow columns: a class by its place among the names, probabilities in float32,
which has seven digits of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from altui.labeling.retraining.pipeline import Pipeline
    from altui.labeling.retraining.prediction import Prediction

ROW_NUMBER = "altui_row"
PREDICTED = "altui_predicted"


def added_schema(pipeline: Pipeline) -> Any:
    """The names and types of what is added, in the order of `Prediction.columns`."""
    import pyarrow

    fields = [
        (PREDICTED, pyarrow.dictionary(pyarrow.int32(), pyarrow.string())),
        ("altui_probability", pyarrow.float32()),
    ]
    if pipeline.calibration is not None:
        fields.append(("altui_calibrated_on", pyarrow.int32()))
    fields += [(f"altui_p_{name}", pyarrow.float32()) for name in pipeline.classes]
    return pyarrow.schema(fields)


def added_columns(prediction: Prediction) -> list[Any]:
    """Arrays of the types of `added_schema`."""
    import pyarrow

    pipeline, predicted = prediction.pipeline, prediction.predicted
    codes = pyarrow.array(predicted.astype(np.int32))
    names = pyarrow.DictionaryArray.from_arrays(codes, pyarrow.array(pipeline.classes, "string"))
    shares = prediction.shown.astype(np.float32)
    rows, classes = shares.shape
    of_predicted = shares.reshape(-1)[np.arange(rows) * classes + predicted]
    columns = [names, pyarrow.array(of_predicted)]
    if pipeline.calibration is not None:
        rests_on = np.full(len(predicted), pipeline.calibration.rows, np.int32)
        columns.append(pyarrow.array(rests_on))
    return columns + [pyarrow.array(np.ascontiguousarray(each)) for each in shares.T]
