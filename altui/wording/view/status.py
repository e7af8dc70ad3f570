"""The status line and the line of keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from altui.config.key_actions import RECENT_KEYS
from altui.display.lines import Line, Span, Tone, length, line, text_of
from altui.display.text import count_of, one_line
from altui.wording.certificate import model_in_words
from altui.wording.classes.keys import FEW_CLASSES, shorten_keys
from altui.wording.classes.looks import class_key_tone, class_tone
from altui.wording.figures.find import counts_in_short, test_in_short
from altui.wording.summary import begins_from_words, left_in_words, stop_in_short
from altui.wording.team.live import team_in_short, waiting_in_short
from altui.wording.team.shares import of_share
from altui.wording.view.apart import shorten_apart

if TYPE_CHECKING:
    from altui.config.keymap import KeyMap
    from altui.labeling.showing.class_keys import ClassKey
    from altui.labeling.view import View


Key = tuple[str, str]
"""A key and what it does."""

CURVE = "curve"

MANY_CLASSES = 10
"""With more classes, only some are listed by name."""

MOST_COUNTED = 3
"""Of many classes, how many are listed with their labels."""


def status_parts(view: View) -> list[Line]:
    """The parts of the status line, most important first: a narrow screen cuts the end."""
    summary, settings = view.summary, view.settings
    given = count_of(summary.labels_given, "label")
    if settings.budget:
        given = f"{summary.labels_given:,} of {count_of(settings.budget, 'label')}"
    counts = [*summary.per_class.values()]  # in the order of the classes, whatever they are called
    per_class = counted_classes(view.classes, counts, 12)
    given = f"{given} by you, {summary.others:,} by others" if summary.others else f"{given} given"
    # What is deleted at the end is not called saved.
    saved = "" if view.is_kept_nowhere else "saved · "
    parts: list[str | Line] = [", ".join((f"{saved}{given}", *left_in_words(summary)))]
    progress = view.round.progress
    parts += [*counts_in_short(progress), *test_in_short(progress)] if progress else [per_class]
    if view.round.is_stale:
        behind = max(view.round.number - view.round.asked_by, 0)
        parts.insert(1, f"ranking {count_of(behind, 'label')} old")
    if summary.hint is not None and summary.hint.stop:
        parts.insert(1, stop_in_short(summary.hint))
    elif summary.hint is not None and summary.hint.only is not None:
        only = view.classes[summary.hint.only].shown
        parts.insert(1, f"only {one_line(only, 12)} is predicted yet")
    if settings.narrow:
        parts.insert(1, f"asked from {one_line(settings.narrow, 24)}")
    if summary.to_split:
        key = view.keymap.key("edit-classes")
        parts.insert(1, f"{sum(summary.to_split.values()):,} to split: {key}")
    if view.lead is not None:
        parts.insert(1, f"{view.lead.model} seems better: {view.keymap.key('strategy')}")
    with_check = " with the random check" if settings.narrow and settings.audit else ""
    left = f"{count_of(view.round.remaining, 'row')} left"
    parts.append(f"{left}{of_share(settings.share)}{with_check}")
    if view.round.words:
        # Before the first label nothing else is known.
        is_first = not summary.labels_given
        parts.insert(1 if is_first else len(parts), begins_from_words(view.round.words))
    if summary.pace:
        parts.append(f"{summary.pace:.1f} s a label")
    if not view.is_made_up:  # the demo is for who does not know these names yet
        asking = f"finding {settings.find}" if settings.find else settings.strategy
        parts.append(f"{model_in_words(settings)}, {one_line(asking, 40)}")
    if waiting := waiting_in_short(view.team, view.keymap.key("team")):
        parts.insert(1, waiting)
    if gone := team_in_short(view.team):
        parts.insert(0, gone)  # what may be lost with this machine has room on every screen
    if view.cluster:
        parts.insert(0, one_line(view.cluster))  # other machines say what versions they have
    return [line(each) if isinstance(each, str) else each for each in parts]


def how_far(view: View) -> str:
    """In a few words, beside a remark."""
    given, most = view.summary.labels_given, view.settings.budget or view.summary.pool
    return f"{given:,} of {count_of(most, 'label')}"


def count_classes(classes: Sequence[ClassKey], counts: Sequence[int], widest: int) -> str:
    return text_of(counted_classes(classes, counts, widest))


def counted_classes(classes: Sequence[ClassKey], counts: Sequence[int], widest: int) -> Line:
    """The labels of each class; of many those with the most, and how many have any."""
    named = [*zip(range(len(classes)), classes, counts, strict=True)]
    spans = []
    if len(named) > MANY_CLASSES:
        has_any = sum(map(bool, counts))
        spans = [Span(f"{has_any:,} of {len(named):,} classes")]
        named = sorted(named, key=lambda each: -each[2])[: min(MOST_COUNTED, has_any)]
    names = shorten_apart([each.shown for _, each, _ in named], widest)
    for (index, _, count), shown in zip(named, names, strict=True):
        name = Span(shown, class_tone(index, len(classes)))
        spans += [*([Span(", ")] if spans else []), name, Span(f": {count:,}")]
    return tuple(spans)


GAP, BORDER = Span("  "), Span(" │ ", "dim")


def keys_line(keys: Sequence[Key], last: Sequence[Key], width: int) -> Line:
    """(key, what it does) as far as there is room, and always the `last` ones."""
    return groups_line([keys], last, {}, width)


def groups_line(
    groups: Sequence[Sequence[Key]], last: Sequence[Key], tones: Mapping[str, Tone], width: int
) -> Line:
    """The keys of each group as far as there is room, a line between two groups, and always the
    `last` ones, with the last group. `tones` are those of some keys."""
    end = [span for each in last for span in _key(GAP, *each)]
    spans: list[Span] = []
    for group in groups:
        gap = BORDER
        for key, meaning in group:
            part = _key(gap, key, meaning, tones.get(key, "strong"))
            # The first gap is not shown.
            if length([*spans, *part, *end][1:]) > width:
                return (*spans, *end)[1:]
            spans, gap = [*spans, *part], GAP
    return (*spans, *end)[1:]


def _key(gap: Span, key: str, meaning: str, tone: Tone = "strong") -> list[Span]:
    return [gap, Span(key, tone), Span(f" {meaning}", "dim")]


def key_tones(view: View) -> dict[str, Tone]:
    """Those of the keys that answer: each class in its colour, the others in the accent."""
    answers = key_groups(view)[0] if not view.ending else []
    count = len(view.classes)
    classes = {each.key: class_key_tone(index, count) for index, each in enumerate(view.classes)}
    return {key: classes.get(key, "key") for key, _ in answers}


def class_keys_now(classes: Sequence[ClassKey], keymap: KeyMap) -> list[tuple[str, str]]:
    keyed = [each for each in classes if each.key]
    if len(classes) <= FEW_CLASSES:
        return [(each.key, one_line(each.shown, 14)) for each in keyed]
    keys = shorten_keys(each.key for each in keyed)
    if len(keyed) == len(classes):
        return [(keys, "label")]
    return [(keys, "classes"), *keymap.list_keys(("name-class", "more"))]


def recent_keys(classes: Sequence[ClassKey]) -> list[tuple[str, str]]:
    """The last used classes that have no key of their own."""
    recent = [each for each in classes if each.key in RECENT_KEYS]
    return [(each.key, one_line(each.shown, 12)) for each in sorted(recent, key=_place_of_key)]


def _place_of_key(each: ClassKey) -> int:
    return RECENT_KEYS.index(each.key)


def keys_now(view: View) -> list[Key]:
    return [each for group in key_groups(view) for each in group]


def key_groups(view: View) -> list[list[Key]]:
    """The keys that work now: those that answer, those that put the row off, and the others."""
    keymap = view.keymap
    if view.ending:
        more = [("go-on", "go on")] if view.ending in ("budget", "narrowed") else []
        return [keymap.list_keys(*more, ("export", "export"), ("undo", "undo"))]
    keys = class_keys_now(view.classes, keymap) + recent_keys(view.classes)
    suggestion = view.shown_row.suggestion if view.shown_row else None
    if suggestion is not None and suggestion.is_shown and suggestion.name:
        keys = [*keymap.list_keys(("accept", "accept")), *keys]
    if view.shown_row and view.shown_row.known is not None:
        keys += keymap.list_keys(("reveal", "reveal"), ("auto", "auto"))
    later = keymap.list_keys(("skip", "skip"), ("unsure", "unsure"), ("ignore", "ignore"))
    others = keymap.list_keys(
        ("undo", "undo"),
        ("comment", "comment"),
        ("flag", "flag"),
        ("export", "export"),
        ("curve", CURVE),
    )
    return [keys, later, others]
