"""The row that a Round asks for, as the person sees it; read ahead where it may be the next one.

What the session alone says of a row (flag, comment, suggestion) is read when it is asked for. All
else depends on nothing but what is compared here, so that a row read ahead is never an old one.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from altui.labeling.explaining.reasons import Reasons, build_reasons
from altui.labeling.explaining.suggestion import suggestion_for
from altui.labeling.showing.shown_row import ShownRow, read_row

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.features.matrix import Features
    from altui.labeling.annotation import Annotation
    from altui.learning.rounds import Query, Round

MOST = 16
"""Rows kept: those of all answers that are prepared for."""


class Source(NamedTuple):
    """What a row on the screen is made from."""

    dataset: Dataset
    features: Features
    query: Query
    again: str
    folded: tuple[str, ...]
    is_blind: bool

    def is_same(self, other: Source) -> bool:
        is_same = (mine is its for mine, its in zip(self[:3], other[:3], strict=True))
        return all(is_same) and self[3:] == other[3:]


class AskedRows:
    """Any thread may call these methods."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ahead: deque[tuple[Source, ShownRow]] = deque(maxlen=MOST)

    def prepare(self, annotation: Annotation, result: Round) -> ShownRow | None:
        """Read the row of a Round that may be the next."""
        source = _source(annotation, result)
        if source is None:
            return None
        shown_row = self._find(source)
        if shown_row is None:
            shown_row = _read(annotation, source)
            after = _source(annotation, result)
            # A column may have been folded meanwhile: then it is not known which the row has.
            if after is not None and source.is_same(after):
                with self._lock:
                    self._ahead.append((source, shown_row))
        return shown_row

    def read(self, annotation: Annotation, result: Round) -> ShownRow | None:
        """The row of the Round, with what the session says of it now."""
        source = _source(annotation, result)
        if source is None:
            return None
        shown_row = self._find(source)
        if shown_row is None:
            return _read(annotation, source)
        session, row = annotation.session, shown_row.row
        suggestion = None if source.again else suggestion_for(source.dataset, session, row)
        now = (session.is_flagged(row), session.note(row), suggestion)
        if now == (shown_row.flagged, shown_row.note, shown_row.suggestion):
            return shown_row
        return replace(shown_row, flagged=now[0], note=now[1], suggestion=now[2])

    def _find(self, source: Source) -> ShownRow | None:
        with self._lock:
            return next((row for other, row in self._ahead if source.is_same(other)), None)


def _source(annotation: Annotation, result: Round) -> Source | None:
    if result.query is None:
        return None
    settings = annotation.session.settings
    return Source(
        annotation.dataset,
        annotation.features,
        result.query,
        result.again,
        tuple(settings.folded),
        settings.blind,
    )


def _read(annotation: Annotation, source: Source) -> ShownRow:
    row = source.query.row
    shown_row = read_row(annotation, row)
    if source.again:
        return shown_row
    return replace(
        shown_row,
        reasons=_reasons(source),
        suggestion=suggestion_for(source.dataset, annotation.session, row),
    )


def _reasons(source: Source) -> Reasons | None:
    """The reasons; None without a model, or while its prediction is hidden."""
    query = source.query
    if query.explained is None or source.is_blind:
        return None
    return build_reasons(query, query.explained, source.dataset, source.features)
