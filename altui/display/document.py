"""Rich's Markdown in a plain style: headings on the left, code unchanged, no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement, TableElement
from rich.style import Style
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

CODE_INDENT = " " * 4


class LeftHeading(Heading):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        heading = Text(self.text.plain, style="bold")
        if self.tag == "h1":
            heading.stylize("underline")
        yield heading


class TypedCode(CodeBlock):
    """A block of code without highlighting, so that no highlighter has to be loaded."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = self.text.plain.rstrip().split("\n")
        # Longer lines than the terminal are left to it, so that they can be copied whole.
        typed = "\n".join(f"{CODE_INDENT}{line}" for line in lines)
        yield Text(typed, no_wrap=True, overflow="ignore")


class WholeTable(TableElement):
    """A table that breaks long words on a narrow screen and cuts nothing."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for part in super().__rich_console__(console, options):
            if isinstance(part, Table):
                for column in part.columns:
                    column.overflow = "fold"
            yield part


class Document(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": LeftHeading,
        "fence": TypedCode,
        "code_block": TypedCode,
        "table_open": WholeTable,
    }

    def __init__(self, text: str) -> None:
        super().__init__(text, hyperlinks=False, style=Style.null())
