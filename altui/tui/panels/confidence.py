"""What the model thinks of the row, as a panel and as one line for narrow screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from altui.config.key_actions import RECENT_KEYS
from altui.display.lines import Line, Span, Tone, length, line, quiet_title
from altui.display.text import displayable, one_line, pad, wrap
from altui.labeling.naming.order import class_order
from altui.tui.panels.panel import Panel
from altui.wording.classes.looks import class_key_tone, class_tone
from altui.wording.confidence import confidence_kind, uncertainty_in_a_line, uncertainty_in_words
from altui.wording.view.apart import share_room, shorten_apart
from altui.wording.view.query import explanation, shown_query

if TYPE_CHECKING:
    from altui.labeling.showing.class_keys import ClassKey
    from altui.labeling.view import View
    from altui.learning.rounds import Query


SHORTEST_TITLE = len("confidence") + 4
"""Cells of the title with a piece of the rule."""

WIDEST_NAME = 18
WIDEST_SIGN = 6
MOST_IN_ORDER = 10
"""So many classes are always shown, in their order."""

LIKELIEST = 12
"""Lines for the likeliest of many classes: hardly anybody reads more, and each sends bytes."""

FEWEST = 4
"""Lines for the likeliest of many classes where there is hardly any room."""

WIDEST_IN_LINE = 24
"""Of a name in the one line of a narrow screen."""

ENOUGH_FOR_DIGITS = ((4, 14), (2, 4), (0, 0))
"""So many digits where the names have at least so many cells, or stand in full, and can be told
apart."""

AROUND_CLASSES = 3
OTHERS = 17
"""Lines that the curve, the last decisions and the foot need."""

EIGHTHS = " ▏▎▍▌▋▊▉█"


class Room(NamedTuple):
    """How many classes are shown, and whether with what is said of them."""

    most: int
    is_described: bool = False


def room_for(view: View, screen_height: int) -> Room:
    """The same from View to View: a title, the classes with what is said of them where there is
    room, the reason, and a line for trouble."""
    room = screen_height - OTHERS - AROUND_CLASSES
    count = len(view.classes)
    most = count if count <= max(MOST_IN_ORDER, room) else min(max(room, FEWEST), LIKELIEST)
    described = sum(bool(each.description) for each in view.classes)
    is_room = most + AROUND_CLASSES + described + OTHERS <= screen_height
    return Room(most, is_room and count == most)


class ConfidencePanel(Panel):
    """Each class with its key, name, probability and bar, and what is said of it; of many classes
    the likeliest. Then the uncertainty in words."""

    _room = Room(MOST_IN_ORDER)

    def show(self, view: View) -> None:
        self._room = room = room_for(view, self.app.size.height)
        described = sum(bool(each.description) for each in view.classes)
        height = room.most + AROUND_CLASSES
        self.styles.height = height + (described if room.is_described else 0)
        super().show(view)

    def resize(self) -> None:
        if self._view is not None:
            self.show(self._view)
        super().resize()

    def maker(self) -> Callable[[View, int, int], Sequence[Line]]:
        return partial(confidence_lines, room=self._room)

    def lines(self, view: View, width: int, height: int) -> Sequence[Line]:
        return confidence_lines(view, width, height, room=self._room)


def confidence_lines(
    view: View,
    width: int,
    height: int,  # noqa: ARG001
    *,
    room: Room,
) -> Sequence[Line]:
    query = shown_query(view)
    note = ""
    if query and query.uncertainty is not None:
        note = uncertainty_in_words(view, query.uncertainty, width - SHORTEST_TITLE)
    lines = [quiet_title("confidence", width, note)]
    shown = _shown(view, room.most)
    names = shorten_apart([view.classes[k].shown for k in shown], WIDEST_NAME)
    name_width = max(map(cell_len, names))
    sign_width = max(cell_len(_sign(view.classes[k])) for k in shown)
    for index, name in zip(shown, names, strict=True):
        each = view.classes[index]
        signs = (pad(_sign(each), sign_width), pad(name, name_width))
        tones = class_key_tone(index, len(view.classes)), class_tone(index, len(view.classes))
        lines.append(_class_line(query, index, signs, tones, width))
        if each.description and room.is_described:
            lines.append(line(Span(f"    {one_line(each.description, width - 4)}", "dim")))
    if more := len(view.classes) - len(shown):
        lines.append(line(Span(f" {_how_to_more(view, more)}", "dim")))
    return [*lines, *_told_below(view, query, width)]


def _shown(view: View, most: int) -> Sequence[int]:
    """The classes that are shown: all in their order, or the likeliest of them and those whose key
    changes."""
    if len(view.classes) <= most:
        return range(len(view.classes))
    order, room = class_order(view), most - 1
    recent = [k for k in order if view.classes[k].key in RECENT_KEYS]
    likeliest = order[: room - len(recent)]
    others = [k for k in recent if k not in likeliest]
    return [*order[: room - len(others)], *others]


class ConfidenceLine(Panel):
    """The classes in one line, of many the likeliest, and the uncertainty where there is room."""

    def lines(self, view: View, width: int, height: int) -> Sequence[Line]:  # noqa: ARG002
        query = shown_query(view)
        has_model = query is not None and query.probabilities is not None
        note = view.round.trouble if view.round.trouble and has_model else explanation(view)
        title = _title(view, width - cell_len(note)) if has_model else "confidence"
        lines = [quiet_title(title, width, note)]
        classes = _classes_in_a_line(view, query, width)
        if query and query.uncertainty is not None:
            room = width - length(classes) - 1
            note = uncertainty_in_a_line(view, query.uncertainty, room)
            classes = (
                (*classes, Span(" " * (room + 1 - len(note))), Span(note)) if note else classes
            )
        lines.append(classes)
        return lines


def _told_below(view: View, query: Query | None, width: int) -> list[Line]:
    """Why the row is asked for, and in the second line trouble or else what the confidence is."""
    is_failed = bool(view.round.trouble)
    has_model = query is not None and query.probabilities is not None
    reason = wrap(displayable(explanation(view)), width)
    if is_failed and has_model:
        reason = [*reason[:1], one_line(view.round.trouble, width)]
    kind = _kind(view, width) if has_model and not is_failed else ""
    told = reason[: 1 + is_failed] + ([one_line(kind, width)] if kind else [])
    return [line(Span(each, "bad" if is_failed else "dim")) for each in told]


def _title(view: View, room: int) -> str:
    """The title of the line: what the confidence is, in as many words as there is room for."""
    calibration = view.round.calibration
    if calibration is None:
        return "confidence"
    kind = confidence_kind(calibration)
    short = "calibrated" if calibration.is_fitted else "a score"
    titles = (f"confidence: {kind}", kind, short)
    return next((each for each in titles if len(each) + 4 <= room), short)


def _kind(view: View, width: int) -> str:
    """What the confidence is, for a line of its own."""
    calibration = view.round.calibration
    kind = confidence_kind(calibration)
    whole = f"{kind}; uncertainty is not"
    is_fitted = calibration is not None and calibration.is_fitted
    return whole if is_fitted and len(whole) <= width else kind


def bar(share: float, width: int) -> str:
    """A bar of `share` of `width` cells, to an eighth of a cell."""
    eighths = round(share * width * 8)
    whole, part = divmod(eighths, 8)
    return (("█" * whole) + (EIGHTHS[part] if part else "")).ljust(width)[:width]


def _sign(each: ClassKey) -> str:
    """What is typed for it."""
    return each.key or one_line(each.code, WIDEST_SIGN)


def _how_to_more(view: View, more: int) -> str:
    key = view.keymap.key("name-class")
    return f"+{more:,} more{f': {key} names any class' if key else ''}"


def _class_line(
    query: Query | None, index: int, signs: tuple[str, str], tones: tuple[Tone, Tone], width: int
) -> Line:
    (sign, name), (key_tone, tone) = signs, tones
    if query is None or query.confidence is None:
        return line(Span(f" {sign}  ", key_tone), Span(name))
    share = query.confidence[index]
    is_first = query.predicted == index
    mark = "▸" if is_first else " "
    spans = line(
        Span(f"{mark}{sign}  ", key_tone),
        Span(f"{name}  {share:.4f}  ", "strong" if is_first else "text"),
    )
    room = min(max(width - length(spans), 0), 30)
    return (*spans, Span(bar(share, room), tone))


def _classes_in_a_line(view: View, query: Query | None, width: int) -> Line:
    """All classes in their order, where one looks for them; the digits give way to the names. Of
    many the likeliest."""
    names = [each.shown for each in view.classes]
    if len(names) > MOST_IN_ORDER:
        return _likeliest_in_a_line(view, query, width)
    lengths = [cell_len(one_line(each, WIDEST_IN_LINE)) for each in names]
    for digits, enough in ENOUGH_FOR_DIGITS:
        around = [_part(view, query, index, "", digits) for index in range(len(names))]
        room = width - sum(map(length, around))
        name_width = share_room(lengths, room, WIDEST_IN_LINE)
        shown = shorten_apart(names, max(name_width, 1))
        if name_width >= enough and len({*shown}) == len(shown):
            break
    parts = (_part(view, query, index, name, digits) for index, name in enumerate(shown))
    return tuple(span for part in parts for span in part)


def _likeliest_in_a_line(view: View, query: Query | None, width: int) -> Line:
    spans: list[Span] = []
    order = class_order(view)
    names = shorten_apart([view.classes[index].shown for index in order[:width]], 14)
    for place, (index, name) in enumerate(zip(order, names, strict=False)):
        part = _part(view, query, index, name, 2)
        more = Span(f"+{len(order) - place - 1:,} more", "dim")
        if spans and length([*spans, *part, more]) > width:
            break
        spans += part
    else:
        return tuple(spans)
    return (*spans, Span(f"+{len(order) - place:,} more", "dim"))


def _part(view: View, query: Query | None, index: int, name: str, digits: int) -> list[Span]:
    """Key, name and probability; with no digits only the likeliest class has its probability."""
    each = view.classes[index]
    shares = query.confidence if query else None
    sign = f"{_sign(each)} " if _sign(each) else ""
    is_first = query is not None and query.predicted == index
    is_told = shares is not None and (digits or is_first)
    share = f" {shares[index]:.{digits or 2}f}" if shares is not None and is_told else ""
    return [
        Span(f"{'▸' if is_first else ' '}{sign}", class_key_tone(index, len(view.classes))),
        Span(f"{name}{share} ", "strong" if is_first else "text"),
    ]
