"""The tags of RIS and of PubMed under names that a person can read.

Of the tags of one name the first that a reference has is its cell; another that says something
else is a column of its own, under its tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

Fields = Mapping[str, tuple[str, ...]]
Tagged = Iterable[tuple[str, str]]

RIS_FIELDS: Fields = {
    "id": ("ID",),
    "type": ("TY",),
    "title": ("TI", "T1", "CT", "BT"),
    "abstract": ("AB", "N2"),
    "authors": ("AU", "A1"),
    "year": ("PY", "Y1"),
    "journal": ("T2", "JF", "JO", "JA"),
    "volume": ("VL",),
    "issue": ("IS",),
    "start_page": ("SP",),
    "end_page": ("EP",),
    "keywords": ("KW",),
    "doi": ("DO",),
    "url": ("UR",),
    "language": ("LA",),
    "publisher": ("PB",),
    "issn": ("SN",),
    "accession_number": ("AN",),
    "notes": ("N1",),
}
NBIB_FIELDS: Fields = {
    "pmid": ("PMID",),
    "type": ("PT",),
    "title": ("TI", "BTI"),
    "abstract": ("AB",),
    "authors": ("FAU", "AU"),
    "year": ("year",),
    "journal": ("JT", "TA"),
    "volume": ("VI",),
    "issue": ("IP",),
    "pages": ("PG",),
    "keywords": ("OT",),
    "mesh_terms": ("MH",),
    "doi": ("doi",),
    "language": ("LA",),
}
RIS_ACCOUNTS = frozenset({"Y2", "L1", "L2", "L3", "L4", "M2"})
NBIB_ACCOUNTS = frozenset(
    {
        *("AU", "AUID", "AID", "LID", "JID", "TA", "IS", "STAT", "OWN", "SO", "SB", "OTO", "OAB"),
        *("DP", "DEP", "DCOM", "LR", "EDAT", "MHDA", "CRDT", "PHST", "PST", "DA", "DRDT", "CTDT"),
    }
)
"""When and by whom a reference was recorded, and what another column says better."""

NOTE = re.compile(r"((?:altui|asreview)_\w+): (.*)", re.DOTALL)
SCREENED = re.compile(r"ASReview_(relevant|irrelevant|not_seen)")
INCLUDED = {"relevant": "1", "irrelevant": "0", "not_seen": ""}
ALTUI_LABEL, INCLUDED_COLUMN = "altui_label", "included"
YEAR = re.compile(r"\s*(\d{4})\b")
DOI = re.compile(r"(.+?)\s*\[doi\]")


def columns_of(tagged: Tagged, fields: Fields) -> dict[str, str]:
    """The cells of a reference by column; tags that stand there twice are joined by semicolons."""
    values: dict[str, list[str]] = {}
    noted: dict[str, str] = {}
    for tag, value in tagged:
        if not value:
            continue
        if tag == "N1" and fields is RIS_FIELDS and _take_note(value, noted):
            continue
        values.setdefault(tag, []).append(value)
    if fields is NBIB_FIELDS:
        _derive(values)
    found: dict[str, str] = {}
    for name, tags in fields.items():
        present = [tag for tag in tags if tag in values]
        if present:
            found[name] = "; ".join(values.pop(present[0]))
        for tag in present[1:]:
            if "; ".join(values[tag]) == found[name]:
                del values[tag]
    found |= {tag: "; ".join(several) for tag, several in values.items()}
    if ALTUI_LABEL in noted:
        # Written beside altui's own, for other tools: it would tell the answer.
        noted.pop(INCLUDED_COLUMN, None)
    return found | noted


def _take_note(value: str, noted: dict[str, str]) -> bool:
    """Whether the note is a column of its own: what altui or ASReview wrote there."""
    note = NOTE.fullmatch(value)
    if note is not None:
        noted[note[1]] = note[2]
        return True
    screened = SCREENED.search(value)
    if screened is not None:
        noted[INCLUDED_COLUMN] = INCLUDED[screened[1]]
        return screened[0] == value.strip()
    return False


def _derive(values: dict[str, list[str]]) -> None:
    """The year of a date, and the DOI among the identifiers of PubMed."""
    date = YEAR.match(values.get("DP", [""])[0])
    if date is not None:
        values["year"] = [date[1]]
    for each in (*values.get("LID", ()), *values.get("AID", ())):
        doi = DOI.fullmatch(each)
        if doi is not None:
            values["doi"] = [doi[1]]
            return
