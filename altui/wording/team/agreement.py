"""Agreement in words and figures: no figure without its interval and what it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING

from altui.display.text import count_of, one_line
from altui.learning.agreement.alpha import FEWEST

if TYPE_CHECKING:
    from altui.learning.agreement.alpha import Alpha
    from altui.learning.agreement.kappa import Kappa
    from altui.learning.evaluation import Proportion
    from altui.session.team.agreement import AgainstHeld, Pair, TeamAgreement, WithOneself
    from altui.session.team.team_view import TeamView

Rows = Iterator[tuple[str, str, str]]
"""Names, values and what they mean, the last only once for a kind."""

OF_CHECK = (
    "Krippendorff's alpha: 1 is full agreement, 0 what chance gives. The rows were drawn at random "
    "before the first label, so it is a fair figure for all rows. The interval is for 95 %."
)
OF_COMMON = (
    "The same for rows that overlap: several people were asked, each without knowing of the other, "
    "in an order that no model has chosen. A fair figure too; unlike those of the check they train."
)
OF_ASKED = "The same for rows that a model chose, mostly the hard ones: no figure for the data."
OF_PAIRS = (
    "Cohen's kappa of two people, with its 95 % interval, on the rows of the random check that "
    "both answered. Where they differ: the class of the one / of the other, and how many rows."
)
OF_HELD = (
    "Answers on rows of the random check that are the label that holds, with the 95 % interval of "
    "Wilson (1927). Not on rows that a model chose, and not while rows of the check are open. Rows "
    "that somebody settled themselves are counted apart."
)
OF_ONESELF = (
    "Rows that a person was asked again and gave the same class. One that differed stays so, "
    "whichever of the two classes was chosen then."
)

LISTED = 3
"""Differences of two people that are listed."""

MOST_PAIRS = 10
"""Of more pairs, those of five people, only the WORST are listed, and the others together."""
WORST = 3

NAME_WIDTH = 12
"""Cells of a person's name, so that a line has room in 80; JSON has the whole name."""


def agreement_rows(told: TeamAgreement, name_width: int = NAME_WIDTH) -> Rows:
    """What `altui agreement` prints, people's names in so many cells."""
    yield "alpha, random check", check_in_words(told), OF_CHECK
    if told.common.rows:
        yield "alpha, overlap", alpha_in_words(told.common), OF_COMMON
    # Where each row is one person's to answer there will never be any.
    hard, is_coming = "hard rows, chosen by a model", bool(told.asked.rows)
    yield "alpha, asked rows", alpha_in_words(told.asked, hard, is_coming=is_coming), OF_ASKED
    yield from _pair_rows(told, name_width)
    for k, each in enumerate(told.against_held):
        name = one_line(each.name, name_width)
        yield f"{name} right", held_in_words(each), "" if k else OF_HELD
    if told.open:
        yield "open", f"{count_of(told.open, 'row')} of the check: altui settle asks for them", ""
    yield from oneself_rows(told.with_oneself, name_width)


def _pair_rows(told: TeamAgreement, name_width: int) -> Rows:
    """Of many people those pairs that agree least, and how the others do."""
    pairs, meaning = told.pairs, OF_PAIRS
    if len(pairs) > MOST_PAIRS:
        known = sorted(filter(_is_told, pairs), key=lambda pair: pair.kappa.value or 0.0)
        yield "kappa of each two", _spread_in_words(known, len(pairs)), meaning
        pairs, meaning = tuple(known[:WORST]), ""
    for pair in pairs:
        one, other = (one_line(name, name_width) for name in (pair.one, pair.other))
        yield f"kappa, {one}, {other}", kappa_in_words(pair.kappa, told), meaning
        meaning = ""
        if pair.differences:
            yield "  where they differ", differences_in_words(pair), ""


def _is_told(pair: Pair) -> bool:
    return pair.kappa.value is not None and pair.kappa.rows >= FEWEST


def _spread_in_words(known: Sequence[Pair], total: int) -> str:
    """The kappas of all pairs together; `known` are those that have one, the least first."""
    if not known:
        return f"none: of {total:,} pairs none has {FEWEST} rows in common"
    values = [pair.kappa.value or 0.0 for pair in known]
    least, middle, most = (_number(each) for each in (values[0], median(values), values[-1]))
    of = f"{len(known):,} of {total:,} pairs" if len(known) < total else f"{total:,} pairs"
    return f"{least} to {most}, median {middle} ({of}; all: --json)"


def oneself_rows(told: Sequence[WithOneself], name_width: int = NAME_WIDTH) -> Rows:
    """Of those who were asked for a row again."""
    again = [each for each in told if each.alike.total]
    for k, each in enumerate(again):
        name = one_line(each.name, name_width)
        yield f"{name} twice", oneself_in_words(each.alike), "" if k else OF_ONESELF
    if not again:
        yield "with oneself", "nobody was asked for a row again", ""


def check_in_words(told: TeamAgreement) -> str:
    """Alpha on the random check; where it cannot come to that, why."""
    most = told.team.most_checked
    if told.check.rows >= FEWEST or most >= FEWEST:
        return alpha_in_words(told.check)
    if not told.team.check_rows:
        return f"none: no random check was drawn{why_no_check(told.team)}"
    if not most:
        return "none: the random checks of no two people have a row in common"
    return f"none: the random check has {count_of(most, 'row')}, and it takes {FEWEST}"


def why_no_check(team: TeamView) -> str:
    """Why no rows were drawn, to go on with a sentence; empty where somebody wanted none."""
    settings = next(iter(team.people.values())).settings
    if settings.find:
        return f", since the goal is to find {one_line(settings.find)}"
    return ", since there are test rows" if settings.test_rows else ""


def alpha_in_words(alpha: Alpha, rows: str = "rows", *, is_coming: bool = True) -> str:
    """`rows` says what they are, `is_coming` whether there will be more."""
    if alpha.rows < FEWEST:
        count = count_of(alpha.rows, "row")
        word = "not told yet" if is_coming else "none"
        return f"{word}: {count} answered by several, and it takes {FEWEST}"
    if alpha.value is None:
        return f"not defined: all {alpha.rows:,} {rows} got one class from everybody"
    first = ", a first look" if alpha.high - alpha.low > WIDE else ""
    return f"{_number(alpha.value)} ({_span(alpha)}, {alpha.rows:,} {rows}{first})"


WIDE = 0.4
"""The width of an interval that says little."""


def kappa_in_words(kappa: Kappa, told: TeamAgreement) -> str:
    if not kappa.rows:
        return "no row of the random check in common"
    alike = f"{kappa.alike:,} of {count_of(kappa.rows, 'row')} alike"
    if kappa.rows < FEWEST:
        is_coming = told.team.most_checked >= FEWEST
        return f"{'not told yet' if is_coming else 'none'}: {alike}, and it takes {FEWEST}"
    if kappa.value is None:
        return f"not defined: both gave one class only, {alike}"
    return f"{_number(kappa.value)} ({_span(kappa)}), {alike}"


def differences_in_words(pair: Pair) -> str:
    listed = [f"{a} / {b}: {count:,}" for a, b, count in pair.differences[:LISTED]]
    more = len(pair.differences) - len(listed)
    return ", ".join([*listed, *([f"{more:,} more kinds"] if more else [])])


def held_in_words(each: AgainstHeld) -> str:
    if each.open:
        # Those left are the ones that all gave the same class: a share of them flatters everybody.
        return f"not told yet: {count_of(each.open, 'row')} of the check still open"
    others, own = each.by_others, each.by_themselves
    if not others.total and not own.total:
        return "no label holds yet on a row of the check that others answered too"
    by_others = f"{others}, by the labels that hold" if others.total else ""
    settled = f"{own.right:,} of {own.total:,} settled by themselves" if own.total else ""
    return "; ".join(filter(None, (by_others, settled)))


def oneself_in_words(alike: Proportion) -> str:
    return f"{alike} of the second answers alike"


def agreement_record(told: TeamAgreement) -> dict[str, object]:
    """The same as one JSON object."""
    return {
        "random_check": _alpha_record(told.check),
        "overlap": _alpha_record(told.common),
        "asked": {**_alpha_record(told.asked), "chosen_by": "model"},
        "pairs": [
            {
                "people": [pair.one, pair.other],
                "kappa": pair.kappa.value,
                "interval": [pair.kappa.low, pair.kappa.high],
                "rows": pair.kappa.rows,
                "alike": pair.kappa.alike,
                "differences": [
                    {"classes": [a, b], "rows": rows} for a, b, rows in pair.differences
                ],
                "same": dict(pair.same),
            }
            for pair in told.pairs
        ],
        "against_held": {
            each.name: {
                "by_others": _share_record(each.by_others, is_told=not each.open),
                "settled_by_themselves": _share_record(each.by_themselves),
                "open": each.open,
            }
            for each in told.against_held
        },
        "open": told.open,
        "with_oneself": oneself_record(told.with_oneself),
    }


def oneself_record(told: Sequence[WithOneself]) -> dict[str, object]:
    return {each.name: _share_record(each.alike) for each in told}


def _alpha_record(alpha: Alpha) -> dict[str, object]:
    is_told = alpha.rows >= FEWEST
    return {
        "alpha": alpha.value if is_told else None,
        "interval": [alpha.low, alpha.high] if is_told and alpha.value is not None else None,
        "rows": alpha.rows,
        "needed": FEWEST,
    }


def _share_record(share: Proportion, *, is_told: bool = True) -> dict[str, object]:
    from altui.learning.evaluation import wilson_interval

    is_known = is_told and share.total
    interval = [*wilson_interval(share.right, share.total)] if is_known else None
    return {"right": share.right, "of": share.total, "interval": interval}


def _number(value: float) -> str:
    return f"{value:.2f}"


def _span(figure: Alpha | Kappa) -> str:
    return f"{_number(figure.low)} to {_number(figure.high)}"
