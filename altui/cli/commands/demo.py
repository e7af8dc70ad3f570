"""`altui demo`: the reference scenario on the screen."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from altui.cli.defaults import CommandWithSettings, screen_of
from altui.cli.next_step import next_command
from altui.cli.options import MODEL_NAMES, SCREEN, STRATEGY_NAMES, WholeNumber, add_options
from altui.config.class_keys import ClassEntry
from altui.config.guidance import Guidance
from altui.data.presentation.tutorial_names import CLASS_TITLES

if TYPE_CHECKING:
    from altui.config.keymap import KeyMap
    from altui.labeling.annotation import Annotation
    from altui.labeling.engine import Say
    from altui.labeling.proposal import Proposal

QUERIES = 20
SEED = 42

WHAT_THIS_IS = (
    "A model has seen a few labels: which machines are fine or worn.",
    "A query is a machine it is unsure of. Is this one fine or worn?",
)

MEANINGS = Guidance(
    entries=tuple(ClassEntry(name, title=title) for name, title in CLASS_TITLES.items())
)
"""What the classes of the made-up data are called."""


@click.command(cls=CommandWithSettings, folder=lambda _: None)
@click.option("--auto", is_flag=True, help="Reveal every label automatically, then exit.")
@click.option(
    "--queries", type=WholeNumber(min=1), help=f"Labels to ask for.  [default: {QUERIES}]"
)
@add_options("seed", help=f"The random seed of the data.  [default: {SEED}]")
@add_options("model", help=f"The classifier: {MODEL_NAMES}.  [default: logistic]")
@add_options("strategy", help=f"The query strategy: {STRATEGY_NAMES}.  [default: least-confidence]")
@add_options("session", help="Keep the labels in this file; continue it if it exists.")
@add_options(*SCREEN)
@click.pass_context
def command(
    context: click.Context,
    /,
    auto: bool,
    queries: int | None,
    session: Path | None,
    **options: Any,
) -> None:
    """Try it: label made-up data and watch the model learn.

    The demo has 1,000 rows of two classes, 90 labels at the start and 20 queries. The true
    labels are known: r reveals one, a reveals one after another.
    """
    from altui.cli.screen import launch, leave, prepare_face
    from altui.labeling.opening.options.request import OpenRequest

    screen, keymap = screen_of(context), context.obj.keymap()
    prepare_face(screen)
    # Trainings this small are slower with more threads: the first one loses 0.1 s.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

    def open_(say: Say, accepted: Proposal | None) -> Annotation:
        from altui.labeling.opening.prepare import prepare  # behind the screen: imports numpy

        return prepare(request).open(say, accepted)

    with TemporaryDirectory(prefix="altui-", ignore_cleanup_errors=True) as folder:
        place = session or Path(folder) / "demo.altui"
        said = {name: options[name] for name in ("seed", "model", "strategy")}
        request = OpenRequest(is_tutorial=True, session=place, budget=queries, **said)
        request.options.check()
        status = launch(
            "the demo",
            open_,
            export,
            screen,
            auto=auto,
            ends_itself=auto,
            session_path=session,
            is_kept_nowhere=session is None,
            next_step=next_command(),
            guide=guide(keymap),
            keymap=keymap,
            guidance=MEANINGS,
        )
    leave(status)


def guide(keymap: KeyMap) -> str:
    """What the demo is, and the keys to know first: a line for each."""
    told = keymap.list_keys(
        ("reveal", "the truth"), ("auto", "all"), ("undo", "undo"), ("quit", "quit")
    )
    first, second = keymap.class_keys((*CLASS_TITLES,))
    keys = "; ".join([f"{first} or {second}: your guess", *(" ".join(each) for each in told)])
    return "\n".join((*WHAT_THIS_IS, keys))


def export(annotation: Annotation) -> Path:
    from altui.cli.screen import export_here

    return export_here(annotation, Path("demo.csv"))
