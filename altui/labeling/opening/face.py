"""What a face is started with: the screen, or the plain dialogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from altui.config.guidance import Guidance
from altui.config.keymap import STANDARD, KeyMap
from altui.labeling.naming.recent import RecentSlots, give_recent_keys
from altui.labeling.showing.class_keys import ClassKey, class_keys, keys_of_classes
from altui.labeling.showing.titled import title_item, title_summary, titles_of

if TYPE_CHECKING:
    from pathlib import Path

    from altui.labeling.annotation import Annotation
    from altui.labeling.engine import Say
    from altui.labeling.proposal import Proposal
    from altui.labeling.view import View
    from altui.session.session import Session

DWELL = 0.2
"""Seconds after a row is painted in which a label key is taken for a repeat of the last."""

GUIDED = 3
"""Answers after which nobody needs the guide any more."""


@dataclass
class Opening:
    """`open` is called off the event loop, with the accepted proposal where there is one to
    accept; `export` writes the labels and says where to; who is not patient gets a row of the
    last ranking at once where the next is not there yet; `guide` are lines for the first keys,
    `guidance` what the person is to read about the work.
    """

    title: str
    open: Callable[[Say, Proposal | None], Annotation]
    export: Callable[[Annotation], Path]
    proposal: Proposal | None = None
    auto: bool = False
    ends_itself: bool = False
    dwell: float = DWELL
    is_patient: bool = True
    theme: str = "ansi-dark"
    session_path: Path | None = None
    is_kept_nowhere: bool = False
    """Whether the session is deleted at the end."""
    next_step: str = ""
    """The command to go on with after the end; empty where there is none to tell."""
    extent: str = ""
    """How large the file is, in words."""
    guide: str = ""
    keymap: KeyMap = STANDARD
    guidance: Guidance = field(default_factory=Guidance)

    def __post_init__(self) -> None:
        self._slots = RecentSlots(len(self.keymap.recent_keys))

    def guided_classes(self) -> tuple[ClassKey, ...]:
        """The classes of the guidance, before the session has said which there are."""
        names = tuple(each.name for each in self.guidance.entries)
        return class_keys(names, self.keymap, self.guidance)

    def classes_of(self, session: Session) -> tuple[ClassKey, ...]:
        """The classes that hold in a session, with their keys."""
        return keys_of_classes(session.settings.class_list, self.keymap, self.guidance)

    def complete(self, view: View) -> View:
        """The View with what only its face knows."""
        classes = keys_of_classes(view.settings.class_list, self.keymap, self.guidance)
        titles = titles_of(classes)
        is_guided = view.summary.labels_given < GUIDED and not self.auto
        return replace(
            view,
            title=self.title,
            is_kept_nowhere=self.is_kept_nowhere,
            next_step=self.next_step,
            guide=self.guide if is_guided else "",
            keymap=self.keymap,
            decisions=tuple(title_item(each, titles) for each in view.decisions),
            differing=tuple(titles.get(name, name) for name in view.differing),
            summary=title_summary(view.summary, titles),
            classes=give_recent_keys(
                classes, view.curve.used, self._slots, self.keymap.recent_keys
            ),
        )
