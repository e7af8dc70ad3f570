"""The topics in the order of the list; each is the file of that name, and its heading says what
it is about."""

from __future__ import annotations

from importlib.resources import files

from altui.errors import InputError
from altui.suggestions import find_nearest

TOPICS = (
    "start",
    "install",
    "glossary",
    "label",
    "classes",
    "keys",
    "reading",
    "plain",
    "resume",
    "review",
    "team",
    "import",
    "accuracy",
    "strategies",
    "models",
    "simulate",
    "predict",
    "large",
    "export",
    "python",
    "formats",
    "settings",
    "options",
    "speed",
    "promises",
    "architecture",
    "contributing",
    "changes",
)


def titles() -> list[tuple[str, str]]:
    """(topic, its heading) of all topics."""
    return [(topic, _source(topic).partition("\n")[0].lstrip("# ")) for topic in TOPICS]


def read_topic(name: str) -> str:
    """The Markdown of a topic, its placeholders not filled.

    Raises InputError with the nearest topics where there is none of that name.
    """
    if is_topic(name):
        return _source(_fold(name))
    raise InputError(f"the manual has no topic '{name}'", hint=suggest_topics(name))


def is_topic(name: str) -> bool:
    return _fold(name) in TOPICS


def suggest_topics(name: str) -> str:
    """What to type where nothing has that name."""
    near = find_nearest(name, TOPICS)
    if not near:
        return "altui manual lists all topics."
    return f"Try: {', '.join(f'altui manual {topic}' for topic in near)}"


def _fold(name: str) -> str:
    return name.strip().lower()


def _source(topic: str) -> str:
    return files("altui.manual").joinpath(f"{topic}.md").read_text(encoding="utf-8")
