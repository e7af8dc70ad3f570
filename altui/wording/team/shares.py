"""The share of a file that a person is asked for, in words."""

from __future__ import annotations

from collections.abc import Iterator

from altui.session.project.shares import parse_share


def of_share(share: str) -> str:
    """To go on with after a count of rows; empty for a person who is asked for all."""
    return f" of {parse_share(share).in_words}" if share else ""


def share_rows(share: str, overlap: float) -> Iterator[tuple[str, str]]:
    """(name, value) for a summary; none for a person who is asked for all rows."""
    if share:
        number, of = parse_share(share)
        also = f"; {100 * overlap:.3g} % of the rows are in every share" if overlap else ""
        yield "share", f"{number} of {of}{also}"
