"""A file without a session: guess its columns, have them confirmed, start a session."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from altui.config.guidance import Guidance
from altui.data.features.embedding import load_model
from altui.data.features.images import check_images
from altui.data.features.vectors import open_vectors
from altui.data.loading import load_dataset
from altui.data.paths.places import whole
from altui.data.schema import Role
from altui.display.console import say
from altui.display.text import count_of
from altui.labeling.opening.checks import check_seed_texts, check_suggested, check_to_label
from altui.labeling.opening.draft import Draft, Drafts
from altui.labeling.opening.guidelines import find_seed_texts, guidance_to_keep, read_guidance
from altui.labeling.opening.loading import Loaded, bar, make_features, options_from, size_of
from altui.labeling.opening.options.flags import name_flags
from altui.labeling.opening.options.request import AUDIT, RECHECK
from altui.labeling.opening.places import with_whole_paths
from altui.labeling.opening.prepared import Prepared
from altui.labeling.opening.unasked import take_defaults
from altui.labeling.proposal import Proposal
from altui.learning.generation import NEWEST
from altui.session import opening
from altui.session.earlier_session import take_up_check
from altui.session.options import SessionDefaults
from altui.session.source.kept import Kept
from altui.session.store.companion import companion_folder
from altui.session.store.lock import user_name

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.schema import Schema
    from altui.labeling.opening.loading import Reporter
    from altui.labeling.opening.options.request import OpenRequest
    from altui.session.session import Session


def prepare_new(request: OpenRequest, place: Path | None) -> Prepared:
    """Read the file and guess its columns. `place` is the path of the new session."""
    guidance, request = read_guidance(request) if place else (Guidance(), request)
    first = Draft.read(request, bar, companion_folder(place) if place else None)
    drafts = Drafts(replace(first, request=with_whole_paths(first.request, first.table)))
    guess = _propose(drafts)
    is_complete = place is None or (request.is_complete(first.schema) and not _is_open(drafts))
    if is_complete:
        take_defaults(drafts.first.unanswered, guess.schema, request.data)
    if place and is_complete:
        for told in filter(None, (guess.price, name_flags(guess.boundary))):
            say(told)
    chosen = [guess]

    def load(report: Reporter, accepted: Proposal | None) -> Loaded:
        chosen[:] = [accepted or guess]
        draft = drafts.of(chosen[0])
        seed_texts = find_seed_texts(draft.request, guidance)
        kept = Kept(None if place is None or request.no_cache else companion_folder(place))
        dataset = kept.load(draft.table, lambda: _read(draft, chosen[0], seed_texts, report))
        if place:
            check_to_label(dataset, request.data)
            check_suggested(dataset, request.data)
            dataset = take_up_check(dataset, _choice(draft.request))
        features = kept.features(partial(make_features, report=report), dataset)
        check_seed_texts(request, dataset, features)
        return Loaded(dataset, features, kept=kept)

    def start(dataset: Dataset) -> Session:
        assert place is not None
        asked = drafts.of(chosen[0]).request
        kept = {**asked.to_keep, **guidance_to_keep(asked, guidance)}
        source = str(whole(request.data))
        return opening.begin(place, dataset, source, request.options, _usual(asked), asked=kept)

    return Prepared(
        loading=load,
        start=start if place else None,
        place=place,
        guess=guess,
        is_complete=is_complete,
        guidance=guidance,
        extent=", ".join((count_of(guess.rows, "row"), *size_of(request.data))),
    )


def _is_open(drafts: Drafts) -> bool:
    """Whether only the person can say what the rows or the classes are."""
    return any(question.changes for question in drafts.first.unanswered)


def _read(draft: Draft, choice: Proposal, seed_text: tuple[str, ...], report: Reporter) -> Dataset:
    request = draft.request
    options = options_from(
        request,
        classes=choice.classes,
        hide_labels=choice.hide_labels,
        seed_text=seed_text,
        seed=_usual(request).seed if request.seed is None else request.seed,
    )
    with report("reading rows") as advance:
        return load_dataset(draft.table, choice.schema, options, advance)


def _propose(drafts: Drafts) -> Proposal:
    request, schema, table = drafts.first.request, drafts.first.schema, drafts.first.table
    rows = len(table)
    _check_extras(request, schema, rows)
    unanswered = drafts.first.unanswered
    proposal = drafts.reread(
        Proposal(
            request.data.name,
            schema,
            rows,
            request.classes,
            request.hide_labels,
            has_vectors=request.vectors is not None,
            said_boundary=request.boundary,
            questions=unanswered,
            answers={each.key: each.default.value for each in unanswered},
            reread=drafts.reread,
        )
    )
    is_read = request.read_only or request.is_complete(schema)
    is_labeled = proposal.has_labels and not proposal.unlabeled
    # If every label is known, the person can only practise or label again.
    return replace(proposal, hide_labels=request.hide_labels or (is_labeled and not is_read))


def _usual(request: OpenRequest) -> SessionDefaults:
    """The session's options where the request has none."""
    from altui.labeling.processes import run_in_processes

    model = request.model or SessionDefaults().update(request.usual).model
    # Finding a label to ask for again takes five more trainings: too many for a slow model.
    recheck = 0 if run_in_processes(model) else RECHECK
    usual = SessionDefaults(annotator=user_name(), audit=AUDIT, recheck=recheck, learner=NEWEST)
    return usual.update(request.usual)


def _choice(request: OpenRequest) -> SessionDefaults:
    """The options that a new session starts with; whoever looks for all rows of a class needs no
    random check."""
    choice = _usual(request).update(request.options)
    is_unwanted = bool(choice.find) and request.options.audit is None
    return replace(choice, audit=0) if is_unwanted else choice


def _check_extras(request: OpenRequest, schema: Schema, rows: int) -> None:
    """Raises InputError now for what would otherwise fail once the screen is up."""
    if request.vectors is not None:
        open_vectors(request.vectors, rows)
    if request.embed:
        load_model()
    if schema.names(Role.IMAGE):
        check_images()
