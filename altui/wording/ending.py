"""What is shown instead of a row when there is nothing more to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.display.lines import Line, Span, line, title_line
from altui.display.text import clip, count_of, displayable, one_line, wrap
from altui.labeling.key_decisions import MORE
from altui.wording.summary import summary_rows
from altui.wording.team.shares import of_share

if TYPE_CHECKING:
    from altui.labeling.view import View

TITLES = {
    "budget": "the budget is spent",
    "narrowed": "the narrowed pool is empty",
    "certified": "the certificate is complete",
}


def ending_lines(view: View, width: int, room: int = 0) -> list[Line]:
    """What is below the sentence is cut at the width, or wrapped where it has less `room`."""
    rows = summary_rows(view.summary)
    name_width = max(len(name) for name, _ in rows)
    lines = [title_line(ending_title(view), width - 1), ()]
    lines += [line(Span(each, "strong")) for each in wrap(ending_sentence(view), width)]
    lines.append(())
    for name, value in rows:
        head = Span(f"{name.ljust(name_width)}  ", "dim")
        if room:
            lines += beside(head, value, room)
        else:
            lines.append(line(head, Span(clip(value, max(width - name_width - 2, 1)))))
    lines.append(())
    for key, meaning in choices(view):
        head = Span(f" {key}  ", "key")
        cells = (room or width) - cell_len(head.text)
        lines += beside(head, with_whole_command(one_line(meaning), cells), room or width)
    return lines


def with_whole_command(text: str, width: int) -> str:
    """The command behind a colon is there to be typed: it has a line of its own, where it would
    else be broken."""
    return text if cell_len(text) <= width else text.replace(": ", ":\n", 1)


def beside(head: Span, text: str, width: int) -> list[Line]:
    """The text in lines right of its head."""
    indent = Span(" " * cell_len(head.text))
    wrapped = wrap(displayable(text), max(width - cell_len(head.text), 1))
    return [line(indent if number else head, Span(each)) for number, each in enumerate(wrapped)]


def ending_title(view: View) -> str:
    return TITLES.get(view.ending, "nothing is left to ask")


def ending_sentence(view: View) -> str:
    if view.ending == "certified" and view.round.verdict is not None:
        side = "reaches" if view.round.verdict.is_above else "does not reach"
        column = view.settings.certify.get("column")
        what = f"The column '{column}'" if column else "The model"
        text = f"{what} {side} its target."
    elif view.ending == "budget":
        text = f"{count_of(view.summary.labels_given, 'label')} given, as planned."
    elif view.ending == "narrowed":
        left = count_of(view.summary.remaining, "other row")
        has = "has" if view.summary.remaining == 1 else "have"
        share = of_share(view.settings.share)
        text = f"Every row{share} with {view.settings.narrow} has its label; {left} {has} none."
    else:
        set_aside = view.summary.ignored + view.summary.unsure
        rest = f" ({set_aside} set aside as ignored or unsure)" if set_aside else ""
        text = f"Every row{of_share(view.settings.share)} has its label{rest}."
    return text + (" The demo keeps nothing." if view.is_kept_nowhere else " Everything is saved.")


def choices(view: View) -> list[tuple[str, str]]:
    ways_on = {"budget": f"go on with {MORE} more", "narrowed": "ask from all rows again"}
    go_on = [("go-on", way) for ending, way in ways_on.items() if ending == view.ending]
    if view.ending == "narrowed":
        go_on.append(("search", "search, or narrow to others by must: and not:"))
    leave = f"quit; next, a file of your own: {view.next_step}" if view.next_step else "quit"
    return view.keymap.list_keys(
        *go_on, ("export", "export the labels"), ("undo", "undo the last one"), ("quit", leave)
    )
