"""A line between a person and a server that loses an answer when a test says so."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

SOCKET = ".s.PGSQL.5432"
AT_ONCE = 1 << 16


class Line:
    """`folder` is the host in the place of the server's. With `loses_next` set, what the server
    says next goes nowhere, and the line is cut; with `is_silent`, all that it says goes nowhere."""

    def __init__(self, server: Path) -> None:
        self.loses_next = False
        self.is_silent = False
        self._server = str(server / SOCKET)
        self._place = TemporaryDirectory()
        self.folder = Path(self._place.name)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self.folder / SOCKET))
        self._listener.listen()
        Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._place.cleanup()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            far.connect(self._server)
            Thread(target=self._carry, args=(near, far, False), daemon=True).start()
            Thread(target=self._carry, args=(far, near, True), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        with suppress(OSError):
            while data := source.recv(AT_ONCE):
                if is_answer and self.loses_next:
                    self.loses_next = False
                    break
                if not (is_answer and self.is_silent):
                    target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
