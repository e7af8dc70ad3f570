"""Checks that what is said at the opening fits the session that is opened."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from altui.data.features.vectors import fingerprint
from altui.errors import InputError, SessionError
from altui.learning.honesty.random_check import size_for
from altui.learning.strategies import check_has_suggestions, is_own
from altui.session.options import SessionOptions
from altui.session.project.shares import parse_share
from altui.session.settings import TEST_FINGERPRINT, Settings
from altui.session.source.remembered import session_of

if TYPE_CHECKING:
    from altui.data.dataset import Dataset


ASKED = "asked"
"""A key among the data options: the options as given on the command line."""

VECTORS_FINGERPRINT = "vectors_fingerprint"
"""A key among the data options: the fingerprints of the data file and of the file of vectors when
the session started."""


def stored_answers(settings: Settings) -> dict[str, object]:
    """The data options on the command line when the session started."""
    asked = settings.options.get(ASKED)
    return asked if isinstance(asked, dict) else {}


def check_options(settings: Settings, options: SessionOptions, path: Path) -> None:
    """Refuse an option that does not fit the session at `path`.

    A user's own model or strategy is code: it must be named each time, never taken from a file.
    The seed cannot change: it has drawn the test rows and the random order.
    """
    options = options.by_classes_now(settings)
    if settings.certify:
        raise SessionError(
            "this is a certificate: it does not train a model",
            where=str(path),
            hint=f"Continue with: altui certify {session_of(settings, path)} --session {path}",
        )
    for option, name, given in (
        ("model", settings.model, options.model),
        ("strategy", settings.strategy, options.strategy),
    ):
        if is_own(name) and given is None:
            verb = "learns with" if option == "model" else "asks by"
            raise SessionError(
                f"this session {verb} '{name}', code from outside altui",
                where=str(path),
                hint=f"Name it again if you trust it: `{option}` {quote(name)}",
            )
    strategy = options.strategy or settings.strategy
    shortlist = settings.shortlist if options.shortlist is None else options.shortlist
    check_shortlist(shortlist, strategy)
    check_suggestions(strategy, options.show_suggested, has_suggestions=bool(settings.suggested))
    if options.seed not in (None, settings.seed):
        raise SessionError(
            f"this session was started with the seed {settings.seed}",
            where=str(path),
            hint="Leave `seed` out to continue it, or start another with `session` PATH.",
        )
    if options.find not in (None, settings.find):
        raise SessionError(
            "this session was started with another goal",
            where=str(path),
            hint="Leave `goal` out to continue it, or start another with `session` PATH.",
        )
    _check_share(settings, options, path)
    if options.audit is not None and not _is_check_of(options.audit, settings):
        raise SessionError(
            f"this session was started with a random check of {settings.audit} rows",
            where=str(path),
            hint="Its rows were drawn before the first query. Leave `audit` out to continue it, "
            "or start another with `session` PATH.",
        )


def _check_share(settings: Settings, options: SessionOptions, path: Path) -> None:
    """Another share would ask for rows that others are asked for: the labels that were given twice
    could no more be told from an overlap."""
    share = None if options.share is None else str(parse_share(options.share))
    if share not in (None, settings.share):
        said = parse_share(settings.share).in_words if settings.share else "all rows"
        raise SessionError(
            f"this session was started with {said}",
            where=str(path),
            hint="Leave `share` out to continue it. For another share start another session with "
            "`session` PATH; altui merge joins them.",
        )
    if options.overlap not in (None, settings.overlap):
        raise SessionError(
            f"this session was started with an overlap of {settings.overlap:g}",
            where=str(path),
            hint="Leave `overlap` out to continue it, or start another with `session` PATH.",
        )


def _is_check_of(wanted: int, settings: Settings) -> bool:
    """Whether the random check is what this size leads to; copies and groups make it smaller."""
    if settings.share:
        return settings.audit <= wanted  # it was drawn from all rows, of which there are more
    size = size_for(wanted, settings.pool)
    is_smaller = settings.audit < size and (settings.merges or "group" in settings.options)
    return settings.audit == size or is_smaller


def check_shortlist(shortlist: int, strategy: str) -> None:
    """Refuse what a shortlist cannot be made for."""
    if shortlist and is_own(strategy):
        raise InputError(
            f"there is no shortlist for '{strategy}'",
            hint="Your own strategy may compare each row with all others. Leave `shortlist` out, "
            "or choose a strategy of altui.",
        )


def check_suggestions(strategy: str, show_suggested: bool | None, *, has_suggestions: bool) -> None:
    """Refuse what needs suggestions where there are none."""
    check_has_suggestions(strategy, has_suggestions=has_suggestions)
    if show_suggested and not has_suggestions:
        raise InputError(
            "there are no suggestions to show",
            hint="Name their column when the session starts: `suggested` COLUMN[,PROBABILITY]",
        )


def check_test_file(settings: Settings, dataset: Dataset, path: Path) -> None:
    """Refuse a changed test file: accuracies on other rows cannot be compared."""
    stored = settings.options.get(TEST_FINGERPRINT)
    table = dataset.test_table
    if table is not None and stored not in (None, table.fingerprint()):
        raise SessionError(
            f"the test file {table.path} has changed since the session started",
            where=str(path),
            hint="Bring the old file back, or begin a new session with `session` PATH.",
        )


def check_vectors(settings: Settings, dataset: Dataset, path: Path) -> None:
    """Refuse changed vectors: with them the same labels would lead to other queries. (If the data
    file itself has changed and the person has agreed, its vectors may change too.)"""
    stored = settings.options.get(VECTORS_FINGERPRINT)
    if dataset.vectors is None or not isinstance(stored, list) or stored[0] != dataset.fingerprint:
        return
    if stored[1] != fingerprint(dataset.vectors):
        raise SessionError(
            f"the vectors in {dataset.vectors} have changed since the session started",
            where=str(path),
            hint="Bring the old file back, or begin a new session with `session` PATH.",
        )
