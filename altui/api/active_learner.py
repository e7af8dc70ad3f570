"""An active learner over rows of numbers: what asks behind the screen, without a session."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.api.class_codes import ClassCodes
from altui.api.given_matrix import read_matrix
from altui.api.given_model import factory_of
from altui.errors import InputError, ModelError
from altui.learning.arrays import is_sparse
from altui.learning.generation import NEWEST, Generation
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge
from altui.learning.strategies import check_has_suggestions, find_strategy

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from altui.learning.arrays import FloatArray, IntArray
    from altui.learning.classifiers.models import FittedModel


class ActiveLearner:
    """Asks for the labels of rows that help a classifier most, and learns from them.

    `X` (n, d) are all rows: an array, a scipy sparse matrix, or a data frame of numbers. They are
    not copied where they are floats already, and must not change. `classes` are all classes that
    there are, in order. `strategy` says which rows are asked for, `model` what learns: the names
    are those of `altui label`, and `model` may be a scikit-learn classifier too. The same `seed`,
    rows and labels give the same queries.

    Nothing is kept on disk: `altui.open` labels a file, in a session.

    >>> import altui, numpy as np
    >>> X = np.random.default_rng(0).normal(size=(1000, 5))
    >>> truth = np.where(X[:, 0] > 0, "spam", "ham")
    >>> learner = altui.ActiveLearner(X, classes=["ham", "spam"])
    >>> for _ in range(30):
    ...     rows = learner.query()
    ...     learner.teach(rows, truth[rows])
    >>> learner
    ActiveLearner(1000 rows, 30 labeled, classes ham, spam)
    >>> bool((learner.predict() == truth).mean() > 0.95)
    True

    Raises altui.AltuiError for rows that are no finite numbers, classes that are no two, and names
    of strategies and models that there are not.
    """

    def __init__(
        self,
        X: Any,
        *,
        classes: Iterable[Any],
        strategy: str = "margin",
        model: str | Callable[[], Any] | Any = "newton",
        seed: int = 0,
    ) -> None:
        self._matrix = read_matrix(X)
        self._classes = ClassCodes(classes)
        find_strategy(strategy)
        check_has_suggestions(strategy, has_suggestions=False)
        everything = np.ones(self._matrix.shape[0], bool)
        self._learner = Learner(
            self._matrix,
            everything,
            len(self._classes),
            model=factory_of(model, seed=seed, sparse=is_sparse(self._matrix)),
            strategy=strategy,
            seed=seed,
            classes=self._classes.names,
            reasons=False,
            generation=Generation(NEWEST),
        )
        nothing = np.empty(0, np.int64)
        self._knowledge = Knowledge(0, nothing, nothing, everything, 0)

    @property
    def classes(self) -> Any:
        """All classes (k,), in their order."""
        return self._classes.values

    @property
    def labeled(self) -> IntArray:
        """The row indices (m,) with a label, in the order in which they were taught."""
        return self._knowledge.rows

    @property
    def labels(self) -> Any:
        """The labels (m,) of the `labeled` rows."""
        return self.classes[self._knowledge.labels]

    @property
    def unlabeled(self) -> IntArray:
        """The row indices without a label, in ascending order."""
        return np.flatnonzero(self._knowledge.available)

    @property
    def classifier(self) -> Any:
        """The fitted classifier, whose `classes_` are places in `classes`; None before two classes
        have a label."""
        fitted = self._learner.fit(self._knowledge)
        return None if fitted is None else fitted.classifier

    def query(self, n: int = 1) -> IntArray:
        """The indices (n,) of the rows to label next, the most helpful first; fewer where fewer are
        left. The same ones until some are taught.

        Before there are ten labels, typical rows come first. Raises altui.AltuiError where the
        classifier fails.
        """
        if n < 1:
            raise InputError(f"cannot ask for {n} rows", hint="Ask for 1 or more.")
        knowledge, found = self._knowledge, np.empty(0, np.int64)
        while len(found) < n and knowledge.available.any():
            rows = self._next(knowledge, n - len(found))
            found = np.append(found, rows)
            if len(found) < n:
                left = knowledge.available.copy()
                left[rows] = False
                knowledge = replace(knowledge, available=left)
        return found

    def _next(self, knowledge: Knowledge, n: int) -> list[int]:
        """At least one and at most `n` of the available rows: only a model ranks several."""
        self._learner.depth = n - 1
        made = self._learner.round(knowledge)
        assert made.query is not None
        if made.trouble and made.is_without_model:
            raise ModelError(made.trouble)
        return [each.row for each in (made.query, *made.ranking)][:n]

    def teach(self, indices: ArrayLike, labels: Any) -> None:
        """Learn the labels (m,) of rows by their indices (m,); one index with one label will do.

        The rows need not be those that were asked for. Raises altui.AltuiError, and learns nothing,
        for a row that is not there or has a label, and for a label that is no class.
        """
        rows = self._rows(indices)
        given = [labels] if np.ndim(indices) == 0 else labels
        codes = self._classes.codes(given)
        if len(codes) != len(rows):
            raise InputError(f"{len(rows)} rows and {len(codes)} labels do not fit together")
        known = self._knowledge
        available = known.available.copy()
        available[rows] = False
        self._knowledge = Knowledge(
            known.event + len(rows),
            np.append(known.rows, rows),
            np.append(known.labels, codes),
            available,
            known.answered + len(rows),
        )

    def _rows(self, indices: ArrayLike) -> IntArray:
        rows = np.atleast_1d(np.asarray(indices))
        if rows.ndim != 1 or (len(rows) and rows.dtype.kind not in "iu"):
            raise InputError(
                "`indices` are no row indices",
                hint="Give one integer, or a list of them, such as `query` returns.",
            )
        rows, n = rows.astype(np.int64), len(self._knowledge.available)
        outside = rows[(rows < 0) | (rows >= n)]
        if len(outside):
            raise InputError(f"there is no row {outside[0]}", hint=f"There are rows 0 to {n - 1}.")
        taken = rows[~self._knowledge.available[rows]]
        if len(taken):
            raise InputError(
                f"row {taken[0]} has a label already",
                hint="`forget` takes a label back.",
            )
        if len(np.unique(rows)) < len(rows):
            raise InputError("a row is there twice")
        return rows

    def forget(self, indices: ArrayLike) -> None:
        """Take back the labels of rows by their indices (m,); they may be asked for again.

        Raises altui.AltuiError, and forgets nothing, for a row without a label.
        """
        known, rows = self._knowledge, np.atleast_1d(np.asarray(indices))
        missing = rows[~np.isin(rows, known.rows)]
        if len(missing):
            raise InputError(f"row {missing[0]} has no label")
        kept, available = ~np.isin(known.rows, rows), known.available.copy()
        available[rows] = True
        self._knowledge = Knowledge(
            known.event + len(rows),
            known.rows[kept],
            known.labels[kept],
            available,
            int(np.count_nonzero(kept)),
        )

    def predict_proba(self, X: Any = None) -> FloatArray:
        """Class probabilities (n, k), in the order of `classes`, of rows (n, d): by default of all
        that the learner has. A class without a label yet has 0.

        Raises altui.AltuiError before two classes have a label, and for other columns.
        """
        width = self._matrix.shape[1]
        matrix = self._matrix if X is None else read_matrix(X, columns=width)
        return self._fitted().predict_proba(matrix)

    def predict(self, X: Any = None) -> Any:
        """The likeliest class (n,) of each row. As `predict_proba`."""
        return self.classes[self.predict_proba(X).argmax(axis=1)]

    def _fitted(self) -> FittedModel:
        fitted = self._learner.fit(self._knowledge)
        if fitted is None:
            raise ModelError(
                "there is no model yet: one more class is needed",
                hint="Teach labels of two classes first.",
            )
        return fitted

    def __repr__(self) -> str:
        known = self._knowledge
        rows, classes = len(known.available), ", ".join(self._classes.names)
        return f"ActiveLearner({rows} rows, {len(known.rows)} labeled, classes {classes})"
