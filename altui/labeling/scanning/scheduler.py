"""Where the scheduler of a cluster is, and whether it may be used.

A Dask scheduler runs whatever a client sends it, as its own user. By tls:// both know each other by
their certificates; by tcp:// anybody on the network could be a client.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from altui.errors import InputError

SCHEMES = ("tls", "tcp")


class NoFileError(InputError):
    """The file of a scheduler is not there, or not whole yet."""


@dataclass(frozen=True)
class Scheduler:
    """By its `address`, or by the `file` that `dask scheduler --scheduler-file` writes. `insecure`
    allows tcp:// beyond this machine."""

    address: str = ""
    file: Path | None = None
    insecure: bool = False

    def find(self) -> str:
        """The address now: a scheduler that starts anew writes another into its file. Raises
        InputError for one that must not be used, NoFileError where there is none."""
        return _checked(self.address, self.insecure) if self.file is None else self._of_file()

    def _of_file(self) -> str:
        assert self.file is not None
        try:
            address = json.loads(self.file.read_bytes())["address"]
        except (OSError, ValueError, TypeError, KeyError) as error:
            said = error.strerror if isinstance(error, OSError) else None
            raise NoFileError(
                said or "this is no file of a Dask scheduler",
                where=str(self.file),
                hint="Is it the file that the scheduler writes, and is that one running?",
            ) from None
        return _checked(str(address), self.insecure)


def _checked(address: str, insecure: bool) -> str:
    scheme, mark, place = address.partition("://")
    if not mark:
        scheme, place = "tcp", address
    if scheme not in SCHEMES or not _host(place):
        raise InputError(
            f"'{address}' is no address of a scheduler",
            hint="Write tls://HOST:8786, or name its file: `scheduler_file` FILE.",
        )
    if scheme == "tcp" and not insecure and not _is_here(_host(place)):
        raise InputError(
            f"anybody on the network can read and change what goes to {address}",
            hint="Give the cluster certificates and use tls://HOST:8786. Or, on a network that "
            "you trust: `insecure`",
        )
    return f"{scheme}://{place}"


def _host(place: str) -> str:
    try:
        return urlsplit(f"//{place}").hostname or ""
    except ValueError:
        return ""


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
