"""Opens a certificate: starts one for a session's current model or a column, or continues one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from altui.labeling.certifying import certificate
from altui.labeling.certifying.certificate import Certification, Frozen, Tested, frozen_of
from altui.labeling.certifying.tested_column import features_of, freeze_column, frozen_column
from altui.labeling.certifying.tested_model import freeze_model, frozen_model
from altui.labeling.retraining.retrain import retrain
from altui.learning.certifying.betting import AIM
from altui.learning.certifying.expected_rows import expect_rows, expect_rows_after
from altui.session.reading import read_session, read_settings
from altui.session.source.remembered import locate_data, session_of, with_paths_for
from altui.session.store.lock import user_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from altui.labeling.opening.options.request import OpenRequest
    from altui.learning.evaluation import Evaluation


def open_certification(
    path: Path, place: Path, target: float, annotator: str | None, own_model: str | None
) -> Certification:
    """The certificate at `place` of the session at `path`."""
    if place.exists():
        frozen = frozen_of(read_settings(place), place)
        made, tested = frozen_model(frozen, path, place, own_model)
        opened = certificate.resume(place, tested.dataset, annotator=annotator)
        return Certification(tested.dataset, made.features, opened, tested=tested)
    made = retrain(path, own_model)
    tested = freeze_model(made, target)
    opened = certificate.begin(place, made.view.settings, tested, annotator or user_name())
    opened.notes.extend(_expect(tested.frozen, made.view.summary().accuracy_after))
    return Certification(tested.dataset, made.features, opened, tested=tested)


def open_column_certification(
    request: OpenRequest, column: str, place: Path, target: float
) -> Certification:
    """The certificate at `place` of the predictions in a column."""
    if place.exists():
        frozen = frozen_of(read_settings(place), place)
        tested = frozen_column(locate_data(read_session(place)), frozen)
        opened = certificate.resume(place, tested.dataset, annotator=request.annotator)
    else:
        settings, tested = freeze_column(request, column, target)
        who = request.annotator or user_name()
        opened = certificate.begin(place, settings, tested, who)
        opened.notes.extend(_expect(tested.frozen, None))
    return Certification(tested.dataset, features_of(tested), opened, tested=tested)


def find_tested(frozen: Frozen, place: Path, data: Path, own_model: str | None) -> Tested:
    """What the certificate at `place` tests, made again from the data file."""
    view = read_session(place)
    if frozen.column:
        there = with_paths_for(view.settings, data)
        return frozen_column(replace(view, settings=there), frozen)
    path = Path(session_of(view.settings, place))
    return frozen_model(frozen, path, place, own_model, data)[1]


def _expect(frozen: Frozen, measured: Evaluation | None) -> Iterator[str]:
    """How many rows it will probably take, so that a person knows before the first."""
    total, target = sum(frozen.predicted), frozen.target
    if measured is not None and measured.is_measured:
        expected = expect_rows_after(measured.right, measured.total, total, target)
        yield (
            f"Expect about {expected.half:,} rows after {measured.right}/{measured.total} right "
            f"so far (one time in ten over {expected.most:,})."
        )
        return
    near = {"above": target + AIM, "below": target - AIM}
    halves = [
        f"{expect_rows(share, total, target).half:,} rows at 5 points {side}"
        for side, share in near.items()
        if 0 <= share <= 1
    ]
    yield f"Expect about {', '.join(halves)} the target."
