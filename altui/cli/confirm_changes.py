"""The question whether to continue with a changed data file."""

from __future__ import annotations

import click


def confirm_changes() -> bool:
    return click.confirm("Continue with the file as it is now?", err=True)
