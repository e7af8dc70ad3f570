"""Whether a certificate is there already, and is the one that is meant."""

from __future__ import annotations

from pathlib import Path

from altui.errors import InputError
from altui.labeling.certifying.certificate import Frozen, frozen_of
from altui.session.session import Session


def is_decided(place: Path, path: Path, target: float | None, column: str | None) -> bool:
    """Whether a certificate exists and needs no more labels."""
    if not place.exists():
        return False
    view = Session.read(place)
    frozen = frozen_of(view.settings, place)
    if target not in (None, frozen.target):
        raise InputError(
            f"this certificate has the target {frozen.target:g}",
            where=str(place),
            hint="Leave `target` out to continue it, or start another with `session` PATH.",
        )
    if (column or "") != frozen.column or not (column or _is_about(frozen, path)):
        what = f"the column '{frozen.column}'" if frozen.column else "another session"
        raise InputError(
            f"this certificate is about {what}, {frozen.path}",
            where=str(place),
            hint="Choose another file for this certificate with `session` PATH.",
        )
    verdict = view.summary().verdict
    return verdict is not None and verdict.is_decided


def _is_about(frozen: Frozen, path: Path) -> bool:
    """Whether the session at `path` is the one whose model was frozen, or a copy of it."""
    there = path.resolve()
    if str(there) == frozen.path or there.name != Path(frozen.path).name:
        return str(there) == frozen.path
    events = Session.read(path).events
    return len(events) >= frozen.event and events[frozen.event - 1].hash == frozen.hash
