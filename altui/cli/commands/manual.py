"""`altui manual`: the manual, offline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from altui.cli.completion import offer_names
from altui.manual.topics import TOPICS, is_topic

if TYPE_CHECKING:
    from altui.manual.search import Hit
    from altui.manual.tables import Tables

MOST_SECTIONS = 10
INDENT = "    "


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar="[TOPIC|WORD...]", shell_complete=offer_names(TOPICS))
@click.option("--man", is_flag=True, help="Print the man page altui(1), in roff.")
def command(words: tuple[str, ...], man: bool) -> None:
    """Read the manual: one topic, or the list of topics without TOPIC.

    Any other words are searched for: the sections that hold all of them are listed, the best
    first. An option is a word too.

    On a terminal a topic opens in your pager (PAGER). In a pipe it is printed as Markdown.
    """
    from altui.display.console import put, put_rows
    from altui.manual.topics import titles

    if man:
        from altui.cli.reference.man_page import man_page

        put(man_page({topic: read(topic) for topic in TOPICS}).rstrip())
    elif not words:
        put_rows(titles())
        put("\naltui manual TOPIC shows one of them, altui manual WORD searches them.")
    elif len(words) == 1 and is_topic(words[0]):
        from altui.display.pager import show_document

        show_document(read(words[0]))
    else:
        _put_sections(words)


def read(topic: str) -> str:
    """A page of the manual in Markdown, with its tables."""
    from altui.manual.tables import fill
    from altui.manual.topics import read_topic

    return fill(read_topic(topic), all_tables())


def all_tables() -> Tables:
    """The tables of the manual, with the table of options, which only the command line knows."""
    from altui.cli.reference.options_list import options_list
    from altui.manual.tables import TABLES

    return {**TABLES, "options": options_list}


def _put_sections(words: tuple[str, ...]) -> None:
    import shutil

    from altui.display.console import put
    from altui.display.streams import PIPED_WIDTH
    from altui.display.text import wrap
    from altui.errors import InputError
    from altui.manual.search import excerpt, search
    from altui.manual.sections import sections_of
    from altui.manual.topics import suggest_topics

    wanted = " ".join(words).split()
    hits = search(wanted, [each for topic in TOPICS for each in sections_of(topic, read(topic))])
    if not hits:
        raise InputError(
            f"no section of the manual has '{' '.join(words)}'",
            hint="Try fewer words." if len(wanted) > 1 else suggest_topics(*words),
        )
    width = min(shutil.get_terminal_size((PIPED_WIDTH, 0)).columns, PIPED_WIDTH) - len(INDENT)
    for hit in hits[:MOST_SECTIONS]:
        put(f"{hit.section.topic}: {hit.section.heading}")
        if hit.is_meaning:
            put(INDENT + f"\n{INDENT}".join(wrap(hit.passage, width)))
        elif hit.passage:
            put(INDENT + excerpt(hit.passage, wanted, width))
    put(f"\n{_what_next(hits)}")


def _what_next(hits: list[Hit]) -> str:
    from altui.display.text import count_of

    more = len(hits) - MOST_SECTIONS
    told = f"{count_of(more, 'more section')}: add a word to see fewer.\n" if more > 0 else ""
    return f"{told}altui manual {hits[0].section.topic} shows the first of these pages."
