"""Agreement in words and figures: no figure without its interval and what it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from altui.display.text import count_of
from altui.learning.agreement.alpha import FEWEST

if TYPE_CHECKING:
    from altui.learning.agreement.alpha import Alpha
    from altui.learning.agreement.kappa import Kappa
    from altui.learning.evaluation import Proportion
    from altui.session.team.agreement import AgainstHeld, Pair, TeamAgreement, WithOneself

MEANINGS = {
    "alpha, random check": "Krippendorff's alpha: 1 is full agreement, 0 what chance gives. The "
    "rows were drawn at random before the first label, so it is a fair figure for all rows. The "
    "interval is for 95 %.",
    "alpha, asked rows": "The same for rows that a model chose, mostly the hard ones: no figure "
    "for the data.",
}
LISTED = 3
"""Differences of two people that are listed."""


def agreement_rows(told: TeamAgreement) -> Iterator[tuple[str, str]]:
    """The names and values of `altui agreement`."""
    yield "alpha, random check", alpha_in_words(told.check)
    yield "alpha, asked rows", _asked(told.asked)
    for pair in told.pairs:
        yield f"kappa, {pair.one} and {pair.other}", kappa_in_words(pair.kappa)
        if pair.differences:
            yield "  where they differ", differences_in_words(pair)
    for each in told.against_held:
        yield f"{each.name} right", held_in_words(each)
    if told.open:
        rows = "1 row of the check is" if told.open == 1 else f"{told.open:,} rows of the check are"
        yield "not counted there", f"{rows} open: settle them first"
    yield from oneself_rows(told.with_oneself)


def oneself_rows(told: Sequence[WithOneself]) -> Iterator[tuple[str, str]]:
    for each in told:
        yield f"{each.name} twice", oneself_in_words(each.alike)


def alpha_in_words(alpha: Alpha) -> str:
    if alpha.rows < FEWEST:
        rows = count_of(alpha.rows, "row")
        return f"not told yet: {rows} answered by several, and it takes {FEWEST}"
    if alpha.value is None:
        return f"not defined: all {alpha.rows:,} rows got the same class from everybody"
    first = ", a first look" if alpha.high - alpha.low > WIDE else ""
    return f"{_number(alpha.value)} ({_span(alpha)}, {alpha.rows:,} rows{first})"


WIDE = 0.4
"""The width of an interval that says little."""


def kappa_in_words(kappa: Kappa) -> str:
    if not kappa.rows:
        return "no row of the random check in common"
    alike = f"{kappa.alike:,} of {count_of(kappa.rows, 'row')} alike"
    if kappa.value is None or kappa.rows < FEWEST:
        return alike
    return f"{_number(kappa.value)} ({_span(kappa)}), {alike}"


def differences_in_words(pair: Pair) -> str:
    listed = [f"{a} / {b}: {count:,}" for a, b, count in pair.differences[:LISTED]]
    more = len(pair.differences) - len(listed)
    return ", ".join([*listed, *([f"{more:,} more kinds"] if more else [])])


def held_in_words(each: AgainstHeld) -> str:
    if not each.by_others.total and not each.by_themselves.total:
        return "no label holds yet on a row of the check that others answered too"
    parts = []
    if each.by_others.total:
        parts.append(f"{each.by_others}, by the labels that hold")
    if each.by_themselves.total:
        own = each.by_themselves
        parts.append(f"{own.right:,} of {own.total:,} that they settled themselves")
    return "; ".join(parts)


def oneself_in_words(alike: Proportion) -> str:
    return f"{alike} of second answers alike" if alike.total else "no row was asked again"


def agreement_record(told: TeamAgreement) -> dict[str, object]:
    """The same as one JSON object."""
    return {
        "random_check": _alpha_record(told.check),
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
            }
            for pair in told.pairs
        ],
        "against_held": {
            each.name: {
                "by_others": _share_record(each.by_others),
                "settled_by_themselves": _share_record(each.by_themselves),
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


def _share_record(share: Proportion) -> dict[str, object]:
    from altui.learning.evaluation import wilson_interval

    interval = [*wilson_interval(share.right, share.total)] if share.total else None
    return {"right": share.right, "of": share.total, "interval": interval}


def _asked(alpha: Alpha) -> str:
    said = alpha_in_words(alpha)
    return said if alpha.rows < FEWEST else f"{said}: hard rows, chosen by a model"


def _number(value: float) -> str:
    return f"{value:.2f}"


def _span(figure: Alpha | Kappa) -> str:
    return f"{_number(figure.low)} to {_number(figure.high)}"
