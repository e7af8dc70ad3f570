"""A certificate in words: in a line, as a statement for a paper, and for the class shares."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from altui.display.text import count_of
from altui.learning.certifying.verdict import BETTING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from altui.learning.certifying.verdict import Verdict
    from altui.session.figures.shares import ClassShare
    from altui.session.reading import SessionView
    from altui.session.settings import Settings

SEQUENCE = (
    "by the 95 % confidence sequence of Waudby-Smith and Ramdas (2020, prior-posterior ratio, "
    "beta-binomial with a uniform prior), which is valid at any number of looks."
)
BETS = (
    "each end with 95 % confidence at any number of looks, by a one-sided betting test without "
    "replacement that is aimed at the target (after Waudby-Smith and Ramdas 2024)."
)


def verdict_in_words(verdict: Verdict) -> str:
    """What is known about the frozen predictions so far, in a line."""
    side = "above" if verdict.is_above else "below" if verdict.is_below else "not yet sure of"
    return f"{verdict.right}/{verdict.drawn} right, {_span(verdict)}: {side} " + _percent(
        verdict.target
    )


def statement(settings: Settings, verdict: Verdict | None) -> list[str]:
    """The certificate, in words for a paper."""
    if verdict is None:
        return ["Nothing has been asked yet."]
    head = f"{_what(settings)} {_side(verdict)} {_rows(settings, verdict)}"
    if not verdict.is_decided:
        head += ": more labels are needed"
    open_ = f" ({verdict.open_} more had no label, and count against it)" if verdict.open_ else ""
    found = (
        f"Of {verdict.drawn - verdict.open_:,} rows drawn at random without replacement "
        f"{verdict.right:,} were right{open_}: {_span(verdict)}, "
    )
    if verdict.test != BETTING:
        return [f"{head}.", found + SEQUENCE]
    return [f"{head}.", found + BETS, *_left_out(settings, verdict), _drawn(settings)]


def certificate_rows(certificate: SessionView | None) -> list[tuple[str, str]]:
    """What the certificate of a session's model says, for the summary of that session."""
    summary = None if certificate is None else certificate.summary()
    if certificate is None or summary is None or summary.verdict is None:
        return []
    labels = certificate.settings.certify["labels"]
    told = f"{verdict_in_words(summary.verdict)} (the model of {labels:,} labels)"
    shares = [("class shares", shares_in_words(summary.shares))] if summary.shares else []
    return [("certificate", told), *shares]


def shares_in_words(shares: Mapping[str, ClassShare]) -> str:
    """The share of each class with its interval."""
    return ", ".join(
        f"{name} {100 * each.share:.1f} % ({100 * each.low:.1f} to {100 * each.high:.1f})"
        for name, each in shares.items()
    )


def _what(settings: Settings) -> str:
    certify = settings.certify
    if certify.get("column"):
        return f"The column '{certify['column']}' of {Path(settings.source).name}"
    # The same words wherever the files are, so that the statement can be compared.
    path = Path(str(certify["path"]))
    return (
        f"The {settings.model} model trained on {certify['labels']:,} labels of "
        f"{path.name if certify.get('digest') else path} (as of its event {certify['event']})"
    )


def _side(verdict: Verdict) -> str:
    target = _percent(verdict.target)
    if verdict.is_above:
        return f"is right on at least {target}"
    if verdict.is_below:
        return f"is right on less than {target}"
    return f"may be right on more or on less than {target}"


def _rows(settings: Settings, verdict: Verdict) -> str:
    column = settings.certify.get("column")
    which = "have a value there" if column else "had no label then"
    if settings.certify.get("sample") and not settings.certify.get("outside"):
        which += f", in a random sample of {settings.population:,}"
    return f"of the {verdict.total:,} rows that {which}"


def _left_out(settings: Settings, verdict: Verdict) -> list[str]:
    rows = settings.certify["left_out"]
    if not isinstance(rows, int) or not rows:
        return []
    if not settings.certify["column"]:
        return [f"{count_of(rows, 'row')} set aside before, ignored or unsure, left out."]
    text = f"{count_of(rows, 'row')} without a value there left out"
    if not verdict.is_above:
        return [f"{text}."]
    least = 100 * verdict.low / (verdict.total + rows)
    return [f"{text}; counted as wrong, the column is right on at least {least:.1f} % of all rows."]


def _drawn(settings: Settings) -> str:
    text = (
        f"The rows were drawn by the digest {settings.certify['digest']} of data, predictions "
        "and target"
    )
    sample = settings.certify.get("sample")
    if not sample:
        return f"{text}."
    return (
        f"{text}, from a sample of {sample:,} of {settings.population:,} rows, drawn at "
        "random by their ids."
    )


def _span(verdict: Verdict) -> str:
    low, high = (100 * rows / verdict.total for rows in (verdict.low, verdict.high))
    return f"{low:.1f} to {high:.1f} %"


def _percent(share: float) -> str:
    return f"{100 * share:g} %"


def model_in_words(settings: Settings) -> str:
    """The model of a session, or the column that a certificate tests in place of one."""
    column = settings.certify.get("column")
    return f"column {column}" if column else settings.model
