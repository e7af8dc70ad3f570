"""A file that appears whole or not at all, here or on another machine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from altui.data.paths.remote import file_system, is_remote, reaching, url_of
from altui.data.writers.writing import appearing
from altui.errors import InputError


@contextmanager
def appearing_at(target: Path) -> Iterator[BinaryIO]:
    """A stream whose content stands at `target` once all of it is there. What goes to another
    machine is written to a temporary file here first, and sent in one piece."""
    if not is_remote(target):
        with appearing(target) as stream:
            yield stream
        return
    system, path = file_system(target)
    with tempfile.NamedTemporaryFile(prefix="altui-") as draft:
        yield cast("BinaryIO", draft)
        draft.flush()
        with reaching(target):
            try:
                system.put_file(draft.name, path)
            except PermissionError as error:
                raise InputError(
                    f"you may not write here: {error}",
                    where=url_of(target),
                    hint="Check who you are there.",
                ) from None
