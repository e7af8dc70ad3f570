"""What makes passes over all rows, for whoever asks: on this machine or on a cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeAlias

from altui.errors import AltuiError

if TYPE_CHECKING:
    from altui.labeling.scanning.found import Found
    from altui.labeling.scanning.request import ScanRequest

OnDone: TypeAlias = "Callable[[Found | AltuiError], object]"
"""Called once in a thread of the scan, unless that was closed before."""

OnProgress: TypeAlias = Callable[[int, int], object]
"""Called in the same thread with the rows that were scanned, and with all that there are."""


class ClusterLostError(Exception):
    """The scheduler does not answer."""


class Scan(Protocol):
    """Makes one pass at a time. Its methods return at once and may be called from any thread."""

    @property
    def is_running(self) -> bool: ...

    @property
    def state(self) -> str:
        """A sentence about what is wrong; empty where nothing is."""

    def start(
        self, request: ScanRequest, on_done: OnDone, on_progress: OnProgress | None = None
    ) -> None:
        """Begin a pass. Raises RuntimeError while another runs."""

    def close(self) -> None:
        """End the pass at once, if one runs: `on_done` is not called any more."""
