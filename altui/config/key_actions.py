"""Every key action once, the layouts, and the keys that are kept free: data, read everywhere.

An action is added here and where it is done: as a decision in `labeling.key_decisions` or a page
of text in `wording.key_pages`, which the screen and `--plain` share. What each does in its own way
is a method of the app and one of `plain.actions`, found by its name; where `--plain` does not do
it, the action says why.

Nothing that changes data is bound to escape or an arrow: over a slow line one can arrive as
the other. No function keys and no alt: many terminals keep those for themselves.
"""

from __future__ import annotations

from collections.abc import Mapping

from altui.config.key_action import KeyAction

CLASSES = "classes"
"""Beside the ids of the actions: the keys of the classes, in the order in which they are taken."""

_PRINTED_WHOLE = "a text is printed whole"

ACTIONS = (
    KeyAction("reveal", ("r",), "reveal the known label", "decide('reveal')"),
    KeyAction(
        "auto",
        ("a",),
        "reveal on; any key stops",
        "auto",
        details="reveal the known label of one row after the other; any key stops",
        typed="reveal one after the other, to the end",
    ),
    KeyAction(
        "undo",
        ("u",),
        "undo, without limit",
        "decide('undo')",
        details="undo, without limit, also what was done before the last start",
        listed_with="redo",
        listed_as="undo, redo, without limit",
    ),
    KeyAction("redo", ("U",), "redo", "decide('redo')", details="redo what was undone"),
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
        "unsure: set aside as such",
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
        "go on by the last ranking",
        "hurry",
        details="while training takes long: go on by the last ranking; again: restart training",
    ),
    KeyAction(
        "reasons",
        ("y",),
        "why: reasons on and off",
        "reasons",
        details="show or hide what speaks for and against the class shown",
    ),
    KeyAction("flag", ("f",), "flag the row, or unflag it", "decide('flag')"),
    KeyAction("comment", ("c",), "write a comment on the row", "comment", argument="text"),
    KeyAction(
        "search",
        ("/",),
        "search for rows to label",
        "search",
        details="search by text or column=value; enter shows a row, a digit labels it",
        argument="text or column=value",
        typed="list the rows without an answer that hold it",
    ),
    KeyAction(
        "history",
        ("h",),
        "look back, filter, change",
        "history",
        details="the history of all decisions: filter, read again, change",
        typed="list the decisions; a class, check, flagged, disagrees and so on pick some",
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
        details="fold columns away that you need not see, or show them again",
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
        "change the query strategy",
        "strategy",
        details="change the query strategy from here on",
        argument="name",
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
        typed="the accuracy after each label, the last one first",
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
        "go-on",
        ("g",),
        "go on after the budget",
        "decide('go-on')",
        details="go on with 20 more labels when the budget is spent",
    ),
    KeyAction("export", ("e",), "export the labels", "export"),
    KeyAction(
        "help", ("?",), "this help", "help", details="every key and what it does", also=("?",)
    ),
    KeyAction(
        "redraw",
        ("ctrl+l",),
        "draw the screen anew",
        "redraw",
        no_word="no screen is drawn; where no row could be asked, an empty line tries again",
    ),
    KeyAction(
        "suspend",
        ("ctrl+z",),
        "suspend; fg comes back",
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

RESERVED: Mapping[str, str] = {
    "'": "name a class",
    "=": "show rows that look alike",
    "enter": "accept what the model predicts",
    "O": "change the model",
}
"""Keys that no layout may use, with what each is kept for. Settings files may use them: whoever
does gives them up, or moves the new action, once it is there. An action that takes its key here
leaves this table."""

STANDARD_LAYOUT = "standard"

LAYOUTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    STANDARD_LAYOUT: {},
    # The classes above, what is done with a row on the home row, undo as in ctrl+z.
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
"""By the name of a layout: the keys that are not the default ones."""
