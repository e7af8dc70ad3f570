"""Which learner a session has: the one that it began with, or a newer one that it took later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.display.text import count_of
from altui.session.retaking import has_newer, retaken_after

if TYPE_CHECKING:
    from altui.session.reading import SessionView


def learner_in_words(view: SessionView) -> str:
    """Empty for a session that began with today's learner."""
    after, is_old = retaken_after(view), has_newer(view.settings)
    told = "an earlier one" if is_old else "today's"
    if after is not None:
        told = f"{told}, taken after {count_of(after, 'label')}"
    elif not is_old:
        return ""
    return f"{told}; altui label --retake takes today's" if is_old else told
