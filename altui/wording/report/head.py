"""What stands above and below the page: of which file, by whom, as of when, by which altui."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from altui import __version__
from altui.display.text import count_of
from altui.session.figures.sample import Sample
from altui.session.figures.summary import minute_in_words
from altui.session.source.remembered import TUTORIAL
from altui.suggestions import list_some
from altui.wording.figures.sample import sample_in_words
from altui.wording.report.html import Head

if TYPE_CHECKING:
    from altui.session.settings import Settings


def head_of(
    settings: Settings, people: Sequence[str], last: float, session: str, classes: int
) -> Head:
    """`people` labeled the file, the last time at `last`, in the file named `session`."""
    by = f" by {list_some([*people])}" if people else ""
    verb = "Answered for a certificate" if settings.certify else "Labeled"
    sample = Sample.of(settings)
    rows = count_of(settings.rows, "row") if sample is None else sample_in_words(sample)
    rows = f"{rows[0].upper()}{rows[1:]}"
    about = [f"{rows}, {classes:,} classes. {verb}{by}.", f"As of {minute_in_words(last)}."]
    foot = f"Written by altui {__version__} from {session}. This page contains no row of the data."
    return Head(name_of(settings.source), about, foot)


def name_of(source: str) -> str:
    """The name of a data file without the folders that it is in, which are nobody's business."""
    return "Made-up data of altui demo" if source == TUTORIAL else Path(source).name
