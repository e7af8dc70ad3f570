"""The result of `prepare`: data to load, and a session to open on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from altui.config.guidance import Guidance
from altui.errors import InputError
from altui.labeling.opening.loading import Loaded, Reporter, bar, in_words
from altui.labeling.team.alone import ALONE

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.labeling.annotation import Annotation
    from altui.labeling.engine import Say
    from altui.labeling.proposal import Proposal
    from altui.labeling.scanning.scheduler import Scheduler
    from altui.labeling.team.alone import Place
    from altui.session.reading import SessionView
    from altui.session.session import Session


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """`loading` gives the data, with the accepted proposal if the columns were guessed. `start`
    starts or continues the session at `place` on them. `view` is a session to be read."""

    loading: Callable[[Reporter, Proposal | None], Loaded]
    start: Callable[[Dataset], Session] | None = None
    place: Path | None = None
    guess: Proposal | None = None
    is_complete: bool = True
    """Nothing was guessed, so nothing is to be confirmed."""
    guidance: Guidance = field(default_factory=Guidance)
    view: SessionView | None = None
    team: Callable[[Session], Place] | None = None
    """Takes a place among others who label at the same time; None for a person alone."""
    scheduler: Scheduler | None = None
    """Where passes over all rows of a large set are made; None for on this machine."""
    extent: str = ""
    """How large the file is, in words: rows where they are counted, and bytes."""

    @property
    def proposal(self) -> Proposal | None:
        """What the person must confirm before anything is loaded."""
        return None if self.is_complete else self.guess

    def load(self, report: Reporter = bar) -> Loaded:
        """The data and their features, with the guessed columns. No session changes."""
        return self.loading(report, None)

    def open(
        self, say: Say = lambda _text, _done=None: None, accepted: Proposal | None = None
    ) -> Annotation:
        """Load the data, then start or continue the session. This may take long."""
        if self.start is None:
            raise InputError("these data were opened to be read only")
        loaded = self.loading(in_words(say), accepted)
        from altui.labeling.annotation import annotate

        session = self.start(loaded.dataset)
        if loaded.kept is not None:
            loaded.kept.begin(session.settings)
        try:
            team = ALONE if self.team is None else self.team(session)
        except BaseException:
            session.close()
            raise
        annotation = annotate(loaded.dataset, loaded.features, session, loaded.kept, team)
        annotation.scheduler = self.scheduler
        return annotation
