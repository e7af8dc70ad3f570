"""A pipeline in one file: the classifier as skops saves it, and beside it the rest as JSON.

It is a skops file with one more member, so `skops.io.load` reads the classifier without altui.
"""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from altui.errors import InputError
from altui.labeling.model_files.versions import versions_of

if TYPE_CHECKING:
    from altui.labeling.retraining.pipeline import Pipeline
    from altui.labeling.retraining.retrain import Measured
    from altui.learning.calibration import Calibration
    from altui.learning.imbalance.threshold import Threshold

MEMBER = "altui.json"


def save_model(pipeline: Pipeline, target: Path) -> None:
    """Raises InputError where skops is not installed or cannot save the model."""
    from altui.data.writers.writing import appearing

    content = _content(pipeline, target)
    with appearing(target) as stream:
        stream.write(content)


def missing_skops(where: Path) -> InputError:
    return InputError(
        "a model's file needs the extra: pip install 'altui[skops]'", where=str(where)
    )


def _content(pipeline: Pipeline, target: Path) -> bytes:
    try:
        from skops.io import dumps
    except ImportError as error:
        raise missing_skops(target) from error
    from altui.learning.classifiers.scikit_learn import as_scikit_learn

    classifier = as_scikit_learn(pipeline.model.classifier)
    own = {"classifier": classifier, "classes": list(pipeline.classes)}
    try:
        buffer = io.BytesIO(dumps(own, compression=ZIP_DEFLATED))
    except Exception as error:  # a class from outside may fail in any way
        raise InputError(
            f"skops cannot save a {type(classifier).__name__}: {str(error)[:200]}",
            where=str(target),
        ) from error
    with ZipFile(buffer, "a", ZIP_DEFLATED) as file:
        file.writestr(MEMBER, json.dumps(_to_json(pipeline)))
    return buffer.getvalue()


def _to_json(pipeline: Pipeline) -> dict[str, Any]:
    return {
        **versions_of(pipeline),
        "model": pipeline.name,
        "classes": list(pipeline.classes),
        "counts": list(pipeline.counts),
        "calibration": _fields(pipeline.calibration),
        "threshold": _fields(pipeline.threshold),
        "measured": _measured(pipeline.measured),
        "layout": pipeline.layout.to_json(),
        "features": pipeline.transformer.to_json(),
        "id": pipeline.id_column,
    }


def _fields(found: Calibration | Threshold | None) -> dict[str, Any] | None:
    return None if found is None else asdict(found)


def _measured(found: Measured) -> dict[str, Any]:
    labels = found.labels.tolist()
    return {"probabilities": found.probabilities.tolist(), "labels": labels, "kind": found.kind}
