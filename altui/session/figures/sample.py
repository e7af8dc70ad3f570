"""What a session labels, where that is a sample of a larger set."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from altui.session.refill import Refill
    from altui.session.settings import Settings


class Sample(NamedTuple):
    """`rows` of `population` were drawn at random; `added` rows have joined them since, by as many
    `refills`, of which the `last` is the newest."""

    rows: int
    population: int
    added: int
    refills: int
    last: Refill | None

    @classmethod
    def of(cls, settings: Settings) -> Sample | None:
        if not settings.population:
            return None
        added = sum(len(each.ids) for each in settings.refills)
        last = settings.refills[-1] if settings.refills else None
        rows = settings.rows - added
        return cls(rows, settings.population, added, len(settings.refills), last)

    def to_json(self) -> dict[str, object]:
        last = self.last
        scan = last and {
            "labels": last.labels,
            "rows": last.scanned,
            "predicted": dict(last.predicted),
        }
        names = ("rows", "population", "added", "refills")
        return {**{name: getattr(self, name) for name in names}, "last_scan": scan}
