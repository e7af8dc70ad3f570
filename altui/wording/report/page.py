"""A session as one HTML page: no network, no script, all foreign text escaped.

It uses the same objects as the screen, and explains every figure. It depends on the logs alone, so
that the same session gives the same page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from altui.desk.chains import NAME_LENGTH
from altui.session.exporting.alike_rows import alike_rows
from altui.session.exporting.label_seconds import label_seconds
from altui.session.figures.summary import minute_in_words
from altui.session.team.agreement import with_oneself
from altui.wording.certificate import model_in_words
from altui.wording.figures.label_seconds import seconds_rows
from altui.wording.learner import asked_by, kind_of_model, learner_in_words
from altui.wording.report.certified import certificate_section
from altui.wording.report.classes import class_section
from altui.wording.report.curve import curve_svg
from altui.wording.report.found_curve import FOUND, found_svg
from altui.wording.report.head import head_of, name_of
from altui.wording.report.headline import list_figures, session_figures
from altui.wording.report.html import PageRows, document, facts, section
from altui.wording.report.meanings import ABOVE, MEANINGS
from altui.wording.summary import summary_rows
from altui.wording.team.agreement import oneself_rows
from altui.wording.team.shares import share_rows
from altui.wording.view.alike import alike_rows_told
from altui.wording.view.curve import TITLE

if TYPE_CHECKING:
    from altui.session.figures.summary import Summary
    from altui.session.reading import SessionView
    from altui.session.settings import Settings


def page(view: SessionView, certificate: SessionView | None = None) -> str:
    """The whole page, from the logs of the session and of its model's certificate alone."""
    summary = view.summary()
    certified = None if certificate is None else certificate.summary().verdict
    parts = [
        list_figures(session_figures(summary, certified)),
        *_curve(view, summary),
        class_section(summary),
        *certificate_section(view if view.settings.certify else certificate),
        *_agreement(view),
        *_details(view, summary),
        section("How it was made", facts(_settings(view, summary))),
    ]
    people = [view.settings.annotator] if view.settings.annotator else []
    classes = len(view.settings.classes)
    return document(head_of(view.settings, people, summary.last, view.path.name, classes), parts)


def _curve(view: SessionView, summary: Summary) -> list[str]:
    if view.settings.find:
        title, drawn = FOUND, found_svg(view, summary.progress, summary.copies)
    else:
        title, drawn = TITLE, curve_svg(view.curve())
    return [section(title, drawn)] if drawn else []


def _agreement(view: SessionView) -> list[str]:
    told = with_oneself(view.settings.annotator, view)
    if not told.alike.total:
        return []
    return [section("Agreement with oneself", facts(oneself_rows([told], NAME_LENGTH)))]


def _details(view: SessionView, summary: Summary) -> list[str]:
    rows = [
        *(row for row in summary_rows(summary) if row[0] not in ABOVE),
        *alike_rows_told(alike_rows(view)),
        *seconds_rows(label_seconds(view)),
    ]
    if not rows:
        return []
    return [
        section(
            "More figures",
            facts((name, value, MEANINGS.get(name, "")) for name, value in rows),
        )
    ]


def _settings(view: SessionView, summary: Summary) -> PageRows:
    s = view.settings
    yield "data", f"{name_of(s.source)}, {s.rows:,} rows", "The file that was labeled."
    yield "fingerprint", s.fingerprint, "SHA-256 of that file: another file has another one."
    yield "model", f"{model_in_words(s)}{kind_of_model(s)}", _what_model(s)
    if told := learner_in_words(view):
        yield "learner", told, "Points of the curve before were measured with the earlier one."
    yield (
        "asking by",
        asked_by(s),
        "How the next row is chosen (altui manual strategies).",
    )
    yield "seed", str(s.seed), "Of what was drawn at random. With the same seed it is the same."
    if s.order_seed is not None:
        yield "order seed", str(s.order_seed), "Of the order in which this person was asked."
    for name, told in share_rows(s.share, s.overlap):
        yield name, told, "The rows that this person was asked for."
    yield from _rows_of(s)
    yield "begun", minute_in_words(summary.started), ""


def _what_model(settings: Settings) -> str:
    if settings.certify:
        return "Its predictions were frozen before the first answer."
    return "The classifier, retrained after every label (altui manual models)."


def _rows_of(settings: Settings) -> Iterator[tuple[str, str, str]]:
    yield "pool", f"{settings.pool:,} rows", "Rows that could be asked for."
    if settings.test_rows:
        yield "test set", f"{settings.test_rows:,} rows", "Rows with known labels, set aside."
