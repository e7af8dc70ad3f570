"""Begin a session or go on with one; what the session was begun with wins over today's wishes."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from altui.data.dataset import Part
from altui.errors import SessionError
from altui.session.events import Decision
from altui.session.replay import read_settings
from altui.session.session import Session
from altui.session.settings import Settings
from altui.session.wishes import Defaults, Wishes

if TYPE_CHECKING:
    from altui.data.dataset import Dataset


def begin(
    path: Path,
    dataset: Dataset,
    source: str,
    wishes: Wishes,
    defaults: Defaults,
    *,
    temporary: bool,
) -> Session:
    chosen = {key: wish for key, wish in asdict(wishes).items() if wish is not None}
    choice = Defaults(**{**asdict(defaults), **chosen})
    labeled = dataset.known[dataset.part == Part.LABELED]
    tests = dataset.test_known
    settings = Settings(
        source=source,
        fingerprint=dataset.fingerprint,
        rows=dataset.n,
        roles=dataset.schema.roles(),
        options=dataset.options.to_json(),
        classes=dataset.classes,
        model=choice.model,
        strategy=choice.strategy,
        seed=choice.seed,
        budget=choice.budget,
        annotator=choice.annotator,
        initial=tuple(np.bincount(labeled, minlength=len(dataset.classes)).tolist()),
        test_rows=int((dataset.part == Part.TEST).sum()) if tests is None else len(tests),
    )
    return Session.begin(
        path,
        settings,
        ids=dataset.ids,
        known=dataset.known,
        part=dataset.part,
        temporary=temporary,
    )


def resume(path: Path, dataset: Dataset, wishes: Wishes) -> Session:
    """Go on; a model, strategy or budget asked for in words is changed, and that is logged."""
    check_foreign_model(path, wishes)
    session = Session.resume(
        path,
        ids=dataset.ids,
        known=dataset.known,
        part=dataset.part,
        fingerprint=dataset.fingerprint,
        annotator=wishes.annotator,
    )
    now = session.settings
    changes: dict[str, str | int] = {
        key: wish
        for key, wish in asdict(wishes).items()
        if key in ("model", "strategy", "budget") and wish not in (None, getattr(now, key))
    }
    if changes:
        session.decide(Decision.setting(**changes))
    return session


def check_foreign_model(path: Path, wishes: Wishes) -> None:
    """A person's own model runs their code: it is named each time, never taken from a file."""
    stored = read_settings(path).model
    if ":" in stored and wishes.model is None:
        raise SessionError(
            f"this session learns with '{stored}', code from outside altui",
            where=str(path),
            hint=f"Name it again if you trust it: --model {stored}",
        )
