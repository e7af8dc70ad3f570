"""A strategy in the registry for the length of one test."""

from __future__ import annotations

import pytest

from altui.learning.strategies import QueryStrategy, register, registry


def register_for(monkeypatch: pytest.MonkeyPatch, *strategies: QueryStrategy) -> None:
    monkeypatch.setattr(registry, "_REGISTERED", dict(registry._REGISTERED))
    for strategy in strategies:
        register(strategy)
