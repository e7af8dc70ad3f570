"""Every key action, the layouts, and the reserved keys. Only data; all other code reads it.

To add an action, add it here and where it is done: as a decision in `labeling.key_decisions` or a
page of text in `wording.key_pages`, which the screen and `--plain` share. What each does in its own
way is a method of the app and one of `plain.actions`, found by its name. If `--plain` does not do
it, `no_word` says why.

Escape and arrows never change data: over a slow line one can arrive as the other. There are no
function keys and no alt: many terminals keep those for themselves.
"""

from __future__ import annotations

from collections.abc import Mapping

from altui.config.key_action import KeyAction

CLASSES = "classes"
"""The id under which a keymap lists the keys of the classes, in order."""

RECENT_KEYS = (",", ".", "-")
"""For the last used classes that have no key of their own. An action of the user's keymap may have
such a key; there is one class less a key away then."""

_PRINTED_WHOLE = "the whole text is printed"

ACTIONS = (
    KeyAction(
        "name-class",
        ("'",),
        "name any class",
        "name_class",
        details="name a class: letters narrow by the beginnings of words, enter takes the first, "
        "a code needs no enter",
        argument="name",
        typed="label with the class of this name, code or beginning; alone: list all classes",
    ),
    KeyAction(
        "reveal",
        ("r",),
        "reveal the known label",
        "decide('reveal')",
        listed_with="accept",
        listed_as="reveal; accept suggestion",
    ),
    KeyAction(
        "accept",
        ("enter",),
        "accept the suggestion shown",
        "decide('accept')",
        details="label the row with the suggestion beside it, where one is shown",
    ),
    KeyAction(
        "auto",
        ("a",),
        "reveal on; any key stops",
        "auto",
        details="reveal the known labels of one row after another; any key stops",
        typed="reveal one row after another, to the end",
    ),
    KeyAction(
        "undo",
        ("u",),
        "undo, without limit",
        "decide('undo')",
        details="undo, without limit, also decisions of earlier runs",
        listed_with="redo",
        listed_as="undo, redo, without limit",
    ),
    KeyAction("redo", ("U",), "redo", "decide('redo')", details="redo the last undo"),
    KeyAction(
        "skip",
        ("s",),
        "skip for 10 labels or more",
        "decide('skip')",
        details="skip: the row may be asked again after 10 labels",
    ),
    KeyAction(
        "unsure",
        ("n",),
        "unsure: set aside",
        "decide('unsure')",
        details="unsure: not asked again, not trained on, exported as unsure",
    ),
    KeyAction(
        "ignore",
        ("x",),
        "ignore: never again",
        "decide('ignore')",
        details="ignore: the row is never asked again",
    ),
    KeyAction(
        "hurry",
        ("w",),
        "do not wait for training",
        "hurry",
        details="do not wait for training: show the next row of the last ranking; "
        "again: restart training",
    ),
    KeyAction(
        "reasons",
        ("y",),
        "show or hide the reasons",
        "reasons",
        details="show or hide the reasons for and against the class shown",
    ),
    KeyAction("flag", ("f",), "flag the row, or unflag it", "decide('flag')"),
    KeyAction("comment", ("c",), "write a comment on the row", "comment", argument="text"),
    KeyAction(
        "search",
        ("/",),
        "search for rows to label",
        "search",
        details="search by text or column=value: a digit shows the row, and then labels it; "
        "must: and not: narrow what is asked, must: alone widens it again",
        argument="text or column=value",
        typed="list the unanswered rows that contain it; must:TEXT and not:TEXT narrow what is "
        "asked, must: alone widens it again",
        listed_with="alike",
        listed_as="search, look-alikes",
    ),
    KeyAction(
        "alike",
        ("=",),
        "label its look-alikes too",
        "alike",
        details="the rows most like this one: a digit ticks one, enter gives them all the label",
        typed="list the rows most like this one; = 1,3 CLASS labels those with it",
    ),
    KeyAction(
        "history",
        ("h",),
        "look back, filter, change",
        "history",
        details="the history of all decisions: filter, read again, change",
        typed="list the decisions; a class, check, flagged, disagrees and so on filter them",
    ),
    KeyAction(
        "disagreements",
        ("d",),
        "labels the model disputes",
        "disagreements",
        details="your labels that the model contradicts, asked again one by one, blind",
    ),
    KeyAction(
        "fold",
        ("z",),
        "fold columns away",
        "fold",
        details="fold away columns that you do not need to see, or show them again",
        argument="name",
        typed="fold this column away, or show it again",
    ),
    KeyAction(
        "source",
        ("S",),
        "the source of HTML",
        "source",
        details="show the HTML that the texts of the row were read from, tags and all",
    ),
    KeyAction(
        "strategy",
        ("m",),
        "change strategy or model",
        "strategy",
        details="change the query strategy or the model from here on; undo takes a change of the "
        "model back",
        also=("model",),
        argument="name",
        typed="change the query strategy, or the model, from here on",
    ),
    KeyAction(
        "edit-classes",
        ("C",),
        "add, rename, merge classes",
        "edit_classes",
        details="the classes: add, rename, merge, split or remove one; undo takes it back",
        also=("classes",),
        argument="change",
        typed="list the classes; add NAME, rename NAME to NEW, merge NAME into OTHER, split NAME "
        "or remove NAME changes them",
    ),
    KeyAction(
        "guidelines",
        ("i",),
        "instructions and classes",
        "guidelines",
        details="the guidelines, and what each class means",
    ),
    KeyAction(
        "page-down",
        ("space", "pagedown"),
        "next page",
        "page(1)",
        no_word=_PRINTED_WHOLE,
        is_move=True,
    ),
    KeyAction(
        "page-up",
        ("b", "pageup"),
        "page back",
        "page(-1)",
        no_word=_PRINTED_WHOLE,
        is_move=True,
    ),
    KeyAction(
        "line-down",
        ("j", "down"),
        "a line down",
        "scroll(1)",
        no_word=_PRINTED_WHOLE,
        is_move=True,
        listed_with="line-up",
        listed_as="a line down, up",
    ),
    KeyAction(
        "line-up",
        ("k", "up"),
        "a line up",
        "scroll(-1)",
        no_word=_PRINTED_WHOLE,
        is_move=True,
    ),
    KeyAction(
        "curve",
        ("v",),
        "curve (narrow screens)",
        "curve",
        details="show the accuracy curve in place of the row, on a narrow screen",
        typed="the accuracy after each label, newest first",
    ),
    KeyAction(
        "performance",
        ("p",),
        "accuracy, class by class",
        "open_page('performance')",
        details="accuracy class by class, and the confusion table",
        also=("accuracy",),
    ),
    KeyAction(
        "team",
        ("T",),
        "who labels with you",
        "open_page('team')",
        details="who labels this file at the same time, and whether the desk is there",
    ),
    KeyAction(
        "go-on",
        ("g",),
        "continue after the budget",
        "decide('go-on')",
        details="continue with 20 more labels when the budget is spent, or with all rows when "
        "the narrowed pool is empty",
    ),
    KeyAction("export", ("e",), "export the labels", "export"),
    KeyAction(
        "help", ("?",), "this help", "help", details="every key and what it does", also=("?",)
    ),
    KeyAction(
        "redraw",
        ("ctrl+l",),
        "redraw the screen",
        "redraw",
        no_word="there is no screen; if no row could be asked, an empty line tries again",
    ),
    KeyAction(
        "suspend",
        ("ctrl+z",),
        "suspend; fg resumes",
        "suspend_process",
        no_word="the shell does it, with ctrl+z",
    ),
    KeyAction(
        "quit",
        ("q",),
        "quit: all is saved",
        "quit",
        details="quit: all is saved, and nothing is asked",
    ),
)
"""In the order in which the help lists them."""

RESERVED: Mapping[str, str] = {}
"""Keys that no layout may use, with the planned action of each. Settings files may use them, and
lose them once the planned action exists. An action that gets its key is removed here."""

STANDARD_LAYOUT = "standard"

LAYOUTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    STANDARD_LAYOUT: {},
    # Classes on the upper rows, actions on the home row, undo on z as in ctrl+z.
    "left": {
        CLASSES: tuple("12345qwert"),
        "reveal": ("a",),
        "auto": ("R",),
        "skip": ("s",),
        "unsure": ("d",),
        "disagreements": ("D",),
        "undo": ("z",),
        "redo": ("Z",),
        "fold": ("C",),
        "edit-classes": ("L",),
        "hurry": ("W",),
        "export": ("E",),
        "quit": ("Q",),
    },
    "right": {
        CLASSES: tuple("67890yuiop"),
        "undo": ("h",),
        "redo": ("H",),
        "history": ("L",),
        "skip": ("j",),
        "unsure": ("k",),
        "ignore": ("l",),
        "reveal": ("m",),
        "flag": ("n",),
        "line-down": ("down",),
        "line-up": ("up",),
        "strategy": ("M",),
        "reasons": ("Y",),
        "guidelines": ("I",),
        "performance": ("P",),
    },
}
"""By the name of a layout: the keys that differ from the default."""
