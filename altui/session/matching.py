"""Whether a session belongs to the data it is opened with."""

from pathlib import Path

from altui.errors import SessionError
from altui.session.settings import Settings


def source_difference(settings: Settings, *, rows: int, fingerprint: str) -> str:
    """How the data differ from those the session was begun with; empty if they do not."""
    if fingerprint == settings.fingerprint and rows == settings.rows:
        return ""
    marks = f"fingerprint {settings.fingerprint[:12]}, now {fingerprint[:12]}"
    if rows == settings.rows:
        return f"its content changed: it still has {rows:,} rows, but {marks}"
    return f"it had {settings.rows:,} rows and has {rows:,} now; {marks}"


def check_source(settings: Settings, path: Path, *, rows: int, fingerprint: str) -> None:
    difference = source_difference(settings, rows=rows, fingerprint=fingerprint)
    if difference:
        raise SessionError(
            f"the session belongs to other data: {settings.source} is not what it was when "
            f"the session began: {difference}",
            where=str(path),
            hint="Bring the old file back, or begin a new session with --session PATH.",
        )
