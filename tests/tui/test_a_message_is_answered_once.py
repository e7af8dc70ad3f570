"""Textual calls the handlers of every class that a widget is made of. So no class of altui has one
that another of its classes has: a key would count twice."""

from __future__ import annotations

import importlib
import pkgutil

from textual.message_pump import MessagePump

import altui.tui

SUPERSEDING = {(name, "on_event") for name in ("AltuiApp", "SettleApp", "TerminalApp", "Overlay")}
"""`on_event` is no handler of a message: it is called once, as any method."""


def pumps(of: type) -> set[type]:
    return {of} | {each for below in of.__subclasses__() for each in pumps(below)}


def test_no_handler_has_another_below_it() -> None:
    for module in pkgutil.walk_packages(altui.tui.__path__, "altui.tui."):
        importlib.import_module(module.name)
    own = [each for each in pumps(MessagePump) if each.__module__.startswith("altui.")]
    assert len(own) > 20
    twice = {
        (each.__name__, name)
        for each in own
        for name in vars(each)
        if name.startswith("on_") and any(name in vars(base) for base in _above(each))
    }
    assert twice <= SUPERSEDING


def _above(of: type) -> list[type]:
    return [each for each in of.__mro__[1:] if each.__module__.startswith("altui.")]
