"""The name of a person who labels, and what a session's file is called for it."""

from __future__ import annotations

from hashlib import sha256
from unicodedata import normalize

from altui.desk.chains import NAME_LENGTH
from altui.errors import InputError

CERTIFY = "certify"
"""A certificate of data.csv is data.csv.certify.altui, so nobody can be called so."""

MOST_BYTES = 120
"""Of a name within that of a file: a longer one is cut, and gets a mark of the whole."""

SIGNS = {"/": "/", "#": "#", ",": "comma"}
"""What no name has: each parts names from something else, in paths, chains and lists of people."""


def check_name(name: str) -> str:
    """The name as it is stored. InputError for one that cannot be."""
    name = normalize("NFC", name.strip())
    problem = ""
    if not name:
        problem = "a person needs a name"
    elif len(name) > NAME_LENGTH:
        problem = f"a name has at most {NAME_LENGTH} characters, and this one {len(name)}"
    elif not name.isprintable():
        problem = f"the name '{name}' has a character that cannot be shown"
    elif sign := next((sign for sign in SIGNS if sign in name), ""):
        problem = f"the name '{name}' has a {SIGNS[sign]}"
    elif name in (".", "..") or f".{name}".lower().endswith(f".{CERTIFY}"):
        problem = f"nobody can be called '{name}': it has a meaning in the names of files"
    if problem:
        raise InputError(problem, hint="Name the person in short: `annotator` kim")
    return name


def in_file_name(name: str) -> str:
    """The name as a part of that of a session's file."""
    whole = name.encode(errors="surrogatepass")
    if len(whole) <= MOST_BYTES and "/" not in name:
        return name
    cut = whole[: MOST_BYTES - 9].decode(errors="ignore").replace("/", "_")
    return f"{cut}-{sha256(whole).hexdigest()[:8]}"
