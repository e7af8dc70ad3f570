"""`altui manual`: the manual, offline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from altui.cli.completion import offer_names
from altui.manual.topics import TOPICS

if TYPE_CHECKING:
    from altui.manual.tables import Tables


@click.command()
@click.argument("topic", required=False, shell_complete=offer_names(TOPICS))
def command(topic: str | None) -> None:
    """Read the manual: one topic, or the list of topics without TOPIC.

    On a terminal the topic opens in your pager (PAGER). In a pipe it is printed as Markdown.
    """
    from altui.display.console import put, put_rows
    from altui.display.pager import show_document
    from altui.manual.tables import fill
    from altui.manual.topics import read_topic, titles

    if topic is None:
        put_rows(titles())
        put("\naltui manual TOPIC shows one of them.")
        return
    show_document(fill(read_topic(topic), all_tables()))


def all_tables() -> Tables:
    """The tables of the manual, with the table of options, which only the command line knows."""
    from altui.manual.tables import TABLES

    return {**TABLES, "options": options_list}


def options_list() -> str:
    """Every command with its options, as in `--help`."""
    return "\n\n".join(_about_commands())


def _about_commands() -> Iterator[str]:
    from altui.cli.main import COMMANDS, altui

    front = click.Context(altui, info_name="altui")
    for name, meaning in COMMANDS.items():
        found = altui.get_command(front, name)
        assert found is not None
        context = click.Context(found, info_name=name, parent=front)
        yield f"## altui {' '.join([name, *found.collect_usage_pieces(context)])}"
        yield meaning
        options = [each for each in found.params if isinstance(each, click.Option)]
        records = [each.get_help_record(context) for each in options]
        yield "\n".join(f"- `{names}`: {help_}" for names, help_ in filter(None, records))
