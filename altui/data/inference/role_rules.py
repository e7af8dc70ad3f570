"""The rules that turn what is known of a column into its role and a short reason for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from altui.data.features.vectors import vector_length
from altui.data.inference.column_profile import DISTINCT_CAP, Profile
from altui.data.inference.value_rules import Found, are_numbers, dates_reason, numbers_reason
from altui.data.schema import CHOSEN, Role
from altui.data.table import Table
from altui.display.text import count_of

TARGET_NAMES = (
    *("altui_label", "label", "labels", "class", "target"),
    *("included", "label_included", "included_label", "asreview_label", "final_included"),
    *("abstract_included", "inclusion", "relevant", "is_relevant", "relevance", "eligible"),
    *("category", "y", "outcome", "verdict", "decision"),
    *("sentiment", "stance", "intent", "include", "spam", "is_spam"),
    *("gold", "gold_label", "gold_standard", "ground_truth", "true_label"),
    *("klasse", "kategorie", "classe", "catégorie", "étiquette", "clase", "categoría", "etiqueta"),
    *(
        "categoria",
        "etichetta",
        "etykieta",
        "метка",
        "класс",
        "категория",
        "ラベル",
        "标签",
        "类别",
    ),
)
"""The likeliest first."""

MOST_CLASSES = 50
"""Beyond so many different values a column of such a name is asked about."""

MOST_CATEGORIES = 256
FEW_ROWS = 20
SHORT_TEXT = 1.5
"""Words in a cell, on average, from which cells are texts unless they come again."""

ID_NAMES = {"id", "uuid", "guid", "uid", "key", "index", "identifier", "doi", "pmid", "rowid"}
ID_ENDING = re.compile(r"[_\-. ]id$")
ID_CAMEL = re.compile(r"[a-z]I[dD]$")
NAMELESS = re.compile(r"column_1_*|unnamed: 0")  # how pandas leaves its row numbers behind

Judged = dict[str, tuple[Role, str]]


def plain_name(name: str) -> str:
    """A name as TARGET_NAMES has it: `Include?` asks for what `include` names."""
    return re.sub(r"[\s-]+", "_", name.casefold().strip(" \t\n\r\u00a0?:*"))


def judge(profile: Profile, table: Table, found: Found) -> tuple[Role, str]:
    filled = profile.rows - profile.empty
    if not filled:
        return Role.SHOWN, "all values are empty"
    if profile.distinct == 1 and not (profile.empty or profile.rows == 1):
        return Role.SHOWN, f"always '{_short(next(iter(profile.examples)))}'"
    if length := vector_length(profile.sample):
        return Role.VECTOR, f"vectors of {length} numbers"
    if found.named is not None or (found.dates is not None and found.dates.is_sure):
        return Role.DATE, dates_reason(found, table)
    if are_numbers(profile, found):
        return Role.NUMERIC, numbers_reason(profile, found, table)
    if profile.are_dates():
        return Role.SHOWN, "dates or times"
    return _judge_words(profile, filled, table)


def _judge_words(profile: Profile, filled: int, table: Table) -> tuple[Role, str]:
    words, distinct = profile.words(), profile.distinct
    if words >= 3 and not (distinct <= 20 and distinct * 10 <= filled):
        return Role.TEXT, f"{words:.0f} words on average"
    if distinct <= MOST_CATEGORIES and _come_again(profile, words):
        return Role.CATEGORICAL, count_of(distinct, "different value") + _stray_word(profile, table)
    if words >= 3:
        return Role.CATEGORICAL, count_of(distinct, "different value")
    if words >= SHORT_TEXT:
        return Role.TEXT, f"{words:.1f} words on average"
    over = "over " if distinct >= DISTINCT_CAP else ""
    many = over + count_of(distinct, "different value")
    return Role.SHOWN, f"{many}, no words" + _stray_word(profile, table)


def _come_again(profile: Profile, words: float) -> bool:
    """Whether values repeat as categories do. In a short column of single words one that does, or a
    gap, is enough; several words that differ nearly everywhere are texts however few they are."""
    filled = profile.rows - profile.empty
    is_short = filled < FEW_ROWS and words < SHORT_TEXT
    return profile.distinct * 2 <= filled or (is_short and profile.distinct < profile.rows)


def _stray_word(profile: Profile, table: Table) -> str:
    """Says so when a column was numbers up to one cell: the person may want to mend that cell."""
    if profile.first_word is None or not profile.numbers_before:
        return ""
    line, text = profile.first_word
    return f"; '{_short(text)}' is no number ({table.unit} {line})"


def like_id(name: str) -> bool:
    folded = name.strip().strip("_").casefold()
    return (
        folded in ID_NAMES
        or ID_ENDING.search(folded) is not None
        or ID_CAMEL.search(name.strip()) is not None
        or NAMELESS.fullmatch(folded) is not None
    )


def find_id(profiles: Sequence[Profile], roles: Judged, chosen: str | None) -> None:
    alike = sorted(
        (p for p in profiles if like_id(p.name) and not _is_nameless_property(p, roles)),
        key=lambda p: p.name.strip().strip("_").casefold() != "id",
    )
    unique = [p for p in alike if p.is_unique()]
    for profile in alike:
        if profile in unique:
            roles[profile.name] = (Role.SHOWN, "every value differs")
        elif _plain_id(profile) or (profile.numeric and profile.distinct > FEW_ROWS):
            roles[profile.name] = (Role.SHOWN, "named like an id, but values repeat")
    if chosen is not None:
        roles[chosen] = (Role.ID, CHOSEN)
    elif unique:
        roles[unique[0].name] = (Role.ID, "named like an id, every value differs")
    else:
        _find_nameless_id(profiles, roles)


def _is_nameless_property(profile: Profile, roles: Judged) -> bool:
    """A file without a header may begin with its text, or with what was measured; row numbers are
    what pandas leaves."""
    name = profile.name.strip().strip("_").casefold()
    is_measured = profile.numeric and any("." in cell for cell in profile.sample)
    is_property = roles[profile.name][0] is Role.TEXT or is_measured
    return is_property and NAMELESS.fullmatch(name) is not None


def _plain_id(profile: Profile) -> bool:
    return profile.name.strip().casefold() in {"id", "uuid", "guid", "rowid"} and profile.rows > 1


def _find_nameless_id(profiles: Sequence[Profile], roles: Judged) -> None:
    """The first column of codes that all differ, whatever its name."""
    for profile in profiles:
        shown = roles[profile.name][0] is Role.SHOWN and not profile.are_dates()
        if shown and profile.rows >= FEW_ROWS and profile.are_codes() and profile.is_unique():
            roles[profile.name] = (Role.ID, "one code per row, every value differs")
            return


def find_target(profiles: Sequence[Profile], roles: Judged, chosen: str | None) -> None:
    if chosen is not None:
        if chosen:
            roles[chosen] = (Role.TARGET, CHOSEN)
        return
    for wanted in TARGET_NAMES:
        for profile in profiles:
            alike = plain_name(profile.name) == wanted
            if alike and profile.distinct <= MOST_CLASSES and roles[profile.name][0] is not Role.ID:
                roles[profile.name] = (Role.TARGET, "named like a target")
                return


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
