"""The manual's list of options, in Markdown."""

from __future__ import annotations

from altui.cli.reference.commands import CommandHelp, commands


def options_list() -> str:
    """Every command with its options, as in `--help`."""
    return "\n\n".join(map(_section, commands()))


def _section(command: CommandHelp) -> str:
    options = "\n".join(f"- `{names}`: {meaning}" for names, meaning in command.options)
    return f"## {command.usage}\n\n{command.meaning}\n\n{options}"
