"""The pipeline in a model's file. Reading one runs none of its code.

The classifier is made by skops, of the types that it trusts, and has to be the one that the file
says; all else is numbers and texts. A model of the user's own is made only of the class that the
user names.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile, is_zipfile

import numpy as np

from altui.data.features.transformer import Transformer
from altui.data.files import check_regular
from altui.data.layout import Layout
from altui.errors import AltuiError, InputError
from altui.labeling.model_files.saving import MEMBER, missing_skops
from altui.labeling.model_files.versions import check_versions
from altui.labeling.retraining.pipeline import Pipeline
from altui.labeling.retraining.retrain import Measured
from altui.learning.calibration import Calibration
from altui.learning.classifiers.models import FittedModel, check_classifier, model_factory
from altui.learning.classifiers.scikit_learn import from_scikit_learn
from altui.learning.imbalance.threshold import Threshold

if TYPE_CHECKING:
    from altui.learning.classifiers.models import Classifier

TREE = "sklearn.tree._tree.Tree"


def is_model_file(path: Path) -> bool:
    if not (path.is_file() and is_zipfile(path)):
        return False
    try:
        with ZipFile(path) as file:
            return MEMBER in file.namelist()
    except (OSError, BadZipFile):
        return False


def load_pipeline(path: Path, own_model: str | None = None) -> Pipeline:
    """`own_model` names the user's own model, if this is one. Raises InputError for a file that is
    no model, is damaged, or does not fit what is installed."""
    check_regular(path)
    if not is_model_file(path):
        raise InputError(
            "this is no model that altui saved",
            where=str(path),
            hint="Save one with: altui export SESSION --model FILE.skops",
        )
    try:
        with ZipFile(path) as file:
            stored = json.loads(file.read(MEMBER))
        check_versions(stored, str(path))
        return _pipeline(stored, path, own_model)
    except AltuiError as error:
        error.where = error.where or str(path)
        raise
    except Exception as error:  # whatever a damaged file may raise
        raise InputError(
            f"the model cannot be read: {type(error).__name__}: {str(error)[:200]}",
            where=str(path),
            hint="Save it again: altui export SESSION --model FILE.skops",
        ) from error


def _pipeline(stored: Mapping[str, Any], path: Path, own_model: str | None) -> Pipeline:
    transformer = Transformer.from_json(stored["features"])
    classes = tuple(stored["classes"])
    saved = _classifier(path, stored["model"], own_model)
    classifier = from_scikit_learn(stored["model"], saved, transformer.encoder.curves)
    _check_classes(classifier, len(classes))
    calibration, threshold = stored["calibration"], stored["threshold"]
    return Pipeline(
        transformer,
        Layout.from_json(stored["layout"]),
        classes,
        stored["model"],
        FittedModel(classifier, len(classes)),
        tuple(stored["counts"]),
        None if calibration is None else Calibration(**calibration),
        None if threshold is None else Threshold(**threshold),
        _measured(stored["measured"], len(classes)),
        stored.get("id"),  # files of before have none
        hashlib.sha256(path.read_bytes()).hexdigest(),
    )


def _measured(stored: Mapping[str, Any], classes: int) -> Measured:
    labels = np.array(stored["labels"], int)
    scores = np.array(stored["probabilities"], float).reshape(len(labels), classes)
    return Measured(scores, labels, stored["kind"])


def _classifier(path: Path, name: str, own_model: str | None) -> Any:
    try:
        from skops.io import load
    except ImportError as error:
        raise missing_skops(path) from error
    trusted = _own_type(path, name, own_model) if ":" in name else [TREE]
    with warnings.catch_warnings():
        # Where another version of scikit-learn matters, that was said before.
        warnings.simplefilter("ignore")
        return load(path, trusted=trusted)["classifier"]


def _own_type(path: Path, name: str, own_model: str | None) -> list[str]:
    """The class that the user's own factory makes."""
    if own_model is None:
        raise InputError(
            f"this is your own model, '{name}'",
            where=str(path),
            hint="Name it again (altui never runs code that only a file names): "
            f"`own_model` {quote(name)}",
        )
    made = type(model_factory(own_model, seed=0, sparse=False)())
    return [f"{made.__module__}.{made.__qualname__}"]


def _check_classes(classifier: Classifier, classes: int) -> None:
    check_classifier(classifier)
    seen = np.asarray(classifier.classes_, int)
    if seen.ndim != 1 or not ((seen >= 0) & (seen < classes)).all():
        raise ValueError("its classes are others than the file's")
