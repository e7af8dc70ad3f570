"""What the figures of a session mean, for a reader who was not there."""

from __future__ import annotations

from altui.wording.figures.label_seconds import MEANING as SECONDS

ABOVE = frozenset(
    {
        "labels",
        "per class",
        "accuracy",
        "accuracy before",
        "accuracy after",
        "certificate",
        "class shares",
        "found",
        "time",
    }
)
"""Rows of the summary that the page shows above its table, as figures of their own."""

MEANINGS = {
    "imported": "Labels that were made elsewhere and read in.",
    "classes changed": "How the classes differ from those at the start.",
    "to split": "A class was split: its rows are asked for again, to get one of the new classes.",
    "asked again": "Labels that were asked for a second time, without the first one being shown.",
    "words": "Words that were given for classes before there were labels. They stand for labeled "
    "rows, less with every label of their class and not at all from the tenth on. They are counted "
    "as no label anywhere.",
    "copies": "Rows with the label of a row that is the same, which was asked once for all.",
    "groups": "Of the rows of one group none trains where another measures the accuracy.",
    "random check": "Rows drawn at random from the pool before the first query. They never train, "
    "so they are a fair sample of the pool.",
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
    "per label": SECONDS,
    "reading": "The likeliest rows come first. The test rests on rows that are drawn at random "
    "from those left.",
    "test": "Whether 95 % are found: a test by betting on the rows drawn at random (Waudby-Smith "
    "and Ramdas 2024). Where less is found, p is ever below 0.05 in at most one session of "
    "twenty, however often one looks and however bad the model.",
    "look-alikes": "Rows that the person ticked in a list of rows like the one on the screen, and "
    "gave its label. None of them is of the random check.",
    "hint": "Advice from the model's own predictions on unlabeled rows, not from the labels that "
    "it asked for. It is not a proof. Kappa: how alike the predictions of one model and the next "
    "are, beyond chance; 1 is the same.",
}
