"""The share of each class in the whole file, from a certificate's answers and its predictions.

Rows that had a label before count as they are; rows that could not be drawn are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from altui.learning.certifying.class_shares import class_rows

if TYPE_CHECKING:
    from altui.learning.certifying.verdict import Verdict
    from altui.session.settings import Settings


class ClassShare(NamedTuple):
    """The estimate and the ends of its interval, 0 to 1."""

    share: float
    low: float
    high: float


def class_shares(settings: Settings, verdict: Verdict | None) -> dict[str, ClassShare]:
    """By class; empty in a session that is no certificate or one from before, where nothing is
    answered, and where nothing was predicted for most of the rows, which are not in the sample."""
    is_answered = verdict is not None and any(map(sum, verdict.answers[:-1]))
    if verdict is None or not is_answered or settings.certify.get("outside"):
        return {}
    predicted, known = settings.certify["predicted"], settings.certify["known"]
    assert isinstance(predicted, list | tuple) and isinstance(known, list | tuple)
    whole = sum(predicted) + sum(known)
    found = zip(settings.classes, class_rows(verdict.answers, predicted), known, strict=True)
    return {
        name: ClassShare(*(round((rows + sure) / whole, 4) for rows in each))
        for name, each, sure in found
    }
