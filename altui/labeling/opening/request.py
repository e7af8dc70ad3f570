"""What is to be opened, and how: the data, their columns, and the session on them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path

from altui.config.keymap import STANDARD, KeyMap
from altui.errors import InputError
from altui.labeling.opening.data_request import DataRequest
from altui.labeling.opening.option import option
from altui.learning.names import MODELS
from altui.learning.strategies import OWN_SIGNATURE, strategy_signatures
from altui.session.options import SessionOptions

AUDIT = 30
"""Labels that go into a random check where there is no test set."""

RECHECK = 10
"""Labels of which one is asked for again."""

STRATEGY_NAMES = f"{strategy_signatures()}, or your own as {OWN_SIGNATURE}"
MODEL_NAMES = ", ".join(MODELS)


@dataclass(frozen=True, kw_only=True)
class OpenRequest(DataRequest):
    """Everything about which data and which session are to be opened."""

    file: Path | None = None
    """The data. None where `session` knows its own."""
    is_tutorial: bool = False
    """The reference scenario in place of a file."""
    read_only: bool = False
    """The data are wanted and no session is to be begun or continued."""
    with_test: bool = False
    """Read the test file of a `read_only` session too."""
    until: int | None = None
    """Take a `read_only` session as it was at this event."""
    hidden: tuple[str, ...] = ()
    """Columns that are hidden unless they are named."""
    usual: SessionOptions = field(default_factory=SessionOptions)
    """What a new session gets where nothing is said."""
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
        help="Instructions to read at the start and on a key (i): Markdown or plain text.",
    )
    audit: int | None = option(
        None,
        "--audit",
        metavar="N",
        kind="count",
        help="Where there is no test set: how many labels go into a random check of the "
        f"accuracy, at most a tenth of the rows; 0 for none.  [default: {AUDIT}]",
    )
    blind: bool | None = option(
        None,
        "--blind/--no-blind",
        kind="flag",
        help="Hide what the model thinks of a row until it has its label.",
    )
    goal: str | None = option(
        None,
        "--goal",
        choices=("learn", "find"),
        help="Learn a good model, or find all rows of one class (--class): the likeliest first, "
        "and a test says when probably 95 % are found.  [default: learn]",
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
        help="Ask for one label in so many again, the most doubtful; 0 for none.  "
        f"[default: {RECHECK}]",
    )
    budget: int | None = option(
        None, "--budget", kind="count", least=1, help="Stop after so many labels."
    )
    strategy: str | None = option(
        None,
        "--strategy",
        metavar="NAME",
        kind="strategy",
        help=f"{STRATEGY_NAMES}.  [default: margin]",
    )
    model: str | None = option(
        None,
        "--model",
        metavar="NAME",
        kind="model",
        help=f"{MODEL_NAMES}, or your own as package.module:factory.  [default: newton]",
    )
    session: Path | None = option(
        None,
        "--session",
        kind="session",
        help="The session file.  [default: FILE.altui]",
        is_settable=False,
    )
    annotator: str | None = option(
        None,
        "--annotator",
        metavar="NAME",
        help="Who labels; in every event and in the export.",
    )
    accept_changes: bool = option(
        False,
        "--accept-changes",
        kind="flag",
        help="Go on although FILE has changed: labels follow their rows by id, or by what they "
        "hold. Without it you are asked.",
        is_settable=False,
    )
    seed: int | None = option(
        None, "--seed", kind="count", most=2**32 - 1, help="The random seed.  [default: 0]"
    )

    @property
    def data(self) -> Path:
        """The data file, for those that cannot do without one."""
        if self.file is None:
            raise InputError("no data file is named")
        return self.file

    @property
    def find(self) -> str | None:
        """The class of which all rows are to be found; "" for none, None if nothing is said."""
        if (self.goal == "find") != (self.wanted is not None):
            raise InputError("`goal` find and `wanted` NAME go together")
        return "" if self.goal == "learn" else self.wanted

    @property
    def options(self) -> SessionOptions:
        """What is said of the session itself."""
        given = {each.name: getattr(self, each.name) for each in fields(SessionOptions)}
        return SessionOptions(**given)
