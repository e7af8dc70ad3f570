"""`altui demo`: the reference scenario, to sit down and do."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from altui.cli.options import (
    MODEL_NAMES,
    STRATEGY_NAMES,
    complete_model,
    complete_strategy,
    dwell_option,
    findable,
    no_wait_option,
    plain_option,
    session_file,
    theme_option,
)

if TYPE_CHECKING:
    from altui.config.keymap import KeyMap
    from altui.labeling.annotation import Annotation
    from altui.labeling.engine import Say
    from altui.labeling.proposal import Proposal
    from altui.session.wishes import Wishes

QUERIES = 20
SEED = 42


@click.command()
@click.option("--auto", is_flag=True, help="Reveal every label by itself, and exit at the end.")
@click.option("--queries", type=click.IntRange(min=1), help=f"The budget.  [default: {QUERIES}]")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), help=f"Of the data.  [default: {SEED}]")
@click.option(
    "--model",
    metavar="NAME",
    shell_complete=complete_model,
    help=f"The classifier: {MODEL_NAMES}.  [default: logistic]",
)
@click.option(
    "--strategy",
    metavar="NAME",
    shell_complete=complete_strategy,
    help=f"{STRATEGY_NAMES}.  [default: least-confidence]",
)
@click.option(
    "--session", type=session_file, help="Keep the labels in this file, and go on with it."
)
@theme_option
@dwell_option
@no_wait_option
@plain_option
@click.pass_context
def command(
    context: click.Context,
    /,
    auto: bool,
    queries: int | None,
    seed: int | None,
    model: str | None,
    strategy: str | None,
    session: Path | None,
    **options: Any,
) -> None:
    """Try it: label made-up data and watch the model learn.

    A known scenario: 1,000 samples of two classes, 90 labels to begin with, 20 queries. The
    true labels are known, so r reveals one and a reveals one after the other.
    """
    from altui.cli.screen import THEMES, leave, prepare, show
    from altui.cli.settings import screen_options, settings_for
    from altui.session.wishes import Wishes

    settings = settings_for(None)
    screen, keymap = {**options, **screen_options(context, settings)}, settings.keymap()
    prepare(screen["theme"], plain=screen["plain"])
    wishes = Wishes(findable(model), findable(strategy), seed, queries)
    wishes.check()
    # For fits as small as these, more threads would only wait for each other: 0.1 s at the first.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from altui.labeling.opening import Opening

    with TemporaryDirectory(prefix="altui-", ignore_cleanup_errors=True) as folder:
        place = session or Path(folder) / "demo.altui"

        def open_(say: Say, proposal: Proposal | None) -> Annotation:  # noqa: ARG001
            say("loading scikit-learn")
            return open_tutorial(place, wishes)

        status = show(
            Opening(
                "the demo",
                open_,
                export,
                auto=auto,
                ends_itself=auto,
                dwell=screen["dwell"],
                is_patient=not screen["no_wait"],
                theme=THEMES[screen["theme"]],
                session_path=session,
                guide=guide(keymap),
                keymap=keymap,
            ),
            plain=screen["plain"],
        )
    leave(status)


def guide(keymap: KeyMap) -> str:
    """What one wants to know first."""
    told = keymap.told(("reveal", "the true one"), ("undo", "undo"), ("quit", "quit"))
    first, second = keymap.class_keys(("0", "1"))
    return "; ".join([f"{first} or {second}: your guess", *(" ".join(each) for each in told)])


def open_tutorial(path: Path, wishes: Wishes) -> Annotation:
    from altui.data.tutorial import load_tutorial
    from altui.labeling.annotation import annotate
    from altui.session import opening
    from altui.session.remembered import TUTORIAL
    from altui.session.replay import read_settings
    from altui.session.wishes import Defaults

    if path.exists():
        dataset, features = load_tutorial(read_settings(path).seed)
        session = opening.resume(path, dataset, wishes)
    else:
        dataset, features = load_tutorial(SEED if wishes.seed is None else wishes.seed)
        defaults = Defaults("logistic", "least-confidence", SEED, QUERIES)
        session = opening.begin(path, dataset, TUTORIAL, wishes, defaults)
    return annotate(dataset, features, session)


def export(annotation: Annotation) -> Path:
    from altui.cli.screen import export_here

    return export_here(annotation, Path("demo.csv"))
