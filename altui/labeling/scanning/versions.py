"""Whether all machines of a cluster have the same versions: what one of them pickles another must
read, and features must come out alike to the bit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from altui.errors import InputError

PACKAGES = (
    "altui",
    "dask",
    "distributed",
    "msgpack",
    "cloudpickle",
    "numpy",
    "scikit-learn",
    "scipy",
    "pyarrow",
)

OF_SCHEDULER = ("altui", "dask", "distributed", "msgpack", "cloudpickle", "numpy")
"""The scheduler reads no rows."""

SHOWN = 6


def check_versions(found: Mapping[str, Any]) -> None:
    """`found` is what Client.get_versions(packages=PACKAGES) gives. Raises InputError that names
    the machines and what they have."""
    told = list(_differences(found))
    if told:
        more = f"; and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
        raise InputError(
            f"the cluster has other versions: {'; '.join(told[:SHOWN])}{more}",
            hint="Install the versions that are here on the scheduler and on all workers: "
            "pip install 'altui[cluster]'",
        )


def _differences(found: Mapping[str, Any]) -> Iterator[str]:
    here = found["client"]
    places: list[tuple[str, Any, Sequence[str]]] = []
    places += [("the scheduler", found["scheduler"], OF_SCHEDULER)]
    places += [(f"worker {name}", each, PACKAGES) for name, each in found["workers"].items()]
    for place, there, packages in places:
        yield from _compare(place, "Python", _python(there), _python(here))
        for name in packages:
            yield from _compare(place, name, _version(there, name), _version(here, name))


def _compare(place: str, name: str, there: str | None, here: str | None) -> Iterator[str]:
    if there is None and here is not None:
        yield f"{place} has no {name}, here it is {here}"
    elif there != here:
        yield f"{place} has {name} {there}, here it is {here}"


def _version(place: Mapping[str, Any], name: str) -> str | None:
    version: str | None = place["packages"].get(name)
    return version


def _python(place: Mapping[str, Any]) -> str:
    """Without the last number, which changes nothing that is pickled."""
    return ".".join(str(place["host"]["python"]).split(".")[:2])
