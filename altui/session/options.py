"""The options of a session: those given explicitly, and the defaults."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from altui.learning.names import check_model
from altui.learning.strategies import find_strategy, rename_wanted
from altui.session.project.shares import check_overlap, parse_share
from altui.session.store.person_names import check_name

if TYPE_CHECKING:
    from altui.session.settings import Settings


@dataclass(frozen=True)
class SessionOptions:
    """The explicit options; None where nothing is said."""

    model: str | None = None
    strategy: str | None = None
    seed: int | None = None
    budget: int | None = None
    annotator: str | None = None
    audit: int | None = None
    blind: bool | None = None
    show_suggested: bool | None = None
    recheck: int | None = None
    find: str | None = None
    shortlist: int | None = None
    share: str | None = None
    overlap: float | None = None

    @property
    def given(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value is not None}

    def by_classes_now(self, settings: Settings) -> SessionOptions:
        """The options, which may name classes as they were called before."""
        strategy, find = self.strategy, self.find
        if strategy is not None:
            strategy = rename_wanted(strategy, settings.class_now)
        return replace(self, strategy=strategy, find=find and settings.class_now(find))

    def check(self) -> None:
        """Refuse a model or strategy that does not exist, a name that nobody can have and a share
        that there is none of, before anything is read."""
        if self.model is not None:
            if ":" in self.model:
                from altui.learning.classifiers.models import check_factory, model_factory

                check_factory(model_factory(self.model, seed=0, sparse=False), self.model)
            else:
                check_model(self.model)
        if self.strategy is not None:
            find_strategy(self.strategy)
        if self.annotator is not None:
            check_name(self.annotator)
        if self.share is not None:
            parse_share(self.share)
        if self.overlap is not None:
            check_overlap(self.overlap)


@dataclass(frozen=True)
class SessionDefaults:
    """The defaults of a new session."""

    model: str = "newton"
    strategy: str = "margin"
    seed: int = 0
    budget: int = 0
    annotator: str = ""
    audit: int = 0
    blind: bool = False
    show_suggested: bool = False
    recheck: int = 0
    find: str = ""
    shortlist: int = 0
    share: str = ""
    overlap: float = 0.0
    learner: int = 0
    """The Generation of the learner. Nobody says it."""

    def update(self, options: SessionOptions) -> SessionDefaults:
        """The defaults, replaced by explicit `options`."""
        return replace(self, **options.given)
