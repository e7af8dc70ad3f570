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
    is_insecure: bool = False

    def of(self, user: str) -> str:
        """The same server's address for another person."""
        names = ("sslmode", "sslrootcert")
        more = [(name, self.parameters[name]) for name in names if name in self.parameters]
        return _shown(self.parameters, user, *more, *[(INSECURE, "yes")] * self.is_insecure)


def read_address(url: str) -> Address:
    """`postgresql://kim@host/db?sslmode=verify-full`. DeskError if it is none, or not safe."""
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as error:
        raise DeskError(
            f"a desk on a server needs psycopg: {error}",
            hint="Install it: pip install 'altui[team]'",
        ) from error

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
    place = _shown(given, given.get("user", ""))
    if not is_insecure:
        _check_safe(given, place)
    return Address(place, _DEFAULTS | given, is_insecure)


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


def _shown(given: Mapping[str, str], user: str, *more: tuple[str, str]) -> str:
    """An address with these parameters beside host, port and database, and nothing secret."""
    host = given.get("host") or given.get("hostaddr") or ""
    query = [*more]
    if host.startswith(("/", "@")):
        query.insert(0, ("host", host))
        host = ""
    elif ":" in host:
        host = f"[{host}]"
    port = f":{given['port']}" if given.get("port") else ""
    at = "@" if user else ""
    tail = f"?{urlencode(query, safe='/', quote_via=quote)}" if query else ""
    return (
        f"postgresql://{quote(user, safe='')}{at}{host}{port}"
        f"/{quote(given.get('dbname', ''), safe='')}{tail}"
    )
