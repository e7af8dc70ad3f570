"""A scheduler runs whatever a client sends: one that anybody could reach is refused, and so are
machines with other versions."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from altui.errors import InputError
from altui.labeling.scanning.cluster_scan import ClusterScan
from altui.labeling.scanning.scheduler import Scheduler
from altui.labeling.scanning.versions import PACKAGES, check_versions


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("tls://head.example:8786", "tls://head.example:8786"),
        ("tcp://127.0.0.1:8786", "tcp://127.0.0.1:8786"),
        ("tcp://[::1]:8786", "tcp://[::1]:8786"),
        ("localhost:8786", "tcp://localhost:8786"),
    ],
)
def test_by_certificates_or_on_this_machine(address: str, found: str) -> None:
    assert Scheduler(address).find() == found


@pytest.mark.parametrize("address", ["tcp://10.0.0.7:8786", "head.example:8786"])
def test_what_anybody_on_the_network_could_read_must_be_wanted(address: str) -> None:
    with pytest.raises(InputError, match="anybody on the network"):
        Scheduler(address).find()
    assert Scheduler(address, insecure=True).find() == f"tcp://{address.removeprefix('tcp://')}"


@pytest.mark.parametrize("address", ["", "tls://", "http://head.example", "tcp://[", "inproc://1"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(InputError, match="is no address of a scheduler"):
        Scheduler(address, insecure=True).find()


def test_the_address_in_the_file_of_a_scheduler(tmp_path: Path) -> None:
    scheduler = Scheduler(file=tmp_path / "s.json")
    with pytest.raises(InputError):
        scheduler.find()
    for text in ("", "[]", '{"id": 1}', "\xff"):
        (tmp_path / "s.json").write_text(text)
        with pytest.raises(InputError, match="this is no file of a Dask scheduler"):
            scheduler.find()
    (tmp_path / "s.json").write_text(json.dumps({"address": "tls://10.0.0.7:8786"}))
    assert scheduler.find() == "tls://10.0.0.7:8786"
    (tmp_path / "s.json").write_text(json.dumps({"address": "tcp://10.0.0.7:8786"}))
    with pytest.raises(InputError, match="anybody on the network"):
        scheduler.find()


def versions(workers: int = 2) -> dict[str, Any]:
    """As Client.get_versions gives them."""
    place = {"host": {"python": "3.11.7.final.0"}, "packages": dict.fromkeys(PACKAGES, "1.0")}
    places = {f"tls://w{number}:1": copy.deepcopy(place) for number in range(workers)}
    return {"client": place, "scheduler": copy.deepcopy(place), "workers": places}


def test_the_same_versions_everywhere() -> None:
    found = versions()
    check_versions(found)
    found["scheduler"]["packages"].update({"scipy": None, "pyarrow": None, "scikit-learn": None})
    found["workers"]["tls://w1:1"]["host"]["python"] = "3.11.9.final.0"
    check_versions(found)


@pytest.mark.parametrize("name", PACKAGES)
def test_another_version_on_a_worker_is_named(name: str) -> None:
    found = versions()
    found["workers"]["tls://w1:1"]["packages"][name] = "0.9"
    with pytest.raises(InputError, match=f"worker tls://w1:1 has {name} 0.9, here it is 1.0"):
        check_versions(found)


def test_another_python_and_a_scheduler_without_altui_are_named() -> None:
    found = versions()
    del found["scheduler"]["packages"]["altui"]
    found["workers"]["tls://w0:1"]["host"]["python"] = "3.12.1.final.0"
    with pytest.raises(InputError) as raised:
        check_versions(found)
    assert "the scheduler has no altui, here it is 1.0" in raised.value.message
    assert "worker tls://w0:1 has Python 3.12, here it is 3.11" in raised.value.message


def test_of_many_machines_the_first_are_named() -> None:
    found = versions(64)
    for worker in found["workers"].values():
        worker["packages"]["dask"] = "0.9"
    with pytest.raises(InputError, match="; and 58 more") as raised:
        check_versions(found)
    assert raised.value.message.count("dask") == 6


def test_where_dask_is_missing_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "altui.labeling.scanning.cluster", raising=False)
    with pytest.raises(InputError, match="a cluster needs an extra package") as refused:
        ClusterScan(Scheduler("tcp://127.0.0.1:1")).check()
    assert "altui[cluster]" in refused.value.hint


def test_whoever_names_no_scheduler_imports_no_dask() -> None:
    code = (
        "import importlib, pkgutil, sys, altui.labeling.scanning as room\n"
        "names = {each.name for each in pkgutil.iter_modules(room.__path__)} - {'cluster'}\n"
        "for name in names:\n"
        "    importlib.import_module(f'{room.__name__}.{name}')\n"
        "sys.exit(bool({'dask', 'distributed'} & set(sys.modules)))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
