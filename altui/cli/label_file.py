"""From a file name to an open annotation: a new session, or the one that is there."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from altui.cli.changed import agree
from altui.cli.guiding import first_guidance, guidance_again, kept_of
from altui.cli.options import AUDIT, RECHECK
from altui.config.guidance import Guidance
from altui.config.keymap import STANDARD, KeyMap
from altui.data.columns import infer_schema, restore_schema
from altui.data.dataset import DataOptions, Part, load_dataset
from altui.data.embedding import load_model
from altui.data.holdout import is_test_file
from altui.data.images import check_images
from altui.data.plaincsv import LARGE
from altui.data.reading import open_table
from altui.data.schema import Role
from altui.data.vectors import open_vectors
from altui.display.console import progress
from altui.display.console import say as say_on_stderr
from altui.errors import InputError, SessionError
from altui.labeling.proposal import Proposal, quoted
from altui.session import opening
from altui.session.location import companion_folder, session_path
from altui.session.lock import user_name
from altui.session.remembered import moved_to
from altui.session.replay import read_settings
from altui.session.source import options_of
from altui.session.wishes import Defaults

if TYPE_CHECKING:
    from collections.abc import Callable

    from altui.data.dataset import Dataset
    from altui.data.schema import Schema
    from altui.data.table import Table
    from altui.labeling.annotation import Annotation
    from altui.labeling.engine import Say
    from altui.session.session import Session
    from altui.session.settings import Settings
    from altui.session.wishes import Wishes

MOST_CLASSES = 10

Settle: TypeAlias = "Callable[[Defaults], Defaults]"
"""Puts what a person always wants in the place of the defaults."""

NAMED_ALONE = (Role.TARGET, Role.ID)
"""Roles with options of their own."""


@dataclass(frozen=True)
class Request:
    """The file to label, and what of it the person named in so many words."""

    file: Path
    session: Path | None = None
    target: str | None = None
    text_columns: tuple[str, ...] = ()
    id_column: str | None = None
    columns: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    test: str | None = None
    hide_labels: bool = False
    sheet: str | None = None
    accept_changes: bool = False
    image: str | None = None
    vectors: str | None = None
    embed: bool = False
    guidelines: Path | None = None
    classes_file: Path | None = None
    hidden: tuple[str, ...] = ()

    @property
    def asked(self) -> dict[str, object]:
        """What the command line said of the data, option by option, as JSON can hold it."""
        said: dict[str, object] = {
            "--target": self.target,
            "--id": self.id_column,
            "--text": list(self.text_columns),
            "--columns": list(self.columns),
            "--image": self.image,
            "--vectors": self.vectors,
            "--embed": self.embed,
            "--classes": list(self.classes),
            "--test": self.test,
            "--sheet": self.sheet,
            "--hide-labels": self.hide_labels,
        }
        return {option: value for option, value in said.items() if value}

    def is_complete(self, schema: Schema) -> bool:
        """Nothing is left to guess, so nothing needs to be confirmed."""
        return bool(self.classes and self.columns and (self.target or schema.target is None))


@dataclass(frozen=True)
class Source:
    """`open` loads the data and the session; `proposal` is what to confirm first."""

    place: Path
    open: Callable[[Say, Proposal | None], Annotation]
    proposal: Proposal | None = None
    guidance: Guidance = field(default_factory=Guidance)


def open_source(
    request: Request,
    wishes: Wishes,
    keymap: KeyMap = STANDARD,
    settle: Settle = lambda usual: usual,
) -> Source:
    """Read the file. Raises InputError for a bad one, before any screen is up."""
    if request.file.is_dir():
        raise InputError(
            "this is a folder, not a file",
            where=str(request.file),
            hint="Name a CSV, TSV, JSONL, Parquet or Excel file in it.",
        )
    if request.classes and request.classes_file:
        raise InputError(
            "--classes and --classes-file both name the classes",
            where=str(request.classes_file),
            hint="Use one of them.",
        )
    _import_meanwhile(request.file)
    place = session_path(request.file, request.session)
    if place.exists():
        return _source_of_before(request, place, wishes, keymap)
    guidance, request = first_guidance(request, keymap)
    kept = {**request.asked, **kept_of(request, guidance)}
    table = _read(request, request.sheet, place)
    request = _settled(request, table)
    with progress(f"looking at {request.file.name}", 1.0) as advance_to:
        schema = infer_schema(
            table,
            target=request.target,
            id=request.id_column,
            text=request.text_columns,
            image=request.image,
            columns=request.columns,
            has_vectors=request.vectors is not None,
            on_progress=advance_to,
        )
    named = (request.target, request.id_column, request.image, *request.text_columns)
    for name in request.hidden:
        if name in schema.names(*Role) and name not in named:
            schema = schema.with_role(name, Role.HIDDEN)
    _check_extras(request, schema, len(table))
    is_complete = request.is_complete(schema)
    is_labeled = schema.target is not None and not schema.column(schema.target).empty
    proposal = Proposal(
        request.file.name,
        schema,
        len(table),
        request.classes,
        # With every label known there is nothing to do but to practise, or to label anew.
        request.hide_labels or (is_labeled and not is_complete),
        tuple(table.notes),
        audit=_check_wanted(request, wishes, settle(Defaults(audit=AUDIT)).audit),
        has_vectors=request.vectors is not None,
    )
    if is_complete and proposal.price:
        say_on_stderr(proposal.price)

    def open_(say: Say, accepted: Proposal | None) -> Annotation:
        return _begin(table, place, accepted or proposal, request, wishes, settle, kept, say)

    return Source(place, open_, None if is_complete else proposal, guidance)


def settled(
    guessed: Schema, dataset: Dataset, classes_file: Path | None = None
) -> dict[str, object]:
    """What was confirmed of the columns, as the command's parameters would have said it."""
    schema = dataset.schema
    is_as_guessed = schema.roles() == guessed.roles()
    given = [column for column in schema.columns if column.role not in NAMED_ALONE]
    # A column that would be taken for the label or the id has to be told that it is not.
    told = [c for c in given if c.role is not Role.HIDDEN or c.name in _named_alone(guessed)]
    return {
        "target": schema.target,
        "id_column": schema.id,
        "text_columns": (),
        "columns": (quoted([c.name if is_as_guessed else f"{c.name}={c.role}" for c in told]),),
        "classes": () if classes_file else (quoted(dataset.classes),),
        "classes_file": classes_file,
        "hide_labels": dataset.options.hide_labels,
    }


def _named_alone(schema: Schema) -> list[str]:
    return schema.names(*NAMED_ALONE)


def _check_extras(request: Request, schema: Schema, rows: int) -> None:
    """Raises InputError for what would fail only behind the screen."""
    if request.vectors is not None:
        open_vectors(Path(request.vectors), rows)
    if request.embed:
        load_model()
    if schema.names(Role.IMAGE):
        check_images()


def _import_meanwhile(file: Path) -> None:
    """scikit-learn takes most of a second, which the reading of a large file has to spare."""
    if file.is_file() and file.stat().st_size >= LARGE:
        load = partial(import_module, "sklearn.preprocessing")
        threading.Thread(target=load, name="imports", daemon=True).start()


def _source_of_before(request: Request, place: Path, wishes: Wishes, keymap: KeyMap) -> Source:
    """The session at `place` once more; a file that has changed since is asked about here."""
    settings = read_settings(place)
    opening.check_wishes(settings, wishes, place)
    guidance, notes = guidance_again(request, settings, keymap)
    options = options_of(moved_to(settings, request.file))
    table = _read(request, options.sheet, place)
    request = _settled(request, table)

    def load(tell: Callable[[float], None]) -> Dataset:
        schema = restore_schema(table, settings.roles)
        return load_dataset(table, schema, options, tell)

    def open_(say: Say, _: Proposal | None) -> Annotation:
        dataset = changed or load(_telling(say, f"going on with {place.name}"))
        _check_same_wishes(dataset, request, settings, place)
        annotation = _annotate(dataset, lambda: opening.resume(place, dataset, wishes, agreed), say)
        annotation.session.notes.extend(notes)
        return annotation

    changed = agreed = None
    if table.fingerprint() != settings.fingerprint:
        with progress(f"looking at {request.file.name}", 1.0) as advance_to:
            changed = load(advance_to)
        agreed = agree(place, changed, request.file, accepted=request.accept_changes)
    return Source(place, open_, guidance=guidance)


def _recheck(model: str) -> int:
    """Which label to ask for again takes five fits more: too many where one takes its time."""
    from altui.labeling.processes import run_in_processes

    return 0 if run_in_processes(model) else RECHECK


def _check_wanted(request: Request, wishes: Wishes, default: int) -> int:
    """How many rows a random check would have, were the file large enough."""
    if request.test:
        return 0
    if wishes.audit is None:
        return 0 if wishes.find else default
    return wishes.audit


def _read(request: Request, sheet: str | None, place: Path) -> Table:
    with progress(f"reading {request.file.name}", 1.0) as advance_to:
        return open_table(
            request.file, sheet=sheet, scratch=companion_folder(place), on_progress=advance_to
        )


def _settled(request: Request, table: Table) -> Request:
    """With a test file's whole path, so that the session finds it from any folder."""
    test = request.test
    if test is None or not is_test_file(test, table) or not Path(test).is_file():
        return request
    return replace(request, test=str(Path(test).resolve()))


def _begin(
    table: Table,
    place: Path,
    choice: Proposal,
    request: Request,
    wishes: Wishes,
    settle: Settle,
    kept: dict[str, object],
    say: Say,
) -> Annotation:
    model = wishes.model or settle(Defaults()).model
    defaults = settle(Defaults(annotator=user_name(), audit=AUDIT, recheck=_recheck(model)))
    options = DataOptions(
        choice.classes,
        choice.hide_labels,
        request.test,
        defaults.seed if wishes.seed is None else wishes.seed,
        request.sheet,
        None if request.vectors is None else str(Path(request.vectors).resolve()),
        request.embed,
    )
    tell = _telling(say, f"reading {request.file.name}")
    dataset = load_dataset(table, choice.schema, options, tell)
    _check(dataset, request)

    def start() -> Session:
        source = str(request.file.resolve())
        return opening.begin(place, dataset, source, wishes, defaults, asked=kept)

    return _annotate(dataset, start, say)


def _annotate(dataset: Dataset, start: Callable[[], Session], say: Say) -> Annotation:
    say("loading scikit-learn")
    from altui.data.features import build_features
    from altui.labeling.annotation import annotate

    features = build_features(dataset, _telling(say, "building features"))
    return annotate(dataset, features, start())


def _telling(say: Say, what: str) -> Callable[[float], None]:
    """Says how far it is, with each new per cent."""
    told = ""

    def tell(done: float) -> None:
        nonlocal told
        text = f"{what}: {done:.0%}"
        if text != told:
            told = text
            say(text)

    tell(0.0)
    return tell


def _check(dataset: Dataset, request: Request) -> None:
    where = str(request.file)
    if len(dataset.classes) > MOST_CLASSES:
        raise InputError(
            f"{len(dataset.classes)} classes are more than there are digit keys",
            where=where,
            hint=f"altui label takes at most {MOST_CLASSES}; altui simulate takes any number.",
        )
    if not (dataset.part == Part.UNLABELED).any():
        raise InputError(
            f"every row has a label in '{dataset.schema.target}': there is nothing to label",
            where=where,
            hint="--hide-labels (p on the columns screen) treats them as unknown, to practise "
            "or to label anew; altui simulate shows what active learning is worth here.",
        )


def _check_same_wishes(dataset: Dataset, request: Request, settings: Settings, place: Path) -> None:
    """What the data are cannot change midway: the command may say what it said at the beginning,
    or what holds now."""
    schema, options = dataset.schema, dataset.options
    holds = {
        "--target": schema.target,
        "--id": schema.id,
        "--text": schema.names(Role.TEXT),
        "--image": next(iter(schema.names(Role.IMAGE)), None),
        "--vectors": options.vectors,
        "--embed": options.embed,
        "--classes": list(dataset.classes),
        "--test": options.test,
        "--sheet": options.sheet,
        "--hide-labels": options.hide_labels,
    }
    before = opening.asked_before(settings)
    for option, wanted in request.asked.items():
        here = holds.get(option)
        if wanted not in (here, before.get(option)) and not _is_one_file(option, wanted, here):
            raise SessionError(
                f"this session was begun with another {option}",
                where=str(place),
                hint=f"Leave {option} out to go on with it, or begin another with --session PATH.",
            )


def _is_one_file(option: str, wanted: object, here: object) -> bool:
    """Whether two paths that are spelled in two ways are of one file."""
    is_path = option in ("--test", "--vectors") and here is not None
    return is_path and Path(str(wanted)).resolve() == Path(str(here)).resolve()
