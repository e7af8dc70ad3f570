"""The statement of a certificate: a small JSON file that `altui verify` replays.

Everything in it follows from the data file, the certificate's session and, for a model, the
session that trained it. So it is made again from them, and compared.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altui.data.files import reading
from altui.data.paths.places import is_there
from altui.data.writers.writing import appearing
from altui.errors import InputError
from altui.labeling.certifying.certificate import frozen_of
from altui.session.figures.shares import class_shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.learning.certifying.verdict import Verdict
    from altui.session.reading import SessionView

KIND = "altui certificate"
VERSION = 1
ENDING = ".certificate.json"

Statement = dict[str, Any]


def make_statement(view: SessionView, verdict: Verdict, words: Sequence[str]) -> Statement:
    """The statement of a certificate; `words` are for people."""
    settings, last, frozen = view.settings, view.events[-1], frozen_of(view.settings, view.path)
    tested: dict[str, Any] = {"column": frozen.column}
    if not frozen.column:
        tested = {
            "model": settings.model,
            "labels": frozen.labels,
            "session": Path(frozen.path).name,
            "event": frozen.event,
            "hash": frozen.hash,
        }
    return {
        "kind": KIND,
        "version": VERSION,
        "words": list(words),
        "target": verdict.target,
        "result": _result(verdict),
        "tested": {**tested, "predictions": frozen.predictions},
        "data": {
            "file": Path(settings.source).name,
            "sha256": settings.fingerprint,
            "rows": settings.rows,
        },
        "draw": {"digest": frozen.digest, "from": verdict.total, "left_out": frozen.left_out},
        "answers": {
            "drawn": verdict.drawn,
            "right": verdict.right,
            "without": verdict.open_,
            "by": sorted({each.annotator for each in view.events if each.row is not None}),
        },
        "interval": {"low": verdict.low, "high": verdict.high, "each_end": 0.95},
        "class_shares": {
            name: list(each) for name, each in class_shares(settings, verdict).items()
        },
        "session": {
            "file": view.path.name,
            "uuid": view.events[0].uuid,
            "event": last.sequence,
            "hash": last.hash,
        },
    }


def _result(verdict: Verdict) -> str:
    return "above" if verdict.is_above else "below" if verdict.is_below else "open"


def statement_path(place: Path) -> Path:
    """Beside the certificate at `place`: data.csv.certify.altui has data.csv.certificate.json."""
    name = place.name.removesuffix(".altui").removesuffix(".certify")
    return place.with_name(name + ENDING)


def write_statement(statement: Statement, target: Path) -> None:
    """Replaces an earlier statement of the same certificate, and nothing else."""
    if is_there(target) and not _is_of(target, statement):
        raise InputError(
            "there is another file already: the statement was not written",
            where=str(target),
            hint="Move it away and run the same command again.",
        )
    text = json.dumps(statement, indent=1, ensure_ascii=False) + "\n"
    with appearing(target) as stream:
        stream.write(text.encode())


def read_statement(path: Path) -> Statement:
    with reading(path):
        content = path.read_bytes()
    try:
        found = json.loads(content)
    except ValueError as error:
        raise InputError(f"this is not JSON: {error}", where=str(path)) from error
    if not isinstance(found, dict) or found.get("kind") != KIND or found.get("version") != VERSION:
        raise InputError(
            "this is no statement of a certificate, or one of a later altui", where=str(path)
        )
    return found


def _is_of(target: Path, statement: Statement) -> bool:
    try:
        earlier = read_statement(target)
    except InputError:
        return False
    session = earlier.get("session")
    return isinstance(session, dict) and session.get("uuid") == statement["session"]["uuid"]
