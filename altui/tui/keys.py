"""The keys. Each has an id, so that it can be given another key; help is made from these.

Nothing that changes data is bound to escape or an arrow: over a slow line one can arrive as
the other. No function keys and no alt: many terminals keep those for themselves.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType


def _key(key: str, action: str, id_: str, description: str) -> Binding:
    return Binding(key, action, description, show=False, id=id_)


BINDINGS: list[BindingType] = [
    *(_key(str(digit), f"assign('{digit}')", f"class-{digit}", "") for digit in range(10)),
    _key("r", "reveal", "reveal", "reveal the known label"),
    _key("a", "auto", "auto", "reveal on; any key stops"),
    _key("u", "undo", "undo", "undo, without limit"),
    _key("U", "redo", "redo", "redo"),
    _key("s", "skip", "skip", "skip for 10 labels or more"),
    _key("n", "unsure", "unsure", "unsure: set aside as such"),
    _key("x", "ignore", "ignore", "ignore: never again"),
    _key("w", "hurry", "hurry", "wait for no fit: last ranking"),
    _key("y", "reasons", "reasons", "why: reasons on and off"),
    _key("f", "flag", "flag", "flag the row, or unflag it"),
    _key("c", "comment", "comment", "write a comment on the row"),
    _key("slash", "search", "search", "search for rows to label"),
    _key("m", "strategy", "strategy", "change the query strategy"),
    _key("space,pagedown", "page(1)", "page-down", "next page"),
    _key("b,pageup", "page(-1)", "page-up", "page back"),
    _key("j,down", "scroll(1)", "line-down", "a line down"),
    _key("k,up", "scroll(-1)", "line-up", "a line up"),
    _key("v", "curve", "curve", "curve (narrow screens)"),
    _key("p", "performance", "performance", "accuracy, class by class"),
    _key("g", "go_on", "go-on", "go on after the budget"),
    _key("e", "export", "export", "export the labels"),
    _key("question_mark", "help", "help", "this help"),
    _key("ctrl+l", "redraw", "redraw", "draw the screen anew"),
    _key("ctrl+z", "suspend_process", "suspend", "suspend; fg comes back"),
    _key("q,ctrl+c", "quit", "quit", "quit: all is saved"),
]

NAMES = {"question_mark": "?", "slash": "/"}


def help_rows(bindings: list[BindingType]) -> list[tuple[str, str]]:
    """(key as written on a keyboard, what it does) for every key that has a description."""
    described = (each for each in bindings if isinstance(each, Binding) and each.description)
    return [(_written(each.key), each.description) for each in described]


def _written(keys: str) -> str:
    """The first of several keys: the others are there for those who try them."""
    first = keys.partition(",")[0]
    return NAMES.get(first, first)
