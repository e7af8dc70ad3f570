"""Files of one's own."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.tui.panels.panel import LinesWidget
from tests.examples import CLASSES, messages, true_shape, write_shapes
from tests.pictures.messages import MESSAGES, mixed_messages, write_messages
from tests.pictures.stage import CLOCK, NARROW, WIDE, Stage, on_stage

if TYPE_CHECKING:
    from altui.labeling.annotation import Annotation
    from altui.labeling.engine import Say
    from altui.labeling.proposal import Proposal

    Open = Callable[[Say, Proposal | None], Annotation]


def request_of_messages(path: Path, classes: tuple[str, ...]) -> OpenRequest:
    columns = ("channel=shown", "message=text", "topic")
    return OpenRequest(
        file=path, target="topic", id_column="ticket", columns=columns, classes=classes, seed=1
    )


async def text_labeling(folder: Path) -> None:
    path = folder / "tickets.csv"
    topics = write_messages(path)
    classes = tuple(sorted(MESSAGES))
    source = prepare(request_of_messages(path, classes))
    async with on_stage(source.open, WIDE, file="tickets.csv") as stage:
        await stage.ready()
        for turn in range(14):
            topic = topics[stage.row_id]
            await stage.answer(str(classes.index(topic)), seconds=3.0 + turn % 3)
        stage.picture("text-labeling", "altui label tickets.csv")
        await stage.pilot.press("h")
        await stage.until(lambda: "billing" in listed(stage) and "▸" in listed(stage))
        await stage.pilot.press("1")
        await stage.until(lambda: "shipping:" in listed(stage))
        stage.picture("history", "altui label tickets.csv, h, then 1")
        await stage.pilot.press("q")
        await stage.ready()
        await stage.pilot.press("m")
        await stage.pilot.pause()
        stage.picture("strategy", "altui label tickets.csv, m")
        await stage.pilot.press("q", "slash", *"parcel", "enter")
        await stage.until(lambda: "found" in listed(stage))
        stage.picture("search", "altui label tickets.csv, /parcel")
        await stage.pilot.press("escape")
        await stage.ready()
        await stage.pilot.press("equals_sign")
        await stage.until(lambda: "ticked" in listed(stage))
        await stage.pilot.pause()
        await stage.pilot.press("1", "3")
        await stage.until(lambda: "2 of " in listed(stage))
        stage.picture("look-alikes", "altui label tickets.csv, =")
        await stage.pilot.press("escape")
        await stage.ready()
        await stage.pilot.press("C", "plus")
        await stage.until(lambda: stage.app.screen.focused is not None)
        await stage.pilot.press(*"praise", "enter")
        await stage.until(lambda: "class praise added" in listed(stage))
        stage.picture("edit-classes", "altui label tickets.csv, C")


def write_letters(path: Path) -> dict[str, str]:
    """Messages of two paragraphs, some of them about two matters; returns the first of each."""
    known = messages()
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "opened", "letter"])
        for number, (row_id, text, _) in enumerate(known):
            other = known[(number * 7 + 3 + number % 2) % len(known)][1]
            writer.writerow([row_id, number * 37 % 50, f"{text}\n\n{other}"])
    return {row_id: kind for row_id, _, kind in known}


async def why(folder: Path) -> None:
    path = folder / "letters.csv"
    kinds = write_letters(path)
    columns = ("opened=numeric", "letter=text")
    options = {"seed": 1, "audit": 0, "recheck": 0}
    request = OpenRequest(file=path, id_column="id", columns=columns, classes=CLASSES, **options)
    source = prepare(request)
    async with on_stage(source.open, NARROW, file="letters.csv") as stage:
        await stage.ready()
        for _ in range(16):
            await answer_by(stage, kinds)
        while not speaks_both_ways(stage):
            await answer_by(stage, kinds)
        stage.picture("why", "altui label letters.csv")


async def answer_by(stage: Stage, kinds: Mapping[str, str]) -> None:
    """Label the row on the screen with the class that it has by `kinds`."""
    kind = kinds[stage.row_id]
    await stage.answer(str(CLASSES.index(kind)))


def speaks_both_ways(stage: Stage) -> bool:
    """Whether words speak for the class that is shown, and words against it."""
    assert stage.app.view is not None and stage.app.view.shown_row is not None
    reasons = stage.app.view.shown_row.reasons
    shares = sorted(reasons.words.values()) if reasons else []
    return len(shares) > 3 and shares[0] < 0 < shares[-2]


async def disagreements(folder: Path) -> None:
    """One of forty labels is wrong, and put to the person again."""
    path = folder / "again.csv"
    write_customers(path, labeled=0)
    columns = ("customer=id", "age=numeric", "visits=numeric", "label")
    columns = (*columns, "country=hidden", "signed_up=shown", "last_message=hidden")
    classes = ("leaves", "stays")
    request = OpenRequest(
        file=path,
        target="label",
        id_column="customer",
        columns=columns,
        classes=classes,
        seed=1,
        audit=0,
        recheck=0,
    )
    source = prepare(request)
    async with on_stage(source.open, NARROW, file="customers.csv") as stage:
        await stage.ready()
        for turn in range(20):
            assert stage.app.view is not None and stage.app.view.shown_row is not None
            age = int({each.name: each.text for each in stage.app.view.shown_row.fields}["age"])
            await stage.answer("01"[(age < OLD) != (turn == 5)])
        await stage.pilot.press("d")
        await stage.until(lambda: "1 of " in listed(stage))
        stage.picture("disagreements", "altui label customers.csv, d")


def listed(stage: Stage) -> str:
    """What stands on the screen of rows that lies over the row in question."""
    return "\n".join(each.plain_text() for each in stage.app.screen.query(LinesWidget))


RULES = """\
# What is it about?

One message, one class: what the writer wants to have settled, not what is mentioned on the way.
A parcel that came late and was charged twice is 'billing' if the money is asked for.

## When in doubt

- Who must act? The class is that of the people who will answer.
- Two matters in one message: the first one.
- Nothing fits: press n, which sets the message aside as unsure.
"""

ABOUT = {
    "billing": "Money: invoices, prices, refunds, ways to pay",
    "shipping": "The parcel on its way, damaged, or at the wrong place",
    "technical": "The program, the site or the account does not do what it should",
}


async def guidelines(folder: Path) -> None:
    path = folder / "guided.csv"
    write_messages(path)
    (folder / "rules.md").write_text(RULES)
    tables = [f'[[class]]\nname = "{name}"\ndescription = "{ABOUT[name]}"\n' for name in ABOUT]
    (folder / "classes.toml").write_text("".join(tables))
    request = OpenRequest(
        file=path,
        id_column="ticket",
        columns=("channel=shown", "message=text", "topic"),
        target="topic",
        guidelines=folder / "rules.md",
        classes_file=folder / "classes.toml",
        seed=1,
    )
    source = prepare(request)
    async with on_stage(source.open, WIDE, guidance=source.guidance, file="tickets.csv") as stage:
        await stage.until(lambda: stage.app.view is not None)
        stage.picture("guidelines", "altui label tickets.csv --guidelines rules.md")
        await stage.pilot.press("enter")
        await stage.ready()
        for key in "2001210":
            await stage.answer(key)
        stage.picture("classes", "altui label tickets.csv --classes-file classes.toml")


MATTERS = (
    *("question", "complaint", "refund", "mistake", "delay", "change of address", "cancellation"),
    *("lost", "damaged", "offer", "praise", "error message"),
)


async def many_classes(folder: Path) -> None:
    """Thirty-six classes: ten have a digit, the others are named."""
    path = folder / "many.csv"
    topics = write_messages(path)
    classes = tuple(f"{topic} {matter}" for matter in MATTERS for topic in sorted(MESSAGES))
    source = prepare(request_of_messages(path, classes))
    async with on_stage(source.open, WIDE, file="tickets.csv") as stage:
        await stage.ready()
        for turn in range(16):
            topic = topics[stage.row_id]
            await name_class(stage, f"{topic[:2]} {MATTERS[4 + turn % 3][:2]}")
        await stage.pilot.press("apostrophe", "d", "e")
        await stage.pilot.pause()
        stage.picture("many-classes", "altui label tickets.csv, ' and de")


async def name_class(stage: Stage, beginnings: str) -> None:
    """Give the row on the screen the first class with such words."""
    before = stage.app.view
    CLOCK.now += 3.0
    letters = ("space" if each == " " else each for each in beginnings)
    await stage.pilot.press("apostrophe", *letters, "enter")
    await stage.until(lambda: stage.app.view is not before and stage.app.accepts_keys)


OLD = 48


def write_customers(path: Path, labeled: int = 12) -> None:
    countries = ("France", "Kenya", "Japan", "Peru")
    messages = itertools.cycle(message for _, message in mixed_messages())
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["customer", "age", "country", "signed_up", "last_message", "visits", "label"]
        )
        for number in range(60):
            day = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
            label = ("stays", "leaves")[number % 3 == 0] if number < labeled else ""
            age, visits = 18 + number * 7 % 60, number * 31 % 97
            row = [f"C{number:04d}", age, countries[number * 5 % 4], day, next(messages)]
            writer.writerow([*row, visits, label])


async def columns(folder: Path) -> None:
    path = folder / "customers.csv"
    write_customers(path)
    source = prepare(OpenRequest(file=path))
    async with on_stage(
        source.open, (110, 18), proposal=source.proposal, file="customers.csv"
    ) as stage:
        await stage.pilot.press("j", "j")
        await stage.pilot.pause()
        stage.picture("columns", "altui label customers.csv")


async def pictures_of_shapes(folder: Path) -> None:
    path = write_shapes(folder / "shapes")
    classes = ("square", "disc")
    request = OpenRequest(
        file=path, id_column="id", image="picture", classes=classes, columns=("id=id",), seed=1
    )
    source = prepare(request)
    async with on_stage(source.open, WIDE, file="shapes.csv") as stage:
        await stage.ready()
        for _ in range(12):
            shape = true_shape(stage.row_id)
            await stage.answer(str(classes.index(shape)))
        stage.picture("pictures", "altui label shapes.csv")


async def numbers(folder: Path) -> None:
    path = folder / "numbers.csv"
    write_customers(path)
    columns = ("customer=id", "age=numeric", "country=categorical", "signed_up=shown")
    columns = (*columns, "last_message=hidden", "visits=numeric", "label")
    request = OpenRequest(file=path, target="label", id_column="customer", columns=columns, seed=1)
    source = prepare(request)
    async with on_stage(source.open, NARROW, file="customers.csv") as stage:
        await stage.ready()
        for key in "0110100":
            await stage.answer(key)
        await stage.pilot.press("z", "j", "j", "space")
        await stage.pilot.pause()
        stage.picture("folding", "altui label customers.csv, z")
        await stage.pilot.press("q")
        await stage.until(lambda: "folded (z)" in stage.shown_row())
        stage.picture("numbers", "altui label customers.csv")
