"""The reference scenario, whose data is generated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.errors import InputError
from altui.labeling.opening.loading import Loaded
from altui.labeling.opening.prepared import Prepared
from altui.session import opening
from altui.session.options import SessionDefaults
from altui.session.reading import read_settings
from altui.session.source.remembered import TUTORIAL

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.labeling.opening.loading import Reporter
    from altui.labeling.opening.options.request import OpenRequest
    from altui.labeling.proposal import Proposal
    from altui.session.session import Session

SEED = 42
QUERIES = 20


def prepare_tutorial(request: OpenRequest) -> Prepared:
    """A new session on the scenario at `request.session`, or the existing one."""
    place = request.session
    if place is None:
        raise InputError("the tutorial needs a session file: `session` PATH")
    is_there = place.exists()
    wanted = SEED if request.seed is None else request.seed

    def load(report: Reporter, _accepted: Proposal | None) -> Loaded:
        with report("loading scikit-learn"):
            from altui.data.tutorial import load_tutorial

            return Loaded(*load_tutorial(read_settings(place).seed if is_there else wanted))

    def start(dataset: Dataset) -> Session:
        if is_there:
            return opening.resume(place, dataset, request.options)
        usual = SessionDefaults("logistic", "least-confidence", SEED, QUERIES)
        return opening.begin(place, dataset, TUTORIAL, request.options, usual)

    return Prepared(loading=load, start=start, place=place)
