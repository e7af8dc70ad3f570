"""The labels written to a file in a thread of their own, while the person goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.errors import AltuiError
from altui.wording.news import describe_export

if TYPE_CHECKING:
    from altui.tui.label_app import LabelApp


def export_labels(app: LabelApp) -> None:
    """Export what is labeled by now, once there is a session."""
    annotation = app.engine.annotation
    if annotation is None:
        return

    def export() -> None:
        try:
            target = app.opening.export(annotation)
        except AltuiError as error:
            app.call_from_thread(app.remark, str(error), "bad")
        else:
            app.call_from_thread(app.remark, describe_export(target), "good")

    app.remark("exporting")
    app.run_worker(export, thread=True, description="export", group="export")
