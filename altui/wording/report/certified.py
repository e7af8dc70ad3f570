"""The certificate of a model: its statement, and the classes in the whole file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.wording.certificate import statement
from altui.wording.report.html import Cell, grid, quiet, section, text
from altui.wording.report.shares import percent

if TYPE_CHECKING:
    from altui.session.figures.shares import ClassShare
    from altui.session.reading import SessionView

SHARES = (
    "The share of each class in the whole file: what is predicted for all rows, corrected by the "
    "answers (prediction-powered inference, Angelopoulos et al. 2023). The interval of each class "
    "holds with 95 % confidence, however often one looks."
)


def certificate_section(certificate: SessionView | None) -> list[str]:
    """Of a certificate's session; empty where there is none, and before its first answer."""
    if certificate is None:
        return []
    summary = certificate.summary()
    if summary.verdict is None:
        return []
    first, *others = statement(certificate.settings, summary.verdict)
    parts = [f"<p><strong>{text(first)}</strong></p>", *(quiet(text(each)) for each in others)]
    if summary.shares:
        rows = ((name, [_share(each)]) for name, each in summary.shares.items())
        parts += [grid(("class", "share of the file"), rows), quiet(SHARES)]
    return [section("Certificate", *parts)]


def _share(share: ClassShare) -> Cell:
    low, high = (percent(edge, 1).removesuffix(" %") for edge in (share.low, share.high))
    return Cell(percent(share.share, 1), (f"{low} to {high} %",))
