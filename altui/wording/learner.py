"""Which learner a session has: its model, how it asks, and whether it took a newer one later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.data.boundary import CURVED
from altui.display.text import count_of
from altui.learning.names import LINEAR_MODELS
from altui.learning.strategies import in_words
from altui.session.retaking import has_newer, retaken_after

if TYPE_CHECKING:
    from altui.session.reading import SessionView
    from altui.session.settings import Settings


def learner_in_words(view: SessionView) -> str:
    """Empty for a session that began with today's learner."""
    after, is_old = retaken_after(view), has_newer(view.settings)
    told = "an earlier one" if is_old else "today's"
    if after is not None:
        told = f"{told}, taken after {count_of(after, 'label')}"
    elif not is_old:
        return ""
    return f"{told}; altui label --retake takes today's" if is_old else told


def kind_of_model(settings: Settings) -> str:
    """To go on with after the model's name; empty for a plain one."""
    is_linear = settings.model in LINEAR_MODELS
    if settings.shortlist and not is_linear:
        return f" on the {settings.shortlist:,} rows that newton finds nearest"
    return " with a curved boundary" if settings.boundary == CURVED and is_linear else ""


def asked_by(settings: Settings) -> str:
    """How the next row is chosen."""
    if settings.find:
        return f"likelihood, to find all that are {settings.find}"
    return in_words(settings.strategy)
