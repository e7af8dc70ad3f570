"""Rows that are added to a sample: those of the whole set that the model was least sure of, or
whatever else the query strategy asks for. An event names them, so that replay needs no pass."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from altui.errors import SessionError


class Refill(NamedTuple):
    """The `ids` of the rows, in the order of the set. `labels` are those that the model had learned
    from, `scanned` the rows that it looked at, and `predicted` how many of them it took for each
    class, by the names of then."""

    ids: tuple[str, ...]
    labels: int
    scanned: int
    predicted: Mapping[str, int]

    def to_json(self) -> dict[str, object]:
        return {**self._asdict(), "predicted": dict(self.predicted)}

    def dumps(self) -> str:
        return json.dumps(self.to_json())

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Refill:
        """KeyError, TypeError or ValueError for what is none."""
        ids, predicted = tuple(map(str, stored["ids"])), dict(stored["predicted"])
        return cls(ids, int(stored["labels"]), int(stored["scanned"]), predicted)

    @classmethod
    def loads(cls, value: str | None) -> Refill:
        try:
            made = cls.of(json.loads(value or ""))
        except (ValueError, TypeError, KeyError) as error:
            raise SessionError("the log's record of rows added to the sample is damaged") from error
        if not made.ids:
            raise SessionError("the log's record of rows added to the sample names none")
        return made
