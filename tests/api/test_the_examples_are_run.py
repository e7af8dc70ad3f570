"""Every public name shows an example, and what it shows is what happens."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import altui
import altui.api

MODULES = [f"altui.api.{each.name}" for each in iter_modules(altui.api.__path__)]
OWN = [name for name in altui.__all__ if name not in ("__version__", "AltuiError", "load_model")]


@pytest.mark.parametrize("module", MODULES)
def test_an_example_prints_what_it_shows(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert doctest.testmod(import_module(module)).failed == 0


@pytest.mark.parametrize("name", OWN)
def test_a_public_name_has_an_example(name: str) -> None:
    assert ">>> " in getattr(altui, name).__doc__
