"""One person's open work: the data, the session and the learner."""

from __future__ import annotations

import shutil
import threading
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from altui.data.dataset import Part
from altui.data.row_hashes import Contents
from altui.data.units.units import Units
from altui.labeling.lead_recipe import LeadRecipe, sample
from altui.labeling.matrices import map_matrix
from altui.labeling.processes import Recipe, RemoteLearner, process_count, run_in_processes
from altui.labeling.team.alone import ALONE, Place
from altui.labeling.team.lending import DEPTH as LENT_DEPTH
from altui.learning.arrays import is_sparse
from altui.learning.classifiers.curves import without_curves
from altui.learning.classifiers.models import model_factory
from altui.learning.learner import Learner
from altui.learning.neighbours.measures import COSINE, DISTANCE
from altui.learning.neighbours.nearest import NearestRows
from altui.learning.strategies.typicality import TypicalOrder
from altui.session.finding.narrowing import Narrower
from altui.session.source.reload import with_classes
from altui.session.store.companion import companion_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from altui.data.dataset import Dataset
    from altui.data.features.matrix import Features
    from altui.labeling.scanning.scan import Scan
    from altui.labeling.scanning.scheduler import Scheduler
    from altui.labeling.workers import Maker
    from altui.learning.arrays import IntArray
    from altui.learning.classifiers.models import ModelFactory
    from altui.learning.honesty.label_review import Contradiction
    from altui.learning.rounds import Knowledge, Round
    from altui.session.classes.class_list import ClassList
    from altui.session.refill import Refill
    from altui.session.session import Session
    from altui.session.settings import Settings
    from altui.session.source.kept import Kept

DEPTH = 50
"""Rows of a ranking kept for a person who does not wait for training."""

SHARED = "shared-"
"""The start of the names of folders from which model processes read their arrays."""


class Doubter(Protocol):
    """If it has a `stop()`, another thread may call that to end its work."""

    def find_contradictions(self, knowledge: Knowledge) -> tuple[Contradiction, ...]: ...


@dataclass
class Annotation:
    """The learner makes Rounds from the session's Knowledge. Decisions go to the session."""

    dataset: Dataset
    features: Features
    session: Session
    kept: Kept | None = None
    team: Place = ALONE
    scheduler: Scheduler | None = None
    """Where passes over all rows of a large set are made; None for on this machine."""
    scan: Scan | None = None
    """What makes these passes; None where the set is labeled as a whole."""
    _shared: list[Path] = field(default_factory=list)
    _learners: dict[str, Learner] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)
    _classes: ClassList | None = None

    @property
    def learner(self) -> Learner:
        """The Learner of the session's model now: for Rounds without a model, and for all Rounds if
        the model runs in this process."""
        settings = self.session.settings
        with self._guard:
            if settings.model not in self._learners:
                self._learners[settings.model] = self._make_learner(settings)
            return self._learners[settings.model]

    def _make_learner(self, settings: Settings) -> Learner:
        return Learner(
            self.features.matrix,
            self.session.asked_from,
            model=self.factory(settings.model),
            test=self.features.test,
            suggested=self._suggested,
            typical=self._typical,
            **self._options(settings),
        )

    @cached_property
    def _typical(self) -> TypicalOrder:
        matrix, pool = self.features.matrix, self.session.asked_from
        settings = self.session.settings
        seed, generation = settings.own_seed, settings.generation
        known = self.kept.typical(pool, seed, generation) if self.kept is not None else []
        straight = without_curves(matrix, self.features.curves)
        return TypicalOrder(straight, pool, seed, known, generation=generation)

    @property
    def _suggested(self) -> IntArray | None:
        found = self.dataset.suggestions
        return None if found is None else found.classes

    def factory(self, model: str) -> ModelFactory:
        """Makes classifiers of this name for the matrix as it is."""
        sparse = is_sparse(self.features.matrix)
        seed = self.session.settings.own_seed
        return model_factory(model, seed=seed, sparse=sparse, curves=self.features.curves)

    @cached_property
    def nearest_rows(self) -> NearestRows:
        """Finds the rows nearest to a row: by the cosine where texts or vectors are learned from
        alone or with other columns, else by the distance of what the columns hold."""
        matrix = without_curves(self.features.matrix, self.features.curves)
        is_directed = self.features.is_text or len(self.features.components) == matrix.shape[1]
        return NearestRows(matrix, COSINE if is_directed else DISTANCE)

    def makers(self, *, is_patient: bool = True) -> Sequence[Maker]:
        """The makers of Rounds: the learner, or processes for models that run apart.

        A Round has a ranking if the person may continue without the next Round: if they are not
        patient, or if the model may be slow.
        """
        if not run_in_processes(self.session.settings.model):
            self.learner.depth = self._depth if self.team.shares or not is_patient else 0
            return [self.learner]
        return [self._remote() for _ in range(process_count())]

    @property
    def _depth(self) -> int:
        return LENT_DEPTH if self.team.shares else DEPTH

    def explained(self, made: Round, knowledge: Knowledge) -> Round:
        """A Round whose query came from its ranking, with the reasons for it; without them where
        its model runs in another process. Any thread may call it."""
        if run_in_processes(self.session.settings.model):
            return made
        return self.learner.explained(made, knowledge)

    def doubter(self) -> Doubter:
        """Finds contradicted labels: the learner, or a process of its own."""
        if not run_in_processes(self.session.settings.model):
            return self.learner
        return self._remote()

    def lead_finder(self, knowledge: Knowledge, others: tuple[str, ...]) -> RemoteLearner:
        """A process that compares the session's model with others on these labels."""
        pool = self.dataset.part == Part.UNLABELED
        pool &= ~self.session.aside  # the random check only reports
        settings, features = self.session.settings, self.features
        return RemoteLearner(
            LeadRecipe(
                *sample(features.matrix, pool, knowledge.rows, settings.own_seed),
                (settings.model, *others),
                self._options(settings),
            )
        )

    def follow_classes(self) -> bool:
        """Learn by the classes that hold now. Returns whether they have changed since."""
        settings = self.session.settings
        now = settings.revised
        with self._guard:
            if now is None or now == self._classes:
                return False
            self._classes = now
            self.dataset = self.dataset.revised(now.now, now.index, readings=settings.readings)
            self.features = self.features.revised(self.dataset, now.index)
            self._learners.clear()
            self.__dict__.pop("_recipe", None)
        return True

    def refill(self, refill: Refill, filed: Dataset, features: Features) -> None:
        """Ask from more rows: `filed` and `features` are of the data as they were loaded, with all
        rows that were added to the sample, these last."""
        with self._guard:
            settings = self.session.refill(
                refill,
                ids=filed.ids,
                known=filed.known_slots,
                part=filed.part,
                units=filed.units,
                contents=Contents(filed),
                narrow=Narrower(filed),
            )
            self.dataset = with_classes(filed, settings)
            revised = settings.revised
            self.features = (
                features if revised is None else features.revised(self.dataset, revised.index)
            )
            self._learners.clear()
            for made_of_rows in ("_recipe", "_typical", "nearest_rows"):
                self.__dict__.pop(made_of_rows, None)

    @property
    def notes(self) -> list[str]:
        """Sentences for the person about the session and about how the file was read."""
        notes = [*self.session.notes, *self.dataset.table.notes]
        if self.features.seeds is not None and self.learner.seeds is None:
            model = self.session.settings.model
            notes.append(f"{model} takes no weights of rows, so it cannot begin from words")
        return notes

    def keep(self, is_wanted: Callable[[], bool]) -> list[str]:
        """Keep what was made of the file for the next start, and check what was kept before, as
        long as that is wanted. Returns what is wrong with it. Any thread may call it."""
        if self.kept is None:
            return []
        told = len(self.kept.notes)
        self.kept.save(self._typical.found(), is_wanted)
        self.kept.check_rest(is_wanted)
        return self.kept.notes[told:]

    def close(self) -> None:
        self.team.close()
        self.session.close()
        self.dataset.table.close()
        for folder in self._shared:
            shutil.rmtree(folder, ignore_errors=True)

    def _options(self, settings: Settings) -> dict[str, Any]:
        return {
            "n_classes": len(self.dataset.classes),
            "strategy": settings.strategy,
            "seed": settings.own_seed,
            "hints": True,
            "wanted": self.dataset.classes.index(settings.find) if settings.find else None,
            "classes": self.dataset.classes,
            "unexplained": self.features.components,
            "curves": self.features.curves,
            "generation": settings.generation,
            "is_text": self.features.is_text,
            "seeds": self.features.seeds,
            "shortlist": settings.shortlist,
            "copies": self._copies() if settings.find else None,
            "shares_rows": self.team.shares,
        }

    def _copies(self) -> IntArray | None:
        """A number (n,) for each set of identical rows; None without copies."""
        identical = self.dataset.units.identical
        return None if identical is None else Units(identical).codes(self.dataset.n)

    def _remote(self) -> RemoteLearner:
        with self._guard:  # the recipe is written to files once, whoever needs it first
            recipe, model = self._recipe, self.session.settings.model
            return RemoteLearner(recipe if recipe.model == model else replace(recipe, model=model))

    @cached_property
    def _recipe(self) -> Recipe:
        """With the session's first model that needs one."""
        settings = self.session.settings
        folder = self._shared_folder()
        arrays: dict[str, Any] = {"pool": self.session.asked_from}
        test = self.features.test
        if test is not None:
            arrays["test_labels"] = test[1]
        if self._suggested is not None:
            arrays["suggested"] = self._suggested
        np.savez(folder / "arrays.npz", **arrays)
        return Recipe(
            map_matrix(self.features.matrix, folder / "matrix"),
            folder / "arrays.npz",
            settings.model,
            {**self._options(settings), "depth": self._depth},
            None if test is None else map_matrix(test[0], folder / "test"),
        )

    def _shared_folder(self) -> Path:
        """A new folder beside the session. Removes what a killed process left there."""
        companion = companion_folder(self.session.path)
        companion.mkdir(mode=0o700, exist_ok=True)
        for left in companion.glob(f"{SHARED}*"):
            shutil.rmtree(left, ignore_errors=True)
        self._shared.append(Path(mkdtemp(prefix=SHARED, dir=companion)))
        return self._shared[-1]


def annotate(
    dataset: Dataset,
    features: Features,
    session: Session,
    kept: Kept | None = None,
    team: Place = ALONE,
) -> Annotation:
    """The annotation of an open session. Closes the session if its model cannot be made."""
    annotation = Annotation(dataset, features, session, kept, team)
    try:
        annotation.follow_classes()
        annotation.learner  # noqa: B018  a model that is not there is told now
    except BaseException:
        team.close()
        session.close()
        raise
    return annotation
