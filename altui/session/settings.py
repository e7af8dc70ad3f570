"""The settings of a session, and which of them may change."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields, replace

from altui.errors import SessionError
from altui.learning.generation import Generation
from altui.learning.strategies import rename_wanted
from altui.session.classes.class_list import ClassList, translate
from altui.session.refill import Refill
from altui.session.row_mapping import source_of

CHANGEABLE = {
    "model": str,
    "strategy": str,
    "budget": int,
    "annotator": str,
    "blind": bool,
    "show_suggested": bool,
    "recheck": int,
    "folded": list,
    "learner": int,
    "shortlist": int,
    "features": dict,
    "narrow": str,
}
"""What a SETTING event may change. All other settings identify the session's data."""

OF_FEATURES = {"readings", "boundary"}
"""Options of the data that `features` may change: they say what a model is made of."""

TEST_FINGERPRINT = "test_fingerprint"
"""A key among the options: the fingerprint of the test file when the session started."""

NOT_STORED = ("revised", "initial_by_slot", "filed_names", "refills")

OF_THE_FILE = ("fingerprint", "rows", "initial", "test_rows", "pool")
"""What a SOURCE event replaces when the data file has changed."""


@dataclass(frozen=True)
class Settings:
    """The session's own settings. A resumed session uses them, whatever today's defaults are."""

    source: str
    """The path of the data file, or the name of the tutorial."""
    fingerprint: str
    """The SHA-256 of the data file, in hexadecimal."""
    rows: int
    """The number of rows in the data file."""
    roles: dict[str, str]
    """The role of each column, by its name."""
    options: dict[str, object]
    """The DataOptions as JSON, with the data options of the command line."""
    classes: tuple[str, ...]
    """The names of the classes, in the order of their keys."""
    model: str
    """The model's name, or `package.module:factory`."""
    strategy: str
    """The strategy's name with its class, or `package.module:function`."""
    seed: int
    """The random seed of the project: two people with one have the same random check."""
    budget: int
    """Labels to give in this session; 0 for no limit."""
    annotator: str
    """The name of the person who labels."""
    initial: tuple[int, ...]
    """Labels in the file at the start, per class."""
    test_rows: int
    """The number of test rows."""
    pool: int = field(default=0)
    """Rows that may be asked for, with a share those of the share; `Session.begin` fills it in."""
    audit: int = field(default=0)
    """The size of the random check, in rows; 0 for none."""
    blind: bool = field(default=False)
    """Hide the model's prediction for a row until it has a label."""
    show_suggested: bool = field(default=False)
    """Show another model's guess for a row before it has a label, but where that would spoil what
    is measured."""
    recheck: int = field(default=0)
    """One in this many labels is asked for again; 0 for none."""
    folded: tuple[str, ...] = field(default=())
    """The names of columns that the person has folded away."""
    find: str = field(default="")
    """The class whose rows are all to be found; empty if the goal is a good model."""
    learner: int = field(default=0)
    """The number of its learner's Generation."""
    shortlist: int = field(default=0)
    """How many rows a model that is not linear scores; 0 for all."""
    narrow: str = field(default="")
    """What rows must have to be asked for, as `Narrowing` spells it; empty for all."""
    project: str = field(default="")
    """The digest of what all people of a project have in common (`session.project`); of sessions
    before there was one, and of the tutorial, empty."""
    order_seed: int | None = field(default=None)
    """The seed of the person's own order of questions; None where that is the `seed`, which draws
    what all have in common: test rows and the random check."""
    share: str = field(default="")
    """The share of the rows that the person is asked for, as "1/2"; empty for all."""
    overlap: float = field(default=0.0)
    """The part of the rows that is in every share."""
    population: int = field(default=0)
    """The rows of the set that the data are a sample of; 0 where they are all there is."""
    certify: dict[str, object] = field(default_factory=dict)
    """The frozen model of a certificate; empty for any other session."""
    revised: ClassList | None = field(default=None)
    """The classes since the person has changed them; not stored, for events say it."""
    initial_by_slot: tuple[int, ...] = field(default=())
    """`initial` by the slots of `revised`; not stored."""
    filed_names: Mapping[str, int] = field(default_factory=dict)
    """The `readings` when the file last changed, where classes had been changed by then; not
    stored."""
    refills: tuple[Refill, ...] = field(default=())
    """What was added to the sample since; not stored, for events say it."""

    @property
    def own_seed(self) -> int:
        """The seed of the order in which this person is asked."""
        return self.seed if self.order_seed is None else self.order_seed

    @property
    def boundary(self) -> str:
        """ "linear" or "curved"; of sessions before there was a choice, linear."""
        return str(self.options.get("boundary") or "linear")

    @property
    def merges(self) -> bool:
        """Whether identical rows are one question; in sessions before there was that, no."""
        return not self.options.get("no_merge_identical", True)

    @property
    def suggested(self) -> str:
        """The column of another model's guesses; empty where none was named."""
        said = str(self.options.get("suggested") or "")
        head, comma, _ = said.rpartition(",")
        return said if said in self.roles or not comma else head.strip()

    @property
    def id_column(self) -> str:
        """The column that tells rows apart; empty where their numbers do."""
        return next((name for name, role in self.roles.items() if role == "id"), "")

    @property
    def generation(self) -> Generation:
        """Which fixed rules of the learner apply."""
        return Generation(self.learner)

    @property
    def shows_calibrated(self) -> bool:
        """Whether a shown confidence is calibrated once there are rows for it. That of the frozen
        model of a certificate is its score."""
        return self.generation.calibrates and not self.certify

    @property
    def class_list(self) -> ClassList:
        return self.revised or ClassList.of(self.classes)

    @property
    def readings(self) -> Mapping[str, int]:
        """The names that the file may use, each with its slot. A name that the file may have kept
        from before a class was renamed once more is still one."""
        classes = self.class_list
        kept = {name: slot for name, slot in self.filed_names.items() if classes.holds(slot)}
        return {**kept, **{name: k for name, k in classes.readings.items() if name not in kept}}

    def class_now(self, name: str) -> str:
        """The name now of the class that a person calls so, which may be its name from before."""
        slot = self.readings.get(name)
        return name if name in self.classes or slot is None else self.class_list.name_now(slot)

    def with_classes(self, revised: ClassList) -> "Settings":
        """These settings after a change of the classes. What names a class follows its name."""
        before, by_slot = self.class_list, self.initial_by_slot or self.initial
        return replace(
            self,
            classes=revised.now,
            initial=tuple(revised.fold(by_slot)),
            strategy=rename_wanted(self.strategy, lambda name: translate(name, before, revised)),
            find=translate(self.find, before, revised),
            revised=revised,
            initial_by_slot=by_slot,
        )

    def to_json(self) -> dict[str, object]:
        return asdict(
            replace(self, revised=None, initial_by_slot=(), filed_names={}, refills=()),
            dict_factory=_stored,
        )

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
        if not OF_FEATURES.issuperset(changes.get("features", ())):
            raise SessionError(f"no features are made of {changes['features']!r}")
        if "features" in changes:
            changes["options"] = {**self.options, **changes.pop("features")}
        if "folded" in changes:
            changes["folded"] = _names(changes["folded"])
        return replace(self, **changes)

    def with_refill(self, value: str | None) -> "Settings":
        """These settings after a REFILL event: more rows of the set may be asked for."""
        refill = Refill.loads(value)
        more = len(refill.ids)
        return replace(
            self,
            rows=self.rows + more,
            pool=self.pool + more,
            refills=(*self.refills, refill),
        )

    def looks_like(self, other: "Settings") -> bool:
        """Whether they are equal except for the folded columns."""
        return replace(self, folded=other.folded) == other

    def with_source(self, value: str | None) -> "Settings":
        """These settings after a SOURCE event: the file has changed and the person has agreed."""
        logged = source_of(value)
        if logged.get("fingerprint", self.fingerprint) == self.fingerprint:
            return self
        try:
            changes = {name: logged[name] for name in OF_THE_FILE}
            changes["population"] = int(logged.get("population", 0))
            changes["refills"] = tuple(Refill.of(each) for each in logged.get("refills", ()))
            initial = _counts(changes["initial"])
        except (KeyError, TypeError) as error:
            raise SessionError(f"the log's record of the file is incomplete ({error})") from error
        if self.revised is not None:
            changes["initial_by_slot"] = initial
            changes["filed_names"] = self.readings
            initial = tuple(self.revised.fold(initial))
        return replace(self, **{**changes, "initial": initial})


def _stored(values: list[tuple[str, object]]) -> dict[str, object]:
    return {name: value for name, value in values if name not in NOT_STORED}


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError("classes")
    return tuple(str(name) for name in value)


def _counts(value: object) -> tuple[int, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError("initial")
    return tuple(int(count) for count in value)
