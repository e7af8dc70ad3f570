"""What `altui simulate` should do: the data and the runs."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from altui.cli.options import request_from
from altui.data.paths.places import named_place
from altui.labeling.opening.options.request import OpenRequest

TUTORIAL = "tutorial"


@dataclass(frozen=True, kw_only=True)
class SimulateRequest:
    """`data` says which file to open: none for the tutorial or a session."""

    data: OpenRequest
    source: str | None = None
    session: Path | None = None
    strategies: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    seeds: int | None = None
    queries: int | None = None
    initial: int | None = None
    noise: float = 0.0

    @classmethod
    def of(cls, given: dict[str, Any]) -> SimulateRequest:
        """The request made from the command's parameters."""
        own = {each.name: given[each.name] for each in fields(cls) if each.name in given}
        source = own["source"]
        file = named_place(source) if source is not None and source != TUTORIAL else None
        said = {name: value for name, value in given.items() if name not in own}
        return cls(**own, data=request_from(said, file=file, read_only=True))

    @property
    def is_tutorial(self) -> bool:
        return self.source == TUTORIAL
