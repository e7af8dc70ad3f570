"""The question whether to go on with a data file that has changed."""

from __future__ import annotations

import click


def confirm_changes() -> bool:
    return click.confirm("Go on with the file as it is now?", err=True)
