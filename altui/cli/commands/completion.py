"""`altui completion SHELL`: the script that lets a shell complete commands, files and names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from altui.errors import InputError

VARIABLE = "_ALTUI_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the script that lets your shell complete altui's commands, files and names.

    \b
    bash:  echo 'eval "$(altui completion bash)"' >> ~/.bashrc
    zsh:   echo 'eval "$(altui completion zsh)"' >> ~/.zshrc
    fish:  altui completion fish > ~/.config/fish/completions/altui.fish
    """
    from altui.cli.main import altui
    from altui.display.console import put

    found = get_completion_class(shell)
    if found is None:
        raise InputError(f"this version of click has no completion for {shell}")
    put(found(altui, {}, "altui", VARIABLE).source().rstrip())
