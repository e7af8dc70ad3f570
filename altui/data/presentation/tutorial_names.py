"""What a person reads in the reference scenario, where its columns and classes have bare names.

The session, its export and every JSON have the bare ones, `x1` to `x10`, `0` and `1`.
"""

CLASS_TITLES = {"0": "fine", "1": "worn"}

COLUMN_TITLES = {
    "x1": "speed",
    "x2": "load",
    "x3": "heat",
    "x4": "humidity",
    "x5": "oil",
    "x6": "voltage",
    "x7": "current",
    "x8": "vibration",
    "x9": "noise",
    "x10": "pressure",
}
"""Machines with little oil that shake and are hot are mostly worn: so say the data."""
