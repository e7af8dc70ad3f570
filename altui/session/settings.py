"""How a session was begun, and what may be changed on the way."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields, replace

from altui.errors import SessionError
from altui.session.row_mapping import source_of

CHANGEABLE = {
    "model": str,
    "strategy": str,
    "budget": int,
    "annotator": str,
    "blind": bool,
    "recheck": int,
    "folded": list,
}
"""What a SETTING event may change; all else says which data the session belongs to."""

OF_THE_FILE = ("fingerprint", "rows", "initial", "test_rows", "pool")
"""What a SOURCE event says anew when the data file changed."""


@dataclass(frozen=True)
class Settings:
    """The session's own settings: what a resumed session uses, whatever today's defaults are.

    `roles` maps a column to its role, `options` is the JSON of DataOptions, `initial` counts
    the labels per class that the file already had, `pool` the rows that may be asked for
    (filled in by `Session.begin`), `audit` the rows of the random check; `blind` hides what the
    model thinks of a row until it has its label, one in `recheck` labels is asked for again
    (0: none), `folded` are the columns that the person does not want to see, `find` is the class
    of which all rows are to be found, if that is the goal, `certify` says which frozen model the
    session examines, if that is what it does.
    """

    source: str
    fingerprint: str
    rows: int
    roles: dict[str, str]
    options: dict[str, object]
    classes: tuple[str, ...]
    model: str
    strategy: str
    seed: int
    budget: int
    annotator: str
    initial: tuple[int, ...]
    test_rows: int
    pool: int = field(default=0)
    audit: int = field(default=0)
    blind: bool = field(default=False)
    recheck: int = field(default=0)
    folded: tuple[str, ...] = field(default=())
    find: str = field(default="")
    certify: dict[str, object] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        return asdict(self)

    def dumps(self) -> str:
        return json.dumps(self.to_json())

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "Settings":
        try:
            known = {
                f.name: stored[f.name]
                for f in fields(cls)
                # What a later version added may be missing.
                if f.name in stored or (f.default is MISSING and f.default_factory is MISSING)
            }
            known["classes"] = _names(known["classes"])
            known["initial"] = _counts(known["initial"])
            known["folded"] = _names(known.get("folded", ()))
            return cls(**known)  # type: ignore[arg-type]
        except (KeyError, TypeError) as error:
            raise SessionError(f"the session's settings are incomplete ({error})") from error

    def with_changes(self, value: str | None) -> "Settings":
        """These settings after a SETTING event with the JSON object `value`."""
        try:
            changes = json.loads(value or "")
        except ValueError as error:
            raise SessionError(f"a setting is not JSON: {value!r}") from error
        if not isinstance(changes, dict) or not changes:
            raise SessionError(f"a setting is an object of changed keys, not {value!r}")
        for key, new in changes.items():
            if type(new) is not CHANGEABLE.get(key):
                raise SessionError(
                    f"the setting {key!r} cannot be changed to {new!r}",
                    hint=f"These can be changed: {', '.join(CHANGEABLE)}.",
                )
        if "folded" in changes:
            changes["folded"] = _names(changes["folded"])
        return replace(self, **changes)

    def looks_like(self, other: "Settings") -> bool:
        """Whether they differ in nothing but in what is shown of a row."""
        return replace(self, folded=other.folded) == other

    def with_source(self, value: str | None) -> "Settings":
        """These settings after a SOURCE event: the file changed, and the person agreed."""
        logged = source_of(value)
        if logged.get("fingerprint", self.fingerprint) == self.fingerprint:
            return self
        try:
            changes = {name: logged[name] for name in OF_THE_FILE}
            return replace(self, **{**changes, "initial": _counts(changes["initial"])})
        except (KeyError, TypeError) as error:
            raise SessionError(f"what is logged of the file is incomplete ({error})") from error


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError("classes")
    return tuple(str(name) for name in value)


def _counts(value: object) -> tuple[int, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError("initial")
    return tuple(int(count) for count in value)
