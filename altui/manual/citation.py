"""How to cite altui, as BibTeX."""

from __future__ import annotations

from importlib.resources import files

from altui import __version__
from altui.manual.tables import fill


def citation() -> str:
    """The entry of altui/CITATION.bib with the version that runs."""
    entry = files("altui").joinpath("CITATION.bib").read_text(encoding="utf-8")
    return fill(entry, {"version": lambda: __version__})
