"""Start or continue a session. The session's own settings win over today's defaults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.data.dataset import Part
from altui.data.features.vectors import fingerprint
from altui.data.row_hashes import Contents
from altui.errors import InputError
from altui.learning.honesty.random_check import size_for
from altui.learning.strategies import check_wanted_class
from altui.session.earlier_session import earlier_decisions, find_check
from altui.session.events import Decision
from altui.session.finding.narrowing import Narrower
from altui.session.options import SessionDefaults, SessionOptions
from altui.session.project.digest import digest_of, order_seed_of
from altui.session.project.shares import check_overlap, parse_share
from altui.session.reading import read_settings
from altui.session.retaking import features_in_words, has_newer
from altui.session.session import Session
from altui.session.settings import TEST_FINGERPRINT, Settings
from altui.session.source.reload import READINGS
from altui.session.source.remembered import TUTORIAL
from altui.session.state.check_draw import (
    count_items,
    count_questions,
    describe_groups,
    draw_check,
)
from altui.session.state.pool import Pool
from altui.session.validation.options import (
    ASKED,
    VECTORS_FINGERPRINT,
    check_options,
    check_shortlist,
    check_suggestions,
    check_test_file,
    check_vectors,
)
from altui.suggestions import list_some

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.schema import Schema
    from altui.session.source.changes import Changes


CHANGED_WHEN_GIVEN = (
    "model",
    "strategy",
    "budget",
    "blind",
    "recheck",
    "shortlist",
    "show_suggested",
)


def begin(
    path: Path,
    dataset: Dataset,
    source: str,
    options: SessionOptions,
    defaults: SessionDefaults,
    *,
    asked: Mapping[str, object] | None = None,
) -> Session:
    """A new session at `path` on `source`, the data file or TUTORIAL.

    `asked` are the data options of the command line. They are stored, so that the same command
    continues the session.
    """
    choice = defaults.update(options)
    check_wanted_class(choice.strategy, dataset.classes)
    check_shortlist(choice.shortlist, choice.strategy)
    has_suggestions = dataset.suggestions is not None
    check_suggestions(choice.strategy, choice.show_suggested, has_suggestions=has_suggestions)
    check_overlap(choice.overlap)
    labeled = dataset.known[dataset.part == Part.LABELED]
    tests = dataset.test_known
    stored = dataset.options.to_json()
    stored[READINGS] = dataset.schema.readings()
    if asked:
        stored[ASKED] = dict(asked)
    if dataset.test_table is not None:
        stored[TEST_FINGERPRINT] = dataset.test_table.fingerprint()
    if dataset.vectors is not None:
        stored[VECTORS_FINGERPRINT] = [dataset.fingerprint, fingerprint(dataset.vectors)]
    settings = Settings(
        source=source,
        fingerprint=dataset.fingerprint,
        rows=dataset.n,
        roles=dataset.schema.roles(),
        options=stored,
        classes=dataset.classes,
        model=choice.model,
        strategy=choice.strategy,
        seed=choice.seed,
        budget=choice.budget,
        annotator=choice.annotator,
        initial=tuple(np.bincount(labeled, minlength=len(dataset.classes)).tolist()),
        test_rows=int((dataset.part == Part.TEST).sum()) if tests is None else len(tests),
        blind=choice.blind,
        show_suggested=choice.show_suggested,
        recheck=choice.recheck,
        find=choice.find,
        shortlist=choice.shortlist,
        learner=choice.learner,
        project="" if source == TUTORIAL else digest_of(dataset.ids, dataset.classes, choice.seed),
        order_seed=_order_seed(source, options, choice),
        share=str(parse_share(choice.share)) if choice.share else "",
        overlap=choice.overlap,
        population=dataset.table.population or 0,
    )
    check = find_check(dataset, dataset.options.check, choice.seed)
    rows = Pool(dataset.part, dataset.known_slots, dataset.units).drawable
    pool = count_questions(rows, dataset.units)
    audit = check.size if check else _audit(options, choice, dataset, settings.test_rows, pool)
    draws = check.draws if check else draw_check(rows, dataset.units, audit, choice.seed)
    settings = replace(settings, audit=audit if check else count_items(draws))
    session = Session.begin(
        path,
        settings,
        ids=dataset.ids,
        known=dataset.known_slots,
        part=dataset.part,
        contents=Contents(dataset),
        units=dataset.units,
        narrow=Narrower(dataset),
        draws=draws,
        earlier=earlier_decisions(dataset, check) if dataset.options.earlier else (),
    )
    session.notes.extend(_notes_on_share(session))
    session.notes.extend(_notes_on_check(session, dataset))
    unlabeled = int((dataset.part == Part.UNLABELED).sum())
    promised = _audit(options, choice, dataset, settings.test_rows, unlabeled)
    if dataset.options.group and audit:
        session.notes.append(describe_groups(draws, dataset.units, dataset.part))
    elif settings.audit != (options.audit or settings.audit) or (not check and audit < promised):
        session.notes.append(
            f"The random check has {settings.audit} rows, a tenth of the pool."
            if settings.audit
            else "The pool is too small for a random check."
        )
    return session


def _order_seed(source: str, options: SessionOptions, choice: SessionDefaults) -> int | None:
    """Who has said their name, or divides a file, has their own order of questions."""
    if source == TUTORIAL or not (options.annotator or choice.share):
        return None
    return order_seed_of(choice.seed, choice.annotator)


def _notes_on_share(session: Session) -> Iterator[str]:
    """How many of the rows the person is asked for."""
    now = session.settings
    if now.share:
        common = f", {100 * now.overlap:.3g} % of the rows being in every share" * bool(now.overlap)
        yield f"You are asked for {now.pool:,} rows, {parse_share(now.share).in_words}{common}."


def _notes_on_check(session: Session, dataset: Dataset) -> Iterator[str]:
    """What became of the random check of an earlier session."""
    if dataset.options.check:
        yield (
            "The random check of the earlier session goes on: "
            f"{session.state.checked} of its {session.settings.audit} rows have their label."
        )
    elif dataset.options.earlier and dataset.options.test is None:
        count = int((dataset.part == Part.TEST).sum())
        if count:
            yield f"Test rows: {count:,} that the earlier session measured its accuracy on."


def _audit(
    options: SessionOptions,
    choice: SessionDefaults,
    dataset: Dataset,
    test_rows: int,
    pool: int,
) -> int:
    """The size of the random check: zero if there is a test set."""
    if test_rows and options.audit:
        raise InputError(
            "there is a test set to measure the accuracy on",
            where=str(dataset.table.path),
            hint="Leave out `audit` or the test set: a session has only one of them.",
        )
    if choice.find and choice.find not in dataset.classes:
        raise InputError(
            f"there is no class '{choice.find}' to find",
            where=str(dataset.table.path),
            hint=f"The classes are: {list_some(dataset.classes)}.",
        )
    if choice.find and dataset.table.population:
        raise InputError(
            f"all rows of '{choice.find}' cannot be found in a sample",
            where=str(dataset.table.path),
            hint=f"Read all rows: `pool` 0. Or ask for the likeliest, `strategy` "
            f"most-likely:{choice.find}: passes over all rows bring them.",
        )
    # A person who looks for all rows of a class needs no random rows.
    is_unwanted = bool(test_rows) or (bool(choice.find) and options.audit is None)
    return 0 if is_unwanted else size_for(choice.audit, pool)


def resume(
    path: Path, dataset: Dataset, options: SessionOptions, agreed: Changes | None = None
) -> Session:
    """Continue a session. An explicit model, strategy or budget is changed and logged.

    `agreed` are the changes of the data file that the person has accepted, if there are any.
    """
    settings = read_settings(path)
    check_options(settings, options, path)
    options = options.by_classes_now(settings)
    check_test_file(settings, dataset, path)
    check_vectors(settings, dataset, path)
    session = Session.resume(
        path,
        ids=dataset.ids,
        known=dataset.known_slots,
        part=dataset.part,
        units=dataset.units,
        fingerprint=dataset.fingerprint,
        annotator=options.annotator,
        contents=Contents(dataset),
        narrow=Narrower(dataset),
        agreed=agreed,
    )
    now = session.settings
    changes: dict[str, str | int] = {
        key: value
        for key, value in options.given.items()
        if key in CHANGED_WHEN_GIVEN and value != getattr(now, key)
    }
    if changes.get("budget") == session.begun_with.budget:
        # The same command as before: the budget has been raised since.
        del changes["budget"]
    try:
        if changes:
            session.decide(Decision.setting(**changes))
            changed = ", ".join(f"{key} {value}" for key, value in changes.items())
            session.notes.append(f"From here on: {changed}.")
    except BaseException:
        session.close()
        raise
    return session


def take_learner(
    session: Session, taken: Mapping[str, Any], schema: Schema, *, is_wanted: bool
) -> None:
    """Log that the session has `taken` the choices of a new one; else say what it keeps, or that
    it has them."""
    if taken:
        try:
            session.decide(Decision.setting(**taken))
        except BaseException:
            session.close()
            raise
        told = "".join(f", {each}" for each in features_in_words(schema, session.settings))
        session.notes.append(f"From here on: today's learner{told}.")
    elif is_wanted:
        session.notes.append("There is no newer learner to take: the session has today's.")
    elif has_newer(session.settings):
        session.notes.append(
            "This session keeps the learner that it began with; `retake` takes today's."
        )
