"""Compiled routines of scipy, loaded without the packages that they stand in.

Each package takes longer to import than all else between a session that is opened again and its
first row. The routines are the same, so they give the same bits. Where a routine cannot be loaded
alone, its package is imported.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

    from altui.learning.arrays import FloatArray


@cache
def lapack() -> Any:
    """The routines of LAPACK, as `scipy.linalg.lapack` names them."""
    return _load("scipy.linalg", "_flapack") or import_module("scipy.linalg.lapack")


def expit(scores: FloatArray) -> Any:
    """1 / (1 + exp(-scores)), as scipy computes it."""
    return _special().expit(scores)


@cache
def _special() -> Any:
    # scipy before 1.15 has it elsewhere.
    found = _load("scipy.special", "_special_ufuncs")
    return found if hasattr(found, "expit") else import_module("scipy.special")


def _load(package: str, name: str) -> ModuleType | None:
    """A compiled module by itself; None where its package is imported already or it stands
    elsewhere."""
    if package in sys.modules:
        return None
    whole = f"{package}.{name}"
    try:
        folder = Path(*_places("scipy"), *package.split(".")[1:])
        found = PathFinder.find_spec(name, [str(folder)])
        spec = spec_from_file_location(whole, found.origin) if found and found.origin else None
        if spec is None or spec.loader is None:
            return None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
    except (ImportError, TypeError):
        return None
    # Whoever imports the package later finds nothing half imported; who does in another thread by
    # now keeps what is his.
    if package not in sys.modules:
        sys.modules.pop(whole, None)
    return module


def _places(name: str) -> list[str]:
    spec = find_spec(name)
    return list(spec.submodule_search_locations or ())[:1] if spec else []
