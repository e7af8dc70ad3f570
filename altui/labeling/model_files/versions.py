"""What a model's file was written with, and whether it works with what is installed here."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from altui import __version__
from altui.data.schema import Role
from altui.data.values.markers import RULES
from altui.errors import InputError
from altui.learning.names import LINEAR_MODELS

if TYPE_CHECKING:
    from altui.labeling.retraining.pipeline import Pipeline

FORMAT = 1
"""A change that an earlier altui cannot read is another number."""

PACKAGES = ("scikit-learn", "numpy", "scipy", "skops")


def versions_of(pipeline: Pipeline) -> dict[str, Any]:
    """`needs` are the packages whose version matters: their first two numbers."""
    needs = _needs(pipeline)
    found = {name: version(name) for name in (*PACKAGES, *needs)}
    return {
        "format": FORMAT,
        "rules": RULES,
        "versions": {"altui": __version__, "python": platform.python_version(), **found},
        "needs": needs,
    }


def check_versions(stored: Mapping[str, Any], where: str) -> None:
    """Raises InputError where this altui or what is installed cannot give the same predictions."""
    versions = stored["versions"]
    if stored["format"] > FORMAT or stored["rules"] > RULES:
        raise InputError(
            f"this model was saved by altui {versions['altui']}, in a form that altui "
            f"{__version__} does not know",
            where=where,
            hint="Update altui: pip install --upgrade altui",
        )
    for name in stored["needs"]:
        here = _installed(name)
        if _release(here) != _release(versions[name]):
            is_here = f"{name} {here} is" if here else f"{name} is not"
            raise InputError(
                f"this model needs {name} {_release(versions[name])}, with which it was saved, "
                f"and {is_here} installed",
                where=where,
                hint=f"Install it: pip install '{name}=={_release(versions[name])}.*'; or save "
                "the model again where its session is, with the version that is here.",
            )


def _needs(pipeline: Pipeline) -> list[str]:
    """A linear model is a few numbers, which every version takes; of others scikit-learn says that
    another version may predict something else. So it is with vectors of texts and pictures."""
    encoder = pipeline.transformer.encoder
    is_linear = pipeline.name in LINEAR_MODELS
    return [
        *([] if is_linear else ["scikit-learn"]),
        *(["wordllama"] if encoder.extra.embed else []),
        *(["pillow"] if encoder.schema.names(Role.IMAGE) else []),
    ]


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _release(version: str) -> str:
    return ".".join(version.split(".")[:2])
