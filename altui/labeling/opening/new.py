"""A file without a session: guess its columns, have them confirmed, start a session."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from altui.config.guidance import Guidance
from altui.data.dataset import load_dataset
from altui.data.features.embedding import load_model
from altui.data.features.images import check_images
from altui.data.features.vectors import open_vectors
from altui.data.holdout import is_test_file
from altui.data.schema import Role
from altui.display.console import say
from altui.labeling.opening.checks import check_to_label
from altui.labeling.opening.guidelines import guidance_to_keep, read_guidance
from altui.labeling.opening.loading import (
    Loaded,
    bar,
    guess_columns,
    make_features,
    options_from,
    read_table,
)
from altui.labeling.opening.prepared import Prepared
from altui.labeling.opening.request import AUDIT, RECHECK
from altui.labeling.proposal import Proposal
from altui.session import opening
from altui.session.options import SessionDefaults
from altui.session.store.companion import companion_folder
from altui.session.store.lock import user_name

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.schema import Schema
    from altui.data.table import Table
    from altui.labeling.opening.loading import Reporter
    from altui.labeling.opening.request import OpenRequest
    from altui.session.session import Session


def prepare_new(request: OpenRequest, place: Path | None) -> Prepared:
    """Read the file and guess its columns. `place` is the path of the new session."""
    guidance, request = read_guidance(request) if place else (Guidance(), request)
    kept = {**request.to_keep, **guidance_to_keep(request, guidance)}
    scratch = companion_folder(place) if place else None
    table = read_table(request.data, bar, sheet=request.sheet, scratch=scratch)
    request = with_whole_paths(request, table)
    schema = guess_columns(request, table, bar)
    _check_extras(request, schema, len(table))
    guess = _propose(request, schema, table)
    is_complete = place is None or request.is_complete(schema)
    if place and is_complete and guess.price:
        say(guess.price)

    def load(report: Reporter, accepted: Proposal | None) -> Loaded:
        dataset = _read(request, table, accepted or guess, report)
        if place:
            check_to_label(dataset, request.data)
        return Loaded(dataset, make_features(dataset, report))

    def start(dataset: Dataset) -> Session:
        assert place is not None
        source = str(request.data.resolve())
        usual = _usual(request)
        return opening.begin(place, dataset, source, request.options, usual, asked=kept)

    return Prepared(
        loading=load,
        start=start if place else None,
        place=place,
        guess=guess,
        is_complete=is_complete,
        guidance=guidance,
    )


def with_whole_paths(request: OpenRequest, table: Table) -> OpenRequest:
    """With the absolute path of a test file, so the session finds it from any folder."""
    test = request.test
    if test is None or not is_test_file(test, table) or not Path(test).is_file():
        return request
    return replace(request, test=str(Path(test).resolve()))


def _read(request: OpenRequest, table: Table, choice: Proposal, report: Reporter) -> Dataset:
    options = options_from(
        request,
        classes=choice.classes,
        hide_labels=choice.hide_labels,
        seed=_usual(request).seed if request.seed is None else request.seed,
    )
    with report(f"reading {request.data.name}") as advance:
        return load_dataset(table, choice.schema, options, advance)


def _propose(request: OpenRequest, schema: Schema, table: Table) -> Proposal:
    is_labeled = schema.target is not None and not schema.column(schema.target).empty
    is_read = request.read_only or request.is_complete(schema)
    return Proposal(
        request.data.name,
        schema,
        len(table),
        request.classes,
        # If every label is known, the person can only practise or label again.
        request.hide_labels or (is_labeled and not is_read),
        tuple(table.notes),
        audit=_audit(request),
        has_vectors=request.vectors is not None,
    )


def _audit(request: OpenRequest) -> int:
    """The size of the random check, if the file is large enough."""
    options = request.options
    if request.test:
        return 0
    if options.audit is not None:
        return options.audit
    return 0 if options.find else SessionDefaults(audit=AUDIT).update(request.usual).audit


def _usual(request: OpenRequest) -> SessionDefaults:
    """The session's options where the request has none."""
    from altui.labeling.processes import run_in_processes

    model = request.model or SessionDefaults().update(request.usual).model
    # Finding a label to ask for again takes five more trainings: too many for a slow model.
    recheck = 0 if run_in_processes(model) else RECHECK
    usual = SessionDefaults(annotator=user_name(), audit=AUDIT, recheck=recheck)
    return usual.update(request.usual)


def _check_extras(request: OpenRequest, schema: Schema, rows: int) -> None:
    """Raises InputError now for what would otherwise fail once the screen is up."""
    if request.vectors is not None:
        open_vectors(request.vectors, rows)
    if request.embed:
        load_model()
    if schema.names(Role.IMAGE):
        check_images()
