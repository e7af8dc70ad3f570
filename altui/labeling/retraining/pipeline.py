"""All that turns rows of a file into predictions: made of a session, or loaded from a model's file.

Whatever predicts takes one of these, so that a saved model predicts what its session does.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from altui.errors import InputError
from altui.labeling.retraining.rare import threshold_of
from altui.learning.evaluation import Evaluation, evaluate
from altui.learning.imbalance.threshold import predict_classes

if TYPE_CHECKING:
    from altui.data.features.transformer import Transformer
    from altui.data.layout import Layout
    from altui.labeling.retraining.retrain import Measured, Retrained
    from altui.learning.arrays import FloatArray
    from altui.learning.calibration import Calibration
    from altui.learning.classifiers.models import FittedModel
    from altui.learning.imbalance.threshold import Threshold


@dataclass(frozen=True, eq=False)
class Pipeline:
    """`layout` is how the data were cut into rows. `counts` has the labels of each class that
    `model` was trained on; `threshold` names a rare class where the labels gave one. `id_column`
    is that of the data learned from, and `mark` is the same as long as all predictions are."""

    transformer: Transformer
    layout: Layout
    classes: tuple[str, ...]
    name: str
    model: FittedModel
    counts: tuple[int, ...]
    calibration: Calibration | None
    threshold: Threshold | None
    measured: Measured
    id_column: str | None = None
    mark: str = ""

    @classmethod
    def of(cls, made: Retrained) -> Pipeline:
        """Raises InputError for the demo, whose rows are in no file."""
        transformer, dataset = made.features.transformer, made.dataset
        if transformer is None:
            raise InputError(
                "the demo's data is made up: no file has its columns", where=str(made.view.path)
            )
        counts = np.bincount(made.knowledge.labels, minlength=len(dataset.classes))
        threshold = threshold_of(made)
        return cls(
            transformer,
            dataset.options.layout,
            dataset.classes,
            made.view.settings.model,
            made.model,
            tuple(counts.tolist()),
            made.calibration,
            threshold,
            made.measured,
            dataset.schema.id,
            _mark(made, transformer, threshold),
        )

    @property
    def labels(self) -> int:
        """How many it was trained on."""
        return sum(self.counts)

    @property
    def fewest(self) -> int:
        """The class with the fewest labels."""
        return self.counts.index(min(self.counts))

    def confidence(self, probabilities: FloatArray) -> FloatArray:
        """What is shown for the model's probabilities (n, k)."""
        if self.calibration is None:
            return probabilities
        return self.calibration.confidence(probabilities, self.model.seen)

    def evaluate(self, threshold: Threshold | None, *, is_shown: bool = False) -> Evaluation | None:
        """The evaluation of the classes by this threshold, on the test set or the random check;
        None where neither has a row. `is_shown`: the threshold is one for what is shown."""
        scores, labels, kind = self.measured
        if not len(labels):
            return None
        predicted = predict_classes(self.confidence(scores) if is_shown else scores, threshold)
        return evaluate(predicted, labels, len(self.classes), kind)


def _mark(made: Retrained, transformer: Transformer, threshold: Threshold | None) -> str:
    """Of what a model is made from: what is fitted to the same rows and labels is the same."""
    known, settings = made.knowledge, made.view.settings
    fitted = [None if each is None else asdict(each) for each in (made.calibration, threshold)]
    own = [made.view.events[0].uuid, settings.model, settings.seed, settings.learner]
    said = json.dumps([*own, made.dataset.classes, fitted, transformer.to_json()], sort_keys=True)
    digest = hashlib.sha256(said.encode("utf-8", "surrogatepass"))
    for each in (known.rows, known.labels, known.counts):
        digest.update(b"" if each is None else np.asarray(each, np.int64).tobytes())
    return digest.hexdigest()
