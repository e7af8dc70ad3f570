"""Another model's guesses in words: beside the row, after the answer, and how often they agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.display.lines import Line, Span, line
from altui.display.text import one_line
from altui.learning.evaluation import FEWEST, not_measured

if TYPE_CHECKING:
    from altui.labeling.showing.shown_row import ShownRow
    from altui.learning.evaluation import Proportion
    from altui.session.suggested.agreement import Agreement

WIDEST_NAME = 40
WIDEST_TOLD = 14
WITHHELD = "asked without its suggestion"
NO_SUGGESTION = "no suggestion"


def suggestion_line(shown_row: ShownRow) -> Line:
    """What stands beside the row; empty where suggestions are not shown."""
    found = shown_row.suggestion
    if found is None or not (found.is_shown or found.is_withheld):
        return ()
    if found.is_withheld or not found.name:
        return line(Span(WITHHELD if found.is_withheld else NO_SUGGESTION, "dim"))
    chance = "" if found.probability is None else f" at {found.probability:.2f}"
    name = Span(one_line(found.name, WIDEST_NAME), "strong")
    return line(Span("suggested: ", "dim"), name, Span(chance, "dim"))


def suggestion_told(suggested: str, given: str | None, verb: str = "suggested") -> Span:
    """After the answer, whether it is what had been suggested."""
    if suggested == given:
        return Span("as suggested", "dim")
    return Span(f"{verb} {one_line(suggested, WIDEST_TOLD)}", "warn")


def agreement_rows(agreement: Agreement, *, has_check: bool = True) -> list[tuple[str, str]]:
    """(name, value) pairs of a summary."""
    told = _on_check(agreement) if has_check else "not measured: there is no random check"
    if asked := agreement.unshown.total:
        told += f"; on {agreement.unshown.right:,} of {asked:,} rows asked, no fair sample"
    rows = [("suggestions", f"{one_line(agreement.column, WIDEST_NAME)}: {told}")]
    if agreement.shown.total or agreement.withheld.total:
        rows.append(("showing them", _showing(agreement)))
    return rows


def _on_check(agreement: Agreement) -> str:
    check = agreement.check
    if check.total < FEWEST:
        return f"{not_measured(check.total)} on the random check"
    return f"your label on {check} of the random check"


def _showing(agreement: Agreement) -> str:
    """What showing did, as far as it can be told."""
    shown, withheld = agreement.shown, agreement.withheld
    told = f"your label on {_counted(shown)} shown, {_counted(withheld)} withheld by chance"
    difference = agreement.difference
    if difference is None:
        return f"{told}; too few to tell what showing does"
    points = f"{100 * difference.value:+.0f} points ({100 * difference.low:+.0f} to "
    points += f"{100 * difference.high:+.0f})"
    if difference.low > 0:
        return f"{told}: {points}, so you follow them where you see them"
    if difference.high < 0:
        return f"{told}: {points}, so you go against them where you see them"
    return f"{told}: {points}, which may be chance"


def _counted(found: Proportion) -> str:
    return str(found) if found.total else "0"
