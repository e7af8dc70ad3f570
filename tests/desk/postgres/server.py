"""A PostgreSQL server of the tests' own, on a socket in a temporary folder, as its own user."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

PLACES = Path("/usr/lib/postgresql")  # Debian's, which are not on the PATH
USERS = ("postgres", "nobody")
START_SECONDS = 30.0
ACCESS = "local all locked scram-sha-256\nlocal all all trust\n"
"""Only the role `locked` must give its password."""


def program(name: str) -> str | None:
    """Where PostgreSQL's program of that name is."""
    found = shutil.which(name)
    return found or max(map(str, PLACES.glob(f"*/bin/{name}")), default=None)


WHY_NONE = None if program("initdb") and program("postgres") else "no PostgreSQL here"


class Server:
    """A running one. `url(NAME)` is its address for a role; the superuser is `admin`."""

    def __init__(self) -> None:
        self.folder = Path(mkdtemp(prefix="altui-pg-"))
        self._as = user()
        if self._as is not None:
            os.chown(self.folder, self._as.pw_uid, self._as.pw_gid)
        self._run("initdb", "-U admin -A trust -E UTF8 --locale=C --no-sync").wait()
        (self.data / "pg_hba.conf").write_text(ACCESS)
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, name: str, database: str = "altui") -> str:
        return f"postgresql://{name}@/{database}?host={self.folder}"

    def start(self) -> None:
        """Until it answers, also after a crash."""
        options = f"-k {self.folder} -c listen_addresses= -c max_connections=200"
        self._process = self._run("postgres", options)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.02)

    def kill(self) -> None:
        """As a power cut would: kill -9 of it and all that it has begun. Otherwise those finish
        their statement, and answer, before they see that it is gone."""
        assert self._process is not None
        # What it begins meanwhile sees that by itself.
        begun = [*_children(self._process.pid)]
        self._end(signal.SIGKILL)
        for child in begun:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        deadline = time.monotonic() + START_SECONDS
        while _is_used(self.data) and time.monotonic() < deadline:
            time.sleep(0.01)

    def stop(self) -> None:
        self._end(signal.SIGINT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(START_SECONDS)
            self._process = None

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.url("admin", "postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, name: str, options: str) -> subprocess.Popen[bytes]:
        command = program(name)
        assert command is not None
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [command, "-D", str(self.data), *options.split()],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
                start_new_session=True,
                **rights(self._as),
            )


def user() -> pwd.struct_passwd | None:
    """initdb and postgres refuse to be run by root."""
    if os.getuid() != 0:
        return None
    names = {each.pw_name: each for each in pwd.getpwall()}
    return next(names[name] for name in USERS if name in names)


def rights(user: pwd.struct_passwd | None) -> dict[str, object]:
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _children(parent: int) -> Iterator[int]:
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            # Its name, in brackets, may have blanks.
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            yield int(place.parent.name)


def _is_used(data: Path) -> bool:
    """Whether a process still works in that folder."""
    for place in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if place.readlink() == data:
                return True
        except OSError:
            continue
    return False
