"""What a face is started with: the screen, or the plain dialogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from altui.session.annotation import Annotation
    from altui.tui.engine import Say
    from altui.tui.proposal import Proposal

DWELL = 0.2
"""Seconds after a sample is painted in which a label key is taken for a repeat of the last."""


@dataclass
class Opening:
    """`open` is called off the event loop, with the accepted proposal where there is one to
    accept; `export` writes the labels and says where to; who is not patient gets a row of the
    last ranking at once where the next is not there yet.
    """

    title: str
    open: Callable[[Say, Proposal | None], Annotation]
    export: Callable[[Annotation], Path]
    proposal: Proposal | None = None
    auto: bool = False
    ends_itself: bool = False
    dwell: float = DWELL
    is_patient: bool = True
    theme: str = "ansi-dark"
    session_path: Path | None = None
