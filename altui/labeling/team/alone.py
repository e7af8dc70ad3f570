"""In place of a team for a person who labels alone: nothing comes in, and every row is theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from altui.labeling.team.status import TeamStatus
    from altui.learning.rounds import Knowledge, Round
    from altui.session.events import Decision


Explain = Callable[["Round", "Knowledge"], "Round"]
"""Gives a Round whose query came from its ranking the reasons for it."""


class Place(Protocol):
    """A place in a team, or none. `has_news` says whether `take_in` would write anything; `shares`
    whether rows are lent."""

    @property
    def shares(self) -> bool: ...

    @property
    def has_news(self) -> bool: ...

    def start(
        self, news: Callable[[], object], changed: Callable[[], object], explain: Explain
    ) -> None: ...

    def close(self) -> None: ...

    def take_in(self) -> bool: ...

    def also_answered(self, row: int) -> list[str]: ...

    def prepare(self, made: Round, knowledge: Knowledge) -> Round | None: ...

    def choose(self, made: Round, knowledge: Knowledge) -> Round: ...

    def show(self, row: int | None) -> None: ...

    def tidy(self) -> None: ...

    def bring(self, decision: Decision) -> None: ...

    def status(self) -> TeamStatus | None: ...


class Alone:
    shares = False
    has_news = False

    def start(
        self, news: Callable[[], object], changed: Callable[[], object], explain: Explain
    ) -> None:
        pass

    def close(self) -> None:
        pass

    def take_in(self) -> bool:
        return False

    def also_answered(self, row: int) -> list[str]:  # noqa: ARG002
        return []

    def prepare(self, made: Round, knowledge: Knowledge) -> Round | None:  # noqa: ARG002
        return made

    def choose(self, made: Round, knowledge: Knowledge) -> Round:  # noqa: ARG002
        return made

    def show(self, row: int | None) -> None:
        pass

    def tidy(self) -> None:
        pass

    def bring(self, decision: Decision) -> None:
        pass

    def status(self) -> TeamStatus | None:
        return None


ALONE = Alone()
