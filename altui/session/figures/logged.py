"""The figures of a Round from the JSON of its event."""

import json
from collections.abc import Mapping

from altui.learning.calibration import Calibration
from altui.learning.certifying.verdict import Verdict
from altui.learning.evaluation import Evaluation
from altui.learning.find_progress import FindProgress
from altui.learning.hints import Hint
from altui.session.confusions import confusion_of


def evaluation_of(logged: Mapping[str, object]) -> Evaluation | None:
    """The evaluation in the JSON of a ROUND event."""
    right, total = logged.get("right"), logged.get("total")
    if isinstance(right, int) and isinstance(total, int) and total > 0:
        confusion = confusion_of(logged.get("confusion"))
        return Evaluation(right, total, str(logged.get("kind")), confusion)
    return None


def hint_of(logged: Mapping[str, object]) -> Hint | None:
    """The stopping hint in the JSON of a ROUND event."""
    hint = logged.get("hint")
    return Hint(**hint) if isinstance(hint, dict) else None


def progress_of(logged: Mapping[str, object]) -> FindProgress | None:
    """How far the search was, in the JSON of a ROUND event."""
    progress = logged.get("find")
    return FindProgress(**progress) if isinstance(progress, dict) else None


def calibration_of(logged: Mapping[str, object]) -> Calibration:
    """The calibration in the JSON of a ROUND event."""
    rows, temperature = logged.get("calibrated_on"), logged.get("temperature")
    if isinstance(rows, int) and isinstance(temperature, float):
        return Calibration(temperature, rows)
    return Calibration()


def verdict_of(logged: Mapping[str, object]) -> Verdict | None:
    """The verdict on a frozen model in the JSON of a ROUND event."""
    verdict = logged.get("verdict")
    if not isinstance(verdict, dict):
        return None
    answers = tuple(map(tuple, verdict.get("answers", ())))
    return Verdict(**{**verdict, "answers": answers})


def name_of_import(value: str | None) -> str:
    """The name of the file in the JSON of an IMPORT event."""
    return str(json.loads(value or "{}").get("file", ""))
