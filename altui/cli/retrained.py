"""A session's data, features and model, made again from the file and the log."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import numpy as np

from altui.cli.options import findable
from altui.data.dataset import Dataset
from altui.data.features import Features, build_features
from altui.data.tutorial import load_tutorial
from altui.display.console import progress
from altui.errors import InputError, SessionError
from altui.learning.arrays import is_sparse
from altui.learning.models import FittedModel, fit, model_factory
from altui.session.opening import check_vectors
from altui.session.pool import Pool
from altui.session.remembered import TUTORIAL, certified, located
from altui.session.replay import view_of
from altui.session.session import Session
from altui.session.source import load_source

if TYPE_CHECKING:
    from altui.learning.rounds import Knowledge
    from altui.session.replay import SessionView


@dataclass(frozen=True, eq=False)
class Retrained:
    view: SessionView
    dataset: Dataset
    features: Features
    model: FittedModel
    labels: int


def retrain(session: Path, own_model: str | None, *, until: int | None = None) -> Retrained:
    """The model of a session as its labels stand now, or as they stood at the event `until`.

    `own_model` names the person's own model where the session has one: a module is never
    imported because a session file says so. Raises SessionError when the data changed, or
    before two classes have a label.
    """
    view = Session.read(session)
    if until is not None:
        view = view_of(view.path, view.events[:until])
    if view.settings.certify:
        raise InputError(
            "this session certifies a model and has none of its own",
            where=str(session),
            hint=f"Name the session that trained it: {certified(view.settings, session)}",
        )
    name = _model_name(view, own_model)
    view = located(view)
    dataset, features = session_data(view)
    knowledge = _knowledge(view, dataset)
    if len(np.unique(knowledge.labels)) < 2:
        raise SessionError(
            "there is no model yet: two classes need a label",
            where=str(session),
            hint="Label some more rows first.",
        )
    factory = model_factory(name, seed=view.settings.seed, sparse=is_sparse(features.matrix))
    classes = len(dataset.classes)
    model = fit(factory, features.matrix, knowledge.rows, knowledge.labels, classes)
    return Retrained(view, dataset, features, model, len(knowledge.rows))


def _model_name(view: SessionView, own_model: str | None) -> str:
    name = view.settings.model
    if ":" in name and own_model is None:
        raise InputError(
            f"this session has a model of your own, '{name}'",
            where=str(view.path),
            hint="Name it again, since altui imports nothing on a file's word: "
            f"--own-model {quote(name)}",
        )
    if ":" not in name and own_model is not None:
        raise InputError(
            f"this session's model is '{name}': --own-model is for models that are your own",
            where=str(view.path),
        )
    return findable(own_model) or name


def session_data(view: SessionView, *, with_test: bool = False) -> tuple[Dataset, Features]:
    """The data of the session and their features; the tutorial's are no file's."""
    if view.settings.source == TUTORIAL:
        return load_tutorial(view.settings.seed)
    with progress(f"reading {Path(view.settings.source).name}", 1.0) as advance_to:
        dataset = load_source(view, advance_to, with_test=with_test)
    check_vectors(view.settings, dataset, view.path)
    with progress("building features", 1.0) as advance_to:
        return dataset, build_features(dataset, on_progress=advance_to)


def _knowledge(view: SessionView, dataset: Dataset) -> Knowledge:
    pool = Pool(dataset.part, dataset.known)
    pool.settle(view.state)
    return pool.knowledge(view.state)
