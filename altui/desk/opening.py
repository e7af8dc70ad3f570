"""The desk that a person names: a server's address, or none for the folder beside the data."""

from __future__ import annotations

from pathlib import Path

from altui.desk.chains import DeskError
from altui.desk.file import FileDesk
from altui.desk.postgres.address import is_address
from altui.desk.protocol import Desk


def open_desk(address: str, data: Path) -> Desk:
    """The desk at `address`, which is empty for the one beside the file `data`. Nothing is reached
    or made before `join`. DeskError if there can be none."""
    if not address:
        return FileDesk(data)
    if not is_address(address):
        raise DeskError(
            "this is no address of a desk",
            where=address,
            hint="A server: postgresql://NAME@HOST/DATABASE?sslmode=verify-full. "
            "The desk beside the data file has no address: --team alone.",
        )
    from altui.desk.postgres.desk import PostgresDesk

    return PostgresDesk(address)
