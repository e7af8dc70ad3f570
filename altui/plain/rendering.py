"""A View in plain lines, to be read from the top down or to be heard: no frame, no columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.data.schema import Role
from altui.display.lines import text_of
from altui.display.text import counted, displayable, one_line
from altui.labeling.proposal import ROLE_KEYS, ROLE_WORDS, quoted
from altui.wording.curve import thinned
from altui.wording.decisions import WIDEST_ID, item_line
from altui.wording.ending import choices, ending_sentence, ending_title
from altui.wording.evaluation import accuracy_in_words, why_not_measured
from altui.wording.last_action import import_moved, what_was_learned
from altui.wording.query import explanation, shown_query
from altui.wording.reasons import legend
from altui.wording.row import folded_words, query_text
from altui.wording.status import status_parts
from altui.wording.summary import measured_in_words

if TYPE_CHECKING:
    from altui.labeling.proposal import Proposal
    from altui.labeling.view import ClassKey, Reasons, Sample, View

LONG_LINE = 1_000
"""Cells after which a line that is spoken at one go is cut."""

CURVE_WIDTH = 3
"""Of a curve as many points are told as a plot of so many columns would draw: at most 25."""

DECIDING = 6
"""Reasons told, the strongest first."""


def news(view: View, last: View | None) -> Iterator[str]:
    """What has become of the last answer, and what it changed."""
    before = last.decisions if last else view.decisions
    done = next((each for each in view.decisions if each not in before), None)
    if moved := import_moved(view):
        yield f"saved: {moved}"
    elif done is not None:
        width = cell_len(one_line(done.row_id, WIDEST_ID))
        yield f"saved: {text_of(item_line(done, width, LONG_LINE))}"
    if view.measured and (last is None or view.measured != last.measured):
        yield f"accuracy: {', '.join(accuracy_in_words(view))}"
    if learned := what_was_learned(view):
        yield learned
    yield ", ".join(status_parts(view)).replace(" · ", ", ")


def question(view: View, *, is_explained: bool) -> Iterator[str]:
    """The sample and what may be answered, or that there is none."""
    if view.ending:
        yield f"{ending_title(view)}: {ending_sentence(view)}"
        yield ", ".join(f"{key} {meaning}" for key, meaning in choices(view))
        return
    if view.sample is None:
        return
    yield f"{query_text(view)}, sample {one_line(view.sample.row_id, LONG_LINE)}"
    yield from row(view.sample)
    yield from _opinion(view)
    if is_explained and view.sample.reasons is not None:
        yield from _reasons(view.sample.reasons)
    yield f"your answer: {class_keys(view)}; help lists the words"


def class_keys(view: View) -> str:
    return classes_told(view.classes)


def classes_told(classes: Sequence[ClassKey]) -> str:
    told = (f"{each.key} {one_line(each.name, LONG_LINE)}" for each in classes)
    own = (each.key if each.key == each.name else "" for each in classes)
    return ", ".join(key or both for key, both in zip(own, told, strict=True))


def row(sample: Sample) -> Iterator[str]:
    """All that the person may read of a row."""
    if sample.flagged:
        yield "flagged"
    if sample.note:
        yield from _named("comment", sample.note)
    for field in sorted(sample.shown, key=lambda each: each.role is not Role.TEXT):
        place = sample.places.get(field.name)
        told = "" if place is None else f" (above {100 * place:.0f} % of the rows)"
        yield from _named(one_line(field.name, LONG_LINE), f"{field.text}{told}")
    if sample.hidden:
        yield one_line(folded_words(sample), LONG_LINE)


def _named(name: str, text: str) -> Iterator[str]:
    """Further lines are indented: no text from a file can pass for a line of altui's."""
    first, *more = displayable(text).split("\n")
    yield f"{name}: {first}"
    yield from (f"  {each}" for each in more)


def _opinion(view: View) -> Iterator[str]:
    query = shown_query(view)
    if query is not None and query.probabilities is not None:
        shares = zip(view.classes, query.probabilities, strict=True)
        told = ", ".join(f"{one_line(each.name, LONG_LINE)} {share:.4f}" for each, share in shares)
        yield f"the model: {told}; uncertainty {query.uncertainty:.4f}"
        if view.round.trouble:
            yield one_line(view.round.trouble, LONG_LINE)
    yield one_line(explanation(view), LONG_LINE)


def _reasons(reasons: Reasons) -> Iterator[str]:
    if reasons.alike:
        yield from map(text_of, legend(reasons, LONG_LINE))
        return
    shares = {**reasons.columns, **{f"'{word}'": each for word, each in reasons.words.items()}}
    strongest = sorted(shares, key=lambda name: -abs(shares[name]))[:DECIDING]
    told = [f"{shares[name]:+.2f} {one_line(name, LONG_LINE)}" for name in strongest]
    if told:
        yield f"why {one_line(reasons.shown, LONG_LINE)}: {', '.join(told)} (log-odds)"


def curve(view: View) -> Iterator[str]:
    """The accuracy label by label, the last one first; of a long session every so-many-th. The
    labels of each class where nothing is known to test on."""
    measured = [each for each in view.curve.measured() if each[1].is_measured]
    if not measured:
        yield f"accuracy: {why_not_measured(view)}"
    for labeled, found in reversed(thinned(measured, CURVE_WIDTH)):
        told = measured_in_words(found, view.settings.classes)
        yield f"{counted(labeled, 'label')}: {one_line(told, LONG_LINE)}"
    if not measured and not view.has_test:
        for point in reversed(thinned(view.curve, CURVE_WIDTH)):
            counts = zip(view.classes, point.per_class, strict=True)
            named = (f"{one_line(each.name, LONG_LINE)}: {count:,}" for each, count in counts)
            yield f"{counted(point.labeled, 'label')}: {', '.join(named)}"


def columns(proposal: Proposal) -> Iterator[str]:
    """What each column is taken for, numbered, and how to change it."""
    yield f"columns of {one_line(proposal.name, LONG_LINE)}, {proposal.rows:,} rows"
    yield from (one_line(note, LONG_LINE) for note in proposal.notes)
    for number, column in enumerate(proposal.schema.columns, 1):
        told = f"{column.reason}; e.g. {', '.join(column.examples)}"
        name = one_line(column.name, LONG_LINE)
        yield f"{number} {name}: {ROLE_WORDS[column.role]} ({one_line(told, LONG_LINE)})"
    yield from (each for each in (proposal.price, proposal.use_of_labels) if each)
    if proposal.classes:
        yield f"classes: {one_line(quoted(proposal.classes), LONG_LINE)}"


def columns_help() -> str:
    roles = ", ".join(f"{key} {ROLE_WORDS[role]}" for key, role in ROLE_KEYS.items())
    return (
        "An empty line starts. A number and a letter change a column, such as 2 t: "
        f"{roles}. e A,B names the classes, p hides the labels or shows them, q quits."
    )
