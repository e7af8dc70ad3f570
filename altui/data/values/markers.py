"""What people and programs write where a value is missing."""

from __future__ import annotations

MISSING = frozenset(
    (
        *("", "-", "--", "---", "–", "—", "−", ".", "..", "...", "…", "?", "??"),
        *("na", "n/a", "n.a.", "n.a", "n/v", "n.v.", "nv", "n.d.", "n.d", "nd", "n/d"),
        *("nan", "-nan", "<na>", "(na)", "#n/a", "#na", "#n/v", "#nv", "nat", "none", "null"),
        *("(null)", "<null>", "\\n", "nil", "undefined", "missing", "unknown", "not available"),
        *("#div/0!", "#value!", "#wert!", "#ref!", "#bezug!", "#name?", "#num!", "#zahl!"),
        *("#null!", "k.a.", "k. a.", "k.a", "ka", "keine angabe", "fehlt", "fehlend"),
        *("unbekannt", "s.d.", "s/d", "s.o.", "inconnu", "sin dato", "sin datos", "b.d."),
        *("brak", "nvt", "n.v.t.", "b/d", "brak danych", "neuvedeno", "saknas", "mangler"),
    )
)  # fmt: skip
"""By their casefolded text, without the blanks around it. A session keeps RULES."""

RULES = 1
"""Which markers, units and forms of dates there are: a change that gives a cell another value is
another number, and sessions begun before keep theirs."""


def is_missing(text: str) -> bool:
    return text.strip().casefold() in MISSING
