"""Why a row is asked for, in one phrase, and what may be shown of the query."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from altui.display.text import count_of, one_line
from altui.labeling.showing.titled import titles_of
from altui.learning.strategies import (
    ALIKE,
    MOST_LIKELY,
    RANDOM,
    TYPICAL,
    asks_least_sure,
    wanted_class,
)

if TYPE_CHECKING:
    from altui.labeling.view import View
    from altui.learning.rounds import Query


def shown_query(view: View) -> Query | None:
    """The query as it may be shown: without its probabilities while the session is blind."""
    query = None if view.ending else view.round.query
    if query is None or not view.is_blind:
        return query
    return replace(query, probabilities=None, calibrated=None, uncertainty=None)


def explanation(view: View) -> str:
    """Why this row is asked for, in one phrase."""
    query, pool = view.round.query, view.round.remaining
    if view.ending or query is None:
        return ""
    if view.differing:
        return f"{' and now '.join(view.differing)}: which holds?"
    if view.round.again:
        return "asked again, blind: which class is it?"
    if view.is_blind:
        return "blind: hidden until you answer"
    if view.round.trouble and query.probabilities is None:
        return f"no model: {view.round.trouble}"
    if view.round.is_stale:
        behind = count_of(max(view.round.number - view.round.asked_by, 0), "label")
        return f"from a ranking that is {behind} old"
    if query.strategy == ALIKE and not view.settings.audit:
        return f"of {pool:,} the most like your words"
    if query.probabilities is None:
        is_nothing_known = view.round.labeled == 0 and not view.round.words
        missing = "two classes" if is_nothing_known else "one more class"
        return f"no model yet: {missing} needed"
    if view.settings.find and query.strategy == RANDOM and not view.settings.audit:
        return f"one of {pool:,} at random, for the test"
    if query.strategy == MOST_LIKELY and not view.settings.audit:
        return f"the most likely of {pool:,} to be {view.settings.find}"
    if view.settings.audit:
        # The same words for every row: the person must not know which one is of the check.
        way = "a typical row" if query.strategy == TYPICAL else f"by {one_line(query.strategy, 40)}"
        return f"{way}, or drawn for the random check"
    if query.strategy == TYPICAL:
        return "a typical row: the first rows are chosen this way"
    if query.strategy == RANDOM:
        return f"drawn at random from {pool:,}"
    if query.ranked_lower is None and view.settings.shortlist:
        pool = min(pool, view.settings.shortlist)
    wanted = wanted_class(query.strategy)
    if wanted is not None:
        called = titles_of(view.classes).get(wanted, wanted)
        return f"of {pool:,} the most likely to be {one_line(called, 24)}"
    if not asks_least_sure(query.strategy):
        return f"the first of {pool:,} ({one_line(query.strategy, 40)})"
    tied = 0 if query.ranked_lower is None else pool - 1 - query.ranked_lower
    if not tied:
        return f"the least sure of {pool:,} ({query.strategy})"
    return f"as unsure as {count_of(tied, 'other')} of {pool:,} ({query.strategy})"
