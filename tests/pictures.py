"""Make the pictures in `screenshots/` from the real app: python -m tests.pictures

Seeds, sizes and the clock are fixed, so that a picture changes only when what it shows does.
"""

from __future__ import annotations

import asyncio
import csv
import html
import itertools
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from rich.cells import cell_len

import altui.tui.painted as painted_module
from altui.cli.commands.demo import MEANINGS, guide
from altui.cli.next_step import LABEL_A_FILE
from altui.cli.screen import THEMES
from altui.config.guidance import Guidance
from altui.config.keymap import STANDARD
from altui.labeling.opening.face import Opening
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.tui.app import AltuiApp
from altui.tui.panels.panel import LinesWidget
from altui.tui.panels.row import RowPanel
from tests.examples import CLASSES, messages, true_shape, write_shapes

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from altui.labeling.annotation import Annotation
    from altui.labeling.engine import Say
    from altui.labeling.proposal import Proposal

    Open = Callable[[Say, Proposal | None], Annotation]

FOLDER = Path(__file__).parents[1] / "screenshots"
WIDE, NARROW = (110, 32), (80, 24)
FONTS = '"Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace'
CELL = 12.2
PATIENCE = 60.0


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


CLOCK = Clock()


class Stage:
    """The app on a screen of fixed size, and what a person does there."""

    def __init__(self, app: AltuiApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not is_so():
                await self.pilot.pause(0.005)
        await self.pilot.pause()

    async def ready(self) -> None:
        await self.until(lambda: self.app.accepts_keys)

    async def answer(self, key: str, seconds: float = 3.0) -> None:
        before = self.app.view
        CLOCK.now += seconds
        await self.pilot.press(key)
        await self.until(lambda: self.app.view is not before and self.app.accepts_keys)

    def shown_row(self) -> str:
        return self.app.query_one(RowPanel).plain_text()

    def picture(self, name: str, title: str) -> None:
        svg = cleaned(self.app.export_screenshot(title=title), name)
        if not self.app.current_theme.dark:
            svg = svg.replace('fill="#292929"', 'fill="#e0e0e0"').replace("#c5c8c6", "#1f1f1f")
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
        sys.stderr.write(f"{name}.svg\n")


def cleaned(svg: str, name: str) -> str:
    """Without Rich's random ids and the fonts that it would fetch from elsewhere."""
    svg = re.sub(r"terminal-\d+", name, svg)
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace", f"font-family: {FONTS}")
    svg = re.sub(
        r'<text (.*?) x="([\d.]+)" (.*?) textLength="[\d.]+" (.*?)>(.*?)</text>', words, svg
    )
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def words(text: re.Match[str]) -> str:
    """One element for each run of words, and of braille, which is wider in many fonts: not every
    viewer keeps the spaces between them."""
    style, start, place, clip, content = text.groups()
    shown = html.unescape(content).replace("\xa0", " ")
    pieces = []
    for word in re.finditer(r"[⠁-⣿]+|[^\s⠁-⣿]+(?: [^\s⠁-⣿]+)*", shown):
        x = float(start) + CELL * cell_len(shown[: word.start()])
        length = f'x="{x:.1f}" {place} textLength="{CELL * cell_len(word[0]):.1f}"'
        inside = html.escape(word[0]).replace(" ", "&#160;")
        pieces.append(f"<text {style} {length} {clip}>{inside}</text>")
    return "".join(pieces)


@asynccontextmanager
async def on_stage(
    open_: Open,
    size: tuple[int, int],
    *,
    theme: str = "terminal",
    proposal: Proposal | None = None,
    guide: str = "",
    guidance: Guidance | None = None,
    file: str = "the demo",
    is_kept_nowhere: bool = False,
) -> AsyncIterator[Stage]:
    def open_with_clock(say: Say, accepted: Proposal | None) -> Annotation:
        annotation = open_(say, accepted)
        annotation.session._now = CLOCK
        return annotation

    opening = Opening(
        file,
        open_with_clock,
        lambda _: Path(),
        proposal,
        dwell=0,
        theme=THEMES[theme],
        guide=guide,
        guidance=guidance or Guidance(),
        is_kept_nowhere=is_kept_nowhere,
        next_step=LABEL_A_FILE if is_kept_nowhere else "",
    )
    app = AltuiApp(opening)
    try:
        async with app.run_test(size=size) as pilot:
            yield Stage(app, pilot)
    finally:
        app.engine.close()


def tutorial(folder: Path, name: str) -> Open:
    return prepare(OpenRequest(is_tutorial=True, session=folder / f"{name}.altui")).open


def on_demo(
    folder: Path, name: str, size: tuple[int, int], theme: str = "terminal"
) -> AbstractAsyncContextManager[Stage]:
    told = guide(STANDARD)
    return on_stage(
        tutorial(folder, name),
        size,
        theme=theme,
        guide=told,
        guidance=MEANINGS,
        is_kept_nowhere=True,
    )


async def the_demo(folder: Path) -> None:
    async with on_demo(folder, "demo", WIDE) as stage:
        await stage.ready()
        stage.picture("demo-start", "altui demo")
        for _ in range(10):
            await stage.answer("r")
        stage.picture("demo-middle", "altui demo")
        for _ in range(10):
            await stage.answer("r")
        stage.picture("demo-end", "altui demo")
        await stage.pilot.press("p")
        await stage.pilot.pause()
        stage.picture("performance", "altui demo, p")


async def a_narrow_screen(folder: Path) -> None:
    async with on_demo(folder, "narrow", NARROW) as stage:
        await stage.ready()
        for _ in range(10):
            await stage.answer("r")
        stage.picture("narrow", "altui demo, 80 columns")
        await stage.pilot.press("v")
        await stage.pilot.pause()
        stage.picture("narrow-curve", "altui demo, 80 columns, v")


async def a_light_theme(folder: Path) -> None:
    async with on_demo(folder, "light", WIDE, theme="light") as stage:
        await stage.ready()
        for _ in range(10):
            await stage.answer("r")
        stage.picture("light", "altui demo --theme light")


MESSAGES = {
    "billing": (
        "I was charged twice for my March subscription. Could you refund one of the payments?",
        "The invoice still shows our old company address. Where can I change it?",
        "My card was declined although there is enough money on it. The bank sees no attempt.",
        "Please cancel my plan at the end of the month. I do not want it to be renewed.",
        "We need a VAT number on the receipt, otherwise accounting sends it back to me.",
        "Why did the price go up? My contract says 12 euros per month until the end of the year.",
        "The discount for students was not applied at checkout. I uploaded my certificate.",
        "Can I pay the yearly plan by bank transfer instead of by credit card?",
        "A payment of 49 dollars left my account, but the order page says that it is unpaid.",
        "I returned the item three weeks ago and still wait for the money.",
        "How do I download all invoices of last year at once?",
        "You sent a reminder for an invoice that I paid on the second of May.",
        "Please change the currency of my account from dollars to euros.",
    ),
    "technical": (
        "Since the last update the app closes by itself as soon as I open the camera.",
        "I cannot log in. The page says that my password is wrong, but I have just reset it.\n\n"
        "What I tried: two browsers, a private window, another network. The mail with the "
        "reset link arrives at once, and the new password is accepted there.",
        "The export to CSV stops at row 10,000 without any message.",
        "Search finds nothing any more, not even titles that I can see on the screen.",
        "After the upgrade the sync with my calendar is stuck at 99 percent.",
        "The site is very slow from Japan. A ping takes 20 ms, the page takes 30 seconds.",
        "Your API answers with error 502 about every tenth time since this morning.",
        "Notifications come twice on my phone and not at all on the tablet.",
        "The confirmation code never arrives. I looked in the spam folder as well.",
        "Uploading a photo from the gallery fails with the message 'unknown error 13'.",
        "The dark theme shows black text on a dark grey ground in the settings.",
        "Printing cuts off the right column of every report. Paper is A4.",
        "The desktop program does not start after the update of macOS.",
    ),
    "shipping": (
        "My parcel has been 'out for delivery' for four days. Where is it?",
        "The box arrived open and one of the two cups is broken.",
        "I moved last week. Can you still change the delivery address of order 20417?",
        "The tracking number that you sent does not exist at the carrier.",
        "Do you deliver to Iceland, and how long would that take?",
        "Half of the order is missing. There was no note in the box about a second parcel.",
        "The courier left the parcel with a neighbour whom I do not know.",
        "I ordered the blue jacket and got the green one. How do I send it back?",
        "Can the delivery come after six in the evening? Nobody is at home before.",
        "Customs ask for an invoice that was not on the parcel. Can you mail it to me?",
        "The parcel was sent back to you because of a wrong house number.",
        "Is express delivery for Friday still possible if I order today?",
        "The letter with the spare key never came, although it was sent on Monday.",
    ),
}


def mixed_messages() -> Iterator[tuple[str, str]]:
    """(topic, message), the topics in turn."""
    for group in zip(*MESSAGES.values(), strict=True):
        yield from zip(MESSAGES, group, strict=True)


def write_messages(path: Path) -> dict[str, str]:
    """A file of short support messages; returns what each is about, by its id."""
    topics: dict[str, str] = {}
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["ticket", "channel", "message", "topic"])
        for number, (topic, message) in enumerate(mixed_messages(), 4101):
            topics[str(number)] = topic
            writer.writerow([number, ("mail", "chat", "form")[number % 3], message, ""])
    return topics


async def text_labeling(folder: Path) -> None:
    path = folder / "tickets.csv"
    topics = write_messages(path)
    classes = tuple(sorted(MESSAGES))
    columns = ("channel=shown", "message=text", "topic")
    request = OpenRequest(
        file=path, target="topic", id_column="ticket", columns=columns, classes=classes, seed=1
    )
    source = prepare(request)
    async with on_stage(source.open, WIDE, file="tickets.csv") as stage:
        await stage.ready()
        for turn in range(14):
            assert stage.app.view is not None and stage.app.view.shown_row is not None
            topic = topics[stage.app.view.shown_row.row_id]
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
    assert stage.app.view is not None and stage.app.view.shown_row is not None
    kind = kinds[stage.app.view.shown_row.row_id]
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
    columns = ("channel=shown", "message=text", "topic")
    request = OpenRequest(
        file=path, target="topic", id_column="ticket", columns=columns, classes=classes, seed=1
    )
    source = prepare(request)
    async with on_stage(source.open, WIDE, file="tickets.csv") as stage:
        await stage.ready()
        for turn in range(16):
            assert stage.app.view is not None and stage.app.view.shown_row is not None
            topic = topics[stage.app.view.shown_row.row_id]
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
            assert stage.app.view is not None and stage.app.view.shown_row is not None
            shape = true_shape(stage.app.view.shown_row.row_id)
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


async def all_pictures() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await the_demo(folder)
        await a_narrow_screen(folder)
        await a_light_theme(folder)
        await text_labeling(folder)
        await guidelines(folder)
        await many_classes(folder)
        await columns(folder)
        await why(folder)
        await disagreements(folder)
        await numbers(folder)
        await pictures_of_shapes(folder)


def main() -> None:
    named = [name for name in os.environ if name.startswith("TEXTUAL_") or name == "NO_COLOR"]
    if named:
        raise SystemExit(f"unset {', '.join(named)} first: the pictures would depend on it")
    FOLDER.mkdir(exist_ok=True)
    # The app takes the time of a label from here; a picture must not tell how fast this one ran.
    painted_module.time = SimpleNamespace(time=CLOCK, monotonic=CLOCK)  # type: ignore[assignment, attr-defined]
    asyncio.run(all_pictures())


if __name__ == "__main__":
    main()
