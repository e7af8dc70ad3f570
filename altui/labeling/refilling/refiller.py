"""Refills a sample in the background: a pass over the whole set, in a process of its own or on a
cluster, and then the rows found are copied here. No key waits for any of it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from altui.data.labels.label_reading import LabelReading
from altui.data.readers.partitions.sampled_table import SampledTable
from altui.errors import AltuiError
from altui.labeling.refilling.schedule import due_at, size_of, why_never
from altui.labeling.scanning.request import ScanRequest, Selection
from altui.labeling.scanning.source import ScanSource
from altui.learning.training import Training, usable_seeds
from altui.session.refill import Refill

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.features.matrix import Features
    from altui.labeling.annotation import Annotation
    from altui.labeling.scanning.found import Found
    from altui.labeling.scanning.scan import Scan
    from altui.learning.classifiers.models import ModelFactory
    from altui.learning.rounds import Knowledge
    from altui.session.settings import Settings


class Made(NamedTuple):
    """A refill that is ready: the data with it, as `Annotation.refill` takes them."""

    refill: Refill
    filed: Dataset
    features: Features

    @property
    def note(self) -> str:
        rows, scanned = len(self.refill.ids), self.refill.scanned
        return f"{rows:,} rows joined the sample: those to ask for first, of all {scanned:,}"


@dataclass(frozen=True, eq=False)
class _Asked:
    """What a refill is made of, all of one moment."""

    due: int
    knowledge: Knowledge
    settings: Settings
    dataset: Dataset
    features: Features
    factory: ModelFactory


class Refiller:
    """`scan` makes the passes. `news` is called when a refill is ready, and `tell` with a sentence
    for the person; both in a thread of its own."""

    def __init__(
        self,
        annotation: Annotation,
        scan: Scan,
        news: Callable[[], object],
        tell: Callable[[str], object],
    ) -> None:
        self._annotation, self._scan = annotation, scan
        self._news, self._tell = news, tell
        self._guard = threading.Lock()
        self._made: Made | None = None
        self._tried = 0
        self._is_at_work = False
        self._is_closed = False

    @property
    def why_never(self) -> str | None:
        """Why this session has no refills; None where it has, and empty where nobody would expect
        any."""
        annotation = self._annotation
        shares = annotation.team.shares
        return why_never(annotation.session.settings, annotation.dataset, is_shared=shares)

    def allow(self, knowledge: Knowledge) -> None:
        """Nothing else is to be done now: begin a refill if one is due. The session's lock is
        held."""
        annotation = self._annotation
        settings = annotation.session.settings
        due = due_at(len(annotation.session.state.answers), settings)
        if due is None or self.why_never is not None:
            return
        with self._guard:
            if self._is_closed or self._is_at_work or self._made or due <= self._tried:
                return
            self._is_at_work, self._tried = True, due
        factory = annotation.factory(settings.model)
        asked = _Asked(due, knowledge, settings, annotation.dataset, annotation.features, factory)
        threading.Thread(target=self._begin, args=(asked,), name="refill", daemon=True).start()

    def take(self) -> Made | None:
        """The refill that is ready, once."""
        with self._guard:
            made, self._made = self._made, None
        return made

    def close(self) -> None:
        with self._guard:
            self._is_closed = True
        self._scan.close()

    def _begin(self, asked: _Asked) -> None:
        try:
            request = _request(asked)
            if request is None:
                self._end()
            else:
                self._scan.start(request, lambda found: self._finish(asked, found))
        except (AltuiError, OSError, RuntimeError, MemoryError) as error:
            self._end(str(error))

    def _finish(self, asked: _Asked, found: Found | AltuiError) -> None:
        """In the scan's thread."""
        if isinstance(found, AltuiError):
            self._end(str(found))
            return
        try:
            made = self._make(asked, found) if found.ids else None
        except (AltuiError, OSError, RuntimeError, MemoryError) as error:
            self._end(str(error))
            return
        self._end(made=made)
        if made is not None:
            self._news()

    def _end(self, trouble: str = "", made: Made | None = None) -> None:
        with self._guard:
            self._is_at_work = False
            self._made = made
            is_closed = self._is_closed
        if trouble and not is_closed:
            self._tell(f"the sample was not refilled: {trouble}")

    def _make(self, asked: _Asked, found: Found) -> Made:
        kept, settings = self._annotation.kept, asked.settings
        assert kept is not None
        # As they lie in the set, which is the order that they are copied in.
        order = found.numbers.argsort(kind="stable").tolist()
        counts = dict(zip(settings.classes, found.counts.tolist(), strict=True))
        refill = Refill(tuple(found.ids[place] for place in order), asked.due, found.rows, counts)
        then = replace(settings, refills=(*settings.refills, refill))
        return Made(refill, *kept.refill(then))


def _request(asked: _Asked) -> ScanRequest | None:
    """None before there is a model."""
    settings, dataset, features = asked.settings, asked.dataset, asked.features
    known, classes, table = asked.knowledge, dataset.classes, dataset.table
    training = Training(
        asked.factory,
        features.matrix,
        len(classes),
        features.is_text,
        settings.generation,
        usable_seeds(features.seeds, asked.factory),
    )
    if not training.can_fit(known.labels):
        return None
    assert isinstance(table, SampledTable)
    table.set.check_same()
    selection = Selection(
        training.fit(known.rows, known.labels, known.counts),
        classes,
        settings.strategy,
        size_of(table.sample),
        cutoff=table.cutoff,
        known=frozenset(row for each in settings.refills for row in each.ids),
        seed=settings.own_seed,
        labeled=len(known.rows),
    )
    return ScanRequest(_source(dataset, table, features), selection)


def _source(dataset: Dataset, table: SampledTable, features: Features) -> ScanSource:
    options, schema, transformer = dataset.options, dataset.schema, features.transformer
    assert schema.id is not None and transformer is not None
    return ScanSource(
        table.set,
        schema.id,
        transformer.to_json(),
        labels=None if options.hide_labels else schema.target,
        reading=options.labels or LabelReading(),
        test=options.test if options.test in table.columns else None,
    )
