"""What a typed line means: a decision on the sample, or a word to the plain dialogue itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.config.keymap import ACTIONS
from altui.display.text import one_line
from altui.errors import InputError
from altui.labeling.view import as_asked
from altui.learning.strategies import check_strategy, is_own, strategy_names
from altui.plain.lists import Look
from altui.plain.rendering import class_keys
from altui.session.events import Decision
from altui.wording.ending import MORE
from altui.wording.refusals import DRAWN, ONE_STAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from altui.config.keymap import KeyMap
    from altui.labeling.view import ClassKey, Sample, View

ABOUT_SAMPLE: dict[str, Callable[..., Decision]] = {
    "reveal": Decision.reveal,
    "skip": Decision.skip,
    "unsure": Decision.unsure,
    "ignore": Decision.ignore,
}

FLAG = "flag"

WITH_TEXT = ("comment", "strategy", "fold")

LOOKS = ("search", "history", "disagreements")

CHOOSING = ("search", "disagreements")

ABOUT_LISTED = ("more", "show", "change", "note")
"""Words about what was listed last."""

OF_THE_SESSION: dict[str, Callable[[], Decision]] = {
    "undo": Decision.undo,
    "redo": Decision.redo,
}

OTHERS = (
    "auto",
    "hurry",
    "reasons",
    "guidelines",
    "performance",
    "curve",
    "go-on",
    "export",
    "help",
    "quit",
)
"""What is no decision of its own."""

SPOKEN = (*ABOUT_SAMPLE, FLAG, *WITH_TEXT, *LOOKS, *OF_THE_SESSION, *OTHERS)

ALSO = {"?": "help", "accuracy": "performance"}
"""Words that are understood besides, where they are no keys of something else."""

TYPED = {
    "comment": "and a text: write a comment on the row",
    "strategy": "and a name: change the query strategy",
    "fold": "and a name: fold this column away, or show it again",
    "search": "and a text or column=value: list the rows without an answer that hold it",
    "history": "list the decisions; a class, check, flagged, disagrees and so on pick some",
    "curve": "the accuracy after each label, the last one first",
    "auto": "reveal one after the other, to the end",
}
"""What is another thing where it is typed."""


ABOUT_A_LIST = (
    "more: more of the list told last",
    "show N: row N of the list in full; show alone: the sample again",
    "change N CLASS: label row N of the list, or change its label",
    "flag N, note N and a text: flag row N of the list, comment on it",
)


def words(keymap: KeyMap) -> dict[str, str]:
    """The id of what a letter or word does: the letters are the keys of the screen."""
    keys = {key: id_ for id_ in SPOKEN for key in keymap.keys[id_] if len(key) == 1}
    return {**ALSO, **{id_: id_ for id_ in SPOKEN}, **keys}


def help_lines(view: View) -> list[str]:
    classes = [f"{each.key} or its name: label {one_line(each.name)}" for each in view.classes]
    known = words(view.keymap)
    keys = [
        f"{_word(each.id, known)}{TYPED.get(each.id, each.meaning)}"
        for each in ACTIONS
        if each.id in SPOKEN
    ]
    return [*classes, *keys, *ABOUT_A_LIST, "one line is one answer; the end of input quits"]


def _word(id_: str, known: Mapping[str, str]) -> str:
    """The shortest word for an action."""
    shortest = min((word for word, meant in known.items() if meant == id_), key=_length)
    return f"{shortest} " if id_ in WITH_TEXT else f"{shortest}: "


def _length(word: str) -> tuple[int, bool]:
    return len(word), not word.isalnum()


def understood(line: str, view: View, shown_at: float) -> Decision | Look | str:
    """The decision that a line makes, a look at the past, or one of OTHERS. InputError where it
    makes no sense.

    A digit is a class, then a letter or word is what it does, and only then the name of a class.
    """
    text = line.strip()
    first, _, rest = text.partition(" ")
    if (chosen := _class_of(text, view, _key)) is None:
        known = words(view.keymap)
        if known.get(first) == "comment":
            return _comment(rest.strip(), _sample(view, text))
        if known.get(first) == "strategy":
            return _strategy(rest.strip(), view)
        if known.get(first) == "fold":
            return _fold(rest.strip(), _sample(view, text))
        is_about_list = first in ABOUT_LISTED or (known.get(first) == FLAG and rest)
        if known.get(first) in LOOKS or (is_about_list and _is_no_class(text, view)):
            look = Look(known.get(first, first), rest.strip())
            if view.settings.certify and look.word in CHOOSING:
                raise InputError(DRAWN)
            return look
        if text in known:
            return _meant(known[text], view, shown_at)
        chosen = _class_of(text, view, _name)
    if chosen is None:
        raise _not_understood(text, view)
    label = Decision.label(_sample(view, text).row, chosen, **view.shown_at(shown_at))
    return as_asked(view, label)


def _meant(word: str, view: View, shown_at: float) -> Decision | str:
    if word in OF_THE_SESSION:
        return OF_THE_SESSION[word]()
    if word == "go-on":
        if view.ending != "budget":
            raise _not_understood(word, view)
        return Decision.setting(budget=view.settings.budget + MORE)
    if word in OTHERS:
        return word
    sample = _sample(view, word)
    if word == FLAG:
        return Decision.flag(sample.row, on=not sample.flagged)
    if word == "reveal" and sample.known is None:
        raise InputError("the file holds no label for this row")
    return as_asked(view, ABOUT_SAMPLE[word](sample.row, **view.shown_at(shown_at)))


def _comment(text: str, sample: Sample) -> Decision:
    if not text and not sample.note:
        raise InputError("c and a text writes a comment on the row")
    return Decision.note(sample.row, text)


def _strategy(name: str, view: View) -> Decision:
    if view.settings.certify:
        raise InputError(DRAWN)
    if view.settings.find:
        raise InputError("all of a class are to be found: the likeliest is asked first")
    if name in ("", view.settings.strategy) or is_own(name):
        raise InputError(f"m and a name changes the query strategy: {', '.join(strategy_names())}")
    return Decision.setting(strategy=check_strategy(name))


def _fold(name: str, sample: Sample) -> Decision:
    names = [each.name for each in sample.fields]
    if name not in names:
        told = ", ".join(one_line(each, 40) for each in names)
        raise InputError(f"fold and a name folds a column away, or shows it again: {told}")
    folded = sample.folded ^ {name}
    if len(folded) == len(names):
        raise InputError(ONE_STAYS)
    return Decision.setting(folded=sorted(folded))


def _sample(view: View, text: str) -> Sample:
    if view.sample is None:
        raise _not_understood(text, view)
    return view.sample


def _class_of(text: str, view: View, told: Callable[[ClassKey], str]) -> str | None:
    return next((each.name for each in view.classes if told(each) == text), None)


def _is_no_class(text: str, view: View) -> bool:
    return _class_of(text, view, _name) is None


def _key(each: ClassKey) -> str:
    return each.key


def _name(each: ClassKey) -> str:
    return each.name.strip()


def _not_understood(text: str, view: View) -> InputError:
    what = f"'{one_line(text, 40)}' is no answer here" if text else "an empty line is no answer"
    return InputError(
        what + (f"; there are {class_keys(view)}" if view.sample else ""),
        hint="help lists all that can be said.",
    )
