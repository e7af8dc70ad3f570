"""The man page altui(1), in roff: the help of the commands, and pages of the manual.

It is stored as altui/manual/altui.1, which an installation puts where `man` looks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from altui import __version__
from altui.cli.reference.commands import CommandHelp, commands, front
from altui.manual.roff import as_typed, bold, entry, escape, paragraph, roff, subsection
from altui.manual.topics import titles

NAME = "altui"
PARAGRAPH = ".PP"
HEADINGS = (".SH", ".SS")
OF_OPTIONS = ("Exit status", "Environment variables")
"""Sections of the page on options that a man page has too."""


def man_page(pages: Mapping[str, str]) -> str:
    """The whole page. `pages` are those of the manual, with their tables, by their topics."""
    lines = "\n".join(_lines(pages)).split("\n")
    kept = lines[:1]
    for above, line in pairwise(lines):
        if line != PARAGRAPH or not above.startswith(HEADINGS):  # where it would do nothing
            kept.append(line)
    return "".join(f"{line}\n" for line in kept)


def _lines(pages: Mapping[str, str]) -> Iterator[str]:
    program = front()
    meaning, *_ = program.paragraphs
    yield f'.TH {NAME.upper()} 1 "" "{NAME} {__version__}"'
    yield from (".nr HY 0", ".ad l")  # no word is broken, and no blank stretched
    yield from (".SH NAME", f"{NAME} \\- {escape(meaning[0].lower() + meaning[1:].rstrip('.'))}")
    yield from (".SH SYNOPSIS", bold(NAME) + escape(program.usage.removeprefix(NAME)))
    yield from (".SH DESCRIPTION", roff(pages["start"]).rstrip())
    yield from (".SH OPTIONS", *_options(program))
    yield ".SH COMMANDS"
    for command in commands():
        yield subsection(command.usage)
        for text in command.paragraphs:
            yield from _help(text)
        yield from _options(command)
    yield from (".SH KEYS", roff(pages["keys"]).rstrip())
    yield from (".SH SETTINGS", roff(pages["settings"]).rstrip())
    for heading in OF_OPTIONS:
        part = pages["options"].split(f"\n## {heading}\n")[1].split("\n## ")[0]
        yield from (f".SH {heading.upper()}", roff(part).rstrip())
    yield ".SH SEE ALSO"
    yield from paragraph("The manual is part of the program and works offline:")
    for topic, title in titles():
        yield from entry(bold(f"{NAME} manual {topic}"), escape(title))


def _help(text: str) -> list[str]:
    """A paragraph of a command's help, which click may be told to leave as it is."""
    as_it_is = text.removeprefix("\b\n")
    return as_typed(as_it_is) if as_it_is != text else paragraph(text)


def _options(command: CommandHelp) -> Iterator[str]:
    for names, meaning in command.options:
        yield from entry(bold(names), escape(meaning))
