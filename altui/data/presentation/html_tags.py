"""The tags of HTML that are more than a mark within a line."""

from __future__ import annotations

_BLOCKS = """
    address article aside blockquote body br caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option
    p pre section select summary table tbody td tfoot th thead title tr ul
"""

BLOCKS = frozenset(_BLOCKS.split())
"""Tags that stand on lines of their own; cells of a table do too, since they are read alone."""

DROPPED = frozenset(["script", "style", "template"])
"""Tags of which nothing is read."""
