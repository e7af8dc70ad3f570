"""A model that cannot be fitted."""

from __future__ import annotations


class Broken:
    classes_ = (0, 1)

    def fit(self, X: object, y: object) -> None:  # noqa: ARG002
        raise RuntimeError("out of paper")

    def predict_proba(self, X: object) -> None: ...


def make() -> Broken:
    return Broken()
