"""What a model says of the rows of a file, as columns to append."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from altui.errors import InputError
from altui.learning.imbalance.ranking import Ranking, rank_rows
from altui.learning.imbalance.threshold import Threshold, predict_classes
from altui.suggestions import list_some, suggest

if TYPE_CHECKING:
    from altui.labeling.retraining.pipeline import Pipeline
    from altui.learning.arrays import FloatArray, IntArray
    from altui.learning.evaluation import Evaluation

Cell = str | int | float | None


@dataclass(frozen=True, eq=False)
class Prediction:
    """`shown` (n, k) are the probabilities as they are written, `predicted` (n,) the classes. The
    `threshold` is as the model has it; `is_given` says that the person chose it."""

    pipeline: Pipeline
    shown: FloatArray
    predicted: IntArray
    threshold: Threshold | None
    is_given: bool
    wanted: int | None
    ranking: Ranking | None

    @classmethod
    def of(
        cls,
        pipeline: Pipeline,
        probabilities: FloatArray,
        share: float | None = None,
        wanted: int | None = None,
    ) -> Prediction:
        """`share` is the person's threshold for what is shown, `wanted` the class by which the rows
        are ordered."""
        threshold = pipeline.threshold if share is None else _given(pipeline, share)
        shown = pipeline.confidence(probabilities)
        ranking = None if wanted is None else rank_rows(shown[:, wanted])
        # The person's own threshold is one for what is shown; altui's is one for the scores.
        scores = probabilities if share is None else shown
        predicted = predict_classes(scores, threshold)
        return cls(pipeline, shown, predicted, threshold, share is not None, wanted, ranking)

    @property
    def columns(self) -> list[str]:
        names = [f"altui_p_{name}" for name in self.pipeline.classes]
        more = ["altui_rank", "altui_expected"] if self.ranking else []
        kind = [] if self.pipeline.calibration is None else ["altui_calibrated_on"]
        return ["altui_predicted", "altui_probability", *kind, *names, *more]

    @property
    def order(self) -> list[int] | None:
        """The rows as they are written; None for the order of the file."""
        return None if self.ranking is None else self.ranking.rows.tolist()

    def cells(self, row: int) -> list[Cell]:
        shares = [round(share, 6) for share in self.shown[row].tolist()]
        k = int(self.predicted[row])
        calibration = self.pipeline.calibration
        kind = [] if calibration is None else [calibration.rows]
        more: list[Cell] = []
        if self.ranking is not None:
            place = int(self.ranking.place[row])
            more = [place + 1, round(float(self.ranking.expected[place]), 2)]
        return [self.pipeline.classes[k], shares[k], *kind, *shares, *more]

    @property
    def shown_share(self) -> float | None:
        """The threshold on the scale of what is written."""
        if self.threshold is None or self.is_given:
            return None if self.threshold is None else self.threshold.share
        shares = np.full((1, 2), 1 - self.threshold.share)
        shares[0, self.threshold.k] = self.threshold.share
        return float(self.pipeline.confidence(shares)[0, self.threshold.k])

    @property
    def quality(self) -> tuple[Evaluation, Evaluation] | None:
        """How good the classes are by the threshold, and those of the likelier class, on the same
        rows; None where there are none or no threshold."""
        if self.threshold is None:
            return None
        now = self.pipeline.evaluate(self.threshold, is_shown=self.is_given)
        likelier = self.pipeline.evaluate(None)
        return None if now is None or likelier is None else (now, likelier)


def ranked_class(pipeline: Pipeline, ranked: bool, name: str | None) -> int | None:
    """The class that the rows are ordered by; None for the order of the file. InputError for a
    name that is none."""
    classes = pipeline.classes
    if name is None:
        if ranked and len(classes) > 2:
            raise InputError(
                "which class are the rows to be ordered by?",
                hint=f"Name it with `class`. The classes are: {list_some(classes)}.",
            )
        return pipeline.fewest if ranked else None
    if not ranked:
        raise InputError("`class` is for rows in order", hint="Say `ranked` too.")
    if name not in classes:
        raise InputError(
            f"there is no class '{name}'",
            hint=suggest(name, classes) or f"The classes are: {list_some(classes)}.",
        )
    return classes.index(name)


def _given(pipeline: Pipeline, share: float) -> Threshold:
    if len(pipeline.classes) != 2:
        raise InputError(
            "`threshold` is for two classes",
            hint="Of more classes the likeliest is named; altui_p_CLASS has all probabilities.",
        )
    k = pipeline.fewest
    return Threshold(k, share, float("nan"), pipeline.counts[k])
