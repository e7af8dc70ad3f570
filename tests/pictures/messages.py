"""Short support messages, each about one of three topics."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from altui.labeling.annotation import Annotation
    from altui.labeling.engine import Say
    from altui.labeling.proposal import Proposal

    Open = Callable[[Say, Proposal | None], Annotation]

MESSAGES = {
    "billing": (
        "I was charged twice for my March subscription. Could you refund one of the payments?",
        "The invoice still shows our old company address. Where can I change it?",
        "My card was declined although there is enough money on it. The bank sees no attempt.",
        "Please cancel my plan at the end of the month. I do not want it to be renewed.",
        "We need a VAT number on the receipt, otherwise accounting sends it back to me.",
        "Why did the price go up? My contract says 12 euros per month until the end of the year.",
        "The discount for students was not applied at checkout. I uploaded my certificate.",
        "Can I pay the yearly plan by bank transfer instead of by credit card?",
        "A payment of 49 dollars left my account, but the order page says that it is unpaid.",
        "I returned the item three weeks ago and still wait for the money.",
        "How do I download all invoices of last year at once?",
        "You sent a reminder for an invoice that I paid on the second of May.",
        "Please change the currency of my account from dollars to euros.",
    ),
    "technical": (
        "Since the last update the app closes by itself as soon as I open the camera.",
        "I cannot log in. The page says that my password is wrong, but I have just reset it.\n\n"
        "What I tried: two browsers, a private window, another network. The mail with the "
        "reset link arrives at once, and the new password is accepted there.",
        "The export to CSV stops at row 10,000 without any message.",
        "Search finds nothing any more, not even titles that I can see on the screen.",
        "After the upgrade the sync with my calendar is stuck at 99 percent.",
        "The site is very slow from Japan. A ping takes 20 ms, the page takes 30 seconds.",
        "Your API answers with error 502 about every tenth time since this morning.",
        "Notifications come twice on my phone and not at all on the tablet.",
        "The confirmation code never arrives. I looked in the spam folder as well.",
        "Uploading a photo from the gallery fails with the message 'unknown error 13'.",
        "The dark theme shows black text on a dark grey ground in the settings.",
        "Printing cuts off the right column of every report. Paper is A4.",
        "The desktop program does not start after the update of macOS.",
    ),
    "shipping": (
        "My parcel has been 'out for delivery' for four days. Where is it?",
        "The box arrived open and one of the two cups is broken.",
        "I moved last week. Can you still change the delivery address of order 20417?",
        "The tracking number that you sent does not exist at the carrier.",
        "Do you deliver to Iceland, and how long would that take?",
        "Half of the order is missing. There was no note in the box about a second parcel.",
        "The courier left the parcel with a neighbour whom I do not know.",
        "I ordered the blue jacket and got the green one. How do I send it back?",
        "Can the delivery come after six in the evening? Nobody is at home before.",
        "Customs ask for an invoice that was not on the parcel. Can you mail it to me?",
        "The parcel was sent back to you because of a wrong house number.",
        "Is express delivery for Friday still possible if I order today?",
        "The letter with the spare key never came, although it was sent on Monday.",
    ),
}


def mixed_messages() -> Iterator[tuple[str, str]]:
    """(topic, message), the topics in turn."""
    for group in zip(*MESSAGES.values(), strict=True):
        yield from zip(MESSAGES, group, strict=True)


def write_messages(path: Path) -> dict[str, str]:
    """A file of short support messages; returns what each is about, by its id."""
    topics: dict[str, str] = {}
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["ticket", "channel", "message", "topic"])
        for number, (topic, message) in enumerate(mixed_messages(), 4101):
            topics[str(number)] = topic
            writer.writerow([number, ("mail", "chat", "form")[number % 3], message, ""])
    return topics
