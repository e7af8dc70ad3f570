"""A script that labels without end and says so after each label; somebody kills it."""

import sys

import altui
from tests.examples import CLASSES, true_class

with altui.open("messages.csv", classes=CLASSES) as session:
    for query in session.queries():
        session.label(query, true_class(query.id))
        sys.stdout.write(f"{query.id}\n")
        sys.stdout.flush()
