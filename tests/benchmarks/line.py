"""A slow line on loopback, and a private ssh server at its far end.

`python -m tests.benchmarks.line LISTEN TARGET` carries one port to the other, both ways, with
the delay and the rate of a bad mobile connection.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ONE_WAY = 0.1
"""Seconds; twice that is the round trip."""

RATE = 8_000
"""Bytes a second, each way."""

PACKET = 512

TRUST = ("-oBatchMode=yes", "-oStrictHostKeyChecking=no", "-oUserKnownHostsFile=/dev/null")


async def carry(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """Hand on what comes: each packet when the one before has left, and a delay later."""
    loop = asyncio.get_running_loop()
    free = loop.time()
    while data := await source.read(PACKET):
        free = max(free, loop.time()) + len(data) / RATE
        loop.call_at(free + ONE_WAY, target.write, data)
        await asyncio.sleep(free - loop.time())
    loop.call_at(loop.time() + ONE_WAY, target.close)


async def serve(listen: int, target: int) -> None:
    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(
            carry(reader, far_writer), carry(far_reader, writer), return_exceptions=True
        )

    server = await asyncio.start_server(connect, "127.0.0.1", listen)
    await server.serve_forever()


def missing() -> str:
    """Which program there is none of; empty when ssh can be measured."""
    return ", ".join(name for name in ("sshd", "ssh", "ssh-keygen") if not where(name))


def where(program: str) -> str | None:
    """Its path. Few people have the folder in which sshd stands on theirs."""
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextmanager
def slow_ssh(folder: Path) -> Iterator[tuple[str, ...]]:
    """The words before a command that is to run at the far end of the line."""
    server = where("sshd")
    assert server, "see missing()"
    for name in ("host", "user"):
        key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(key, check=True)
    # sshd wants this folder when it was not started by the system.
    Path("/run/sshd").mkdir(exist_ok=True)
    near, far = free_port(), free_port()
    options = {
        "ListenAddress": "127.0.0.1",
        "HostKey": folder / "host",
        "AuthorizedKeysFile": folder / "user.pub",
        "StrictModes": "no",
        "UsePAM": "no",
        "PasswordAuthentication": "no",
        "PidFile": "none",
    }
    said = [f"-o{name}={value}" for name, value in options.items()]
    # -D and -e: in the foreground, and nothing in the system's log.
    sshd = [server, "-D", "-e", "-f", "/dev/null", "-p", str(far), *said]
    line = [sys.executable, "-m", __name__, str(near), str(far)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(sshd, **quiet) as sshd_process, subprocess.Popen(line) as line_process:
        try:
            for port in (far, near):
                wait_for_port(port)
            near_end = f"ssh -tt -q -p {near}".split()
            yield (*near_end, "-i", str(folder / "user"), *TRUST, "127.0.0.1")
        finally:
            sshd_process.terminate()
            line_process.terminate()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def wait_for_port(port: int, patience: float = 10.0) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1.0).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
