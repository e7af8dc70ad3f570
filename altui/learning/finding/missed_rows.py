"""Whether too many rows of a class are missed: a test by betting, valid at every moment.

Once the likeliest rows are read, rows are drawn at random from those left. Suppose that M rows of
the class exist in all. With f of them found and r rows unread, the next draw is one of them with
the chance (M - f) / r, whatever was read before and why. Somebody bets against M and believes in
fewer rows: in no more than would be 95 % of M, or in some numbers between. The capital is the
likelihood of the draws under that belief over their likelihood under M. It cannot be expected to
grow where M is true, so it ever reaches 20 in at most one session of twenty (Ville 1939; betting
without replacement: Waudby-Smith & Ramdas 2024). Rows read by rank carry no bet and cost none: the
test holds for any ranking, however bad, and for any rule that says when to draw.

"Less than 95 % is found" means that one of the M beyond f / .95 is true. Only the least of them
needs a look. The log-likelihood is concave in M, and from one M to the next each belief grows by
one row or stays. So beyond the likelihood's peak the capital grows with M. Before the peak every
belief is less likely than M, the capital is below 1, and so is that of the least M before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, exp, floor, inf, lgamma, log

from altui.learning.certifying.confidence_sequence import ALPHA, first
from altui.learning.hints import RECALL

BELIEFS = ((0.0, 0.7), (0.3, 0.15), (0.6, 0.15))
"""(place, stake): the numbers of rows believed in, from 95 % of M (0) to all of it (1). The first
is best where the ranking has left hardly a row, the others where many are left of thousands."""

FLOAT_NOISE = 1e-9


@dataclass(frozen=True)
class Draws:
    """Rows drawn at random one after the other: `hits` of the `drawn` were of the class. Before the
    first, `unread` rows were left and `found` of the class were known."""

    unread: int
    found: int
    drawn: int
    hits: int


def fewest_in_all(found: int) -> int:
    """The fewest rows of the class of which `found` are less than the share to find."""
    return floor(found / RECALL + FLOAT_NOISE) + 1


def missed_p(draws: Sequence[Draws], found: int, unread: int) -> float:
    """The p of "less than 95 % is found", with `found` rows now and `unread` left; at any moment
    of a session in which too little is found it is below a level with at most that chance."""
    total = fewest_in_all(found)
    if total - found > unread:
        return 0.0
    doubted = _log_likelihood(draws, total)
    if doubted == -inf:
        return 0.0
    bets = [log(stake) + _log_likelihood(draws, _belief(total, at)) for at, stake in BELIEFS]
    most = max(bets)
    if most == -inf:
        return 1.0  # more is found than anybody believed in
    capital = most + log(sum(exp(each - most) for each in bets)) - doubted
    return exp(-capital) if capital > 0 else 1.0


def fewest_draws(draws: Sequence[Draws], found: int, unread: int) -> int:
    """How many more rows have to be drawn until the test can speak, if none is of the class."""

    def is_enough(more: int) -> bool:
        further = Draws(unread, found, more, 0)
        return missed_p([*draws, further], found, unread - more) < ALPHA

    return first(0, unread, is_enough)


def fewest_for_any_test(found: int, unread: int, alpha: float = ALPHA) -> int:
    """The fewest rows to read, in any order, for any valid test: the first number whose chance to
    meet none of just too many missed rows is `alpha`. A test that stops earlier is wrong too often
    where these lie among the `unread` rows by chance, which nothing read before can rule out."""
    missed = fewest_in_all(found) - found
    return first(0, unread, lambda drawn: _chance_of_none(missed, drawn, unread) <= log(alpha))


def _chance_of_none(missed: int, drawn: int, unread: int) -> float:
    return _log_choose(unread - drawn, missed) - _log_choose(unread, missed)


def _belief(total: int, place: float) -> int:
    return ceil((RECALL + (1 - RECALL) * place) * total - FLOAT_NOISE) - 1


def _log_likelihood(draws: Sequence[Draws], total: int) -> float:
    """log of the chance of these draws in their order, with so many rows of the class in all."""
    logs = 0.0
    for each in draws:
        left = total - each.found
        after = _log_choose(each.unread - each.drawn, left - each.hits)
        if after == -inf:
            return -inf
        logs += after - _log_choose(each.unread, left)
    return logs


def _log_choose(n: int, k: int) -> float:
    if not 0 <= k <= n:
        return -inf
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
