"""What to open, and how: the data, their columns and the session."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path

from altui.config.keymap import STANDARD, KeyMap
from altui.errors import InputError
from altui.labeling.opening.options.data_request import DataRequest
from altui.labeling.opening.options.option import option
from altui.learning.names import MODELS
from altui.learning.strategies import OWN_SIGNATURE, strategy_signatures
from altui.session.options import SessionOptions

AUDIT = 30
"""The size of the random check, in labels, if there is no test set."""

RECHECK = 10
"""One in this many labels is asked for again."""

STRATEGY_NAMES = f"{strategy_signatures()}, or your own as {OWN_SIGNATURE}"
MODEL_NAMES = ", ".join(MODELS)

SHORTLIST = 200
"""Rows on a shortlist, where no number is given."""


BESIDE = ""
"""In place of the address of a server: the desk beside the data."""


@dataclass(frozen=True, kw_only=True)
class OpenRequest(DataRequest):
    """Everything about the data and the session to open."""

    file: Path | None = None
    """The data file. None if `session` says which one."""
    is_tutorial: bool = False
    """Open the reference scenario instead of a file."""
    read_only: bool = False
    """Open the data only; start or continue no session."""
    with_test: bool = False
    """Also read the test file of a `read_only` session."""
    until: int | None = None
    """Open a `read_only` session as of this event number; None for all events."""
    hidden: tuple[str, ...] = ()
    """Columns to hide unless an option names them."""
    usual: SessionOptions = field(default_factory=SessionOptions)
    """A new session's options where nothing is said, from the settings files."""
    keymap: KeyMap = STANDARD

    classes_file: Path | None = option(
        None,
        "--classes-file",
        metavar="FILE.toml",
        kind="input",
        help="The classes as tables [[class]] with name, key and description, instead of "
        "--classes.",
    )
    guidelines: Path | None = option(
        None,
        "--guidelines",
        metavar="FILE",
        kind="input",
        help="Instructions to show at the start and with the key i: Markdown or plain text.",
    )
    audit: int | None = option(
        None,
        "--audit",
        metavar="N",
        kind="count",
        help="Without a test set: how many labels go into a random check of the accuracy, "
        f"at most a tenth of the rows; 0 for none.  [default: {AUDIT}]",
    )
    blind: bool | None = option(
        None,
        "--blind/--no-blind",
        kind="flag",
        help="Hide the model's prediction for a row until you have labeled it.",
    )
    show_suggested: bool | None = option(
        None,
        "--show-suggested/--no-show-suggested",
        kind="flag",
        help="Show the guess of --suggested beside a row, to accept it by enter; never on rows of "
        "the random check, nor on one in ten others.",
    )
    goal: str | None = option(
        None,
        "--goal",
        choices=("learn", "find"),
        help="Learn a good model, or find all rows of one class (--class): the most likely "
        "first, then drawn at random, until a test says that 95 % are found.  [default: learn]",
        is_settable=False,
    )
    wanted: str | None = option(
        None, "--class", metavar="NAME", help="The class to find.", is_settable=False
    )
    recheck: int | None = option(
        None,
        "--recheck",
        metavar="N",
        kind="count",
        help="Ask again for one label in this many, the most doubtful one; 0 for none.  "
        f"[default: {RECHECK}]",
    )
    budget: int | None = option(
        None, "--budget", kind="count", least=1, help="Stop after this many labels."
    )
    strategy: str | None = option(
        None,
        "--strategy",
        metavar="NAME",
        kind="strategy",
        help=f"The query strategy: {STRATEGY_NAMES}.  [default: margin]",
    )
    model: str | None = option(
        None,
        "--model",
        metavar="NAME",
        kind="model",
        help=f"The classifier: {MODEL_NAMES}, or your own as package.module:factory.  "
        "[default: newton]",
    )
    shortlist: int | None = option(
        None,
        "--shortlist",
        metavar="[N]",
        kind="count",
        bare=SHORTLIST,
        help="A model that is not linear (forest, bayes, your own) scores only the N rows that "
        f"newton finds nearest, not the whole pool: {SHORTLIST} rows if no number is given; 0 for "
        "all.  [default: 0]",
    )
    session: Path | None = option(
        None,
        "--session",
        kind="session",
        help="The session file.  [default: FILE.altui, or FILE.NAME.altui with --as]",
        is_settable=False,
    )
    annotator: str | None = option(
        None,
        "--as",
        "--annotator",
        metavar="NAME",
        help="Who labels: the name is stored with every label and exported. Each name has a "
        "session and an order of questions of its own, and all have the same random check.",
        set_as="annotator",
    )
    share: str | None = option(
        None,
        "--share",
        metavar="K/N",
        help="Ask for this share of the rows only, such as 1/2 for the first of two people who "
        "label the same file apart. Identical rows and groups are not divided; the random check "
        "is in every share.",
        is_settable=False,
    )
    team: str | None = option(
        None,
        "--team",
        metavar="[URL]",
        bare=BESIDE,
        help="Label together with others at the same time, with --as: each row is lent to one of "
        "you, and each model learns from all labels. Without a URL by a desk beside FILE, for "
        "people of one group on one machine; else by that of a server, "
        "postgresql://NAME@HOST/DATABASE.",
        is_settable=False,
    )
    overlap: float | None = option(
        None,
        "--overlap",
        metavar="PART",
        kind="share",
        most=1,
        help="With --share: this part of the rows is in every share, such as 0.1, and this part "
        "of the questions is about them, in the same order for all. With --team two people "
        "answer each of them.  [default: 0]",
        is_settable=False,
    )
    scheduler: str | None = option(
        None,
        "--scheduler",
        metavar="ADDRESS",
        help="Look at all rows of a large set on the workers of this Dask scheduler, such as "
        "tls://HOST:8786 (extra: cluster).  [default: on this machine]",
    )
    scheduler_file: Path | None = option(
        None,
        "--scheduler-file",
        metavar="FILE",
        kind="file",
        help="The same, by the file that dask scheduler --scheduler-file writes.",
    )
    insecure: bool = option(
        False,
        "--insecure",
        kind="flag",
        help="Use a scheduler by tcp:// that is not on this machine. Whoever reaches it can read "
        "the data and run programs on its machines.",
        is_settable=False,
    )
    accept_changes: bool = option(
        False,
        "--accept-changes",
        kind="flag",
        help="Continue although FILE has changed: labels follow their rows by id, or by content. "
        "Without this option altui asks you.",
        is_settable=False,
    )
    no_cache: bool = option(
        False,
        "--no-cache",
        kind="flag",
        help="Keep nothing of what is made of FILE beside the session, and use nothing that is "
        "kept there: each start reads all of FILE again.",
    )
    retake: bool = option(
        False,
        "--retake",
        kind="flag",
        help="Go on with the learner that a new session would have. A session keeps the one it "
        "began with until this is said.",
        is_settable=False,
    )
    seed: int | None = option(
        None, "--seed", kind="count", most=2**32 - 1, help="The random seed.  [default: 0]"
    )

    @property
    def data(self) -> Path:
        """The data file. Raises InputError if there is none."""
        if self.file is None:
            raise InputError("no data file was named")
        return self.file

    @property
    def find(self) -> str | None:
        """The class whose rows are to be found; "" for none, None if nothing is said."""
        if (self.goal == "find") != (self.wanted is not None):
            raise InputError("`goal` find and `wanted` NAME go together")
        return "" if self.goal == "learn" else self.wanted

    @property
    def options(self) -> SessionOptions:
        """The given session options."""
        given = {each.name: getattr(self, each.name) for each in fields(SessionOptions)}
        return SessionOptions(**given)
