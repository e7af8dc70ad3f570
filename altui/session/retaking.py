"""A session begun with an earlier learner takes the choices that a new one would have.

What is changed is what a model is made of: the rules of the learner, what is counted of texts, and
the boundary. How numbers and dates are read stays: that would give cells another value. Points of
the curve stay as they were measured.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from altui.data.boundary import CURVED, choose_boundary
from altui.data.schema import Role
from altui.data.values.text_reading import IN_WORDS, TextReading
from altui.learning.generation import LEARNS, NEWEST
from altui.learning.names import LINEAR_MODELS
from altui.session.events import Kind
from altui.session.reading import view_of
from altui.session.source.reload import READINGS, options_of, schema_of
from altui.session.source.remembered import TUTORIAL

if TYPE_CHECKING:
    from altui.data.schema import Schema
    from altui.data.table import Table
    from altui.session.reading import SessionView
    from altui.session.settings import Settings


def has_newer(settings: Settings) -> bool:
    """Whether there are choices to take. The tutorial and certificates have none."""
    is_fixed = bool(settings.certify) or settings.source == TUTORIAL
    return settings.learner < LEARNS and not is_fixed


def newest_choices(
    table: Table,
    settings: Settings,
    *,
    columns: Sequence[str] = (),
    boundary: str | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> dict[str, Any]:
    """What a SETTING event has to change, by the rules for a new session. What the options say of
    the boundary and the texts goes before the rules. Takes a pass over the table."""
    options, schema = options_of(settings), schema_of(table, settings)
    if options.test in table.columns:
        schema = schema.with_role(str(options.test), Role.HIDDEN)
    from altui.data.inference.columns import find_text_readings

    texts = find_text_readings(table, schema, columns, on_progress)
    found = choose_boundary(
        schema,
        len(table),
        len(settings.classes),
        has_vectors=options.embed or options.vectors is not None,
    )
    kept = settings.options.get(READINGS)
    readings = dict(kept) if isinstance(kept, dict) else {}
    readings |= {name: reading.to_json() for name, reading in texts.items()}
    return {"learner": NEWEST, "features": {READINGS: readings, "boundary": boundary or found}}


def features_in_words(schema: Schema, settings: Settings) -> Iterator[str]:
    """What is learned from texts and numbers, in a few words each."""
    readings = [each.reading for each in schema.columns if isinstance(each.reading, TextReading)]
    forms = dict.fromkeys(IN_WORDS[each.form] for each in readings)
    if forms:
        yield f"texts by {' or '.join(forms)}"
    if settings.boundary == CURVED and settings.model in LINEAR_MODELS:
        yield "a curved boundary"


def retaken_after(view: SessionView) -> int | None:
    """The number of labels that stood when the session took another learner; None if it keeps the
    one that it began with."""
    for event in reversed(view.events):
        if event.kind is Kind.SETTING and "learner" in json.loads(event.value or "{}"):
            before = view_of(view.path, view.events[: event.sequence - 1])
            return before.summary().labels_given
    return None
