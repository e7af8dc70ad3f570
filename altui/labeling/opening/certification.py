"""Opens a certificate: starts one for a session's current model, or continues one."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from altui.errors import SessionError
from altui.labeling import certificate
from altui.labeling.certificate import Certification, Frozen, frozen_of
from altui.labeling.opening.retrain import retrain
from altui.session.replay import read_settings
from altui.session.store.lock import user_name

if TYPE_CHECKING:
    from altui.labeling.opening.retrain import Retrained


def open_certification(
    path: Path, place: Path, target: float, annotator: str | None, own_model: str | None
) -> Certification:
    """The certificate at `place` of the session at `path`."""
    if place.exists():
        return _continue(path, place, annotator, own_model)
    made = retrain(path, own_model)
    dataset = certificate.population(made.view, made.dataset)
    frozen = Frozen.of(made.view, made.model, made.features.matrix, made.labels, target)
    opened = certificate.begin(
        place,
        made.view,
        dataset,
        frozen,
        seed=secrets.randbits(32),
        annotator=annotator or user_name(),
    )
    return Certification(dataset, made.features, opened, model=made.model)


def _continue(
    path: Path, place: Path, annotator: str | None, own_model: str | None
) -> Certification:
    frozen = frozen_of(read_settings(place), place)
    made = retrain(path, own_model, until=frozen.event)
    _check_log(made, frozen.hash, place)
    certificate.check_model(frozen, made.model, made.features.matrix, place)
    dataset = certificate.population(made.view, made.dataset)
    opened = certificate.resume(place, dataset, annotator=annotator)
    return Certification(dataset, made.features, opened, model=made.model)


def _check_log(made: Retrained, hash_: str, place: Path) -> None:
    if made.view.events[-1].hash != hash_:
        raise SessionError(
            f"the session {made.view.path} is not the one whose model was frozen",
            where=str(place),
            hint="Bring that session back, or start another certificate with `session` PATH.",
        )
