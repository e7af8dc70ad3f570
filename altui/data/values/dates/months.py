"""Names of the months, as they stand in dates."""

from __future__ import annotations

import unicodedata
from functools import cache

_LANGUAGES = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada "
    "grudnia",
    "ledna února března dubna května června července srpna září října listopadu prosince",
)
_OTHERS = {"jänner": 1, "sept": 9, "juil": 7, "mrz": 3, "maerz": 3}
SHORTEST = 3


def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFD", name.casefold().rstrip("."))
    return "".join(each for each in parts if not unicodedata.combining(each))


@cache
def _names() -> dict[str, int]:
    """Whole names, and their beginnings of three and four letters where they say one month."""
    found = {_plain(name): month for name, month in _OTHERS.items()}
    for language in _LANGUAGES:
        for month, name in enumerate(map(_plain, language.split()), 1):
            found.setdefault(name, month)
    for length in (SHORTEST, SHORTEST + 1):
        starts: dict[str, set[int]] = {}
        for name, month in found.items():
            starts.setdefault(name[:length], set()).add(month)
        found |= {start: min(each) for start, each in starts.items() if len(each) == 1}
    return found


def month_named(text: str) -> int | None:
    return _names().get(_plain(text))
