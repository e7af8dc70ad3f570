"""Small sessions for the tests of this folder."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from altui.data.dataset import Part
from altui.data.units.units import ALONE
from altui.session.finding.narrowing import Narrowing
from altui.session.session import Session
from altui.session.settings import Settings

FINGERPRINT = "f" * 64
CLASSES = ("no", "yes")


def fast_place() -> str | None:
    """Memory, where there is such a place: for what tests no disk."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


class Clock:
    """A clock that goes on one second with each look."""

    def __init__(self, start: float = 1_700_000_000.0, step: float = 1.0) -> None:
        self.now, self.step = start, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


class Data:
    """`pool` rows to ask for, after two known rows and one test row if there are `extras`."""

    def __init__(self, pool: int, *, extras: bool = False) -> None:
        parts = [Part.LABELED, Part.LABELED, Part.TEST] if extras else []
        self.first = len(parts)
        self.n = pool + self.first
        self.ids = [f"id{row}" for row in range(self.n)]
        self.part = np.array([*parts, *[Part.UNLABELED] * pool], dtype=np.int8)
        self.known = np.array([row % 2 for row in range(self.n)], dtype=np.int16)
        self.initial = (1, 1) if extras else (0, 0)
        self.units = ALONE

    def settings(self, **changes: object) -> Settings:
        values: dict[str, object] = {
            "source": "data.csv",
            "fingerprint": FINGERPRINT,
            "rows": self.n,
            "roles": {"text": "text"},
            "options": {},
            "classes": CLASSES,
            "model": "logistic",
            "strategy": "least-confidence",
            "seed": 0,
            "budget": 20,
            "annotator": "ada",
            "initial": self.initial,
            "test_rows": int(self.first > 0),
        }
        return Settings(**{**values, **changes})  # type: ignore[arg-type]

    def kept_by(self, text: str) -> NDArray[np.bool_]:
        """The rows whose id a narrowing keeps."""
        narrowing = Narrowing.of(text)
        terms = narrowing.terms if narrowing else ()
        kept = [all((t.text in id_) == t.is_must for t in terms) for id_ in self.ids]
        return np.array(kept)

    def begin(self, path: Path, **changes: object) -> Session:
        return Session.begin(
            path,
            self.settings(**changes),
            ids=self.ids,
            known=self.known,
            part=self.part,
            units=self.units,
            narrow=self.kept_by,
            now=Clock(),
        )

    def resume(
        self, path: Path, *, fingerprint: str = FINGERPRINT, annotator: str | None = None
    ) -> Session:
        return Session.resume(
            path,
            ids=self.ids,
            known=self.known,
            part=self.part,
            units=self.units,
            fingerprint=fingerprint,
            annotator=annotator,
            narrow=self.kept_by,
            now=Clock(1_700_100_000.0),
        )
