"""Where passes over all rows of a large set are made: on this machine, or on a cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from altui.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from altui.labeling.scanning.scan import Scan
    from altui.labeling.scanning.scheduler import Scheduler


def scheduler_of(address: str | None, file: Path | None, *, is_insecure: bool) -> Scheduler | None:
    """The scheduler that is named, once it has answered; None where none is. InputError for one
    that must not be used or is of other versions, AltuiError for one that does not answer."""
    if address is None and file is None:
        return None
    if address is not None and file is not None:
        raise InputError(
            "`scheduler` and `scheduler_file` both say where the scheduler is",
            hint="Use one of them.",
        )
    from altui.labeling.scanning.cluster_scan import ClusterScan
    from altui.labeling.scanning.scheduler import Scheduler

    scheduler = Scheduler(address or "", file, is_insecure)
    ClusterScan(scheduler).check()
    return scheduler


def scan_of(scheduler: Scheduler | None, on_change: Callable[[], object]) -> Scan:
    """`on_change` is called, in a thread of its own, when the scan's `state` has changed."""
    if scheduler is None:
        from altui.labeling.scanning.local import LocalScan

        return LocalScan()
    from altui.labeling.scanning.cluster_scan import ClusterScan

    return ClusterScan(scheduler, on_change)
