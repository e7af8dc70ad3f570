"""Names of encodings as a person or a session gives them."""

from __future__ import annotations

import codecs
from encodings.aliases import aliases

from altui.data.readers.encodings.candidates import CANDIDATES
from altui.errors import InputError
from altui.suggestions import suggest


def canonical_name(name: str) -> str:
    """Python's own name of a text encoding; InputError when it knows none such."""
    try:
        "a".encode(name).decode(name)
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        raise InputError(
            f"there is no encoding '{name}'",
            hint=f"{_likeliest(name)}Name one in `encoding` as Python does, such as utf-8, cp1252 "
            "(Windows, Western Europe), cp1250, cp850 or mac_roman.",
        ) from None


def _likeliest(name: str) -> str:
    known = {alias.replace("_", "-") for alias in aliases} | set(CANDIDATES)
    return f"{suggest(name, sorted(known), most=1)} ".lstrip()
