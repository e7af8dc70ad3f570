"""What a typed line means: a decision on the row, or a word to the plain dialogue itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.config.class_keys import ABOUT_LISTED
from altui.config.key_registry import all_actions
from altui.data.presentation.column_groups import expand_range, group_words
from altui.display.text import one_line
from altui.errors import InputError
from altui.labeling.key_decisions import KEY_DECISIONS
from altui.labeling.naming.meaning import by_key, is_name, meant, named
from altui.labeling.view import with_round
from altui.learning.names import MODELS
from altui.learning.strategies import check_strategy, is_own, strategy_names
from altui.plain.lists import ListRequest, choose_only
from altui.plain.rendering import class_keys
from altui.session.events import Decision
from altui.wording.classes.changes import read_change
from altui.wording.refusals import DRAWN, LIKELIEST_FIRST, ONE_STAYS
from altui.wording.view.field_groups import group_fields, turn_folded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from altui.config.key_action import KeyAction
    from altui.config.keymap import KeyMap
    from altui.labeling.view import View

LOOKS = ("search", "history", "disagreements", "alike")

CHOOSING = ("search", "disagreements", "alike")

NAMING = "name-class"

ABOUT_A_LIST = (
    "more: more of the list printed last",
    "show N: row N of the list in full; show alone: the row asked",
    "next: the next row of a search, in full; change CLASS labels the row shown last",
    "change N CLASS: label row N of the list, or change its label",
    "flag N, note N and a text: flag row N of the list, comment on it",
)

_NAMED_LIKE_A_WORD = "a word of altui comes before a class of that name: ' and the name gives it"


def words(keymap: KeyMap) -> dict[str, str]:
    """The id of what a letter or word does: the letters are the keys of the screen."""
    actions = [each for each in all_actions().values() if each.words]
    also = {word: each.id for each in actions for word in each.also}
    keys = {key: each.id for each in actions for key in keymap.keys[each.id] if len(key) == 1}
    return {**also, **{each.id: each.id for each in actions}, **keys}


def help_lines(view: View) -> list[str]:
    keyed = [each for each in view.classes if each.key]
    classes = [f"{each.key} or its name: label {one_line(each.shown)}" for each in keyed]
    if len(keyed) < len(view.classes):
        classes.append(
            f"a name, code or beginning: label with any of {len(view.classes):,} classes"
        )
    known = words(view.keymap)
    keys = [_help_line(each, known) for each in all_actions().values() if each.words]
    return [
        *classes,
        *keys,
        *ABOUT_A_LIST,
        _NAMED_LIKE_A_WORD,
        "one line is one answer; the end of input quits",
    ]


def _help_line(action: KeyAction, known: Mapping[str, str]) -> str:
    """The shortest word for an action, and what it does."""
    shortest = min((word for word, meant in known.items() if meant == action.id), key=_length)
    argument = f" and a {action.argument}" if action.argument else ""
    return f"{shortest}{argument}: {action.typed or action.meaning}"


def _length(word: str) -> tuple[int, bool]:
    return len(word), not word.isalnum()


def interpret(line: str, view: View, shown_at: float) -> Decision | ListRequest | str:
    """The decision that a line makes, a request for other rows, or the id of a key action.
    InputError where it makes no sense.

    A key or code is a class, then a word is what it does, and only then a name or its beginning is
    a class.
    """
    text = line.strip()
    if (chosen := by_key(text, view.classes)) is not None:
        return _label(chosen.name, text, view, shown_at)
    first, rest = _split(text, view.keymap)
    known = words(view.keymap)
    action = known.get(first, "")
    if action == "edit-classes" and rest:
        return _change_classes(rest, view)
    if action == NAMING and rest:
        return _label(choose_only(rest, named(rest, view.classes)), text, view, shown_at)
    if action in WITH_TEXT:
        return _require(WITH_TEXT[action](rest, view), text, view)
    is_about_list = first in ABOUT_LISTED or (action == "flag" and rest)
    if action in LOOKS or (is_about_list and not _is_name(text, view)):
        look = ListRequest(action or first, rest)
        if view.settings.certify and look.word in CHOOSING:
            raise InputError(DRAWN)
        return look
    if text in known:
        key = KEY_DECISIONS.get(action)
        return _require(key.make(view, shown_at), text, view) if key else action
    return _label(choose_only(text, meant(text, view.classes)), text, view, shown_at)


def _split(text: str, keymap: KeyMap) -> tuple[str, str]:
    """The first word and the rest; the sign that names a class needs no blank behind it."""
    for key in keymap.keys[NAMING]:
        if len(key) == 1 and not key.isalnum() and text.startswith(key):
            return key, text[1:].strip()
    first, _, rest = text.partition(" ")
    return first, rest.strip()


def _label(name: str | None, text: str, view: View, shown_at: float) -> Decision:
    if name is None or view.shown_row is None:
        raise _no_answer(text, view)
    label = Decision.label(view.shown_row.row, name, **view.shown_at(shown_at))
    return with_round(view, label)


def _require(decision: Decision | None, text: str, view: View) -> Decision:
    """The decision, or InputError where there is nothing here to decide on."""
    if decision is None:
        raise _no_answer(text, view)
    return decision


def _comment(text: str, view: View) -> Decision | None:
    if view.shown_row is None:
        return None
    if not text and not view.shown_row.note:
        raise InputError("c and a text writes a comment on the row")
    return Decision.note(view.shown_row.row, text)


def _strategy(name: str, view: View) -> Decision:
    if view.settings.certify:
        raise InputError(DRAWN)
    if name in MODELS and name != view.settings.model:
        return Decision.model(name)
    if name in ("", view.settings.strategy, view.settings.model) or is_own(name):
        known, models = ", ".join(strategy_names()), ", ".join(MODELS)
        raise InputError(
            f"m and a name changes the query strategy: {known}; or the model: {models}"
        )
    if view.settings.find:
        raise InputError(LIKELIEST_FIRST)
    return Decision.setting(strategy=check_strategy(name))


def _change_classes(text: str, view: View) -> Decision | ListRequest:
    if view.settings.certify:
        raise InputError(DRAWN)
    change = read_change(text, view.settings.classes)
    if change.change == "split":
        return ListRequest(change.change, change.name)
    return Decision.classes(change)


def _fold(name: str, view: View) -> Decision | None:
    if view.shown_row is None:
        return None
    fields = view.shown_row.fields
    names = [each.name for each in fields]
    wanted = {name} if name in names else set(expand_range(name) or ())
    if not wanted or not wanted.issubset(names):
        groups = (group_words([each.name for each in group]) for group in group_fields(fields))
        known = ", ".join(one_line(each, 40) for each in groups)
        raise InputError(f"fold and a name folds a column away, or shows it again: {known}")
    folded = turn_folded(view.shown_row.folded, wanted)
    if len(folded) == len(names):
        raise InputError(ONE_STAYS)
    return Decision.setting(folded=sorted(folded))


WITH_TEXT: dict[str, Callable[[str, View], Decision | None]] = {
    "comment": _comment,
    "strategy": _strategy,
    "fold": _fold,
}
"""By the id of the action: the decision that the text after its word makes; None where there is
nothing to decide on."""


def _is_name(text: str, view: View) -> bool:
    return any(is_name(text, each) for each in view.classes)


def _no_answer(text: str, view: View) -> InputError:
    # A word or key of the screen is no answer here, and the reason helps more than the list.
    action = all_actions().get(view.keymap.action_of(text) or text)
    if action is not None and action.no_word:
        return InputError(f"'{one_line(text, 40)}' is for the screen: {action.no_word}")
    what = f"'{one_line(text, 40)}' is no answer here" if text else "an empty line is no answer"
    return InputError(
        what + (f"; there are {class_keys(view)}" if view.shown_row else ""),
        hint="help lists all that can be said.",
    )
