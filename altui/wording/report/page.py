"""A session as one HTML page: no network, no script, all foreign text escaped.

It uses the same objects as the screen, and explains every figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.desk.chains import NAME_LENGTH
from altui.learning.strategies import in_words
from altui.session.exporting.alike_rows import alike_rows
from altui.session.exporting.label_seconds import label_seconds
from altui.session.figures.summary import iso_time
from altui.session.team.agreement import with_oneself
from altui.wording.certificate import certificate_rows, model_in_words
from altui.wording.find import found_points
from altui.wording.label_seconds import MEANING as SECONDS
from altui.wording.label_seconds import seconds_rows
from altui.wording.learner import learner_in_words
from altui.wording.pages.performance import MANY_CLASSES, MOST_CONFUSIONS, list_confusions
from altui.wording.report.curve import curve_svg
from altui.wording.report.found_curve import found_svg
from altui.wording.report.html import PageRows, document, grid, table
from altui.wording.summary import summary_rows
from altui.wording.team.agreement import oneself_rows
from altui.wording.team.shares import share_rows
from altui.wording.view.alike import alike_rows_told

if TYPE_CHECKING:
    from altui.learning.evaluation import Evaluation
    from altui.session.figures.summary import Summary
    from altui.session.reading import SessionView
    from altui.session.settings import Settings

ACCURACY = (
    "The share of rows that the model gets right, on rows that never trained it, with their count "
    "and the 95 % interval of Wilson (1927). It is shown for ten rows or more."
)

MEANINGS = {
    "labels": "Rows labeled in this session, and all rows with a label.",
    "per class": "Labels of each class, including those in the file.",
    "words": "Words that were given for classes before there were labels. They stand for labeled "
    "rows, less with every label of their class and not at all from the tenth on. They are counted "
    "as no label anywhere.",
    "copies": "Rows with the label of a row that is the same, which was asked once for all.",
    "groups": "Of the rows of one group none trains where another measures the accuracy.",
    "random check": "Rows drawn at random from the pool before the first query. They never train, "
    "so they are a fair sample of the pool.",
    "accuracy": ACCURACY,
    "accuracy before": f"Before the first label of this session. {ACCURACY}",
    "accuracy after": "The same after the last measured label.",
    "certificate": "Right of the rows that were drawn at random and answered blind, and an "
    "interval for all rows. Each end holds with 95 % confidence, however often one looks.",
    "class shares": "The share of each class in the whole file: what is predicted for all rows, "
    "corrected by the answers (prediction-powered inference, Angelopoulos et al. 2023). The "
    "interval of each class holds with 95 % confidence, however often one looks.",
    "confidence": "What a confidence such as .9 rests on. Calibrated: a temperature was fitted to "
    "rows that never trained, so that of rows shown with .9 about nine in ten are right. "
    "It changes no prediction. A score only orders the rows.",
    "model changed": "A model that is chosen after the accuracy was seen may have been chosen by "
    "it: then the accuracy is a little too high. That of a certificate is not.",
    "suggestions": "How often the label given is the one that another model had suggested, on rows "
    "of the random check that have a suggestion: they are a fair sample, and nobody saw it. Of the "
    "rows asked no interval is told: they are chosen, mostly the hard ones.",
    "showing them": "Of the rows that the strategy asked, one in ten is drawn to be asked without "
    "its suggestion. What differs beyond chance is what showing did to the answers. It cannot tell "
    "whether they were followed rightly.",
    "rare class": "Recall is the share of the class that the model finds, precision the share of "
    "what it finds that is right. With a rare class the accuracy says little.",
    "asked from": "While the pool is narrowed, only rows that have every must: and no not: are "
    "asked for. The random check and the accuracy are of all rows, whatever it was narrowed to.",
    "set aside": "Rows that were shown and got no label.",
    "time": "Working time without breaks of more than five minutes, and the median time from "
    "showing a row to its label.",
    "per label": SECONDS,
    "found": "Rows of the class that is sought, the rows read, and how many more are expected, "
    "going by the last rows. Many rows without a hit prove nothing.",
    "reading": "The likeliest rows come first. The test rests on rows that are drawn at random "
    "from those left.",
    "test": "Whether 95 % are found: a test by betting on the rows drawn at random (Waudby-Smith "
    "and Ramdas 2024). Where less is found, p is ever below 0.05 in at most one session of "
    "twenty, however often one looks and however bad the model.",
    "look-alikes": "Rows that the person ticked in a list of rows like the one on the screen, and "
    "gave its label. None of them is of the random check.",
    "hint": "Advice from the model's own predictions on unlabeled rows, not from the labels that "
    "it asked for. It is not a proof.",
}


def page(view: SessionView, certificate: SessionView | None = None) -> str:
    """The whole page, from the logs of the session and of its model's certificate alone."""
    summary, settings = view.summary(), view.settings
    title = f"altui: {settings.source.rpartition('/')[2]}"
    seconds = seconds_rows(label_seconds(view))
    alike = alike_rows_told(alike_rows(view))
    rows = [*summary_rows(summary), *alike, *seconds, *certificate_rows(certificate)]
    parts = [
        table((name, value, MEANINGS.get(name, "")) for name, value in rows),
        *_curve(view),
        *_classes(summary, settings),
        *_agreement(view),
        "<h2>Settings</h2>",
        table(_settings(view, summary)),
    ]
    return document(title, parts)


def _curve(view: SessionView) -> list[str]:
    if view.settings.find:
        points = found_points(view.curve(), view.settings)
        return ["<h2>Found against read</h2>", found_svg(points)] if len(points) > 1 else []
    measured = [*view.curve().measurements()]
    drawn = [(labeled, found) for labeled, found in measured if found.is_measured]
    if not drawn:
        return []
    return ["<h2>Accuracy while labeling</h2>", curve_svg(drawn)]


def _classes(summary: Summary, settings: Settings) -> list[str]:
    found = summary.accuracy_after
    if found is None or not found.confusion or not found.is_measured:
        return []
    heads = ("class", "labels", "recall", "precision")
    rows = [
        (name, f"{summary.per_class[name]:,}", str(found.recall(k)), str(found.precision(k)))
        for k, name in enumerate(settings.classes)
    ]
    return [
        "<h2>Class by class</h2>",
        grid(heads, rows),
        '<p class="meaning">Recall: of the rows of a class, those the model finds. Precision: of '
        "the rows it gives the class, the right ones. With counts and 95 % intervals.</p>",
        *_confusion(found, settings.classes),
    ]


def _agreement(view: SessionView) -> list[str]:
    told = with_oneself(view.settings.annotator, view)
    if not told.alike.total:
        return []
    return ["<h2>Agreement with oneself</h2>", table(oneself_rows([told], NAME_LENGTH))]


def _confusion(found: Evaluation, classes: Sequence[str]) -> list[str]:
    if len(classes) > MANY_CLASSES:
        pairs = [
            (classes[given], classes[predicted], f"{rows:,}")
            for rows, given, predicted in list_confusions(found)[:MOST_CONFUSIONS]
        ]
        return [
            grid(("given label", "prediction", "rows"), pairs),
            '<p class="meaning">The commonest confusions.</p>',
        ]
    rows = [
        (name, *map(str, counts)) for name, counts in zip(classes, found.confusion, strict=True)
    ]
    return [
        grid(("", *classes), rows),
        '<p class="meaning">Lines: the given label. Columns: the prediction.</p>',
    ]


def _settings(view: SessionView, summary: Summary) -> PageRows:
    s = view.settings
    yield "data", f"{s.source}, {s.rows:,} rows", "The file that was labeled."
    yield "fingerprint", s.fingerprint, "SHA-256 of that file."
    what = (
        "The frozen predictions." if s.certify else "The classifier, retrained after every label."
    )
    yield "model", model_in_words(s), what
    if told := learner_in_words(view):
        yield "learner", told, "Points of the curve before were measured with the earlier one."
    yield "strategy", in_words(s.strategy), "How the next row was chosen, at the end."
    yield "seed", str(s.seed), "The random seed."
    if s.order_seed is not None:
        yield (
            "seed of the order",
            str(s.order_seed),
            "It drew what this person was asked at random.",
        )
    for name, told in share_rows(s.share, s.overlap):
        yield name, told, "The rows that this person was asked for."
    yield "annotator", s.annotator, "The person who labeled."
    yield "pool", f"{s.pool:,} rows", "Rows that could be asked for."
    yield "test set", f"{s.test_rows:,} rows", "Rows with known labels, set aside."
    yield "begun", iso_time(summary.started), "In UTC."
    yield "last activity", iso_time(summary.last), "In UTC."
