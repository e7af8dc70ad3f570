"""The address of a server: what the person gave, made safe to connect to and to show."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from altui.desk.chains import DeskError

SCHEMES = ("postgresql", "postgres")
CONNECT_SECONDS = 5
SAFE_MODE = "verify-full"
INSECURE = "insecure"


def is_address(text: str) -> bool:
    """Whether it names a server, and not a file."""
    return text.split("://", 1)[0] in SCHEMES and "://" in text


@dataclass(frozen=True)
class Address:
    """`place` is for people, without a password; `parameters` are libpq's."""

    place: str
    parameters: Mapping[str, str]

    @property
    def user(self) -> str:
        return self.parameters.get("user", "")


def read_address(url: str) -> Address:
    """`postgresql://kim@host/db?sslmode=verify-full`. DeskError if it is none, or not safe."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    url, is_insecure = _without_insecure(url)
    try:
        given = {
            name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None
        }
    except ProgrammingError:
        # What libpq says of it may repeat a part of a password.
        raise DeskError(
            "this is no address of a server",
            hint="It looks like this: postgresql://kim@db.example/altui?sslmode=verify-full",
        ) from None
    place = _shown(given)
    if not is_insecure:
        _check_safe(given, place)
    return Address(place, _DEFAULTS | given)


# A dead line must not be waited for as long as the system would.
_DEFAULTS = {
    "connect_timeout": str(CONNECT_SECONDS),
    "tcp_user_timeout": "10000",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "application_name": "altui",
    "client_encoding": "utf8",
}


def _check_safe(given: Mapping[str, str], place: str) -> None:
    hosts = ",".join(
        given.get(name) or os.environ.get(variable, "")
        for name, variable in (("host", "PGHOST"), ("hostaddr", "PGHOSTADDR"))
    )
    # A service file may name any host: it is not read here.
    is_far = (
        "service" in given or "PGSERVICE" in os.environ or not all(map(_is_near, hosts.split(",")))
    )
    mode = given.get("sslmode") or os.environ.get("PGSSLMODE", "")
    if is_far and mode != SAFE_MODE:
        raise DeskError(
            f"sslmode={SAFE_MODE} is missing: without it anybody on the way could be the server",
            where=place,
            hint=f"Add ?sslmode={SAFE_MODE} (and sslrootcert, if your system does not know who "
            f"signed its certificate). On a line that you trust: {INSECURE}=yes",
        )


def _is_near(host: str) -> bool:
    """A socket, or this machine."""
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _without_insecure(url: str) -> tuple[str, bool]:
    """libpq does not know that parameter."""
    head, mark, query = url.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if name != INSECURE]
    if len(kept) == len(pairs):
        return url, False
    is_insecure = (INSECURE, "yes") in pairs
    return head + (mark + urlencode(kept, quote_via=quote) if kept else ""), is_insecure


def _shown(given: Mapping[str, str]) -> str:
    user = quote(given.get("user", ""), safe="")
    host = given.get("host") or given.get("hostaddr") or ""
    port = f":{given['port']}" if given.get("port") else ""
    shown_host = f"[{host}]" if ":" in host else quote(host, safe=",/.") if host else ""
    database = quote(given.get("dbname", ""), safe="")
    return f"postgresql://{user}{'@' if user else ''}{shown_host}{port}/{database}"
